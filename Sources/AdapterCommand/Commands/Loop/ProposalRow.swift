import Adapter
import Operations

/// A proposal as the commands print it.
struct ProposalRow: Encodable {
    let id, state, rule, domain, target: String
    let current, proposed: String?
    let jobs: Int
    let ratio, probability: Double?
    let proposedAt, expiresAt, decidedBy: String?

    init(_ proposal: FeedbackProposal, _ clock: PlantTime) {
        let draft = proposal.draft
        id = proposal.id
        state = proposal.state.rawValue
        rule = draft.rule.rawValue
        domain = draft.domain.rawValue
        target = draft.target.description
        current = draft.current.text
        proposed = proposal.agreedValue.text
        jobs = draft.evidence.count
        ratio = draft.evidence.statistics.first { $0.name == "ratio to the standard" }?.value
        probability = draft.evidence.statistics.first { $0.name == "p" }?.value
        proposedAt = proposal.history.first.map { clock.text($0.at) }
        expiresAt = clock.text(draft.expiresAt)
        decidedBy =
            proposal.history.lazy.compactMap { step -> String? in
                switch step.action {
                case .approve(.person(let name)), .reject(let name, _): name
                default: nil
                }
            }.last
    }

    var text: String {
        var text =
            "\(id.prefix(8))  \(state)  \(rule)  \(target): \(current ?? "nothing") to \(proposed ?? "nothing")"
        text += ", after \(jobs) observations"
        if let ratio { text += ", \(Self.percent(ratio)) of what is planned" }
        if let decidedBy { text += "; decided by \(decidedBy)" }
        return text
    }

    private static func percent(_ ratio: Double) -> String {
        let tenths = Int((ratio * 1_000).rounded())
        return "\(tenths / 10).\(abs(tenths % 10)) %"
    }

    /// All keys are always there; what is not known is null.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(state, forKey: .state)
        try container.encode(rule, forKey: .rule)
        try container.encode(domain, forKey: .domain)
        try container.encode(target, forKey: .target)
        try container.encode(current, forKey: .current)
        try container.encode(proposed, forKey: .proposed)
        try container.encode(jobs, forKey: .jobs)
        try container.encode(ratio, forKey: .ratio)
        try container.encode(probability, forKey: .probability)
        try container.encode(proposedAt, forKey: .proposedAt)
        try container.encode(expiresAt, forKey: .expiresAt)
        try container.encode(decidedBy, forKey: .decidedBy)
    }

    private enum CodingKeys: CodingKey {
        case id, state, rule, domain, target, current, proposed, jobs, ratio, probability, proposedAt,
            expiresAt
        case decidedBy
    }
}
