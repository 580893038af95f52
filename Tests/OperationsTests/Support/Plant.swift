import Diagnostics
import Testing

@testable import Operations

/// A loop under test that keeps its events, as a journal would.
struct Plant {
    var loop: ActivityLoop
    var events: [Event] = []
    var domain = DomainKind.production

    init(settings: LoopSettings = LoopSettings(), domain: DomainKind = .production) {
        loop = ActivityLoop(settings: settings)
        self.domain = domain
    }

    var state: LoopState { loop.state }

    @discardableResult
    mutating func does(_ action: Command.Action, at minute: Int = 0, partner: String? = nil) throws(LoopError)
        -> Decision
    {
        let command = Command(domain, action, origin: partner.map { Origin(partner: $0) })
        var decision = try loop.decide(command, at: .minute(minute))
        loop.apply(decision.events)
        decision.append(loop.react(to: decision.events, at: .minute(minute)))
        events += decision.events
        return decision
    }

    @discardableResult
    mutating func imports(
        _ request: OperationsRequest, _ action: ImportedRequest.Action = .process, at minute: Int = 0,
        partner: String? = nil, stamp: RevisionStamp? = nil
    ) throws(LoopError) -> Decision {
        try does(
            .detailedScheduling(.importRequest(ImportedRequest(action, request, stamp: stamp))), at: minute,
            partner: partner)
    }

    mutating func plans(at minute: Int = 0) throws(LoopError) {
        try does(.detailedScheduling(.sequence(from: nil)), at: minute)
        try does(.dispatching(.dispatch(workCentre: nil, until: nil)), at: minute)
    }

    var proposals: [FeedbackProposal] { state.register.proposals }

    func proposals(of target: String) -> [FeedbackProposal] {
        proposals.filter { $0.target.description == target }
    }

    /// Somebody says yes or no.
    @discardableResult
    mutating func decides(_ proposal: FeedbackProposal?, approve: Bool = true, at minute: Int) throws
        -> Decision
    {
        let id = try #require(proposal?.id)
        return try does(
            .performanceAnalysis(
                .decideProposal(id: id, approve: approve, by: "Ines", reason: approve ? nil : "No")),
            at: minute)
    }

    private var nextSequence: Int { (state.sources["floor"]?.last ?? 0) + 1 }

    @discardableResult
    mutating func records(
        _ kind: ShopFloorRecord.Kind, job: String? = nil, at minute: Int, material: Identifier? = nil,
        lot: Identifier? = nil, quantity: ExactDecimal? = nil, unit: UnitOfMeasure? = nil,
        equipment: Identifier? = nil, parameter: Identifier? = nil, value: String? = nil,
        reason: String? = nil, planned: Bool? = nil
    ) throws(LoopError) -> Decision {
        try records(
            ShopFloorRecord(
                source: "floor", sequence: nextSequence, at: .minute(minute), kind: kind, job: job,
                material: material, lot: lot, quantity: quantity, unit: unit, equipment: equipment,
                parameter: parameter, value: value, reason: reason, planned: planned))
    }

    @discardableResult
    mutating func records(_ record: ShopFloorRecord) throws(LoopError) -> Decision {
        let late = Int((record.at.instant.milliseconds - Instant.minute(0).milliseconds) / 60_000)
        return try does(.dataCollection(.record(record)), at: late)
    }

    func job(_ id: String) throws -> JobEntry {
        try #require(state.jobs[id])
    }
}

extension Instant {
    /// Minutes after 2026-08-25T06:00:00Z.
    static func minute(_ minute: Int) -> Instant {
        Instant(milliseconds: 1_787_637_600_000 + Int64(minute) * 60_000)
    }
}

extension ZonedTime {
    static func minute(_ minute: Int) -> ZonedTime {
        ZonedTime(.minute(minute), offsetMinutes: 120)
    }
}

extension TimeSpan {
    static func minutes(_ minutes: Int) -> TimeSpan {
        TimeSpan(milliseconds: Int64(minutes) * 60_000)
    }
}

extension ExactDecimal: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        do {
            self = try ExactDecimal(parsing: value)
        } catch {
            Issue.record("\(value): \(error)")
            self = .zero
        }
    }
}

func interval(_ start: Int, _ end: Int) throws -> Interval {
    try Interval(.minute(start), .minute(end))
}

extension Sequence<Finding> {
    var codes: [String] { map(\.code.rawValue) }
}
