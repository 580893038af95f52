import Diagnostics

/// What performance analysis is asked. Indicators are looked at, not asked for:
/// ``ActivityLoop/indicators(of:window:asOf:)``.
package enum AnalysisCommand: Hashable, Sendable {
    case decideProposal(id: String, approve: Bool, by: String, reason: String?)
}

/// A step of a definition, for which a standard can be proposed.
package struct ProposalTarget: Codable, Hashable, Sendable {
    /// The loop's key of the definition, and the ID of its segment.
    package var definition: String
    package var segment: String

    var key: String { definition + "#" + segment }
}

/// How long a completed job took.
package struct CycleMeasured: EventPayload {
    package static let typeName = "cycle.measured"
    package static let activity = Activity.performanceAnalysis
    package static func fact(_ payload: Self) -> Fact { .cycleMeasured(payload) }

    package var job: String
    package var target: ProposalTarget?
    /// The standard in force; nil when the definition has none.
    package var standard: TimeSpan?
    /// Working time, without interruptions.
    package var measured: TimeSpan
}

/// A change of a definition that somebody has to decide on. Nothing is written until then.
package struct Proposal: Codable, Hashable, Sendable {
    package enum Status: String, Codable, Hashable, Sendable, CaseIterable {
        case proposed, approved, rejected
    }

    package var id: String
    package var target: ProposalTarget
    package var current: TimeSpan
    /// The mean of the evidence.
    package var proposed: TimeSpan
    /// The jobs that were measured.
    package var evidence: [String]
    package var status: Status
    package var decidedBy: String?
    package var reason: String?
}

package struct ProposalMade: EventPayload {
    package static let typeName = "proposal.made"
    package static let activity = Activity.performanceAnalysis
    package static func fact(_ payload: Self) -> Fact { .proposalMade(payload) }

    package var proposal: Proposal
}

package struct ProposalDecided: EventPayload {
    package static let typeName = "proposal.decided"
    package static let activity = Activity.performanceAnalysis
    package static func fact(_ payload: Self) -> Fact { .proposalDecided(payload) }

    package var proposal: String
    package var status: Proposal.Status
    package var by: String
    package var reason: String?
}

extension LoopState {
    /// How many measurements of one step are kept.
    private static var memory: Int { 200 }

    mutating func apply(_ fact: CycleMeasured) {
        guard let key = fact.target?.key, fact.standard != nil else { return }
        measurements[key, default: []].append(fact)
        if let count = measurements[key]?.count, count > Self.memory {
            measurements[key]?.removeFirst(count - Self.memory)
        }
    }

    mutating func apply(_ fact: ProposalMade) {
        proposals[fact.proposal.id] = fact.proposal
        measurements[fact.proposal.target.key] = nil
    }

    mutating func apply(_ fact: ProposalDecided) {
        proposals[fact.proposal]?.status = fact.status
        proposals[fact.proposal]?.decidedBy = fact.by
        proposals[fact.proposal]?.reason = fact.reason
    }
}

extension ActivityLoop {
    func decide(_ command: AnalysisCommand, _ context: Context) throws(LoopError) -> Decision {
        switch command {
        case .decideProposal(let id, let approve, let by, let reason):
            try decide(proposal: id, approve, by, reason, context)
        }
    }

    /// An approved proposal becomes a version of the definition of its own, beside the ones before.
    private func decide(
        proposal id: String, _ approve: Bool, _ by: String, _ reason: String?, _ context: Context
    ) throws(LoopError) -> Decision {
        guard let proposal = state.proposals[id] else { throw .unknownProposal(id) }
        let context = context.of(Self.domain(of: proposal, context))
        guard proposal.status == .proposed else { throw .proposalDecided(id) }
        guard !Identifier(by).isBlank else { throw .approverMissing(proposal: id) }
        let decided = ProposalDecided(
            proposal: id, status: approve ? .approved : .rejected, by: by, reason: reason)
        var decision = Decision(.applied, events: [context.event(.proposalDecided(decided))])
        guard approve, let entry = state.definitions[proposal.target.definition],
            let known = entry.version(at: context.now), let latest = entry.versions.last
        else { return decision }
        if known.definition.segment(proposal.target.segment)?.duration != proposal.current {
            decision.findings.append(
                LoopNote.make(
                    "LOOP-PROPOSAL-1", .warning, "Proposal \(id)",
                    "the standard has changed since it was made and is replaced all the same"))
        }
        let version = DefinitionVersion(
            number: latest.number + 1, basis: .proposal, proposal: id,
            definition: known.definition.replacingDuration(
                of: proposal.target.segment, with: proposal.proposed))
        decision.events.append(
            context.event(
                .definitionStored(DefinitionStored(key: proposal.target.definition, version: version))))
        return decision
    }

    /// The domain that the definition's key names.
    private static func domain(of proposal: Proposal, _ context: Context) -> DomainKind {
        DomainKind.allCases.first { proposal.target.definition.hasPrefix($0.rawValue + "/") }
            ?? context.domain
    }

    /// Measures a job that was completed and looks whether its standard still holds.
    func measure(_ job: JobEntry, _ result: inout Consequences, _ context: Context) {
        guard let ended = job.run.ended else { return }
        let work = job.run.working(asOf: ended.instant)
        let planned = work.intersection(workingTime(over: work))
        let measured = (planned.isEmpty ? work : planned).length
        let target = job.plan.definition.flatMap { definition in
            job.plan.definitionSegment.map { ProposalTarget(definition: definition, segment: $0) }
        }
        let cycle = CycleMeasured(
            job: job.plan.id, target: target, standard: standard(of: job.plan, at: context.now),
            measured: measured)
        result.events.append(context.event(.cycleMeasured(cycle)))
        guard let proposal = proposal(after: cycle) else { return }
        result.events.append(context.event(.proposalMade(ProposalMade(proposal: proposal))))
        result.notices.append(.proposal(proposal))
    }

    private func workingTime(over work: IntervalSet) -> IntervalSet {
        guard let first = work.intervals.first, let last = work.intervals.last,
            let window = try? Interval(first.start, last.end)
        else { return IntervalSet() }
        return state.calendar.working(in: window)
    }

    /// A proposal when the mean of the last measurements differs from the standard by more than the settings
    /// allow; one at a time for each step, and each on measurements of its own.
    private func proposal(after cycle: CycleMeasured) -> Proposal? {
        guard let target = cycle.target, let standard = cycle.standard, standard > .zero else { return nil }
        let isOpen = state.proposals.values.contains { $0.target == target && $0.status == .proposed }
        guard !isOpen else { return nil }
        let all = (state.measurements[target.key] ?? []).filter { $0.standard == standard } + [cycle]
        let recent = all.suffix(settings.proposalAfter)
        guard recent.count == settings.proposalAfter else { return nil }
        let sum = recent.reduce(Int64(0)) { $0 + $1.measured.milliseconds }
        let expected = standard.milliseconds * Int64(recent.count)
        guard let limit = try? ExactDecimal(expected).multiplied(by: settings.proposalThreshold),
            ExactDecimal(abs(sum - expected)) > limit
        else { return nil }
        return Proposal(
            id: "P\(state.proposals.count + 1)", target: target, current: standard,
            proposed: TimeSpan(milliseconds: sum / Int64(recent.count)), evidence: recent.map(\.job),
            status: .proposed)
    }
}
