import Diagnostics

/// What a test said of a lot.
///
/// B2MML: `TestResult`.
package struct LotTested: EventPayload {
    package enum Verdict: String, Codable, Hashable, Sendable, CaseIterable {
        case pass, fail
    }

    package static let typeName = "materialLot.tested"
    package static let activity = Activity.tracking
    package static func fact(_ payload: Self) -> Fact { .lotTested(payload) }

    /// The loop's key of the lot.
    package var lot: String
    package var characteristic: String
    package var verdict: Verdict
    package var measured: Quantity?
    /// The inspection, when the record names one.
    package var job: String?
    package var occurred: ZonedTime
    package var person: Identifier?
    /// With what it was measured; nil when the record names nothing, and in journals from before.
    package var gauge: Identifier?
}

/// What was found of a lot when it was counted, against what the books said.
package struct LotCounted: EventPayload {
    package static let typeName = "materialLot.counted"
    package static let activity = Activity.tracking
    package static func fact(_ payload: Self) -> Fact { .lotCounted(payload) }

    package var lot: String
    /// Nil when the books did not know.
    package var book: Quantity?
    package var counted: Quantity
    package var occurred: ZonedTime
    package var person: Identifier?
}

/// A lot lies somewhere else.
package struct LotMoved: EventPayload {
    package static let typeName = "materialLot.moved"
    package static let activity = Activity.tracking
    package static func fact(_ payload: Self) -> Fact { .lotMoved(payload) }

    package var lot: String
    package var from: ResourceLocation?
    package var to: ResourceLocation
    package var occurred: ZonedTime
}

extension LoopState {
    mutating func apply(_ fact: LotTested) {
        tests[fact.lot, default: []].append(Numbered(eventCount, fact))
        chart(fact)
    }

    mutating func apply(_ fact: LotCounted) {
        counts.append(Numbered(eventCount, fact))
        lots[fact.lot]?.onHand = fact.counted
        note(stockOf: fact.lot, at: fact.occurred.instant)
    }

    mutating func apply(_ fact: LotMoved) {
        lots[fact.lot]?.lot.location = fact.to
        moves.append(Numbered(eventCount, fact))
    }
}

extension ActivityLoop {
    /// What is said of a lot itself, with or without a job that found it out.
    func collectForLot(_ record: ShopFloorRecord, _ result: inout Consequences, _ context: Context)
        throws(LoopError)
    {
        guard let lot = record.lot, !lot.isBlank else {
            throw .recordIncomplete(source: record.source, sequence: record.sequence, missing: "lot")
        }
        let key = state.lotKey(lot: lot, material: record.material)
        guard let entry = state.lots[key] else { throw .unknownLot(key) }
        let job = record.job == nil && record.request == nil ? nil : try self.job(of: record, context)
        let context = context.of(job?.plan.domain ?? DomainKind(of: record.kind) ?? context.domain)
        result.events += newResources(resources(of: record), job?.plan.request, context)
        result.events.append(
            context.event(.recordCollected(RecordCollected(record: record, job: job?.plan.id))))
        switch record.kind {
        case .tested: try track(test: record, key, job, &result, context)
        case .counted: try track(count: record, key, entry, &result, context)
        default: try track(move: record, key, entry, &result, context)
        }
    }

    private func track(
        test record: ShopFloorRecord, _ lot: String, _ job: JobEntry?, _ result: inout Consequences,
        _ context: Context
    ) throws(LoopError) {
        guard let characteristic = record.parameter, !characteristic.isBlank else {
            throw .recordIncomplete(source: record.source, sequence: record.sequence, missing: "parameter")
        }
        guard let verdict = record.value.flatMap(LotTested.Verdict.init(rawValue:)) else {
            throw .recordIncomplete(
                source: record.source, sequence: record.sequence, missing: "the value pass or fail")
        }
        let fact = LotTested(
            lot: lot, characteristic: characteristic.matchingKey, verdict: verdict,
            measured: record.quantity.map { Quantity($0, record.unit) }, job: job?.plan.id,
            occurred: record.at, person: record.person, gauge: record.equipment)
        result.events += tested([fact], context)
    }

    /// What was found is on hand from now on. Of another unit than the books it cannot be compared.
    private func track(
        count record: ShopFloorRecord, _ lot: String, _ entry: LotEntry, _ result: inout Consequences,
        _ context: Context
    ) throws(LoopError) {
        guard let value = record.quantity else {
            throw .recordIncomplete(source: record.source, sequence: record.sequence, missing: "quantity")
        }
        let counted = Quantity(value, record.unit ?? entry.onHand?.unit)
        if let book = entry.onHand, book.unit != counted.unit {
            throw .quantity(subject: "lot \(lot)", .mixedUnits(book.unit, counted.unit))
        }
        result.events.append(
            context.event(
                .lotCounted(
                    LotCounted(
                        lot: lot, book: entry.onHand, counted: counted, occurred: record.at,
                        person: record.person))))
    }

    private func track(
        move record: ShopFloorRecord, _ lot: String, _ entry: LotEntry, _ result: inout Consequences,
        _ context: Context
    ) throws(LoopError) {
        guard let place = record.value.map({ Identifier($0) }), !place.isBlank else {
            throw .recordIncomplete(
                source: record.source, sequence: record.sequence, missing: "the value with the location")
        }
        result.events.append(
            context.event(
                .lotMoved(
                    LotMoved(
                        lot: lot, from: entry.lot.location, to: ResourceLocation(place.matchingKey),
                        occurred: record.at))))
    }
}
