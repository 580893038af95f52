package import Diagnostics

/// What execution management is asked.
package enum ExecutionCommand: Hashable, Sendable {
    /// `at` is when it happened; nil: now.
    case perform(JobCommand, job: String, at: ZonedTime?, reason: String?)
}

/// A job went from one state to another.
package struct JobTransitioned: EventPayload {
    package static let typeName = "job.transitioned"
    package static let activity = Activity.executionManagement
    package static func fact(_ payload: Self) -> Fact { .jobTransitioned(payload) }

    package var job: String
    package var command: JobCommand
    package var from: JobState
    package var to: JobState
    package var occurred: ZonedTime
    package var reason: String?
    /// Where it is done, when the floor says so at the start.
    package var equipment: Identifier?
}

/// A person has to look. B2MML: `WorkAlert`.
package struct AlertRaised: EventPayload {
    package static let typeName = "alert.raised"
    package static let activity = Activity.executionManagement
    package static func fact(_ payload: Self) -> Fact { .alertRaised(payload) }

    package var request: String
    package var code: Code
    package var message: String
}

extension LoopState {
    mutating func apply(_ fact: JobTransitioned) {
        if fact.command == .run { move(fact.job, to: fact.equipment) }
        transition(fact.job, to: fact.to, at: fact.occurred, reason: fact.reason)
        jobs[fact.job]?.run.events.append(eventCount)
        if fact.command == .run, let centre = jobs[fact.job]?.workCentre {
            workCentres[centre, default: WorkCentreEntry()].begin(fact.job, at: fact.occurred.instant)
        }
    }

    /// The floor may do a job elsewhere than planned.
    private mutating func move(_ id: String, to equipment: Identifier?) {
        guard let place = equipment?.matchingKey, !place.isEmpty, let old = jobs[id]?.workCentre else {
            return
        }
        jobs[id]?.run.workCentre = place
        workCentres[old]?.open.remove(id)
        workCentres[place, default: WorkCentreEntry()].open.insert(id)
    }

    mutating func apply(_ fact: AlertRaised) {
        alerts.append(fact)
    }
}

/// What a change of one job brings with it.
struct Consequences {
    var events: [Event] = []
    var findings: [Finding] = []
    var notices: [Notice] = []
}

extension ActivityLoop {
    func decide(_ command: ExecutionCommand, _ context: Context) throws(LoopError) -> Decision {
        switch command {
        case .perform(let command, let job, let at, let reason):
            try perform(command, job, at ?? ZonedTime(context.now, zoneSource: .site), reason, context)
        }
    }

    private func perform(
        _ command: JobCommand, _ job: String, _ time: ZonedTime, _ reason: String?, _ context: Context
    ) throws(LoopError) -> Decision {
        guard let entry = state.jobs[job] else { throw .unknownJob(job) }
        let context = context.of(entry.plan.domain)
        switch command {
        case .update:
            guard entry.state.after(.update) != nil else {
                throw .illegalTransition(job: job, command: command, from: entry.state)
            }
            return Decision(.unchanged)
        case .start:
            guard let event = dispatched(entry, GateView(state: state), context) else {
                throw .illegalTransition(job: job, command: command, from: entry.state)
            }
            return Decision(.applied, events: [event], notices: [.jobLists([entry.workCentre])])
        case .revokeStart: return try revoke(job, reason, context)
        default:
            let changes = try transition(entry, command, time, reason: reason, context)
            return Decision(
                .applied, events: changes.events, findings: changes.findings, notices: changes.notices)
        }
    }

    /// One step of the state machine with all that follows from it.
    ///
    /// - Throws: ``LoopError/illegalTransition(job:command:from:)``, or
    ///   ``LoopError/outOfOrder(subject:at:after:)`` for a time before the last step that the floor reported
    ///   of this job.
    func transition(
        _ entry: JobEntry, _ command: JobCommand, _ time: ZonedTime, reason: String?,
        equipment: Identifier? = nil, _ context: Context
    ) throws(LoopError) -> Consequences {
        let id = entry.plan.id
        guard let next = entry.state.after(command) else {
            throw .illegalTransition(job: id, command: command, from: entry.state)
        }
        if let last = entry.run.lastTransition, time < last {
            throw .outOfOrder(subject: "job \(id)", at: time.instant, after: last.instant)
        }
        var result = Consequences()
        if command == .run { result.findings = findingsAtStart(of: entry, on: equipment, at: time.instant) }
        let transitioned = JobTransitioned(
            job: id, command: command, from: entry.state, to: next, occurred: time, reason: reason,
            equipment: equipment)
        result.events.append(context.event(.jobTransitioned(transitioned)))
        var changed = entry
        if let place = equipment?.matchingKey, command == .run, !place.isEmpty {
            changed.run.workCentre = place
        }
        changed.transition(to: next, at: time)
        if next.isEnded, !entry.state.isEnded {
            follow(changed, &result, context)
        } else if next.isActive != entry.state.isActive {
            regate(after: changed, &result, context)
        }
        result.notices.append(.jobLists(Set([entry.workCentre, changed.workCentre]).sorted()))
        return result
    }

    /// A job that has ended lets its successor through, is measured, and may complete its request.
    private func follow(_ ended: JobEntry, _ result: inout Consequences, _ context: Context) {
        regate(after: ended, &result, context)
        if ended.state == .completed {
            result.findings += shortfall(of: ended)
            measure(ended, &result, context)
        }
        respond(to: ended, &result, context)
    }

    /// A job may be completed with less than was asked for; the business should know.
    private func shortfall(of job: JobEntry) -> [Finding] {
        guard let wanted = state.plannedQuantity(of: job.plan.id), let total = job.goodQuantity,
            total.unit == wanted.unit, total.value < wanted.value
        else { return [] }
        return [
            LoopNote.make(
                "LOOP-JOB-5", .note, "JobOrder \(job.plan.id)",
                "it was completed with \(total.value) of \(wanted.value)")
        ]
    }

    /// The gates look again at what depends on a job, and at what is kept upstream of the units before which more or
    /// less waits now.
    private func regate(after changed: JobEntry, _ result: inout Consequences, _ context: Context) {
        var view = GateView(state: state)
        // Where the order of the segments holds, only an end counts.
        let hasFollowers = changed.plan.dependencies != nil || changed.state.isEnded
        let followers = hasFollowers ? view.followers(of: changed) : []
        let kept = jobs(keptBy: changed, followers)
        view.replacedJob = changed
        if !kept.isEmpty { view = view.countingQueues() }
        result.events += (followers + kept).compactMap { regated($0, view, context.of($0.plan.domain)) }
        if !kept.isEmpty { result.notices.append(.jobLists(Set(kept.map(\.workCentre)).sorted())) }
    }

    /// The floor began, so it has begun; what spoke against it is reported.
    private func findingsAtStart(of entry: JobEntry, on equipment: Identifier?, at start: Instant)
        -> [Finding]
    {
        var findings: [Finding] = []
        if let closed = GateView(state: state).firstClosed(for: entry, at: start) {
            let until = closed.until.map { " until \($0)" } ?? ""
            findings.append(
                LoopNote.make(
                    "LOOP-JOB-3", .warning, "JobOrder \(entry.plan.id)",
                    "it began although the gate \(closed.gate.rawValue) is closed by \(closed.subject)\(until)"
                ))
        }
        findings += lateness(of: entry, at: start)
        let place = equipment?.matchingKey ?? entry.workCentre
        let others = (state.workCentres[place]?.active ?? []).filter { state.jobs[$0]?.state == .running }
        if let other = others.min() {
            findings.append(
                LoopNote.make(
                    "LOOP-JOB-4", .warning, "JobOrder \(entry.plan.id)",
                    "it began on \(place) while \(other) runs there"))
        }
        return findings
    }

    /// Latest starts that are passed.
    private func lateness(of entry: JobEntry, at start: Instant) -> [Finding] {
        (entry.plan.dependencies ?? []).compactMap { dependency in
            guard let latest = dependency.latestStart(after: state.jobs[dependency.job]),
                start > latest + JobDependency.tolerance
            else { return nil }
            return LoopNote.make(
                "LOOP-JOB-6", .warning, "JobOrder \(entry.plan.id)",
                "it began at \(start), later than \(latest), its latest start after \(dependency.job)")
        }
    }

    /// What a cancellation of work under way does when the settings say `hold`.
    func hold(_ request: RequestEntry, _ entries: [JobEntry], _ context: Context) -> Decision {
        var events: [Event] = []
        for entry in entries {
            let job = entry.plan.id
            if let held = entry.state.after(.hold) {
                let now = ZonedTime(context.now, zoneSource: .site)
                let time = max(now, entry.run.lastTransition ?? now)
                events.append(
                    context.event(
                        .jobTransitioned(
                            JobTransitioned(
                                job: job, command: .hold, from: entry.state, to: held, occurred: time,
                                reason: "the business cancelled the request"))))
            } else if let revoked = entry.state.after(.revokeStart) {
                events.append(
                    context.event(
                        .dispatchRevoked(
                            DispatchRevoked(
                                job: job, from: entry.state, to: revoked,
                                reason: "the business cancelled the request"))))
            }
        }
        let alert = AlertRaised(
            request: request.key, code: "LOOP-ALERT-1",
            message:
                "request \(request.key) was cancelled by the business after it had begun; "
                + "decide what becomes of it"
        )
        events.append(context.event(.alertRaised(alert)))
        return Decision(
            .applied, events: events,
            notices: [.alert(alert), .jobLists(Set(entries.map(\.workCentre)).sorted())])
    }
}
