import Operations

/// Where instants are in the drawing, and what is written along the time.
struct GanttAxis {
    struct Tick: Hashable {
        var at: Instant
        /// Empty where there is no room for it.
        var text: String
    }

    struct Day: Hashable {
        /// Within the window.
        var interval: Interval
        /// The longest that has room; empty when none has.
        var title: String
    }

    let window: Interval
    let left: Pixels
    let width: Pixels
    let clock: PlantTime
    let days: [Day]
    let ticks: [Tick]

    init(window: Interval, left: Pixels, width: Pixels, clock: PlantTime) {
        self.window = window
        self.left = left
        self.width = width
        self.clock = clock
        let scale = Scale(window: window, left: left, width: width)
        let wholeDays = clock.days(in: window)
        days = wholeDays.compactMap { Self.day($0, scale, clock) }
        ticks = Self.ticks(wholeDays, scale, clock)
    }

    /// Instants outside of the window are at its ends.
    func x(_ instant: Instant) -> Pixels { Scale(window: window, left: left, width: width).x(instant) }

    /// Of the part within the window; nil when there is none.
    func visible(_ interval: Interval) -> Interval? {
        guard interval.start < window.end, interval.end > window.start else { return nil }
        return try? Interval(max(interval.start, window.start), min(interval.end, window.end))
    }

    func contains(_ instant: Instant) -> Bool { instant >= window.start && instant <= window.end }
}

/// A linear scale; the window is not empty.
private struct Scale {
    let window: Interval
    let left: Pixels
    let width: Pixels

    func x(_ instant: Instant) -> Pixels {
        let inside = min(max(instant, window.start), window.end)
        let (span, passed) = (window.length.milliseconds, (inside - window.start).milliseconds)
        return left + Pixels(tenths: span > 0 ? Int(passed * Int64(width.tenths) / span) : 0)
    }

    func length(_ interval: Interval) -> Pixels { x(interval.end) - x(interval.start) }

    /// The room that so many minutes have.
    func length(minutes: Int) -> Pixels {
        let span = max(1, window.length.milliseconds)
        return Pixels(tenths: Int(Int64(minutes) * 60_000 * Int64(width.tenths) / span))
    }
}

// MARK: - Days

extension GanttAxis {
    static let dayTextSize = 12
    static let hourTextSize = 11

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func day(_ day: Interval, _ scale: Scale, _ clock: PlantTime) -> Day? {
        let start = max(day.start, scale.window.start)
        let end = min(day.end, scale.window.end)
        guard let interval = try? Interval(start, end), !interval.isEmpty else { return nil }
        let room = scale.length(interval) - Pixels(8)
        let title = titles(of: day, clock).first { TextWidth.of($0, size: dayTextSize) <= room }
        return Day(interval: interval, title: title ?? "")
    }

    /// The longest first. A day of another length than usual says so.
    private static func titles(of day: Interval, _ clock: PlantTime) -> [String] {
        let date = clock.text(day.start).prefix(10).split(separator: "-").compactMap { Int($0) }
        guard date.count == 3, months.indices.contains(date[1] - 1) else { return [] }
        let (name, month) = (weekdays[day.start.weekday(clock)], months[date[1] - 1])
        let hours = day.length.milliseconds / 3_600_000
        let length = hours == 24 ? [] : ["\(name) \(date[2]) \(month) \(date[0]), a day of \(hours) hours"]
        return length + [
            "\(name) \(date[2]) \(month) \(date[0])", "\(name) \(date[2]) \(month)", "\(name) \(date[2])",
            "\(date[2])",
        ]
    }
}

// MARK: - Hours

extension GanttAxis {
    private static let steps = [5, 15, 30, 60, 120, 180, 240, 360, 720]
    private static let leastDistance = Pixels(42)

    /// At round times of the clock. An hour that comes twice has two ticks, one that is left out has none.
    private static func ticks(_ days: [Interval], _ scale: Scale, _ clock: PlantTime) -> [Tick] {
        guard let step = steps.first(where: { scale.length(minutes: $0) >= leastDistance }) else { return [] }
        var ticks: [Tick] = []
        var lastText: Pixels?
        for day in days {
            // Offsets of zones are multiples of a quarter of an hour, and clocks change by at least half an hour.
            var at = day.start
            while at < day.end {
                defer { at = at + TimeSpan(milliseconds: Int64(min(step, 15)) * 60_000) }
                guard clock.timeOfDay(at) % Int64(step * 60_000) == 0, at >= scale.window.start,
                    at <= scale.window.end
                else { continue }
                let x = scale.x(at)
                let hasRoom = lastText.map { x - $0 >= leastDistance } ?? true
                if hasRoom { lastText = x }
                ticks.append(Tick(at: at, text: hasRoom ? clock.clock(at) : ""))
            }
        }
        return ticks
    }
}

extension Instant {
    /// 0 is Monday, on the calendar of the plant.
    fileprivate func weekday(_ clock: PlantTime) -> Int {
        let local = milliseconds + Int64(clock.offset(at: self)) * 60_000
        let day = (local - clock.timeOfDay(self)) / 86_400_000
        // 1970-01-01 was a Thursday.
        return Int(((day + 3) % 7 + 7) % 7)
    }
}
