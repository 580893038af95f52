/// What a recall reaches, closed under "went into", and where it is now.
///
/// Every lot of ``lots`` is in at least one of the parts behind it; one that is partly in stock and partly
/// shipped is in both.
package struct RecallSet: Hashable, Sendable, Codable {
    package struct Holding: Hashable, Sendable, Codable {
        package let lot: LotReference
        package let quantity: Quantity
    }

    package struct Stock: Hashable, Sendable, Codable {
        /// Nil where nobody said.
        package let location: Identifier?
        package let holdings: [Holding]
    }

    package struct WorkInProcess: Hashable, Sendable, Codable {
        package let job: Identifier
        /// Of the set what the job has consumed.
        package let lots: [LotReference]
    }

    package struct Use: Hashable, Sendable, Codable {
        package let lot: LotReference
        package let quantity: Quantity?
        package let transformation: Identifier
        package let at: Instant
    }

    package struct Shipment: Hashable, Sendable, Codable {
        /// Nil when the transformation does not say.
        package let customer: Identifier?
        package let uses: [Use]
    }

    /// What the predicate itself describes, in the order of first mention.
    package let seeds: [LotReference]
    /// The seeds and all that was made of them, in the order of first mention.
    package let lots: [LotReference]

    /// By location, in the order of names.
    package let inStock: [Stock]
    /// Jobs that have not ended, in the order of first mention.
    package let inProcess: [WorkInProcess]
    /// By customer, in the order of names.
    package let shipped: [Shipment]
    /// Went into what left no lot behind: used up, scrapped, sampled.
    package let consumed: [Use]
    /// Became other lots, which are in the set.
    package let transformed: [LotReference]
    /// Nobody knows where they are: neither books nor transformations say.
    package let unaccounted: [LotReference]

    /// To be put on hold: what is in stock or in process, in the order of first mention.
    package var toHold: [LotReference] {
        let wanted = Set(inStock.flatMap { $0.holdings.map(\.lot) } + inProcess.flatMap(\.lots))
        return lots.filter(wanted.contains)
    }
}

/// What a recall needs to know besides the graph.
package struct RecallSources: Sendable {
    package var ledger: LotLedger
    package var tests: [LotTest]
    package var stays: [LotStay]
    /// By ``Identifier/matchingKey``; every other job may still make something.
    package var endedJobs: Set<String>

    package init(
        ledger: LotLedger = LotLedger(), tests: [LotTest] = [], stays: [LotStay] = [],
        endedJobs: Set<String> = []
    ) {
        self.ledger = ledger
        self.tests = tests
        self.stays = stays
        self.endedJobs = endedJobs
    }
}
