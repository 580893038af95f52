/// One reason why a lot must not be used.
package struct LotHold: Codable, Hashable, Sendable {
    package var reason: String
    /// The lot that it was put on, when it reached this one through what was made of it.
    package var origin: String?
}

/// A lot must not be used.
package struct LotHeld: EventPayload {
    package static let typeName = "materialLot.held"
    package static let activity = Activity.resourceManagement
    package static func fact(_ payload: Self) -> Fact { .lotHeld(payload) }

    /// The loop's key of the lot.
    package var lot: String
    package var reason: String
    package var origin: String?
}

/// One hold of a lot was taken back.
package struct LotReleased: EventPayload {
    package static let typeName = "materialLot.released"
    package static let activity = Activity.resourceManagement
    package static func fact(_ payload: Self) -> Fact { .lotReleased(payload) }

    package var lot: String
    package var reason: String
    package var origin: String?
    /// Whether no hold is left.
    package var isUsable: Bool
}

extension LoopState {
    mutating func apply(_ fact: LotHeld) {
        if holds[fact.lot] == nil { toldDispositions[fact.lot] = lots[fact.lot]?.lot.disposition }
        holds[fact.lot, default: []].append(LotHold(reason: fact.reason, origin: fact.origin))
        // One that only records have named is known from now on.
        lots[fact.lot, default: LotEntry(lot: MaterialLot(id: Identifier(fact.lot)))].lot.disposition =
            .known(.restricted)
    }

    mutating func apply(_ fact: LotReleased) {
        let hold = LotHold(reason: fact.reason, origin: fact.origin)
        if let index = holds[fact.lot]?.firstIndex(of: hold) { holds[fact.lot]?.remove(at: index) }
        guard fact.isUsable else { return }
        holds[fact.lot] = nil
        lots[fact.lot]?.lot.disposition = toldDispositions.removeValue(forKey: fact.lot)
    }

    /// A lot as senders have told it, whatever holds there are.
    func toldEntry(_ key: String) -> LotEntry? {
        var entry = lots[key]
        if holds[key] != nil { entry?.lot.disposition = toldDispositions[key] }
        return entry
    }
}

extension ActivityLoop {
    /// Acts at once, as safety wants it: on the lot, on all that was made of it, and on the jobs that would use
    /// them. Jobs that run are held, jobs that wait are gated.
    func hold(_ id: Identifier, _ material: Identifier?, _ reason: String, _ context: Context)
        throws(LoopError) -> Decision
    {
        let origin = try knownLot(id, material)
        let hold = { (lot: String) in LotHold(reason: reason, origin: lot == origin ? nil : origin) }
        let lots = ([origin] + state.genealogy.forward(from: origin)).filter {
            state.holds[$0]?.contains(hold($0)) != true
        }
        guard !lots.isEmpty else { return Decision(.unchanged) }
        var result = Consequences()
        result.events = lots.map {
            context.event(.lotHeld(LotHeld(lot: $0, reason: reason, origin: hold($0).origin)))
        }
        let view = GateView(state: state, held: Set(lots))
        try regate(jobsUsing: Set(lots), view, reason: "lot \(origin) is held: \(reason)", &result, context)
        result.noteRestricted(lots.filter { state.holds[$0] == nil })
        return Decision(.applied, events: result.events, notices: result.notices)
    }

    func release(_ id: Identifier, _ material: Identifier?, _ reason: String, _ context: Context)
        throws(LoopError) -> Decision
    {
        let origin = try knownLot(id, material)
        var events: [Event] = []
        var usable: Set<String> = []
        var lifted: [String: LotHold] = [:]
        for (lot, holds) in state.holds.sorted(by: { $0.key < $1.key }) {
            let hold = LotHold(reason: reason, origin: lot == origin ? nil : origin)
            guard holds.contains(hold) else { continue }
            if holds.count == 1 { usable.insert(lot) } else { lifted[lot] = hold }
            events.append(
                context.event(
                    .lotReleased(
                        LotReleased(
                            lot: lot, reason: reason, origin: hold.origin, isUsable: holds.count == 1))))
        }
        guard !events.isEmpty else { throw .noSuchHold(lot: origin, reason: reason) }
        var result = Consequences(events: events)
        try regate(
            jobsUsing: usable.union(lifted.keys), GateView(state: state, released: usable, lifted: lifted),
            reason: nil, &result, context)
        result.noteRestricted(usable.sorted())
        return Decision(.applied, events: result.events, notices: result.notices)
    }

    /// A hold reaches as well what is made of the lot, or is told to have been made of it, while it is held.
    func spreadHolds(over moved: MaterialMoved, _ result: inout Consequences, _ context: Context)
        throws(LoopError)
    {
        guard !state.holds.isEmpty, let lot = moved.lot, moved.movement.direction != .scrapped else { return }
        let known = state.genealogy.transformations[moved.job]
        let (sources, made) =
            moved.movement.direction == .consumed
            ? ([lot], known?.outputs ?? []) : (known?.inputs ?? [], [lot])
        let reached = Set(made.flatMap { [$0] + state.genealogy.forward(from: $0) }).sorted()
        var held: [String: Set<LotHold>] = [:]
        for source in sources {
            for hold in state.holds[source] ?? [] {
                let passed = LotHold(reason: hold.reason, origin: hold.origin ?? source)
                for lot in reached where lot != passed.origin && state.holds[lot]?.contains(passed) != true {
                    // Two inputs of one origin pass the same hold on.
                    guard held[lot, default: []].insert(passed).inserted else { continue }
                    result.events.append(
                        context.event(
                            .lotHeld(LotHeld(lot: lot, reason: passed.reason, origin: passed.origin))))
                }
            }
        }
        guard !held.isEmpty else { return }
        try regate(
            jobsUsing: Set(held.keys), GateView(state: state, held: Set(held.keys)),
            reason: "a lot that it uses is held", &result, context)
        result.noteRestricted(held.keys.filter { state.holds[$0] == nil }.sorted())
    }

    func knownLot(_ id: Identifier, _ material: Identifier?) throws(LoopError) -> String {
        let key = state.lotKey(lot: id, material: material)
        guard state.lots[key] != nil || state.genealogy.names(key) else { throw .unknownLot(key) }
        return key
    }

    /// Lets the gates look again at the jobs that name any of the lots; a reason holds those that run.
    private func regate(
        jobsUsing lots: Set<String>, _ view: GateView, reason: String?, _ result: inout Consequences,
        _ context: Context
    ) throws(LoopError) {
        var centres: Set<String> = []
        let view = view.countingQueues()
        for id in state.openJobs.sorted() {
            guard let job = state.jobs[id], Gate.lotKeys(of: job, in: view).contains(where: lots.contains)
            else { continue }
            let ofJob = context.of(job.plan.domain)
            if let event = regated(job, view, ofJob) {
                result.events.append(event)
                centres.insert(job.workCentre)
            }
            // Who tests or moves what is held goes on.
            guard let reason, job.state == .running,
                job.plan.domain.profile.gates.contains(.lotDisposition)
            else { continue }
            let now = ZonedTime(context.now, zoneSource: .site)
            let changes = try transition(
                job, .hold, max(now, job.run.lastTransition ?? now), reason: reason, ofJob)
            result.append(changes)
        }
        if !centres.isEmpty { result.notices.append(.jobLists(centres.sorted())) }
    }
}

extension Consequences {
    /// Others have to be told of lots that may not be used any more, or may be again.
    fileprivate mutating func noteRestricted(_ lots: [String]) {
        if !lots.isEmpty { notices.append(.lots(lots)) }
    }
}
