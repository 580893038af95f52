import Diagnostics

/// What rules can ask of an event: its own content, and what the loop knows of what it is about.
package enum EventField: String, Hashable, Sendable, Codable, CaseIterable {
    /// The equipment or work centre, without blanks at its ends.
    case equipment
    /// `down` or `up` of equipment, else the new state of a job, request or lot.
    case state
    case reason
    /// `true` for a stop that was planned.
    case planned
    /// How long the stops lasted that have just ended, the longest of them, in minutes.
    case minutes
    case job, request, definition, segment
    case command
    case material, lot, subLot, location
    case direction, use
    case quantity, unit
    /// What is on hand of the lot now.
    case onHand
    case disposition
    case characteristic, verdict
    /// Counted less booked; below zero when something is missing.
    case difference
    case counter, total, increment
    case kind, parameter, value, person
    /// Measured over standard, as a decimal.
    case ratio
    case alert

    /// The types of events that can be answered, and what each has. Made from what ``EventFields`` reads.
    package static let byType: [String: Set<EventField>] = [
        EquipmentStateChanged.typeName: ofWork([.equipment, .state, .reason, .planned, .minutes]),
        JobTransitioned.typeName: ofWork([.equipment, .state, .reason, .command]),
        JobGated.typeName: ofWork([.equipment, .state, .reason]),
        MaterialMoved.typeName: ofWork([
            .equipment, .direction, .use, .subLot, .quantity, .unit, .onHand,
        ]),
        SegmentDataTracked.typeName: ofWork([.equipment, .parameter, .value]),
        RecordCollected.typeName: ofWork([
            .equipment, .kind, .parameter, .value, .quantity, .unit, .reason, .person,
        ]),
        MaterialLotStored.typeName: [.lot, .material, .disposition, .state, .location, .onHand],
        LotTested.typeName: ofWork([.characteristic, .verdict, .quantity, .unit, .person]),
        LotCounted.typeName: [.lot, .material, .quantity, .unit, .difference, .person],
        LotMoved.typeName: [.lot, .material, .location],
        LotHeld.typeName: [.lot, .material, .reason],
        LotReleased.typeName: [.lot, .material, .reason],
        CounterRead.typeName: ofWork([.equipment, .counter, .quantity, .unit, .total, .increment]),
        TestSuspected.typeName: ofWork([.equipment, .characteristic]),
        CharacteristicOutOfControl.typeName: ofWork([
            .equipment, .characteristic, .quantity, .unit, .value,
        ]),
        CalibrationOverdue.typeName: [.equipment, .value],
        JobDueSoon.typeName: ofWork([.equipment, .quantity, .unit]),
        LotScrapped.typeName: [.lot, .material, .quantity, .unit, .onHand, .reason],
        NonConformanceOpened.typeName: [.lot, .material, .reason, .characteristic, .person],
        NonConformanceAdvanced.typeName: [
            .lot, .material, .reason, .state, .command, .value, .person, .request,
        ],
        RequestAccepted.typeName: [.request, .definition, .equipment],
        ResponseReady.typeName: [.request, .definition, .state, .equipment, .lot, .material],
        CycleMeasured.typeName: ofWork([.equipment, .ratio]),
        AlertRaised.typeName: [.request, .alert],
    ]

    private static func ofWork(_ own: Set<EventField>) -> Set<EventField> {
        own.union([.job, .request, .definition, .segment, .lot, .material])
    }
}

/// The fields of one event, read off it and the state that it has led to.
struct EventFields {
    let event: Event
    let state: LoopState

    subscript(_ field: EventField) -> String? {
        switch field {
        case .equipment: equipment
        case .job: job
        case .request: request
        case .definition: definition
        case .segment: job.flatMap { state.jobs[$0]?.plan.definitionSegment }
        case .lot: lot
        case .material: material
        case .reason: reason
        case .state: stateWord
        case .quantity: quantity?.value.lexicalForm
        case .unit: quantity?.unit?.rawValue
        case .onHand: lot.flatMap { state.lots[$0]?.onHand?.value.lexicalForm }
        case .disposition: lot.flatMap { state.lots[$0]?.lot.disposition?.description }
        case .location: lot.flatMap { state.lots[$0]?.lot.location?.text }
        default: own(field)
        }
    }

    // MARK: What it is about

    var job: String? {
        switch event.fact {
        case .jobTransitioned(let fact): fact.job
        case .jobGated(let fact): fact.job
        case .materialMoved(let fact): fact.job
        case .segmentDataTracked(let fact): fact.job
        case .recordCollected(let fact): fact.job
        case .cycleMeasured(let fact): fact.job
        case .lotTested(let fact): fact.job
        case .testSuspected(let fact): fact.job
        case .characteristicOutOfControl(let fact): fact.job
        case .jobDueSoon(let fact): fact.job
        case .equipmentStateChanged(let fact): running(on: fact.equipment)
        case .counterRead(let fact): running(on: fact.equipment)
        default: nil
        }
    }

    private func running(on equipment: String) -> String? {
        state.workCentres[equipment]?.active.min()
    }

    var request: String? {
        switch event.fact {
        case .requestAccepted(let fact): fact.key
        case .responseReady(let fact): fact.request
        case .alertRaised(let fact): fact.request
        case .nonConformanceAdvanced(let fact): state.nonConformances[fact.id]?.request
        default: job.flatMap { state.jobs[$0]?.plan.request }
        }
    }

    private var definition: String? {
        request.flatMap { state.requests[$0]?.request.operationsDefinitionID?.matchingKey }
            ?? job.flatMap { state.jobs[$0]?.plan.definition }
    }

    var equipment: String? {
        switch event.fact {
        case .equipmentStateChanged(let fact): fact.equipment
        case .counterRead(let fact): fact.equipment
        case .recordCollected(let fact): fact.record.equipment?.matchingKey ?? place(of: fact.job)
        case .calibrationOverdue(let fact): fact.equipment
        case .testSuspected(let fact): fact.equipment
        case .requestAccepted(let fact): place(of: fact.jobs.first?.id)
        case .responseReady(let fact): place(of: state.requests[fact.request]?.jobs.last)
        default: place(of: job)
        }
    }

    private func place(of job: String?) -> String? {
        job.flatMap { state.jobs[$0]?.workCentre }.flatMap { $0 == WorkCentre.unassignedName ? nil : $0 }
    }

    /// The lot that the event names, else the last that its job made.
    var lot: String? {
        switch event.fact {
        case .materialMoved(let fact): fact.lot
        case .materialLotStored(let fact): fact.key
        case .lotTested(let fact): fact.lot
        case .testSuspected(let fact): fact.lot
        case .characteristicOutOfControl(let fact): fact.lot
        case .jobDueSoon(let fact): fact.lot
        case .lotCounted(let fact): fact.lot
        case .lotMoved(let fact): fact.lot
        case .lotHeld(let fact): fact.lot
        case .lotReleased(let fact): fact.lot
        case .lotScrapped(let fact): fact.lot
        case .nonConformanceOpened(let fact): fact.lot
        case .nonConformanceAdvanced(let fact): state.nonConformances[fact.id]?.lot
        case .responseReady(let fact):
            state.requests[fact.request]?.jobs.reversed().lazy.compactMap(lastMade).first
        default: job.flatMap(lastMade)
        }
    }

    private func lastMade(by job: String) -> String? {
        let made = state.jobs[job]?.run.movements.last { $0.direction == .produced && $0.lot != nil }
        return made.flatMap { movement in
            movement.lot.map { state.lotKey(lot: $0, material: movement.material) }
        }
    }

    var material: String? {
        if case .materialMoved(let fact) = event.fact, let own = fact.movement.material {
            return own.matchingKey
        }
        if case .jobDueSoon(let fact) = event.fact { return fact.material }
        if let lot, let known = state.lots[lot]?.lot.definitionID { return known.matchingKey }
        return job.flatMap { state.product(of: $0)?.matchingKey }
    }

    // MARK: What it says

    private var reason: String? {
        switch event.fact {
        case .equipmentStateChanged(let fact): fact.reason
        case .jobTransitioned(let fact): fact.reason
        case .jobGated(let fact): fact.waitingFor?.gate.rawValue
        case .recordCollected(let fact): fact.record.reason
        case .lotHeld(let fact): fact.reason
        case .lotReleased(let fact): fact.reason
        case .lotScrapped(let fact): fact.reason
        case .nonConformanceOpened(let fact): fact.reason
        case .nonConformanceAdvanced(let fact): state.nonConformances[fact.id]?.reason
        default: nil
        }
    }

    private var stateWord: String? {
        switch event.fact {
        case .equipmentStateChanged(let fact): fact.isDown ? "down" : "up"
        case .jobTransitioned(let fact): fact.to.rawValue
        case .jobGated(let fact): fact.to.rawValue
        case .responseReady(let fact): fact.state.description
        case .materialLotStored(let fact): fact.entry.lot.status
        case .nonConformanceAdvanced(let fact): fact.to.rawValue
        default: nil
        }
    }

    var quantity: Quantity? {
        switch event.fact {
        case .materialMoved(let fact): fact.movement.quantity
        case .recordCollected(let fact): fact.record.quantity.map { Quantity($0, fact.record.unit) }
        case .lotTested(let fact): fact.measured
        case .lotCounted(let fact): fact.counted
        case .counterRead(let fact): fact.reading
        case .lotScrapped(let fact): fact.quantity
        case .characteristicOutOfControl(let fact): fact.measured
        case .jobDueSoon(let fact): fact.quantity
        default: nil
        }
    }

    private func own(_ field: EventField) -> String? {
        switch (field, event.fact) {
        case (.planned, .equipmentStateChanged(let fact)): String(fact.planned)
        case (.minutes, .equipmentStateChanged(let fact)): minutes(of: fact)
        case (.command, .jobTransitioned(let fact)): fact.command.rawValue
        case (.direction, .materialMoved(let fact)): fact.movement.direction.rawValue
        case (.use, .materialMoved(let fact)): fact.movement.use.description
        case (.subLot, .materialMoved(let fact)): fact.movement.subLot?.matchingKey
        case (.characteristic, .lotTested(let fact)): fact.characteristic
        case (.verdict, .lotTested(let fact)): fact.verdict.rawValue
        case (.difference, .lotCounted(let fact)): difference(of: fact)
        case (.counter, .counterRead(let fact)): fact.counter
        case (.total, .counterRead(let fact)): fact.total.value.lexicalForm
        case (.increment, .counterRead(let fact)): fact.increment.value.lexicalForm
        case (.kind, .recordCollected(let fact)): fact.record.kind.rawValue
        case (.parameter, .recordCollected(let fact)): fact.record.parameter?.matchingKey
        case (.parameter, .segmentDataTracked(let fact)): fact.data.id?.matchingKey
        case (.value, .recordCollected(let fact)): fact.record.value
        case (.value, .segmentDataTracked(let fact)): fact.data.values.first?.text
        case (.person, .recordCollected(let fact)): fact.record.person?.matchingKey
        case (.person, .lotTested(let fact)): fact.person?.matchingKey
        case (.person, .lotCounted(let fact)): fact.person?.matchingKey
        case (.characteristic, .testSuspected(let fact)): fact.characteristic
        case (.characteristic, .characteristicOutOfControl(let fact)): fact.characteristic
        case (.value, .characteristicOutOfControl(let fact)):
            fact.rules.first.map { String($0.rawValue) }
        case (.value, .calibrationOverdue(let fact)): fact.due.description
        case (.characteristic, .nonConformanceOpened(let fact)): fact.characteristic
        case (.person, .nonConformanceOpened(let fact)): fact.detectedBy?.matchingKey
        case (.command, .nonConformanceAdvanced(let fact)): fact.step.rawValue
        case (.value, .nonConformanceAdvanced(let fact)):
            (fact.disposition ?? state.nonConformances[fact.id]?.disposition)?.rawValue
        case (.person, .nonConformanceAdvanced(let fact)): fact.by
        case (.ratio, .cycleMeasured(let fact)): ratio(of: fact)
        case (.alert, .alertRaised(let fact)): fact.code.rawValue
        default: nil
        }
    }

    /// Of the stops that end with the event, the longest.
    private func minutes(of fact: EquipmentStateChanged) -> String? {
        guard !fact.isDown else { return nil }
        let ended = (state.workCentres[fact.equipment]?.stops ?? []).filter {
            $0.time.end == fact.occurred.instant
        }
        let longest = ended.map { (fact.occurred.instant - $0.time.start).milliseconds }.max()
        return longest.flatMap {
            try? ExactDecimal($0).divided(by: ExactDecimal(60_000), scale: 3, rounding: .halfToEven)
        }?.reduced.lexicalForm
    }

    private func difference(of fact: LotCounted) -> String? {
        guard let book = fact.book else { return nil }
        return (try? fact.counted.subtracting(book))?.value.lexicalForm
    }

    private func ratio(of fact: CycleMeasured) -> String? {
        guard let standard = fact.standard?.milliseconds, standard > 0 else { return nil }
        return
            (try? ExactDecimal(fact.measured.milliseconds).divided(
                by: ExactDecimal(standard), scale: 6, rounding: .halfToEven))?.reduced.lexicalForm
    }
}
