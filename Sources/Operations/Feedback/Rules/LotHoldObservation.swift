/// A job and the lots that it uses or makes.
package struct LotJob: Codable, Hashable, Sendable {
    package var job: String
    package var state: JobState
    package var lots: [String]

    package init(job: String, state: JobState, lots: [String]) {
        self.job = job
        self.state = state
        self.lots = lots
    }
}

/// R4: a lot was held. Nothing is weighed: it, its sub-lots and what was made from it leave what can be
/// promised, jobs with it wait or are held, and the schedule is repaired.
package struct LotHoldObservation: FeedbackObservations {
    package static let rule = FeedbackRule.ID.lotHold

    /// The lot or sub-lot.
    package var lot: String
    package var domain: DomainKind
    package var reason: String
    package var at: Instant
    package var event: Int?
    package var reach: HoldReach
    package var relations: [LotRelation]
    package var jobs: [LotJob]
    package var whereabouts: [LotWhereabouts]

    package init(
        lot: String, domain: DomainKind, reason: String, at: Instant, event: Int? = nil,
        reach: HoldReach = .transitive, relations: [LotRelation] = [], jobs: [LotJob] = [],
        whereabouts: [LotWhereabouts] = []
    ) {
        self.lot = lot
        self.domain = domain
        self.reason = reason
        self.at = at
        self.event = event
        self.reach = reach
        self.relations = relations
        self.jobs = jobs
        self.whereabouts = whereabouts
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        let graph = RelatedLots(relations, lots: [lot])
        let held = graph.held([lot], reach)
        let work = Examination(rule, FeedbackTarget(.lotDisposition, domain, lot), asOf: asOf)
        return [
            .action(
                LotHoldAction(graph: graph, held: held, jobs: jobs, whereabouts: whereabouts)
                    .action(work, reason: reason, at: at, event: event, requests: []))
        ]
    }
}

/// What holding lots means for jobs and messages; R4 and R12 share it.
struct LotHoldAction {
    let graph: RelatedLots
    let held: [String]
    let jobs: [LotJob]
    let whereabouts: [LotWhereabouts]

    func action(
        _ work: Examination, reason: String, at: Instant, event: Int?, requests: [ImmediateAction.Work]
    ) -> ImmediateAction {
        let lots = Set(held)
        let steps: [ImmediateAction.JobStep] = jobs.compactMap { job in
            guard job.lots.contains(where: { lots.contains($0) }) else { return nil }
            let commands = Self.commands(toHold: job.state)
            return commands.isEmpty ? nil : ImmediateAction.JobStep(job: job.job, commands: commands)
        }
        return ImmediateAction(
            id: Examination.id(work.rule.id, work.rule.version, work.target, try? Interval(at, at)),
            rule: work.rule.id, ruleVersion: work.rule.version, target: work.target, reason: reason,
            heldLots: held, partlyHeldLots: graph.partlyHeld(held),
            whereabouts: whereabouts.filter { lots.contains($0.lot) }, jobs: steps, work: requests,
            reschedules: !steps.isEmpty, events: event.map { EventRange(first: $0, last: $0) },
            messages: held.flatMap { work.messages(for: $0, proposed: .task(reason)) })
    }

    /// The shortest way from a state to one in which the lot is not used: not started goes to
    /// `NotAllowedToStart.Waiting`, active to `Held`; none when it is there, or has ended.
    static func commands(toHold state: JobState) -> [JobCommand] {
        if state.isEnded { return [] }
        let goal: JobState = state.isNotStarted ? .notAllowedWaiting : .held
        var ways: [(state: JobState, commands: [JobCommand])] = [(state, [])]
        var seen: Set<JobState> = [state]
        var next = 0
        while next < ways.count {
            let way = ways[next]
            if way.state == goal { return way.commands }
            for command in [JobCommand.revokeStart, .wait, .hold] {
                guard let after = way.state.after(command), seen.insert(after).inserted else { continue }
                ways.append((after, way.commands + [command]))
            }
            next += 1
        }
        return []
    }
}
