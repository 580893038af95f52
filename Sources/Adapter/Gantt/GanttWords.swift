import Operations

/// What the drawing says in words.
enum GanttWords {
    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Date and time to the minute, as the plant's clock shows them.
    static func time(_ instant: Instant, _ clock: PlantTime) -> String {
        String(clock.text(instant).prefix(16)).replacing("T", with: " ")
    }

    /// The end without its date when it is that of the start.
    static func span(_ interval: Interval, _ clock: PlantTime) -> String {
        let (start, end) = (time(interval.start, clock), time(interval.end, clock))
        return "\(start) – \(start.prefix(10) == end.prefix(10) ? String(end.suffix(5)) : end)"
    }

    /// Such as `2 d 3 h` or `45 min`: rounded down to the minute, with at most two units.
    static func length(_ span: TimeSpan) -> String {
        let minutes = span.milliseconds.magnitude / 60_000
        let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60)
        if days > 0 { return "\(days) d" + (hours > 0 ? " \(hours) h" : "") }
        if hours > 0 { return "\(hours) h" + (rest > 0 ? " \(rest) min" : "") }
        return "\(rest) min"
    }

    /// Everything about a job, one thing a line.
    static func tooltip(_ job: ScheduledJob, _ clock: PlantTime, asOf now: Instant) -> String {
        var lines = ["\(job.id) at \(job.workCentre)"]
        if let product = job.product { lines.append("makes \(product)") }
        lines.append("\(job.domain.rawValue), \(job.state.rawValue)")
        if let setup = job.setup { lines.append("set-up \(span(setup, clock))") }
        if let planned = job.planned, let interval = try? Interval(planned.start, planned.end) {
            lines.append("planned \(span(interval, clock)), \(length(planned.duration)) of work")
        }
        if let actual = job.actual {
            let interval = actual.end.flatMap { try? Interval(actual.start, $0) }
            lines.append(
                interval.map { "done \(span($0, clock))" } ?? "since \(time(actual.start, clock))")
        }
        if let due = job.due, let lateness = job.lateness {
            let words = lateness > .zero ? "late" : "before that"
            lines.append("due \(time(due, clock)), \(length(lateness)) \(words)")
        }
        if let promise = job.promise { lines.append("the order is done \(time(promise, clock))") }
        return lines.joined(separator: "\n")
    }
}
