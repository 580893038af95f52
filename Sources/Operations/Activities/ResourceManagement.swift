import Diagnostics

/// What resource management is asked.
package enum ResourceCommand: Hashable, Sendable {
    case storeMaterialDefinition(MaterialDefinition)
    case storeMaterialClass(MaterialClass)
    /// Its sub-lots are added to those known; its quantity is what is on hand.
    case storeMaterialLot(MaterialLot)
    /// A sub-lot that stands alone and names its lot.
    case storeMaterialSubLot(MaterialSubLot)
    /// Equipment, persons, assets and their classes.
    case storeResource(Resource)
    case setCalendar(WorkCalendar)
    /// Of the site and of equipment, as a partner describes it.
    case storeCalendar(PlantCalendar)
    /// Nothing may be made of a lot any more, nor of what was made of it, until the hold is taken back.
    case holdLot(Identifier, material: Identifier?, reason: String)
    /// Takes one hold back; the lot may be used when there is no other.
    case releaseLot(Identifier, material: Identifier?, reason: String)
    /// Says which gauges have become overdue for calibration, and which tests were made with them.
    case checkCalibrations
    /// Equipment is not used any more, as if it were down, until it is told to be up for the reason.
    case block(equipment: String, reason: String)
}

/// A kind of resource that can be named.
package enum ResourceKind: String, Codable, Hashable, Sendable, CaseIterable {
    case equipment, equipmentClass, person, personnelClass, physicalAsset, physicalAssetClass
    case materialClass, materialDefinition, materialLot, materialSubLot
}

/// A resource by its name.
package struct ResourceName: Codable, Hashable, Sendable {
    package var kind: ResourceKind
    package var name: String

    var key: String { kind.rawValue + "/" + name }
}

/// A resource was named for the first time.
package struct ResourceKnown: EventPayload {
    package static let typeName = "resource.known"
    package static let activity = Activity.resourceManagement
    package static func fact(_ payload: Self) -> Fact { .resourceKnown(payload) }

    package var resource: ResourceName
    /// The request that named it.
    package var request: String?
}

package struct MaterialDefinitionStored: EventPayload {
    package static let typeName = "materialDefinition.stored"
    package static let activity = Activity.resourceManagement
    package static func fact(_ payload: Self) -> Fact { .materialDefinitionStored(payload) }

    package var key: String
    package var definition: MaterialDefinition
}

package struct MaterialClassStored: EventPayload {
    package static let typeName = "materialClass.stored"
    package static let activity = Activity.resourceManagement
    package static func fact(_ payload: Self) -> Fact { .materialClassStored(payload) }

    package var key: String
    package var materialClass: MaterialClass
}

package struct MaterialLotStored: EventPayload {
    package static let typeName = "materialLot.stored"
    package static let activity = Activity.resourceManagement
    package static func fact(_ payload: Self) -> Fact { .materialLotStored(payload) }

    package var key: String
    package var entry: LotEntry
}

package struct CalendarSet: EventPayload {
    package static let typeName = "calendar.set"
    package static let activity = Activity.resourceManagement
    package static func fact(_ payload: Self) -> Fact { .calendarSet(payload) }

    package var calendar: WorkCalendar
    /// Nil for the site's.
    package var equipment: String?
}

/// Equipment went down or came up again.
package struct EquipmentStateChanged: EventPayload {
    package static let typeName = "equipment.stateChanged"
    package static let activity = Activity.resourceManagement
    package static func fact(_ payload: Self) -> Fact { .equipmentStateChanged(payload) }

    package var equipment: String
    package var isDown: Bool
    package var occurred: ZonedTime
    /// Coming up for one reason ends the stops of that reason, coming up without one ends all.
    package var reason: String?
    package var planned: Bool
}

extension LoopState {
    mutating func apply(_ fact: ResourceKnown) {
        resources[fact.resource.key] = fact.resource
    }

    mutating func apply(_ fact: MaterialDefinitionStored) {
        materialDefinitions[fact.key] = fact.definition
    }

    mutating func apply(_ fact: MaterialClassStored) {
        materialClasses[fact.key] = fact.materialClass
    }

    mutating func apply(_ fact: MaterialLotStored, at instant: Instant) {
        lots[fact.key] = fact.entry
        note(stockOf: fact.key, at: instant)
        guard holds[fact.key] != nil else { return }
        toldDispositions[fact.key] = fact.entry.lot.disposition
        lots[fact.key]?.lot.disposition = .known(.restricted)
    }

    mutating func apply(_ fact: CalendarSet) {
        guard let equipment = fact.equipment else { return calendar = fact.calendar }
        equipmentCalendars[equipment] = fact.calendar
    }

    mutating func apply(_ fact: EquipmentStateChanged) {
        workCentres[fact.equipment, default: WorkCentreEntry()].change(fact, event: eventCount)
    }
}

extension WorkCentreEntry {
    /// `event` is the number of the event; nil before it is one.
    mutating func change(_ fact: EquipmentStateChanged, event: Int? = nil) {
        if fact.isDown {
            sign(at: fact.occurred.instant)
            openStops.append(
                Stop(
                    time: OpenInterval(start: fact.occurred.instant), reason: fact.reason,
                    planned: fact.planned, events: event.map { [$0] } ?? []))
        } else {
            for var stop in openStops(reason: fact.reason) {
                stop.time.end = fact.occurred.instant
                if let event { stop.events.append(event) }
                endedStops.append(stop)
            }
            openStops.removeAll { fact.reason == nil || $0.reason == fact.reason }
        }
    }

    /// The stops that coming up for a reason would end.
    func openStops(reason: String?) -> [Stop] {
        openStops.filter { reason == nil || $0.reason == reason }
    }
}

extension ActivityLoop {
    func decide(_ command: ResourceCommand, _ context: Context) throws(LoopError) -> Decision {
        switch command {
        case .storeMaterialDefinition(let definition): try store(definition, context)
        case .storeMaterialClass(let materialClass): try store(materialClass, context)
        case .storeMaterialLot(let lot): try store(lot, context)
        case .storeMaterialSubLot(let subLot): try store(subLot, context)
        case .storeResource(let resource): try store(resource, context)
        case .setCalendar(let calendar): set(calendar, context)
        case .storeCalendar(let described): try store(described, context)
        case .holdLot(let lot, let material, let reason): try hold(lot, material, reason, context)
        case .releaseLot(let lot, let material, let reason): try release(lot, material, reason, context)
        case .checkCalibrations: checkCalibrations(context)
        case .block(let equipment, let reason): block(equipment, reason, context)
        }
    }

    private func store(_ definition: MaterialDefinition, _ context: Context) throws(LoopError) -> Decision {
        guard let id = definition.id, !id.isBlank else { throw .objectWithoutID("material definition") }
        let known = state.materialDefinitions[id.matchingKey]
        guard known != definition else { return Decision(.unchanged) }
        var events = newResources(
            [ResourceName(kind: .materialDefinition, name: id.matchingKey)], nil, context)
        events.append(
            context.event(
                .materialDefinitionStored(
                    MaterialDefinitionStored(key: id.matchingKey, definition: definition))))
        return Decision(known == nil ? .applied : .revised, events: events)
    }

    private func store(_ materialClass: MaterialClass, _ context: Context) throws(LoopError) -> Decision {
        guard let id = materialClass.id, !id.isBlank else { throw .objectWithoutID("material class") }
        let known = state.materialClasses[id.matchingKey]
        guard known != materialClass else { return Decision(.unchanged) }
        var events = newResources([ResourceName(kind: .materialClass, name: id.matchingKey)], nil, context)
        events.append(
            context.event(
                .materialClassStored(MaterialClassStored(key: id.matchingKey, materialClass: materialClass))))
        return Decision(known == nil ? .applied : .revised, events: events)
    }

    private func store(_ subLot: MaterialSubLot, _ context: Context) throws(LoopError) -> Decision {
        guard let lot = subLot.lotID, !lot.isBlank else { throw .objectWithoutID("sub-lot's lot") }
        return try store(MaterialLot(id: lot, subLots: [subLot]), context)
    }

    private func store(_ lot: MaterialLot, _ context: Context) throws(LoopError) -> Decision {
        guard let id = lot.id, !id.isBlank else { throw .objectWithoutID("material lot") }
        guard lot.subLots.allSatisfy({ $0.id.map { !$0.isBlank } ?? false }) else {
            throw .objectWithoutID("sub-lot")
        }
        let key = state.lotKey(lot: id, material: lot.definitionID)
        let known = state.toldEntry(key)
        var findings: [Finding] = []
        let entry = (known ?? LotEntry(lot: MaterialLot(id: id))).updated(by: lot, &findings)
        guard entry != known else { return Decision(.unchanged, findings: findings) }
        var names = [ResourceName(kind: .materialLot, name: id.matchingKey)]
        names += lot.subLots.compactMap { $0.id }.map {
            ResourceName(kind: .materialSubLot, name: $0.matchingKey)
        }
        if let material = lot.definitionID {
            names.append(ResourceName(kind: .materialDefinition, name: material.matchingKey))
        }
        var events = newResources(names, nil, context)
        events.append(context.event(.materialLotStored(MaterialLotStored(key: key, entry: entry))))
        return Decision(known == nil ? .applied : .revised, events: events, findings: findings)
    }

    private func set(_ calendar: WorkCalendar, _ context: Context) -> Decision {
        guard calendar != state.calendar else { return Decision(.unchanged) }
        return Decision(.applied, events: [context.event(.calendarSet(CalendarSet(calendar: calendar)))])
    }

    /// One event for each resource that was never named before, in the order given.
    func newResources(_ names: [ResourceName], _ request: String?, _ context: Context) -> [Event] {
        var seen: Set<String> = []
        return names.filter {
            !$0.name.isEmpty && state.resources[$0.key] == nil && seen.insert($0.key).inserted
        }
        .map { context.event(.resourceKnown(ResourceKnown(resource: $0, request: request))) }
    }
}
