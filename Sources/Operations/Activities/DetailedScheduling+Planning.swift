import Diagnostics

extension ActivityLoop {
    /// The working time of a job and where it comes from: its segment, else the definition in force, else the
    /// settings.
    package func duration(of plan: JobPlan, at instant: Instant) -> (TimeSpan, DurationSource) {
        if let asked = plan.duration { return (asked, .segment) }
        if let standard = standard(of: plan, at: instant), standard >= .zero {
            return (standard, .definition)
        }
        return (settings.defaultDuration, .setting)
    }

    /// Plans what has not begun on the equipment that can do it, and tells what could not be planned as asked.
    ///
    /// - Throws: ``LoopError/unsoundPlan(_:)`` for a plan that its checker refuses. Ours, and it is not published.
    func sequence(from: Instant, _ context: Context) throws(LoopError) -> Decision {
        let work = OpenWork(self, from: from)
        let problem = PlanningProblem(work, of: self, from: from)
        let planner = Planner(problem, iterations: settings.schedulingIterations)
        let schedule = planner.plan()
        try check(schedule, of: problem.problem)
        let places = problem.places(schedule)
        var plans: [String: PlannedTime?] = Dictionary(
            uniqueKeysWithValues: zip(work.items, places).map { item, place in
                (item.id, place.map(item.planned))
            })
        for (job, _) in work.waiting { plans[job] = .some(nil) }
        let findings = planningFindings(work, places, schedule.conflicts)
        return published(plans, from: from, findings, context)
    }

    /// One event for each domain whose jobs have another place than before.
    private func published(
        _ plans: [String: PlannedTime?], from: Instant, _ findings: [Finding], _ context: Context
    ) -> Decision {
        var changes: [DomainKind: [ScheduleRevised.Change]] = [:]
        var centres: Set<String> = []
        for (job, planned) in plans.sorted(by: { $0.key < $1.key }) {
            guard let entry = state.jobs[job], entry.planned != planned else { continue }
            changes[entry.plan.domain, default: []].append(ScheduleRevised.Change(job: job, planned: planned))
            centres.formUnion([entry.workCentre, planned?.workCentre ?? entry.plan.workCentre.name])
        }
        guard !changes.isEmpty else { return Decision(.unchanged, findings: findings) }
        let revision = state.scheduleRevision + 1
        let events = DomainKind.allCases.compactMap { domain in
            changes[domain].map { changes in
                context.of(domain).event(
                    .scheduleRevised(ScheduleRevised(revision: revision, from: from, changes: changes)))
            }
        }
        return Decision(
            .applied, events: events, findings: findings, notices: [.jobLists(centres.sorted())])
    }

    /// Nothing is published that breaks a rule of its problem; what has no place is told beside it.
    private func check(_ schedule: Schedule, of problem: SchedulingProblem) throws(LoopError) {
        let frozen = schedule.conflicts.compactMap { conflict in
            if case .frozenPlaceImpossible(let operation, _) = conflict { operation } else { nil as String? }
        }
        let late = schedule.conflicts.compactMap { conflict in
            switch conflict {
            case .maximumLagExceeded(_, let after, _), .maximumLagImpossible(_, let after): after
            default: nil as String?
            }
        }
        let broken = ScheduleChecker(problem).violations(schedule).first { violation in
            switch violation.rule {
            case .missing: false
            case .frozen: !frozen.contains(violation.operation)
            case .maximumLag: !late.contains(violation.operation)
            default: true
            }
        }
        if let broken { throw .unsoundPlan(broken) }
    }
}

// MARK: - What a planner has to know

extension ActivityLoop {
    private func planningFindings(
        _ work: OpenWork, _ places: [PlanningProblem.Place?], _ conflicts: [ScheduleConflict]
    ) -> [Finding] {
        let undated = work.requests.filter { $0.due == nil }.map { request in
            LoopNote.make(
                "LOOP-SCHEDULE-1", .note, "OperationsRequest \(request.entry.key)",
                "it has no due date and follows those that have one")
        }
        return undated + durationNotes(work) + waitingNotes(work) + unplannedNotes(work, places)
            + frozenNotes(conflicts) + latestStartNotes(work, places) + latenessNotes(work, places, conflicts)
    }

    private func durationNotes(_ work: OpenWork) -> [Finding] {
        work.items.filter { $0.source != .segment }.map { item in
            LoopNote.make(
                "LOOP-SCHEDULE-2", .note, "JobOrder \(item.id)",
                item.source == .definition
                    ? "it has no duration of its own; the definition's \(item.duration) was taken"
                    : "neither it nor its definition has a duration; the setting's \(item.duration) was taken"
            )
        }
    }

    private func waitingNotes(_ work: OpenWork) -> [Finding] {
        work.waiting.compactMap { job, lot in
            lot.map {
                LoopNote.make(
                    "LOOP-SCHEDULE-5", .warning, "JobOrder \(job)",
                    "it needs lot \($0), which is held, and is not planned",
                    advice: "Release the lot, or name another one.")
            }
        }
    }

    /// The first job of each request that has no place; those behind it cannot have one.
    private func unplannedNotes(_ work: OpenWork, _ places: [PlanningProblem.Place?]) -> [Finding] {
        var told: Set<Int> = []
        return zip(work.items, places).filter { $1 == nil && told.insert($0.request).inserted }.map {
            item, _ in
            LoopNote.make(
                "LOOP-SCHEDULE-3", .warning, "JobOrder \(item.id)",
                "the work calendar of \(item.units.joined(separator: ", ")) ends before it could be done",
                advice: "Extend the calendar.")
        }
    }

    private func frozenNotes(_ conflicts: [ScheduleConflict]) -> [Finding] {
        conflicts.compactMap { conflict in
            guard case .frozenPlaceImpossible(let operation, let unit) = conflict else { return nil }
            return LoopNote.make(
                "LOOP-SCHEDULE-6", .warning, "JobOrder \(operation)",
                "it cannot keep its place on \(unit), although it was to begin soon",
                advice: "Tell the floor: the plan has it elsewhere.")
        }
    }

    private func latestStartNotes(_ work: OpenWork, _ places: [PlanningProblem.Place?]) -> [Finding] {
        zip(work.items, places).flatMap { item, place in
            guard let place else { return [Finding]() }
            return item.latestStarts(work, places).filter {
                place.start > $0.latest + JobDependency.tolerance
            }.map { other, latest in
                LoopNote.make(
                    "LOOP-SCHEDULE-7", .warning, "JobOrder \(item.id)",
                    "it is planned to begin at \(place.start), later than \(latest), its latest start after \(other)",
                    advice: "Make room for it, or begin the other one later.")
            }
        }
    }

    private func latenessNotes(
        _ work: OpenWork, _ places: [PlanningProblem.Place?], _ conflicts: [ScheduleConflict]
    ) -> [Finding] {
        var ends = work.requests.map(\.settled)
        for (item, place) in zip(work.items, places) {
            ends[item.request] = max(ends[item.request], place?.end ?? ends[item.request])
        }
        let causes = Dictionary(
            conflicts.compactMap(\.lateness).map { ($0.request, $0.cause) },
            uniquingKeysWith: { first, _ in first })
        return zip(work.requests, ends).compactMap { request, end in
            guard let due = request.due, end > due else { return nil }
            let cause = causes[request.entry.key].map { "; \($0)" } ?? ""
            return LoopNote.make(
                "LOOP-SCHEDULE-4", .warning, "OperationsRequest \(request.entry.key)",
                "it is planned to end at \(end), after it is due at \(due)\(cause)",
                advice: "Agree on a later date, or give it a higher priority.")
        }
    }
}

extension ScheduleConflict {
    /// Of a request that ends too late: what keeps it most.
    fileprivate var lateness: (request: String, cause: String)? {
        guard case .dueDateMissed(let request, _, let operation, let unit, let waited) = self else {
            return nil
        }
        guard let unit else { return (request, "its own work takes longer") }
        return (request, "\(operation) waits \(waited) min for \(unit)")
    }
}

extension OpenWork.Item {
    /// When it has to begin at the latest, and after which other job.
    fileprivate func latestStarts(_ work: OpenWork, _ places: [PlanningProblem.Place?]) -> [(
        job: String, latest: Instant
    )] {
        let planned = predecessors.compactMap { before -> (job: String, latest: Instant)? in
            guard let lag = before.maximumLag, let place = places[before.item] else { return nil }
            return (work.items[before.item].id, (before.isFromStart ? place.start : place.end) + lag)
        }
        return planned + deadlines.map { ($0.job.plan.id, $0.from + $0.maximumLag) }
    }

    /// A place as the plan keeps it. The equipment is named where another one could have been chosen.
    fileprivate func planned(_ place: PlanningProblem.Place) -> PlannedTime {
        PlannedTime(
            start: place.start, end: place.end, duration: duration, durationSource: source,
            setupStart: place.setupStart < place.start ? place.setupStart : nil,
            workCentre: units.count > 1 ? place.unit : nil)
    }
}
