import Diagnostics

/// What detailed scheduling is asked.
package enum SchedulingCommand: Hashable, Sendable {
    case importRequest(ImportedRequest)
    /// Plans every job that has not begun, from an instant on (nil: now).
    case sequence(from: Instant?)
}

/// One request out of a message.
package struct ImportedRequest: Hashable, Sendable {
    /// B2MML action codes and verbs. All but `change` and `cancel` bring the whole request.
    package enum Action: String, Hashable, Sendable, Codable, CaseIterable {
        case add, sync, process, replace, change, cancel
    }

    package var action: Action
    package var request: OperationsRequest
    package var schedule: OperationsSchedule?
    /// By which an older message is recognised; nil takes every message as newer.
    package var stamp: RevisionStamp?

    package init(
        _ action: Action, _ request: OperationsRequest, schedule: OperationsSchedule? = nil,
        stamp: RevisionStamp? = nil
    ) {
        self.action = action
        self.request = request
        self.schedule = schedule
        self.stamp = stamp
    }
}

/// A request is in, with the jobs that it was broken into.
package struct RequestAccepted: EventPayload {
    package static let typeName = "request.accepted"
    package static let activity = Activity.detailedScheduling
    package static func fact(_ payload: Self) -> Fact { .requestAccepted(payload) }

    package var key: String
    package var request: OperationsRequest
    package var schedule: OperationsSchedule?
    package var stamp: RevisionStamp?
    package var definition: String
    package var jobs: [JobPlan]
}

/// A request has new content.
package struct RequestRevised: EventPayload {
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// Nothing had begun: the jobs were made anew.
        case replaced
        /// Work had begun: only quantities became smaller.
        case reduced
    }

    package static let typeName = "request.revised"
    package static let activity = Activity.detailedScheduling
    package static func fact(_ payload: Self) -> Fact { .requestRevised(payload) }

    package var key: String
    package var kind: Kind
    package var reason: String
    package var request: OperationsRequest
    package var schedule: OperationsSchedule?
    package var stamp: RevisionStamp?
    package var definition: String
    package var jobs: [JobPlan]
}

/// A request was cancelled before anything had begun.
package struct RequestCancelled: EventPayload {
    package static let typeName = "request.cancelled"
    package static let activity = Activity.detailedScheduling
    package static func fact(_ payload: Self) -> Fact { .requestCancelled(payload) }

    package var key: String
    package var reason: String
    package var jobs: [String]
    package var stamp: RevisionStamp?
}

/// The plan changed: only the jobs of one domain whose place is another one than before. The events of one plan
/// have the same revision.
package struct ScheduleRevised: EventPayload {
    package struct Change: Codable, Hashable, Sendable {
        package var job: String
        /// Nil when no place was found.
        package var planned: PlannedTime?
    }

    package static let typeName = "schedule.revised"
    package static let activity = Activity.detailedScheduling
    package static func fact(_ payload: Self) -> Fact { .scheduleRevised(payload) }

    /// From 1.
    package var revision: Int
    package var from: Instant
    package var changes: [Change]
}

extension LoopState {
    mutating func apply(_ fact: RequestAccepted, domain: DomainKind, origin: Origin?) {
        arrivals += 1
        requests[fact.key] = RequestEntry(
            key: fact.key, domain: domain, partner: origin?.partner, arrival: arrivals, request: fact.request,
            schedule: fact.schedule, stamp: fact.stamp, jobs: fact.jobs.map(\.id),
            definition: fact.definition,
            cause: origin?.cause)
        for plan in fact.jobs { insert(JobEntry(plan: plan)) }
    }

    mutating func apply(_ fact: RequestRevised) {
        guard let old = requests[fact.key]?.jobs else { return }
        requests[fact.key]?.request = fact.request
        requests[fact.key]?.schedule = fact.schedule
        requests[fact.key]?.stamp = fact.stamp
        requests[fact.key]?.definition = fact.definition
        switch fact.kind {
        case .reduced:
            for plan in fact.jobs { jobs[plan.id]?.plan = plan }
        case .replaced:
            let places = Dictionary(
                old.compactMap { id in jobs[id].map { (id, $0) } }, uniquingKeysWith: { first, _ in first })
            for id in old { remove(id) }
            requests[fact.key]?.jobs = fact.jobs.map(\.id)
            for plan in fact.jobs {
                var entry = JobEntry(plan: plan)
                if let before = places[plan.id], before.plan.workCentre.name == plan.workCentre.name {
                    entry.planned = before.planned
                }
                insert(entry)
            }
        }
    }

    mutating func apply(_ fact: RequestCancelled, at instant: Instant) {
        for id in fact.jobs { transition(id, to: .aborted, at: ZonedTime(instant, zoneSource: .site)) }
        requests[fact.key]?.stamp = fact.stamp
    }

    mutating func apply(_ fact: ScheduleRevised) {
        scheduleRevision = fact.revision
        for change in fact.changes { plan(change) }
    }

    /// A plan may bring a job to other equipment.
    private mutating func plan(_ change: ScheduleRevised.Change) {
        guard let before = jobs[change.job]?.workCentre else { return }
        jobs[change.job]?.planned = change.planned
        guard let after = jobs[change.job]?.workCentre, after != before, openJobs.contains(change.job) else {
            return
        }
        workCentres[before]?.open.remove(change.job)
        workCentres[after, default: WorkCentreEntry()].open.insert(change.job)
    }

    private mutating func insert(_ entry: JobEntry) {
        jobs[entry.plan.id] = entry
        openJobs.insert(entry.plan.id)
        workCentres[entry.workCentre, default: WorkCentreEntry()].open.insert(entry.plan.id)
    }

    private mutating func remove(_ id: String) {
        guard let entry = jobs.removeValue(forKey: id) else { return }
        openJobs.remove(id)
        workCentres[entry.workCentre]?.open.remove(id)
    }

    /// Moves a job and keeps the lists of open and active jobs true.
    mutating func transition(_ id: String, to next: JobState, at time: ZonedTime, reason: String? = nil) {
        jobs[id]?.transition(to: next, at: time, reason: reason)
        guard let centre = jobs[id]?.workCentre else { return }
        if next.isActive { workCentres[centre, default: WorkCentreEntry()].active.insert(id) }
        guard next.isEnded, openJobs.remove(id) != nil else { return }
        workCentres[centre]?.open.remove(id)
        workCentres[centre]?.active.remove(id)
    }
}

// MARK: - Looking at requests

extension LoopState {
    /// The key under which a request is or would be known: its ID without blanks at the ends, with the
    /// partner and then the domain before it when another partner or domain already uses the shorter form.
    package func requestKey(_ domain: DomainKind, partner: String?, id: Identifier) -> String {
        let name = id.matchingKey
        let forms = [name, "\(partner ?? ""):\(name)"]
        for form in forms {
            guard let known = requests[form] else { return form }
            if known.domain == domain, known.partner == partner { return form }
        }
        return "\(domain.rawValue):\(partner ?? ""):\(name)"
    }

    /// The state of a request, which is that of its jobs: running while work is under way or between two
    /// jobs, held or suspended while none runs, completed when all have ended and at least one was completed.
    /// Nil when it is not known.
    package func requestState(_ key: String) -> RequestState? {
        guard let entry = requests[key] else { return nil }
        return .known(Self.requestState(of: entry.jobs.compactMap { jobs[$0] }))
    }

    static func requestState(of jobs: [JobEntry]) -> KnownRequestState {
        let states = jobs.map(\.state)
        if states.contains(.running) { return .running }
        if states.contains(.held) { return .held }
        if states.contains(.suspended) { return .suspended }
        if states.allSatisfy(\.isEnded) {
            if states.contains(.completed) { return .completed }
            if states.contains(.closed) { return .closed }
            return jobs.contains(where: \.everRan) ? .aborted : .cancelled
        }
        if jobs.contains(where: \.everRan) { return .running }
        if states.contains(where: { $0 == .allowedReady || $0 == .allowedLoaded }) { return .ready }
        return states.contains(where: \.isAllowedToStart) || jobs.contains { $0.planned != nil }
            ? .waiting : .released
    }

    /// A job with the content of its segment; nil when it is not known.
    package func jobOrder(_ id: String) -> JobOrder? {
        guard let plan = jobs[id]?.plan, let request = requests[plan.request]?.request,
            let found = request.segment(at: plan.position)
        else { return nil }
        let step = JobBreakdown.Step(
            segment: found.segment, position: plan.position, path: plan.path, ancestors: found.ancestors)
        return JobOrder(plan: plan, segment: found.segment, inheritedMaterials: step.inheritedMaterials)
    }
}

// MARK: - Import

extension ActivityLoop {
    func decide(_ command: SchedulingCommand, _ context: Context) throws(LoopError) -> Decision {
        switch command {
        case .importRequest(let imported): try decide(imported, context)
        case .sequence(let from): try sequence(from: max(from ?? context.now, context.now), context)
        }
    }

    private func decide(_ imported: ImportedRequest, _ context: Context) throws(LoopError) -> Decision {
        guard let id = imported.request.id, !id.isBlank else { throw .requestWithoutID }
        let key = state.requestKey(context.domain, partner: context.origin?.partner, id: id)
        guard let known = state.requests[key] else {
            guard imported.action != .change, imported.action != .cancel else { throw .unknownRequest(key) }
            return try accept(imported, key: key, context)
        }
        if let stamp = imported.stamp, let last = known.stamp, stamp.isOlder(than: last) {
            return Decision(.stale)
        }
        if imported.action == .cancel { return try cancel(known, imported, context) }
        return try revise(known, imported, context)
    }

    /// A request that is in, with its segments taken from its definition when it has none of its own.
    private func expanded(_ request: OperationsRequest, key: String, _ context: Context) throws(LoopError)
        -> OperationsRequest
    {
        guard request.segments.isEmpty else { return request }
        let definition = request.operationsDefinitionID.flatMap { id in
            state.definitions[LoopState.definitionKey(context.domain, id)]?
                .version(named: request.operationsDefinitionVersion, at: context.now)
        }
        guard let definition, !definition.definition.segments.isEmpty else {
            throw .requestWithoutWork(request: key)
        }
        return request.expanded(by: definition.definition)
    }

    func accept(_ imported: ImportedRequest, key: String, _ context: Context) throws(LoopError)
        -> Decision
    {
        let request = try expanded(imported.request, key: key, context)
        var prepared = prepare(request, key: key, context)
        prepared.findings += try arrange(&prepared.plans, by: prepared.steps, request: key)
        prepared.events.append(
            context.event(
                .requestAccepted(
                    RequestAccepted(
                        key: key, request: request, schedule: imported.schedule, stamp: imported.stamp,
                        definition: prepared.definition, jobs: prepared.plans))))
        return Decision(
            .applied, events: prepared.events, findings: prepared.findings,
            notices: [.jobLists(workCentres(of: prepared.plans))])
    }

    private func revise(_ known: RequestEntry, _ imported: ImportedRequest, _ context: Context)
        throws(LoopError) -> Decision
    {
        let isChange = imported.action == .change
        let asked = isChange ? known.request.changed(by: imported.request) : imported.request
        let request = try expanded(asked, key: known.key, context)
        guard request != known.request else { return Decision(.unchanged) }
        let entries = known.jobs.compactMap { state.jobs[$0] }
        let current = LoopState.requestState(of: entries)
        if entries.allSatisfy(\.state.isEnded) {
            throw .requestFinished(request: known.key, state: .known(current))
        }
        let begun = entries.contains(where: \.everRan)
        if begun, let difference = known.request.differenceBeyondReduction(to: request) {
            throw .runningMayOnlyBeReduced(request: known.key, difference: difference)
        }
        var prepared = prepare(request, key: known.key, context)
        if begun {
            for index in prepared.plans.indices {
                prepared.plans[index].dependencies = state.jobs[prepared.plans[index].id]?.plan.dependencies
            }
        } else {
            prepared.findings += try arrange(&prepared.plans, by: prepared.steps, request: known.key)
        }
        prepared.events.append(
            context.event(
                .requestRevised(
                    RequestRevised(
                        key: known.key, kind: begun ? .reduced : .replaced,
                        reason: "\(imported.action.rawValue) while \(current.rawValue)", request: request,
                        schedule: imported.schedule ?? known.schedule, stamp: imported.stamp ?? known.stamp,
                        definition: begun ? known.definition ?? prepared.definition : prepared.definition,
                        jobs: prepared.plans))))
        let centres = Set(workCentres(of: prepared.plans)).union(entries.map(\.workCentre)).sorted()
        return Decision(
            .revised, events: prepared.events, findings: prepared.findings, notices: [.jobLists(centres)])
    }

    private func cancel(_ known: RequestEntry, _ imported: ImportedRequest, _ context: Context)
        throws(LoopError) -> Decision
    {
        let entries = known.jobs.compactMap { state.jobs[$0] }
        let current = LoopState.requestState(of: entries)
        if entries.allSatisfy(\.state.isEnded) {
            throw .requestFinished(request: known.key, state: .known(current))
        }
        guard entries.contains(where: \.everRan) else {
            let cancelled = RequestCancelled(
                key: known.key, reason: "cancelled by the business while \(current.rawValue)",
                jobs: known.jobs,
                stamp: imported.stamp ?? known.stamp)
            return Decision(
                .applied, events: [context.event(.requestCancelled(cancelled))],
                notices: [.jobLists(Set(entries.map(\.workCentre)).sorted())])
        }
        guard settings.cancelRunning == .hold else { throw .cancelOfRunningRefused(request: known.key) }
        return hold(known, entries, context)
    }

    /// What a request needs to come in: its resources, its definition, its jobs.
    private struct Prepared {
        var events: [Event]
        var findings: [Finding]
        var definition: String
        /// The definition with that key.
        var steps: OperationsDefinition
        var plans: [JobPlan]
    }

    private func prepare(_ request: OperationsRequest, key: String, _ context: Context) -> Prepared {
        let followed = definition(followedBy: request, key: key, context)
        var prepared = Prepared(
            events: newResources(request.resourceNames, key, context), findings: followed.findings,
            definition: followed.key, steps: followed.definition, plans: [])
        if let stored = followed.stored { prepared.events.append(context.event(.definitionStored(stored))) }
        var taken: Set<String> = []
        var performed: [String: Int] = [:]
        for step in JobBreakdown.steps(of: request) {
            let id = jobID(key, step.path, taken)
            taken.insert(id)
            var plan = plan(id, step, of: request, key: key, followed, context, &prepared.findings)
            plan.definitionSegment =
                followed.definition.segment(for: step.segment, path: step.path, &performed)?.id?.matchingKey
            prepared.plans.append(plan)
        }
        prepared.findings += domainFindings(request, key, context)
        return prepared
    }

    /// The request's key and the path. An ID that another request's job already has gets primes.
    private func jobID(_ key: String, _ path: [String], _ taken: Set<String>) -> String {
        var id = ([key] + path).joined(separator: "/")
        while taken.contains(id) || state.jobs[id].map({ $0.plan.request != key }) ?? false { id += "'" }
        return id
    }

    private func plan(
        _ id: String, _ step: JobBreakdown.Step, of request: OperationsRequest, key: String,
        _ followed: FollowedDefinition, _ context: Context, _ findings: inout [Finding]
    ) -> JobPlan {
        let centre = WorkCentre.choice(for: step, of: request)
        if centre == .unassigned {
            findings.append(
                LoopNote.make(
                    "LOOP-JOB-1", .warning, "JobOrder \(id)", "nothing says where this job is done",
                    advice: "Name the equipment in the segment, or its hierarchy scope."))
        }
        var duration = step.segment.duration
        if let asked = duration, asked < .zero {
            findings.append(
                LoopNote.make(
                    "LOOP-JOB-2", .warning, "JobOrder \(id)",
                    "its duration \(asked) is negative and was not used"))
            duration = nil
        }
        let lineage = step.ancestors + [step.segment]
        return JobPlan(
            id: id, request: key, domain: context.domain, position: step.position, path: step.path,
            segmentRequirementIDs: step.segmentRequirementIDs,
            processSegmentID: step.segment.processSegmentID,
            workCentre: centre,
            earliestStart: (lineage.compactMap(\.earliestStart) + [request.startTime].compactMap { $0 })
                .max(),
            latestEnd: lineage.compactMap(\.latestEnd).min(), duration: duration, definition: followed.key)
    }

    /// What a domain does not know of, reported and kept.
    private func domainFindings(_ request: OperationsRequest, _ key: String, _ context: Context) -> [Finding]
    {
        let profile = context.domain.profile
        var findings: [Finding] = []
        if let type = request.operationsType, type.domain != context.domain {
            findings.append(
                LoopNote.make(
                    "LOOP-REQUEST-1", .warning, "OperationsRequest \(key)",
                    "its operations type is \(type), and it was taken as \(context.domain.rawValue)"))
        }
        let foreign = request.segments.flatMap(\.allMaterials).compactMap { $0.use?.known }
            .filter { !profile.materialUses.contains($0) }
        for use in Set(foreign).map(\.rawValue).sorted() {
            findings.append(
                LoopNote.make(
                    "LOOP-REQUEST-2", .warning, "OperationsRequest \(key)",
                    "the material use \(use) does not belong to \(context.domain.rawValue)",
                    advice:
                        "Legal are \(profile.materialUses.map(\.rawValue).sorted().joined(separator: ", ")).")
            )
        }
        return findings
    }

    private func workCentres(of plans: [JobPlan]) -> [String] {
        Set(plans.map(\.workCentre.name)).sorted()
    }
}
