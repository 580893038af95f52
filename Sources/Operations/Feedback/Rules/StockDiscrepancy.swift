/// R6: something says that the book and the shelf do not agree; a count is asked for.
package struct StockDiscrepancy: FeedbackObservations {
    package static let rule = FeedbackRule.ID.stockDiscrepancy

    package enum Trigger: Codable, Hashable, Sendable {
        case bookNegative(book: ExactDecimal)
        case consumptionExceedsLot(consumed: ExactDecimal, lot: ExactDecimal)
        /// What was backflushed against what was counted.
        case backflushDiffers(book: ExactDecimal, counted: ExactDecimal)
        case pickShort(asked: ExactDecimal, picked: ExactDecimal)
        case locationMismatch(expected: String, found: String)
    }

    /// How valuable an item is; the tolerance of a count follows from it.
    package typealias ItemClass = StockCount.Class

    package var item: String
    /// Empty when it is not known.
    package var location: String
    package var itemClass: ItemClass
    package var trigger: Trigger
    package var at: Instant
    package var event: Int?
    /// When this item was last asked to be counted at this location.
    package var lastCount: Instant?
    /// The counts that were asked for in this shift.
    package var countsInShift: Int

    package init(
        item: String, location: String, itemClass: ItemClass, trigger: Trigger, at: Instant,
        event: Int? = nil, lastCount: Instant? = nil, countsInShift: Int = 0
    ) {
        self.item = item
        self.location = location
        self.itemClass = itemClass
        self.trigger = trigger
        self.at = at
        self.event = event
        self.lastCount = lastCount
        self.countsInShift = countsInShift
    }

    /// Without a scope for an item of which nobody knows where it lies.
    package var target: FeedbackTarget {
        FeedbackTarget(.stockCount, .inventory, item, scope: location.isEmpty ? nil : location)
    }

    private struct Occurrence: FeedbackObservation {
        var id: String
        var at: Instant
        var event: Int?
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        var work = Examination(rule, target, asOf: asOf)
        work.rest(on: [Occurrence(id: item, at: at, event: event)])
        guard try isDiscrepant(&work) else { return [work.silent] }
        if let lastCount {
            guard try work.require(.debounce, .atLeast, (at - lastCount).hours) else { return [work.silent] }
        }
        guard try work.require(.maximalPerShift, .below, Double(countsInShift)) else { return [work.silent] }
        return [try work.propose(.task("Count, with the location frozen"), instead: .nothing, effect: nil)]
    }

    private func isDiscrepant(_ work: inout Examination) throws(FeedbackError) -> Bool {
        switch trigger {
        case .bookNegative(let book):
            return work.require(.minimalAbsoluteChange, .above, 0, -book.approximation, unit: "pieces")
        case .consumptionExceedsLot(let consumed, let lot):
            return work.require(
                .minimalAbsoluteChange, .above, 0, consumed.approximation - lot.approximation, unit: "pieces")
        case .pickShort(let asked, let picked):
            return work.require(
                .minimalAbsoluteChange, .above, 0, asked.approximation - picked.approximation, unit: "pieces")
        case .locationMismatch(let expected, let found):
            return work.require(.minimalAbsoluteChange, .above, 0, expected == found ? 0 : 1)
        case .backflushDiffers(let book, let counted):
            return work.require(
                .tolerance, .above, try Self.tolerance(itemClass, work.rule),
                Self.difference(book: book, counted: counted))
        }
    }

    /// Relative to the book; 1 for anything found where the book has nothing.
    private static func difference(book: ExactDecimal, counted: ExactDecimal) -> Double {
        if book.isZero { return counted.isZero ? 0 : 1 }
        return abs(counted.approximation - book.approximation) / abs(book.approximation)
    }

    private static func tolerance(_ itemClass: ItemClass, _ rule: FeedbackRule) throws(FeedbackError)
        -> Double
    {
        let limits = try rule.values(.tolerance)
        let index = ItemClass.allCases.firstIndex(of: itemClass) ?? 0
        guard limits.indices.contains(index) else {
            throw .settingMissing(rule: rule.id, guard: .tolerance)
        }
        return limits[index]
    }

    /// What follows from a count.
    package enum Adjustment: Codable, Hashable, Sendable {
        case none
        /// Within the tolerance of the item's class.
        case post(ExactDecimal)
        /// Somebody has to approve it.
        case needsApproval(ExactDecimal)
    }

    /// The correction of the book that a count leads to; where the difference has too many digits to be held,
    /// the counted quantity needs approval.
    package static func adjustment(
        book: ExactDecimal, counted: ExactDecimal, itemClass: ItemClass, rule: FeedbackRule
    ) throws(FeedbackError) -> Adjustment {
        guard let difference = try? counted.subtracting(book) else { return .needsApproval(counted) }
        if difference.isZero { return .none }
        let isWithin = Self.difference(book: book, counted: counted) <= (try tolerance(itemClass, rule))
        return isWithin ? .post(difference) : .needsApproval(difference)
    }
}
