/// First-pass yield and defects in one window, such as a week.
package struct DefectWindow: FeedbackObservation {
    /// The window.
    package var id: String
    /// Its end.
    package var at: Instant
    package var event: Int?
    /// GP and IP: good at first inspection, and inspected.
    package var goodParts: ExactDecimal
    package var inspectedParts: ExactDecimal
    /// Scrap by code of the defect.
    package var defects: [DefectCount]

    package init(
        id: String, at: Instant, event: Int? = nil, goodParts: ExactDecimal, inspectedParts: ExactDecimal,
        defects: [DefectCount]
    ) {
        self.id = id
        self.at = at
        self.event = event
        self.goodParts = goodParts
        self.inspectedParts = inspectedParts
        self.defects = defects
    }
}

package struct DefectCount: Codable, Hashable, Sendable {
    package var code: String
    package var count: Int

    package init(_ code: String, _ count: Int) {
        self.code = code
        self.count = count
    }
}

/// R8: one kind of defect dominates while the yield stays below its target: the definition needs a person.
package struct DefectObservations: FeedbackObservations {
    package static let rule = FeedbackRule.ID.defects

    /// The definition and its segment.
    package var target: FeedbackTarget
    /// 0...1
    package var targetYield: ExactDecimal
    package var since: Instant?
    package var windows: [DefectWindow]

    package init(
        target: FeedbackTarget, targetYield: ExactDecimal, since: Instant? = nil, windows: [DefectWindow]
    ) {
        self.target = target
        self.targetYield = targetYield
        self.since = since
        self.windows = windows
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        var work = Examination(rule, target, asOf: asOf)
        var usable: [DefectWindow] = []
        for window in work.ordered(windows, since: since) {
            if window.inspectedParts <= .zero {
                work.exclude(window, .nothingMade)
            } else if window.goodParts > window.inspectedParts
                || window.defects.contains(where: { $0.count < 0 })
            {
                work.exclude(window, .impossible)
            } else {
                usable.append(window)
            }
        }
        let wanted = Int(min(max(try rule.value(.windowsBelowTarget), 1), 10_000))
        let basis = Array(usable.suffix(wanted))
        for window in usable.dropLast(wanted) { work.exclude(window, .outsideBasis) }
        work.rest(on: basis)
        return [try judge(basis, &work)]
    }

    private func judge(_ basis: [DefectWindow], _ work: inout Examination) throws(FeedbackError)
        -> FeedbackOutcome
    {
        var counts: [String: Double] = [:]
        for defect in basis.flatMap(\.defects) { counts[defect.code, default: 0] += Double(defect.count) }
        let total = counts.values.reduce(0, +)
        let yields = basis.map { $0.goodParts.approximation / $0.inspectedParts.approximation }
        let top = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.first
        work.note("first pass yield of the last window", yields.last)
        work.note("target", targetYield.approximation)
        guard try work.require(.minimalCount, .atLeast, total),
            try work.require(.dominance, .above, (top?.value ?? 0) / max(total, 1)),
            try work.require(
                .windowsBelowTarget, .atLeast, Double(yields.count { $0 < targetYield.approximation })),
            let top
        else { return work.silent }
        work.name("defect", top.key)
        return try work.propose(
            .task("Review the definition because of defect \(top.key)"), instead: .nothing, effect: nil)
    }
}
