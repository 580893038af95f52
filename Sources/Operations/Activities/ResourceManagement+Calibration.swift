import Diagnostics

/// A gauge should have been calibrated.
package struct CalibrationOverdue: EventPayload {
    package static let typeName = "calibration.overdue"
    package static let activity = Activity.resourceManagement
    package static func fact(_ payload: Self) -> Fact { .calibrationOverdue(payload) }

    /// The asset, or the equipment that says it of itself.
    package var gauge: ResourceName
    /// The equipment that the gauge is, else its own name.
    package var equipment: String
    package var due: ZonedTime
}

/// A test was made with a gauge whose calibration was overdue.
package struct TestSuspected: EventPayload {
    package static let typeName = "materialLot.testSuspected"
    package static let activity = Activity.tracking
    package static func fact(_ payload: Self) -> Fact { .testSuspected(payload) }

    /// The loop's key of the lot.
    package var lot: String
    package var characteristic: String
    /// The number of the event of the test.
    package var test: Int
    package var equipment: String
    /// Since when the gauge is overdue.
    package var since: ZonedTime
    package var job: String?
}

extension LoopState {
    mutating func apply(_ fact: CalibrationOverdue) {
        overdueCalibrations[fact.gauge.key] = fact.due.instant
    }

    mutating func apply(_ fact: TestSuspected) {
        suspectedTests.insert(fact.test)
    }
}

extension ActivityLoop {
    private static var property: String { "CalibrationDue" }

    /// Every gauge that has become overdue, once for each due time, and every test that was made with it since, once.
    func checkCalibrations(_ context: Context) -> Decision {
        let context = context.of(.quality)
        var result = Decision(.unchanged)
        // Read only when a gauge is overdue, and once.
        var tests: [Numbered<LotTested>]?
        for (key, resource) in state.resourceRegister.described.sorted(by: { $0.key < $1.key }) {
            guard let text = Self.due(resource), let name = resource.id?.matchingKey else { continue }
            guard let due = Self.time(text) else {
                result.findings.append(
                    LoopNote.make(
                        "LOOP-CALIBRATION-1", .warning, "\(resource.kind.words) \(name)",
                        "its \(Self.property) \"\(text)\" is no date, so nobody knows whether it is overdue",
                        advice: "Send an XSD date, or a dateTime with its offset."))
                continue
            }
            guard due.instant < context.now else { continue }
            let gauge = ResourceName(kind: resource.kind, name: name)
            let names = self.names(of: gauge, resource)
            if state.overdueCalibrations[key] != due.instant {
                result.events.append(
                    context.event(
                        .calibrationOverdue(
                            CalibrationOverdue(gauge: gauge, equipment: names.equipment, due: due))))
            }
            if tests == nil { tests = state.tests.values.flatMap { $0 } }
            result.events += suspects(tests ?? [], names.all, names.equipment, since: due, context)
        }
        if !result.events.isEmpty { result.outcome = .applied }
        return result
    }

    private static func due(_ resource: Resource) -> String? {
        guard resource.kind == .physicalAsset || resource.kind == .equipment else { return nil }
        return resource.properties.first { $0.id?.matchingKey == property }?.values.first?.text
    }

    /// A day ends with its last moment in UTC.
    private static func time(_ text: String) -> ZonedTime? {
        let text = Identifier(text).matchingKey
        if let time = try? ZonedTime(parsing: text) { return time }
        guard let day = try? CivilTime(parsing: text + "T24:00:00") else { return nil }
        return ZonedTime(day.instant(offsetMinutes: 0), offsetMinutes: 0, zoneSource: .site)
    }

    /// What records may call a gauge: its own name, and that of the equipment whose part it plays.
    private func names(of gauge: ResourceName, _ resource: Resource) -> (equipment: String, all: Set<String>)
    {
        guard gauge.kind == .physicalAsset else {
            return (gauge.name, Set([gauge.name] + [resource.assetID?.matchingKey].compactMap { $0 }))
        }
        let played = state.resourceRegister.described.values.filter {
            $0.kind == .equipment && $0.assetID?.matchingKey == gauge.name
        }.compactMap { $0.id?.matchingKey }.sorted()
        return (played.first ?? gauge.name, Set(played + [gauge.name]))
    }

    private func suspects(
        _ tests: [Numbered<LotTested>], _ names: Set<String>, _ equipment: String, since due: ZonedTime,
        _ context: Context
    ) -> [Event] {
        tests.filter { test in
            test.gauge.map { names.contains($0.matchingKey) } ?? false
                && due.instant < test.occurred.instant && !state.suspectedTests.contains(test.event)
        }.sorted { $0.event < $1.event }.map { test in
            context.event(
                .testSuspected(
                    TestSuspected(
                        lot: test.lot, characteristic: test.characteristic, test: test.event,
                        equipment: equipment, since: due, job: test.job)))
        }
    }

    /// Equipment is not used any more until it is told to be up for the same reason.
    func block(_ equipment: String, _ reason: String, _ context: Context) -> Decision {
        let stands = state.workCentres[equipment]?.openStops.contains { $0.reason == reason }
        guard stands != true else { return Decision(.unchanged) }
        var result = Consequences()
        result.events = newResources([ResourceName(kind: .equipment, name: equipment)], nil, context)
        change(
            EquipmentStateChanged(
                equipment: equipment, isDown: true, occurred: ZonedTime(context.now, zoneSource: .site),
                reason: reason, planned: true), &result, context)
        return Decision(.applied, events: result.events, notices: result.notices)
    }
}
