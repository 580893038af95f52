extension ActivityLoop {
    /// The rules that are asked at each run. R1 is asked whenever a job is completed, and the rest not at all.
    static let reviewed: [any ReviewedObservations.Type] = [
        ScrapObservations.self, AvailabilityObservations.self, ChangeoverObservations.self,
        StockDiscrepancy.self, RepairObservations.self, StartObservations.self,
        WorkInProcessObservations.self,
    ]

    /// What the rules say of everything that is remembered, and of the changes that are in effect. The same again
    /// without anything new to see leads to nothing.
    func review(_ context: Context) -> Decision {
        let events = Self.reviewed.flatMap { review($0, context) }
        return Decision(events.isEmpty ? .unchanged : .applied, events: events)
    }

    private func review<Observations: ReviewedObservations>(_: Observations.Type, _ context: Context)
        -> [Event]
    {
        guard let rule = Observations.asked else { return [] }
        return Observations.all(in: self, asOf: context.now).flatMap { observed in
            feedback(on: observed, rule, context.of(observed.target.domain))
        }
    }

    private func feedback(
        on observed: some ReviewedObservations, _ rule: FeedbackRule, _ context: Context
    ) -> [Event] {
        if let effective = state.register.unverified(observed.target) {
            let sample = (try? observed.sample(rule, asOf: context.now)) ?? nil
            return sample.map { verify(effective, $0, rule, context) } ?? []
        }
        let outcomes = (try? observed.judged(by: rule).evaluate(rule, asOf: context.now)) ?? []
        return outcomes.compactMap(\.draft).filter { state.register.isNews($0) }.flatMap {
            proposed($0, rule, context)
        }
    }
}
