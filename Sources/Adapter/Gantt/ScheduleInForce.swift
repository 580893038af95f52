package import Operations

/// The schedule as it stands: the jobs of each work centre, and when the work centre cannot work.
package struct ScheduleInForce: Hashable, Sendable {
    package struct WorkCentre: Hashable, Sendable {
        package var name: String
        /// The equipment that it is a part of.
        package var group: String?
        /// When work is possible.
        package var calendar: WorkCalendar
        package var stops: [Stop]

        package init(
            name: String, group: String? = nil, calendar: WorkCalendar = .alwaysOpen, stops: [Stop] = []
        ) {
            self.name = name
            self.group = group
            self.calendar = calendar
            self.stops = stops
        }
    }

    package var site: String
    /// How often the plan was changed.
    package var revision: Int
    /// By group and name; those without a group come first.
    package var workCentres: [WorkCentre]
    /// By work centre, then by time; those without a place in time come last.
    package var jobs: [ScheduledJob]

    package init(site: String, revision: Int, workCentres: [WorkCentre], jobs: [ScheduledJob]) {
        self.site = site
        self.revision = revision
        self.workCentres = workCentres.sorted { Self.order($0) < Self.order($1) }
        let places = Dictionary(
            zip(self.workCentres.map(\.name), 0...), uniquingKeysWith: { first, _ in first })
        self.jobs = jobs.sorted { left, right in
            let (mine, theirs) = (places[left.workCentre] ?? .max, places[right.workCentre] ?? .max)
            if mine != theirs { return mine < theirs }
            let (start, other) = (left.startOrNever, right.startOrNever)
            return start == other ? left.id < right.id : start < other
        }
    }

    private static func order(_ workCentre: WorkCentre) -> (Int, String, String) {
        (workCentre.group == nil ? 0 : 1, workCentre.group ?? "", workCentre.name)
    }

    /// The jobs that touch a window, and the open ones that have no place in time.
    package func jobs(in window: Interval, asOf now: Instant) -> [ScheduledJob] {
        jobs.filter { job in
            guard let extent = job.extent(asOf: now) else { return !job.state.isEnded }
            return extent.start < window.end && (extent.end > window.start || extent.start >= window.start)
        }
    }

    /// The last planned end of a job that has not ended.
    package var lastPlannedEnd: Instant? {
        jobs.filter { !$0.state.isEnded }.compactMap(\.planned?.end).max()
    }

    /// Only one work centre.
    package func limited(to name: String) -> ScheduleInForce {
        ScheduleInForce(
            site: site, revision: revision, workCentres: workCentres.filter { $0.name == name },
            jobs: jobs.filter { $0.workCentre == name })
    }
}

extension ScheduledJob {
    fileprivate var startOrNever: Instant {
        [setup?.start, planned?.start ?? actual?.start].compactMap(\.self).min()
            ?? Instant(milliseconds: .max)
    }
}

extension ScheduleInForce {
    /// What is shown when nobody says otherwise: from the start of the production day to the last planned end, at least to
    /// the end of the day.
    ///
    /// - Parameters:
    ///   - start: asked for; nil takes that of the day.
    ///   - end: asked for; nil takes the last planned end, or a day after `start` when that is not later.
    ///   - day: the production day that it is.
    /// - Returns: nil when it would end before it begins.
    package func window(from start: Instant?, to end: Instant?, productionDay day: Interval) -> Interval? {
        let before = end.flatMap {
            $0 <= day.start ? $0 + TimeSpan(milliseconds: -day.length.milliseconds) : nil
        }
        let from = start ?? before ?? day.start
        let last = max(day.end, lastPlannedEnd ?? day.end)
        return try? Interval(from, end ?? (last > from ? last : from + day.length))
    }
}
