extension StockDiscrepancy: ReviewedObservations {
    /// The lots whose book is below zero and which nobody is to count, and those that were counted because of it.
    static func all(in loop: ActivityLoop, asOf: Instant) -> [StockDiscrepancy] {
        let state = loop.state
        let counting = state.lotsBeingCounted
        let lastCounts = state.lastCounts
        let levels = state.stock.lasts
        var asked = state.register.countsAsked(
            since: Instant(milliseconds: asOf.milliseconds - shift.milliseconds))
        return state.lots.sorted { $0.key < $1.key }.compactMap { key, entry -> StockDiscrepancy? in
            guard let last = levels[key] else { return nil }
            var observed = StockDiscrepancy(
                item: key, location: entry.lot.location?.text ?? "", itemClass: state.stockClass(of: key),
                trigger: .bookNegative(book: last.onHand.value), at: last.at, event: last.event,
                lastCount: lastCounts[key], countsInShift: asked)
            let target = observed.target
            if state.register.unverified(target) != nil { return observed }
            let since = state.register.evidenceStart(of: target)
            guard last.onHand.value.isNegative, !counting.contains(key), since.map({ $0 < last.at }) ?? true
            else { return nil }
            if state.register.open(for: target) == nil { asked += 1 } else { observed.countsInShift = 0 }
            return observed
        }
    }

    /// A count is what was wanted, whatever it found.
    func sample(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> VerificationSample? {
        guard let lastCount, let window = try? Interval(lastCount, lastCount) else { return nil }
        return VerificationSample(count: 1, estimate: nil, holds: true, window: window)
    }

    /// As long as the rule counts back for its limit.
    private static let shift = TimeSpan(milliseconds: 8 * 3_600_000)
}

extension ProposalRegister {
    fileprivate func countsAsked(since: Instant) -> Int {
        proposals.count { $0.target.kind == .stockCount && $0.history.first.map { $0.at > since } ?? false }
    }
}

extension LoopState {
    fileprivate var lastCounts: [String: Instant] {
        Dictionary(counts.map { ($0.lot, $0.occurred.instant) }, uniquingKeysWith: max)
    }

    /// The lots that open work of inventory is there to count, whoever asked for it.
    fileprivate var lotsBeingCounted: Set<String> {
        let orders = openJobs.filter { jobs[$0]?.plan.domain.profile.subject == .storedLot }.compactMap {
            jobOrder($0)
        }
        let counted = orders.flatMap(\.segment.allMaterials).filter { $0.use == .known(.inventoried) }
        return Set(
            counted.flatMap { material in
                material.lotIDs.map { lotKey(lot: $0, material: material.definitionIDs.first) }
            })
    }
}

extension ActivityLoop {
    /// The work that an approved proposal to count asks of inventory.
    func countRequest(for proposal: FeedbackProposal, at now: Instant) -> OperationsRequest {
        let key = proposal.target.object
        let lot = state.lots[key]?.lot
        let use = MaterialUse.known(DomainKind.inventory.profile.subjectUse)
        let material = MaterialRequirement(
            definitionIDs: lot?.definitionID.map { [$0] } ?? [], lotIDs: [lot?.id ?? Identifier(key)],
            use: use,
            location: lot?.location)
        let segment = SegmentRequirement(
            id: "1", processSegmentID: Self.count, operationsDefinitionID: Self.count, materials: [material])
        return OperationsRequest(
            id: Identifier("R6-\(proposal.id.prefix(12))"), operationsType: OperationsType(.inventory),
            startTime: ZonedTime(now, zoneSource: .site), operationsDefinitionID: Self.count,
            segments: [segment])
    }

    /// The definition of the work, as the delivered rule calls it that asks for it at once.
    private static let count: Identifier = "CYCLE-COUNT"
}
