import Diagnostics

/// What tracking is asked.
package enum TrackingCommand: Hashable, Sendable {
    /// The actuals of a request that has ended, once more.
    case report(request: String)
    case openNonConformance(NonConformanceReport)
    case advanceNonConformance(id: String, NonConformanceMove)
}

/// A job took, made or threw away material.
package struct MaterialMoved: EventPayload {
    package static let typeName = "material.moved"
    package static let activity = Activity.tracking
    package static func fact(_ payload: Self) -> Fact { .materialMoved(payload) }

    package var job: String
    package var movement: Movement
    /// The loop's key of the lot.
    package var lot: String?
    /// What is on hand afterwards, where that is known.
    @Repeated package var balances: [Balance]
}

/// A value was taken while a job ran.
package struct SegmentDataTracked: EventPayload {
    package static let typeName = "segmentData.tracked"
    package static let activity = Activity.tracking
    package static func fact(_ payload: Self) -> Fact { .segmentDataTracked(payload) }

    package var job: String
    package var at: ZonedTime
    package var data: SegmentData
}

/// All jobs of a request have ended and the business can be told.
package struct ResponseReady: EventPayload {
    package static let typeName = "response.ready"
    package static let activity = Activity.tracking
    package static func fact(_ payload: Self) -> Fact { .responseReady(payload) }

    package var request: String
    /// From 1; a late record makes another one.
    package var revision: Int
    package var state: RequestState
}

extension LoopState {
    mutating func apply(_ fact: MaterialMoved) {
        var movement = fact.movement
        movement.event = eventCount
        jobs[fact.job]?.run.movements.append(movement)
        for balance in fact.balances {
            if lots[balance.lot] == nil, let lot = fact.movement.lot {
                lots[balance.lot] = LotEntry(lot: MaterialLot(id: lot, definitionID: fact.movement.material))
            }
            if let subLot = balance.subLot {
                lots[balance.lot]?.subLotsOnHand[subLot] = balance.onHand
            } else {
                lots[balance.lot]?.onHand = balance.onHand
            }
        }
        if let lot = fact.lot {
            note(stockOf: lot, at: fact.movement.at.instant)
            genealogy.record(job: fact.job, lot: lot, direction: fact.movement.direction)
        }
    }

    mutating func apply(_ fact: SegmentDataTracked) {
        jobs[fact.job]?.run.data.append(fact.data)
    }

    mutating func apply(_ fact: ResponseReady) {
        requests[fact.request]?.responses = fact.revision
        requests[fact.request]?.responseEvents.append(eventCount)
    }
}

extension ActivityLoop {
    func decide(_ command: TrackingCommand, _ context: Context) throws(LoopError) -> Decision {
        switch command {
        case .report(let request): try report(request)
        case .openNonConformance(let report): try open(report, context)
        case .advanceNonConformance(let id, let move): try advance(id, move, context)
        }
    }

    private func report(_ request: String) throws(LoopError) -> Decision {
        guard let entry = state.requests[request], let current = state.requestState(request) else {
            throw .unknownRequest(request)
        }
        guard entry.responses > 0, let performance = state.performance(of: request) else {
            throw .responseNotReady(request: request, state: current)
        }
        return Decision(
            .unchanged,
            notices: [.performance(performance, request: request, revision: entry.responses)])
    }

    func track(
        parameter record: ShopFloorRecord, _ entry: JobEntry, _ result: inout Consequences, _ context: Context
    ) throws(LoopError) {
        guard let name = record.parameter, !name.isBlank else {
            throw .recordIncomplete(source: record.source, sequence: record.sequence, missing: "parameter")
        }
        guard let text = record.value ?? record.quantity?.lexicalForm else {
            throw .recordIncomplete(source: record.source, sequence: record.sequence, missing: "value")
        }
        let data = SegmentData(id: name, values: [Value(text, unit: record.unit)])
        result.events.append(
            context.event(
                .segmentDataTracked(SegmentDataTracked(job: entry.plan.id, at: record.at, data: data))))
        var changed = entry
        changed.run.data.append(data)
        respond(to: changed, &result, context)
    }

    func track(
        material record: ShopFloorRecord, _ entry: JobEntry, _ result: inout Consequences, _ context: Context
    ) throws(LoopError) {
        guard let value = record.quantity else {
            throw .recordIncomplete(source: record.source, sequence: record.sequence, missing: "quantity")
        }
        let movement = movement(of: record, Quantity(value, record.unit), entry, context)
        let lot = record.lot.flatMap { $0.isBlank ? nil : state.lotKey(lot: $0, material: movement.material) }
        let balances = try lot.map { (key) throws(LoopError) in
            try self.balances(after: movement, lot: key, &result.findings, context)
        }
        result.findings += useFindings(movement, lot, record, entry, context)
        let moved = MaterialMoved(
            job: entry.plan.id, movement: movement, lot: lot, balances: balances ?? [])
        result.events.append(context.event(.materialMoved(moved)))
        try spreadHolds(over: moved, &result, context)
        var changed = entry
        changed.run.movements.append(movement)
        respond(to: changed, &result, context)
    }

    private func movement(
        of record: ShopFloorRecord, _ quantity: Quantity, _ entry: JobEntry, _ context: Context
    ) -> Movement {
        let profile = context.domain.profile
        let direction: Movement.Direction
        let usual: MaterialUse
        switch record.kind {
        case .consumed: (direction, usual) = (.consumed, .known(profile.consumedUse))
        case .scrapped: (direction, usual) = (.scrapped, .other("Scrapped"))
        default: (direction, usual) = (.produced, .known(profile.producedUse))
        }
        var material = record.material
        if material == nil, let lot = record.lot { material = state.lots[lot.matchingKey]?.lot.definitionID }
        if material == nil, direction != .consumed { material = state.product(of: entry.plan.id) }
        return Movement(
            direction: direction, use: record.use ?? usual, at: record.at, material: material,
            lot: record.lot,
            subLot: record.subLot, quantity: quantity)
    }

    /// Consumption takes from what is known to be on hand; production adds to it, and is all there is of a
    /// new lot. Scrap and counted material leave the books alone.
    private func balances(
        after movement: Movement, lot key: String, _ findings: inout [Finding], _ context: Context
    ) throws(LoopError) -> [Balance] {
        let profile = context.domain.profile
        let uses = movement.direction == .consumed ? profile.consumingUses : profile.producingUses
        guard let quantity = movement.quantity, movement.direction != .scrapped,
            movement.use.known.map(uses.contains) ?? true
        else { return [] }
        var balances: [Balance] = []
        let subLot = movement.subLot.flatMap { $0.isBlank ? nil : $0 }
        for place in subLot.map({ [nil, $0] }) ?? [nil] {
            let known = state.onHand(lot: key, subLot: place)
            let isNew = place == nil ? state.lots[key] == nil : known == nil
            guard
                let before = known
                    ?? (isNew && movement.direction == .produced ? Quantity(.zero, quantity.unit) : nil)
            else { continue }
            do throws(QuantityError) {
                let after =
                    movement.direction == .consumed
                    ? try before.subtracting(quantity) : try before.adding(quantity)
                balances.append(Balance(lot: key, subLot: place?.matchingKey, onHand: after))
                if after.value.isNegative { findings.append(negative(key, after)) }
            } catch {
                guard case .mixedUnits(let old, let new) = error else {
                    throw .quantity(subject: "lot \(key)", error)
                }
                findings.append(
                    LoopNote.make(
                        "LOOP-LOT-2", .warning, "MaterialLot \(key)",
                        "it is kept in \(old?.rawValue ?? "no unit") and was moved in "
                            + "\(new?.rawValue ?? "no unit"); the books were left alone",
                        advice: "Use one unit for one lot."))
            }
        }
        return balances
    }

    private func negative(_ key: String, _ after: Quantity) -> Finding {
        LoopNote.make(
            "LOOP-LOT-3", .warning, "MaterialLot \(key)",
            "the books say \(after.value) \(after.unit?.rawValue ?? "")", advice: "Count the lot.")
    }

    private func useFindings(
        _ movement: Movement, _ lot: String?, _ record: ShopFloorRecord, _ job: JobEntry, _ context: Context
    ) -> [Finding] {
        var findings: [Finding] = []
        let isRework = lot.map { state.isReworked($0, by: job) } ?? false
        if let use = movement.use.known, !context.domain.profile.materialUses.contains(use) {
            findings.append(
                LoopNote.make(
                    "LOOP-RECORD-6", .warning, "\(record.source) \(record.sequence)",
                    "the material use \(use.rawValue) does not belong to \(context.domain.rawValue)"))
        }
        if movement.direction == .consumed, let lot, let entry = state.lots[lot], !entry.isUsable, !isRework {
            findings.append(
                LoopNote.make(
                    "LOOP-LOT-4", .warning, "MaterialLot \(lot)",
                    "it was used although it is \(entry.lot.disposition?.description ?? "")"))
        }
        return findings
    }

    /// A response when the change of a job leaves all jobs of its request ended, and another when something
    /// came after.
    func respond(to changed: JobEntry, _ result: inout Consequences, _ context: Context) {
        guard changed.state.isEnded, let entry = state.requests[changed.plan.request] else { return }
        let jobs = entry.jobs.compactMap { $0 == changed.plan.id ? changed : state.jobs[$0] }
        guard jobs.allSatisfy(\.state.isEnded), jobs.contains(where: \.everRan) else { return }
        let ready = ResponseReady(
            request: entry.key, revision: entry.responses + 1,
            state: .known(LoopState.requestState(of: jobs)))
        result.events.append(context.event(.responseReady(ready)))
        if let performance = state.performance(of: entry.key, replacing: changed) {
            result.notices.append(
                .performance(performance, request: entry.key, revision: ready.revision))
        }
    }
}
