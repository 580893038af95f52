extension LotTested.Verdict {
    /// The word of a laboratory, without regard to case; B2MML has no list of them. Nil for a word that is not known.
    package init?(word: String) {
        switch word.lowercased().filter(\.isLetter) {
        case "pass", "passed", "ok", "accept", "accepted": self = .pass
        case "fail", "failed", "notok", "reject", "rejected": self = .fail
        default: return nil
        }
    }
}

extension ActivityLoop {
    /// A result for a lot is a fact of each characteristic that was measured, with the verdict on the whole; of none, it is
    /// that of the result itself.
    func collect(_ result: TestResult, _ context: Context) throws(LoopError) -> Decision {
        guard let id = result.id, !id.isBlank else { throw .objectWithoutID("test result") }
        let name = id.matchingKey
        guard let lot = result.testableObjectID, !lot.isBlank else {
            throw .testResultIncomplete(name, missing: "the testable object")
        }
        let key = state.lotKey(lot: lot, material: nil)
        guard state.lots[key] != nil else { throw .unknownLot(key) }
        guard let verdict = result.verdict.flatMap(LotTested.Verdict.init(word:)) else {
            throw .testResultIncomplete(name, missing: "a result that says pass or fail")
        }
        let when = result.evaluationDate ?? ZonedTime(context.now, zoneSource: .site)
        let measured: [(String, Quantity?, ZonedTime)] = result.measurements.map { measurement in
            let characteristic = measurement.propertyIDs.first ?? measurement.id ?? id
            return (characteristic.matchingKey, measurement.quantity, measurement.date ?? when)
        }
        let facts = measured.isEmpty ? [(name, nil, when)] : measured
        let tests = facts.map { characteristic, quantity, occurred in
            LotTested(
                lot: key, characteristic: characteristic, verdict: verdict, measured: quantity, job: nil,
                occurred: occurred, person: nil)
        }
        return Decision(.applied, events: tested(tests, context))
    }
}

extension TestResult.Measurement {
    /// Nil for a value that is no number.
    fileprivate var quantity: Quantity? {
        guard let value, let number = try? ExactDecimal(parsing: value.text) else { return nil }
        return Quantity(number, value.unit)
    }
}
