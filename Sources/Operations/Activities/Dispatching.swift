/// What dispatching is asked.
package enum DispatchingCommand: Hashable, Sendable {
    /// Gives permission to every planned job, of one work centre or of all, that is to begin at `until` at
    /// the latest, and looks at the gates of those that have it. Nil: of all; whenever.
    case dispatch(workCentre: String?, until: Instant?)
    case revoke(job: String, reason: String?)
    /// Says which jobs are planned to begin within a time.
    case announce(within: TimeSpan)
}

/// A job may start; whether it is ready to is the substate, and the first closed gate the reason when it is
/// not.
package struct JobDispatched: EventPayload {
    package static let typeName = "job.dispatched"
    package static let activity = Activity.dispatching
    package static func fact(_ payload: Self) -> Fact { .jobDispatched(payload) }

    package var job: String
    package var from: JobState
    package var to: JobState
    package var waitingFor: Gate.Closed?
}

/// A gate opened or closed for a job that may start.
package struct JobGated: EventPayload {
    package static let typeName = "job.gated"
    package static let activity = Activity.dispatching
    package static func fact(_ payload: Self) -> Fact { .jobGated(payload) }

    package var job: String
    package var from: JobState
    package var to: JobState
    package var waitingFor: Gate.Closed?
}

/// A job may not start any more.
package struct DispatchRevoked: EventPayload {
    package static let typeName = "job.dispatchRevoked"
    package static let activity = Activity.dispatching
    package static func fact(_ payload: Self) -> Fact { .dispatchRevoked(payload) }

    package var job: String
    package var from: JobState
    package var to: JobState
    package var reason: String?
}

extension LoopState {
    mutating func apply(_ fact: JobDispatched, at instant: Instant) {
        transition(fact.job, to: fact.to, at: ZonedTime(instant, zoneSource: .site))
        jobs[fact.job]?.allow(at: instant)
        jobs[fact.job]?.waitingFor = fact.waitingFor
    }

    mutating func apply(_ fact: JobGated) {
        jobs[fact.job]?.state = fact.to
        jobs[fact.job]?.waitingFor = fact.waitingFor
    }

    mutating func apply(_ fact: DispatchRevoked, at instant: Instant) {
        transition(fact.job, to: fact.to, at: ZonedTime(instant, zoneSource: .site))
        jobs[fact.job]?.permission = nil
    }

    /// What a work centre has before it: by planned start, then by ID; jobs without a place in time last, with what
    /// keeps them.
    package func jobList(_ workCentre: String) -> JobList {
        let view = GateView(state: self).countingQueues()
        let open = (workCentres[workCentre]?.open ?? []).compactMap { jobs[$0] }.sorted {
            Self.inOrderOfPlan($0, $1)
        }
        return JobList(
            workCentre: workCentre,
            lines: open.compactMap { entry in
                jobOrder(entry.plan.id).map {
                    JobList.Line(
                        order: $0, state: entry.state, status: entry.dispatchStatus, planned: entry.planned,
                        waitingFor: entry.planned == nil
                            ? view.firstClosed(for: entry, at: nil) : entry.waitingFor)
                }
            })
    }

    static func inOrderOfPlan(_ left: JobEntry, _ right: JobEntry) -> Bool {
        let starts = (left.planned?.start, right.planned?.start)
        switch starts {
        case (let mine?, let theirs?) where mine != theirs: return mine < theirs
        case (_?, nil): return true
        case (nil, _?): return false
        default: return left.plan.id < right.plan.id
        }
    }
}

// MARK: - Gates

/// What the gates look at: the state, but for what the event under decision is about to change.
struct GateView {
    let state: LoopState
    var replacedJob: JobEntry?
    var replacedCentre: (name: String, entry: WorkCentreEntry)?
    /// Lots that are about to be held, or to be released.
    var held: Set<String> = []
    var released: Set<String> = []
    /// Of lots that stay held, the hold that is about to be taken back.
    var lifted: [String: LotHold] = [:]
    /// The gates of work in process that are closed, when they were counted.
    var fullGates: Set<WorkInProcessGate>?

    func job(_ id: String) -> JobEntry? {
        replacedJob?.plan.id == id ? replacedJob : state.jobs[id]
    }

    func workCentre(_ name: String) -> WorkCentreEntry? {
        replacedCentre?.name == name ? replacedCentre?.entry : state.workCentres[name]
    }

    func isUsable(_ lot: String, _ entry: LotEntry) -> Bool {
        if held.contains(lot) { return false }
        return (released.contains(lot) ? state.toldEntry(lot) ?? entry : entry).isUsable
    }

    /// A lot that is to be worked on again is held; it is open to that work all the same.
    func isReworked(_ lot: String, by entry: JobEntry) -> Bool {
        !held.contains(lot) && state.isReworked(lot, by: entry, without: lifted[lot])
    }

    /// The first gate that does not let a job through; nil when all are open. Without a time, what only time opens is
    /// closed.
    func firstClosed(for entry: JobEntry, at now: Instant?) -> Gate.Closed? {
        for gate in entry.plan.domain.profile.gates {
            if let closed = gate.obstacle(to: entry, in: self, at: now) { return closed }
        }
        return nil
    }
}

extension Gate {
    /// What closes the gate for a job; nil when it is open. Looks only.
    func obstacle(to entry: JobEntry, in view: GateView, at now: Instant?) -> Closed? {
        switch self {
        case .predecessor:
            entry.dependencies(view.job).map { dependencies in
                Self.decisive(dependencies.compactMap { $0.obstacle(view.job($0.job), at: now) })
            } ?? Self.unfinishedPredecessor(entry, view)
        case .equipmentState:
            view.workCentre(entry.workCentre)?.isDown == true ? Closed(self, entry.workCentre) : nil
        case .lotDisposition:
            Self.lots(entry, view).first {
                !view.isUsable($0.key, $0.entry) && !view.isReworked($0.key, by: entry)
            }.map { Closed(self, $0.key) }
        case .material: Self.lots(entry, view).first(where: \.isShort).map { Closed(self, $0.key) }
        case .workInProcess: view.fullUnit(after: entry).map { Closed(self, $0) }
        }
    }

    /// The first that more than time opens, else the one that opens last.
    private static func decisive(_ closed: [Closed]) -> Closed? {
        closed.first { $0.until == nil }
            ?? closed.reduce(nil) { last, next in
                guard let opens = last?.until, let until = next.until, until <= opens else { return next }
                return last
            }
    }

    /// Where the order of the segments holds.
    private static func unfinishedPredecessor(_ entry: JobEntry, _ view: GateView) -> Closed? {
        guard let jobs = view.state.requests[entry.plan.request]?.jobs,
            let index = jobs.firstIndex(of: entry.plan.id), index > 0
        else { return nil }
        let before = jobs[index - 1]
        let state = view.job(before)?.state
        return state == .completed || state == .closed ? nil : Closed(.predecessor, before)
    }

    private struct NeededLot {
        let key: String
        let entry: LotEntry
        let isShort: Bool
    }

    /// The known lots that a job names for what it does not produce.
    static func lotKeys(of entry: JobEntry, in view: GateView) -> [String] {
        lots(entry, view).map(\.key)
    }

    /// The known lots that the job names for what it does not produce.
    private static func lots(_ entry: JobEntry, _ view: GateView) -> [NeededLot] {
        guard let order = view.state.jobOrder(entry.plan.id) else { return [] }
        return order.segment.allMaterials.filter { $0.use?.isProducing != true }.flatMap { material in
            material.lotIDs.compactMap { lot in
                let key = view.state.lotKey(lot: lot, material: material.definitionIDs.first)
                guard let known = view.state.lots[key] else { return nil }
                return NeededLot(key: key, entry: known, isShort: isShort(material, key, view))
            }
        }
    }

    /// Only where the need is for one lot and its amount is known in the same unit.
    private static func isShort(_ material: MaterialRequirement, _ key: String, _ view: GateView) -> Bool {
        guard material.lotIDs.count == 1, material.subLotIDs.count <= 1, let need = material.quantities.first,
            let onHand = view.state.onHand(lot: key, subLot: material.subLotIDs.first),
            onHand.unit == need.unit
        else { return false }
        return onHand.value < need.value
    }
}

// MARK: - Deciding

extension ActivityLoop {
    func decide(_ command: DispatchingCommand, _ context: Context) throws(LoopError) -> Decision {
        switch command {
        case .dispatch(let workCentre, let until): dispatch(workCentre, until, context)
        case .revoke(let job, let reason): try revoke(job, reason, context)
        case .announce(let time): announce(within: time, context)
        }
    }

    private func dispatch(_ workCentre: String?, _ until: Instant?, _ context: Context) -> Decision {
        let open = workCentre.map { state.workCentres[$0]?.open ?? [] } ?? state.openJobs
        let planned = open.compactMap { state.jobs[$0] }.filter { entry in
            entry.plan.domain == context.domain && entry.state.isNotStarted
                && entry.planned.map { start in until.map { start.start <= $0 } ?? true } ?? false
        }.sorted { LoopState.inOrderOfPlan($0, $1) }
        let view = GateView(state: state).countingQueues()
        let events = planned.compactMap { dispatched($0, view, context) ?? regated($0, view, context) }
        guard !events.isEmpty else { return Decision(.unchanged) }
        return Decision(
            .applied, events: events, notices: [.jobLists(Set(planned.map(\.workCentre)).sorted())])
    }

    /// Permission, with the substate that the gates give; nil when the job has it.
    func dispatched(_ entry: JobEntry, _ view: GateView, _ context: Context) -> Event? {
        guard let allowed = entry.state.after(.start) else { return nil }
        let closed = view.firstClosed(for: entry, at: context.now)
        let next = allowed.after(closed == nil ? .ready : .wait) ?? allowed
        return context.event(
            .jobDispatched(
                JobDispatched(job: entry.plan.id, from: entry.state, to: next, waitingFor: closed)))
    }

    /// What the gates say now of a job that may start; nil when they say nothing new.
    func regated(_ entry: JobEntry, _ view: GateView, _ context: Context) -> Event? {
        guard entry.state.isAllowedToStart else { return nil }
        let closed = view.firstClosed(for: entry, at: context.now)
        let next = entry.state.after(closed == nil ? .ready : .wait) ?? entry.state
        guard next != entry.state || closed != entry.waitingFor else { return nil }
        return context.event(
            .jobGated(JobGated(job: entry.plan.id, from: entry.state, to: next, waitingFor: closed)))
    }

    func revoke(_ job: String, _ reason: String?, _ context: Context) throws(LoopError) -> Decision {
        guard let entry = state.jobs[job] else { throw .unknownJob(job) }
        guard let next = entry.state.after(.revokeStart) else {
            throw .illegalTransition(job: job, command: .revokeStart, from: entry.state)
        }
        let revoked = DispatchRevoked(job: job, from: entry.state, to: next, reason: reason)
        return Decision(
            .applied, events: [context.of(entry.plan.domain).event(.dispatchRevoked(revoked))],
            notices: [.jobLists([entry.workCentre])])
    }
}
