import Diagnostics

/// A counter of a machine was read.
package struct CounterRead: EventPayload {
    package static let typeName = "counter.read"
    package static let activity = Activity.dataCollection
    package static func fact(_ payload: Self) -> Fact { .counterRead(payload) }

    package var equipment: String
    package var counter: String
    package var reading: Quantity
    /// What was counted since the reading before; never negative.
    package var increment: Quantity
    /// Since the counter is known, over all of its resets.
    package var total: Quantity
    /// Whether it began anew since the reading before.
    package var wasReset: Bool
    package var occurred: ZonedTime

    var key: String { Self.key(equipment, counter) }

    static func key(_ equipment: String, _ counter: String) -> String { equipment + "/" + counter }
}

/// What is known of a counter.
package struct CounterEntry: Codable, Hashable, Sendable {
    package var reading: Quantity
    package var total: Quantity
    package var at: ZonedTime
}

extension LoopState {
    mutating func apply(_ fact: CounterRead) {
        counters[fact.key] = CounterEntry(reading: fact.reading, total: fact.total, at: fact.occurred)
    }
}

extension ActivityLoop {
    /// The first reading is the baseline and counts nothing. One that is lower than the one before is that of a
    /// counter that began anew; one from before the last is kept and counts nothing.
    func collectCounter(_ record: ShopFloorRecord, _ result: inout Consequences, _ context: Context)
        throws(LoopError)
    {
        func missing(_ what: String) -> LoopError {
            .recordIncomplete(source: record.source, sequence: record.sequence, missing: what)
        }
        guard let equipment = record.equipment, !equipment.isBlank else { throw missing("equipment") }
        guard let name = record.parameter, !name.isBlank else { throw missing("parameter") }
        guard let value = record.quantity else { throw missing("quantity") }
        let reading = Quantity(value, record.unit)
        let counter = CounterRead.key(equipment.matchingKey, name.matchingKey)
        result.events += newResources(resources(of: record), nil, context)
        result.events.append(context.event(.recordCollected(RecordCollected(record: record, job: nil))))
        let known = state.counters[counter]
        if let known, record.at < known.at {
            result.findings.append(
                note("LOOP-RECORD-7", .note, record, "a later reading of \(counter) has been counted already")
            )
            return
        }
        let wasReset = known.map { reading.value < $0.reading.value } ?? false
        if wasReset {
            result.findings.append(
                note(
                    "LOOP-RECORD-8", .warning, record,
                    "counter \(counter) went back, and is taken to have begun anew"))
        }
        do throws(QuantityError) {
            let zero = Quantity(.zero, record.unit)
            let increment =
                if let known { wasReset ? reading : try reading.subtracting(known.reading) } else { zero }
            let total = try (known?.total ?? zero).adding(increment)
            result.events.append(
                context.event(
                    .counterRead(
                        CounterRead(
                            equipment: equipment.matchingKey, counter: name.matchingKey, reading: reading,
                            increment: increment, total: total, wasReset: wasReset, occurred: record.at))))
        } catch {
            throw .quantity(subject: "counter \(counter)", error)
        }
    }
}
