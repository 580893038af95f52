import Diagnostics

/// What performance analysis is asked. Indicators are looked at, not asked for:
/// ``ActivityLoop/indicators(of:window:asOf:)``.
package enum AnalysisCommand: Hashable, Sendable {
    case decideProposal(id: String, approve: Bool, by: String, reason: String?)
    /// An approved proposal goes to the owner of what it is about, in the message of this BODID.
    case sendProposal(id: String, bodID: String)
    /// An approved proposal takes effect without a message: the owner's release has none for it.
    case applyProposal(id: String, release: MessageRelease)
    case answerProposal(OwnerAnswer)
    /// Everything that nobody decided in time.
    case expireProposals
    /// What the rules say of what is remembered.
    case review
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
    /// The second version says when it was and how much was made.
    package static let formatVersion = 2
    package static let activity = Activity.performanceAnalysis
    package static func fact(_ payload: Self) -> Fact { .cycleMeasured(payload) }

    package var job: String
    package var target: ProposalTarget?
    /// The standard in force; nil when the definition has none.
    package var standard: TimeSpan?
    /// Working time, without interruptions and without the stops of the unit.
    package var measured: TimeSpan
    /// Nil in events of the first version.
    package var started: Instant?
    package var ended: Instant?
    /// Which part of what was planned was made; nil when that is not known.
    package var share: ExactDecimal?
}

/// A change of a definition that somebody had to decide on, as journals have it from before ``FeedbackProposal``.
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

/// A rule proposes a change.
package struct FeedbackProposed: EventPayload {
    package static let typeName = "feedback.proposed"
    package static let activity = Activity.performanceAnalysis
    package static func fact(_ payload: Self) -> Fact { .feedbackProposed(payload) }

    package var draft: ProposalDraft
    package var by: String
}

/// Something was done with a proposal.
package struct FeedbackAdvanced: EventPayload {
    package static let typeName = "feedback.advanced"
    package static let activity = Activity.performanceAnalysis
    package static func fact(_ payload: Self) -> Fact { .feedbackAdvanced(payload) }

    package var proposal: String
    package var rule: FeedbackRule.ID
    package var action: ProposalAction
}

extension LoopState {
    /// How many measurements of one step are kept, and how many are given up at once: a series of R1, whose
    /// checkpoints must not move.
    private static var memory: Int { 240 }
    private static var series: Int { 80 }

    mutating func apply(_ fact: CycleMeasured) {
        guard let key = fact.target?.key, fact.standard != nil else { return }
        measurements[key, default: []].append(fact)
        if let count = measurements[key]?.count, count > Self.memory {
            measurements[key]?.removeFirst(Self.series)
        }
    }

    mutating func apply(_ fact: ProposalMade) {
        proposals[fact.proposal.id] = fact.proposal
    }

    mutating func apply(_ fact: ProposalDecided) {
        proposals[fact.proposal]?.status = fact.status
        proposals[fact.proposal]?.decidedBy = fact.by
        proposals[fact.proposal]?.reason = fact.reason
    }

    mutating func apply(_ fact: FeedbackProposed, at instant: Instant) {
        guard let rule = FeedbackRule.delivered(fact.draft.rule) else { return }
        _ = try? register.propose(fact.draft, by: fact.by, at: instant, rule: rule)
    }

    mutating func apply(_ fact: FeedbackAdvanced, at instant: Instant) {
        guard let rule = FeedbackRule.delivered(fact.rule) else { return }
        _ = try? register.apply(fact.action, to: fact.proposal, at: instant, rule: rule)
    }
}

extension ActivityLoop {
    func decide(_ command: AnalysisCommand, _ context: Context) throws(LoopError) -> Decision {
        switch command {
        case .decideProposal(let id, let approve, let by, let reason):
            try decide(proposal: id, approve, by, reason, context)
        case .sendProposal(let id, let bodID): try send(proposal: id, bodID, context)
        case .applyProposal(let id, let release): try apply(proposal: id, release, context)
        case .answerProposal(let answer): try take(answer, context)
        case .expireProposals: expireProposals(context)
        case .review: review(context)
        }
    }

    private func decide(
        proposal id: String, _ approve: Bool, _ by: String, _ reason: String?, _ context: Context
    ) throws(LoopError) -> Decision {
        guard let proposal = state.register[id] else { throw .unknownProposal(id) }
        guard proposal.state == .proposed else { throw .proposalDecided(id) }
        guard !Identifier(by).isBlank else { throw .approverMissing(proposal: id) }
        let context = context.of(proposal.draft.domain)
        let action: ProposalAction =
            approve ? .approve(by: .person(by)) : .reject(by: by, reason: reason ?? "")
        let (moved, event) = try advanced(proposal, action, context)
        var decision = Decision(.applied, events: [event])
        guard approve else { return decision }
        if isOurs(proposal.target) {
            decision.append(try applied(moved, .v0700, context))
        } else {
            decision.notices.append(.proposal(id))
        }
        return decision
    }

    func advanced(_ proposal: FeedbackProposal, _ action: ProposalAction, _ context: Context)
        throws(LoopError) -> (FeedbackProposal, Event)
    {
        guard let rule = FeedbackRule.delivered(proposal.draft.rule) else {
            throw .unknownProposal(proposal.id)
        }
        do throws(ProposalError) {
            let moved = try proposal.applying(action, at: context.now, rule: rule)
            let fact = FeedbackAdvanced(proposal: proposal.id, rule: rule.id, action: action)
            return (moved, context.event(.feedbackAdvanced(fact)))
        } catch {
            throw .proposal(error)
        }
    }

    // MARK: Standards

    /// Measures a job that was completed, and looks whether its standard holds, or whether what was changed has
    /// helped.
    func measure(_ job: JobEntry, _ result: inout Consequences, _ context: Context) {
        guard let ended = job.run.ended else { return }
        let work = job.run.working(asOf: ended.instant).subtracting(standing(of: job, until: ended.instant))
        let planned = work.intersection(workingTime(over: work, at: job.workCentre))
        let measured = (planned.isEmpty ? work : planned).length
        let target = job.plan.definition.flatMap { definition in
            job.plan.definitionSegment.map { ProposalTarget(definition: definition, segment: $0) }
        }
        let cycle = CycleMeasured(
            job: job.plan.id, target: target, standard: standard(of: job.plan, at: context.now),
            measured: measured, started: job.run.started?.instant, ended: ended.instant,
            share: share(made: job))
        result.events.append(context.event(.cycleMeasured(cycle)))
        // How long repairs take is for R9 to say.
        guard !state.isRepair(job) else { return }
        result.events += feedback(after: cycle, context)
    }

    /// When the unit stood while a job was at work on it. What is done to a unit that stands is work all the same.
    private func standing(of job: JobEntry, until end: Instant) -> IntervalSet {
        guard job.plan.domain.profile.timeWhileRunning == .production else { return IntervalSet() }
        let stops = state.workCentres[job.workCentre]?.stops ?? []
        return IntervalSet(stops.compactMap { $0.time.interval(asOf: end) })
    }

    private func workingTime(over work: IntervalSet, at unit: String) -> IntervalSet {
        guard let first = work.intervals.first, let last = work.intervals.last,
            let window = try? Interval(first.start, last.end)
        else { return IntervalSet() }
        return state.calendar(of: unit).working(in: window)
    }

    /// Which part of its planned quantity a job has made.
    private func share(made job: JobEntry) -> ExactDecimal? {
        guard let wanted = state.plannedQuantity(of: job.plan.id), !wanted.value.isZero,
            let total = job.goodQuantity, total.unit == wanted.unit
        else { return nil }
        return (try? total.value.divided(by: wanted.value, scale: 6, rounding: .halfToEven))?.reduced
    }

    /// What R1 says of the step of a cycle, and of the change that is in effect there.
    private func feedback(after cycle: CycleMeasured, _ context: Context) -> [Event] {
        guard let observed = observations(with: cycle, context),
            let rule = FeedbackRule.delivered(.standardTime)
        else { return [] }
        if let effective = state.register.proposals.last(where: {
            $0.target == observed.target && $0.state == .effective
        }) {
            let expected = effective.expected
            let sample = (try? observed.sample(rule, expected: expected, asOf: context.now)) ?? nil
            return sample.map { verify(effective, $0, rule, context) } ?? []
        }
        guard let outcome = try? observed.evaluate(rule, asOf: context.now).first, let draft = outcome.draft,
            state.register[draft.id] == nil
        else { return [] }
        return proposed(draft, rule, context)
    }

    /// A proposal is made only where the register takes it.
    func proposed(_ draft: ProposalDraft, _ rule: FeedbackRule, _ context: Context) -> [Event] {
        var draft = draft
        // What is changed here is told to nobody: the definition is not a partner's.
        if isOurs(draft.target) { draft.messages = [] }
        var register = state.register
        guard (try? register.propose(draft, by: rule.identity, at: context.now, rule: rule)) != nil else {
            return []
        }
        return [context.event(.feedbackProposed(FeedbackProposed(draft: draft, by: rule.identity)))]
    }

    /// What a sample says of a change that is in effect.
    func verify(
        _ proposal: FeedbackProposal, _ sample: VerificationSample, _ rule: FeedbackRule, _ context: Context
    ) -> [Event] {
        guard let verdict = try? Verification.judge(proposal, sample, rule: rule, asOf: context.now) else {
            return []
        }
        switch verdict {
        case .verified:
            return (try? advanced(proposal, .verify(sample), context)).map { [$0.1] } ?? []
        case .revert(let draft):
            let register = state.register
            guard !register.isKept(proposal), register.isNews(draft) else { return [] }
            return proposed(draft, rule, context)
        case .waiting, .failed: return []
        }
    }

    /// All cycles of the step since its standard was changed last; nil without a standard.
    private func observations(with cycle: CycleMeasured, _ context: Context) -> StandardTimeObservations? {
        guard let target = cycle.target, let standard = cycle.standard, standard > .zero,
            let definition = state.definitions[target.definition]?.versions.last?.definition.id
        else { return nil }
        let feedbackTarget = FeedbackTarget(
            .segmentDuration, context.domain, definition.matchingKey, part: target.segment)
        let since = state.register.proposals.last { $0.target == feedbackTarget && $0.effect != nil }?.effect?
            .from
        let cycles = (state.measurements[target.key] ?? []) + [cycle]
        let jobs = cycles.filter { $0.standard == standard }.compactMap { cycle -> CycleObservation? in
            guard let started = cycle.started, let ended = cycle.ended else { return nil }
            return CycleObservation(
                id: cycle.job, start: started, at: ended, netTime: cycle.measured,
                goodQuantity: cycle.share ?? .one)
        }
        return StandardTimeObservations(target: feedbackTarget, standard: standard, since: since, jobs: jobs)
    }
}
