extension WorkCalendar {
    private static let day: Int64 = 86_400_000

    /// The stretches of work that lie within a window, in order, cut after each 24 hours; days of UTC where work is
    /// always possible.
    func shifts(in window: Interval) -> [Interval] {
        let near = (intervals ?? Self.wholeDays(of: window)).filter {
            $0.end > window.start && $0.start < window.end
        }
        return near.flatMap(\.days).filter { $0.start >= window.start && $0.end <= window.end }
    }

    /// From the beginning of the first to the end of the last that is over.
    private static func wholeDays(of window: Interval) -> [Interval] {
        let (start, end) = (window.start.milliseconds / day * day, window.end.milliseconds / day * day)
        return (try? Interval(Instant(milliseconds: start), Instant(milliseconds: end))).map { [$0] } ?? []
    }
}

extension Interval {
    fileprivate var days: [Interval] {
        stride(from: start.milliseconds, to: end.milliseconds, by: 86_400_000).compactMap { begin in
            let last = Swift.min(begin + 86_400_000, end.milliseconds)
            return try? Interval(Instant(milliseconds: begin), Instant(milliseconds: last))
        }
    }
}
