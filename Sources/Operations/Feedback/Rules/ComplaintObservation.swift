/// R12: a customer complained about a lot. An accepted complaint holds the lot, what is connected with it,
/// and asks for a test of what was retained.
///
/// What is connected is everything that the lot went into; with steps back also what shares an origin with
/// it, which is how siblings of a shipped lot are found.
package struct ComplaintObservation: FeedbackObservations {
    package static let rule = FeedbackRule.ID.complaint

    package enum Status: String, Codable, Hashable, Sendable, CaseIterable {
        case open, accepted, rejected, duplicate
    }

    package var complaint: String
    package var status: Status
    package var lot: String
    package var reason: String
    package var at: Instant
    package var event: Int?
    package var relations: [LotRelation]
    package var jobs: [LotJob]
    package var whereabouts: [LotWhereabouts]
    /// Lots of which the laboratory has a sample.
    package var retainedSamples: [String]

    package init(
        complaint: String, status: Status, lot: String, reason: String, at: Instant, event: Int? = nil,
        relations: [LotRelation] = [], jobs: [LotJob] = [], whereabouts: [LotWhereabouts] = [],
        retainedSamples: [String] = []
    ) {
        self.complaint = complaint
        self.status = status
        self.lot = lot
        self.reason = reason
        self.at = at
        self.event = event
        self.relations = relations
        self.jobs = jobs
        self.whereabouts = whereabouts
        self.retainedSamples = retainedSamples
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        var work = Examination(
            rule, FeedbackTarget(.containment, .quality, lot, part: complaint), asOf: asOf)
        guard work.require(.accepted, .atLeast, 1, status == .accepted ? 1 : 0) else { return [work.silent] }
        let graph = RelatedLots(relations, lots: [lot])
        let steps = Int(min(max(try rule.value(.backwardSteps), 0), 1_000))
        let held = graph.held([lot] + graph.origins(of: [lot], steps: steps), .transitive)
        let lots = Set(held)
        let tests = retainedSamples.filter { lots.contains($0) }.sorted().map {
            ImmediateAction.Work(domain: .quality, purpose: "test of the retained sample", subject: $0)
        }
        return [
            .action(
                LotHoldAction(graph: graph, held: held, jobs: jobs, whereabouts: whereabouts)
                    .action(work, reason: reason, at: at, event: event, requests: tests))
        ]
    }
}
