import Diagnostics

/// That a lot is not as it should be.
package struct NonConformanceReport: Hashable, Sendable {
    package var lot: Identifier
    package var material: Identifier?
    package var reason: String
    package var characteristic: String?
    package var detectedBy: Identifier?

    package init(
        lot: Identifier, material: Identifier? = nil, reason: String, characteristic: String? = nil,
        detectedBy: Identifier? = nil
    ) {
        self.lot = lot
        self.material = material
        self.reason = reason
        self.characteristic = characteristic
        self.detectedBy = detectedBy
    }
}

/// What somebody does with a non-conformance.
package struct NonConformanceMove: Hashable, Sendable {
    package var step: NonConformanceStep
    package var by: String
    package var reason: String?
    /// Of ``NonConformanceStep/disposition``: what becomes of the lot.
    package var disposition: NonConformanceDisposition?
    /// Of a rework: the definition that it follows; nil makes one segment called `REWORK`.
    package var definition: Identifier?
    /// Of scrap that is thrown away: how much of the lot; nil is all that is on hand.
    package var quantity: Quantity?

    package init(
        _ step: NonConformanceStep, by: String, reason: String? = nil,
        disposition: NonConformanceDisposition? = nil, definition: Identifier? = nil,
        quantity: Quantity? = nil
    ) {
        self.step = step
        self.by = by
        self.reason = reason
        self.disposition = disposition
        self.definition = definition
        self.quantity = quantity
    }
}

/// A lot was found not to be as it should.
package struct NonConformanceOpened: EventPayload {
    package static let typeName = "nonConformance.opened"
    package static let activity = Activity.tracking
    package static func fact(_ payload: Self) -> Fact { .nonConformanceOpened(payload) }

    package var id: String
    /// The loop's key of the lot.
    package var lot: String
    package var reason: String
    package var characteristic: String?
    package var detectedBy: Identifier?
}

/// A non-conformance went from one state to another.
package struct NonConformanceAdvanced: EventPayload {
    package static let typeName = "nonConformance.advanced"
    package static let activity = Activity.tracking
    package static func fact(_ payload: Self) -> Fact { .nonConformanceAdvanced(payload) }

    package var id: String
    package var step: NonConformanceStep
    package var from: NonConformanceState
    package var to: NonConformanceState
    package var by: String?
    package var reason: String?
    package var disposition: NonConformanceDisposition?
    /// The loop's key of the request that works on the lot again.
    package var request: String?
}

/// A lot, or a part of it, was thrown away.
package struct LotScrapped: EventPayload {
    package static let typeName = "materialLot.scrapped"
    package static let activity = Activity.tracking
    package static func fact(_ payload: Self) -> Fact { .lotScrapped(payload) }

    /// The loop's key of the lot.
    package var lot: String
    package var reason: String
    package var nonConformance: String?
    /// Nil when nobody knows how much there was.
    package var quantity: Quantity?
    /// What is left; nil when that is not known.
    package var onHand: Quantity?
    /// Whether nothing is left, so that the lot is closed.
    package var isAll: Bool
}

extension LoopState {
    mutating func apply(_ fact: NonConformanceOpened, at instant: Instant) {
        nonConformances.open(NonConformance(fact, at: instant))
    }

    mutating func apply(_ fact: NonConformanceAdvanced, at instant: Instant) {
        nonConformances.advance(fact, at: instant)
    }

    mutating func apply(_ fact: LotScrapped, at instant: Instant) {
        if let left = fact.onHand { lots[fact.lot]?.onHand = left }
        note(stockOf: fact.lot, at: instant)
        guard fact.isAll else { return }
        if holds[fact.lot] == nil {
            lots[fact.lot]?.lot.disposition = .known(.closed)
        } else {
            toldDispositions[fact.lot] = .known(.closed)
        }
    }

    /// Whether a job works on a lot again that is held for nothing else, `lifted` aside.
    func isReworked(_ lot: String, by entry: JobEntry, without lifted: LotHold? = nil) -> Bool {
        let request = entry.plan.request
        guard
            let found = nonConformances.open(of: lot).first(where: {
                $0.request == request && $0.disposition == .rework
            })
        else { return false }
        return holds[lot]?.allSatisfy { $0.reason == found.reason || $0 == lifted } ?? false
    }
}

extension ActivityLoop {
    /// One that is open for the same lot, reason and characteristic is the same one. A lot that is held for the
    /// reason is contained.
    func open(_ report: NonConformanceReport, _ context: Context) throws(LoopError) -> Decision {
        let context = context.of(.quality)
        let lot = try knownLot(report.lot, report.material)
        let isKnown = state.nonConformances.open(of: lot).contains {
            $0.reason == report.reason && $0.characteristic == report.characteristic
        }
        guard !isKnown else { return Decision(.unchanged) }
        let id = state.nonConformances.nextID
        var events = [
            context.event(
                .nonConformanceOpened(
                    NonConformanceOpened(
                        id: id, lot: lot, reason: report.reason, characteristic: report.characteristic,
                        detectedBy: report.detectedBy)))
        ]
        if isHeld(lot, for: report.reason) {
            events.append(
                context.event(
                    .nonConformanceAdvanced(
                        NonConformanceAdvanced(
                            id: id, step: .contain, from: .detected, to: .contained,
                            by: context.origin?.actor))))
        }
        return Decision(.applied, events: events)
    }

    /// One step of the state machine with all that follows from it.
    func advance(_ id: String, _ move: NonConformanceMove, _ context: Context) throws(LoopError) -> Decision {
        let context = context.of(.quality)
        guard let entry = state.nonConformances[id] else { throw .nonConformance(.unknown(id)) }
        guard let next = entry.state.after(move.step) else {
            throw .nonConformance(.illegalTransition(id: id, step: move.step, from: entry.state))
        }
        guard !Identifier(move.by).isBlank else {
            throw .nonConformance(.personMissing(id: id, step: move.step))
        }
        var advanced = NonConformanceAdvanced(
            id: id, step: move.step, from: entry.state, to: next, by: move.by, reason: move.reason)
        let followed = try consequences(of: move, entry, &advanced, context)
        return Decision(
            .applied, events: [context.event(.nonConformanceAdvanced(advanced))] + followed.events,
            findings: followed.findings, notices: followed.notices)
    }

    private func consequences(
        of move: NonConformanceMove, _ entry: NonConformance, _ advanced: inout NonConformanceAdvanced,
        _ context: Context
    ) throws(LoopError) -> Decision {
        switch move.step {
        case .contain: try hold(Identifier(entry.lot), nil, entry.reason, context)
        case .disposition: try disposition(move, entry, &advanced, context)
        case .execute: try execute(move, entry, context)
        case .close, .cancel: try letGo(entry, context)
        case .review, .verify: Decision(.unchanged)
        }
    }

    private func isHeld(_ lot: String, for reason: String) -> Bool {
        state.holds[lot]?.contains(LotHold(reason: reason, origin: nil)) ?? false
    }

    // MARK: What becomes of the lot

    private func disposition(
        _ move: NonConformanceMove, _ entry: NonConformance, _ advanced: inout NonConformanceAdvanced,
        _ context: Context
    ) throws(LoopError) -> Decision {
        guard let disposition = move.disposition else {
            throw .nonConformance(.dispositionMissing(id: entry.id))
        }
        advanced.disposition = disposition
        if disposition == .useAsIs, isInvolved(move.by, in: entry) {
            throw .nonConformance(.approverNotIndependent(id: entry.id, person: move.by))
        }
        guard disposition == .rework else { return Decision(.unchanged) }
        let request = reworkRequest(of: entry, definition: move.definition)
        let context = context.of(.production)
        advanced.request = state.requestKey(
            .production, partner: context.origin?.partner, id: Identifier("\(entry.id)-REWORK"))
        return try decide(.importRequest(ImportedRequest(.process, request)), context)
    }

    /// Whether a person has found what is wrong, or was at work on the lot.
    private func isInvolved(_ person: String, in entry: NonConformance) -> Bool {
        let name = Identifier(person).matchingKey
        if entry.detectedBy?.matchingKey == name { return true }
        return state.genealogy.makers(of: entry.lot).contains { job in
            state.jobs[job]?.run.persons.contains { $0.matchingKey == name } ?? false
        }
    }

    /// Takes the lot and makes its material again, where it was made.
    private func reworkRequest(of entry: NonConformance, definition: Identifier?) -> OperationsRequest {
        let name = definition ?? "REWORK"
        let known = state.lots[entry.lot]
        let materials = known?.lot.definitionID.map { [$0] } ?? []
        let quantities = known?.onHand.map { [$0] } ?? []
        var segment = SegmentRequirement(
            id: "1", processSegmentID: name, operationsDefinitionID: name,
            parameters: [Parameter(id: "ReworkOf", values: [Value(entry.id, dataType: "string")])],
            materials: [
                MaterialRequirement(
                    definitionIDs: materials, lotIDs: [known?.lot.id ?? Identifier(entry.lot)],
                    use: .known(.consumed), quantities: quantities)
            ])
        if !materials.isEmpty {
            segment.materials.append(
                MaterialRequirement(
                    definitionIDs: materials, use: .known(.produced), quantities: quantities))
        }
        let maker = state.genealogy.makers(of: entry.lot).last.flatMap { state.jobs[$0]?.workCentre }
        if let maker, maker != WorkCentre.unassignedName {
            segment.equipment = [EquipmentRequirement(equipmentIDs: [Identifier(maker)])]
        }
        return OperationsRequest(
            id: Identifier("\(entry.id)-REWORK"), descriptions: [Description(entry.reason)],
            operationsType: OperationsType(.production), operationsDefinitionID: name, segments: [segment])
    }

    // MARK: Doing it

    private func execute(_ move: NonConformanceMove, _ entry: NonConformance, _ context: Context)
        throws(LoopError) -> Decision
    {
        switch entry.disposition {
        case .rework:
            let request = entry.request ?? ""
            let current = state.requestState(request)
            guard current?.known == .completed || current?.known == .closed else {
                throw .nonConformance(.reworkNotDone(id: entry.id, request: request, state: current))
            }
            return Decision(.unchanged)
        case .scrap: return try scrap(move, entry, context)
        // What these do to the lot is told by who keeps its master data.
        case .useAsIs, .regrade, .giveBack, nil: return Decision(.unchanged)
        }
    }

    private func scrap(_ move: NonConformanceMove, _ entry: NonConformance, _ context: Context)
        throws(LoopError) -> Decision
    {
        let book = state.lots[entry.lot]?.onHand
        let quantity = move.quantity ?? book
        var left: Quantity?
        if let book, let quantity {
            do throws(QuantityError) { left = try book.subtracting(quantity) } catch {
                throw .quantity(subject: "lot \(entry.lot)", error)
            }
        }
        let isAll = left.map { !($0.value > .zero) } ?? (move.quantity == nil)
        let scrapped = LotScrapped(
            lot: entry.lot, reason: move.reason ?? entry.reason, nonConformance: entry.id,
            quantity: quantity, onHand: left, isAll: isAll)
        return Decision(.applied, events: [context.event(.lotScrapped(scrapped))])
    }

    /// Takes the hold back, unless it is on account of another one, too, or nobody holds the lot any more.
    private func letGo(_ entry: NonConformance, _ context: Context) throws(LoopError) -> Decision {
        let isShared = state.nonConformances.open(of: entry.lot).contains {
            $0.id != entry.id && $0.holdsLot && $0.reason == entry.reason
        }
        guard entry.holdsLot, !isShared, isHeld(entry.lot, for: entry.reason) else {
            return Decision(.unchanged)
        }
        return try release(Identifier(entry.lot), nil, entry.reason, context)
    }
}
