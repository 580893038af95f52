/// A measured characteristic is no longer what chance explains.
package struct CharacteristicOutOfControl: EventPayload {
    package static let typeName = "characteristic.outOfControl"
    package static let activity = Activity.performanceAnalysis
    package static func fact(_ payload: Self) -> Fact { .characteristicOutOfControl(payload) }

    /// The loop's key of the lot.
    package var lot: String
    package var characteristic: String
    package var measured: Quantity
    /// Those that are broken, the first of them first.
    package var rules: [NelsonRule]
    /// Of the measurements before.
    package var centre: ExactDecimal
    package var sigma: ExactDecimal
    package var count: Int
    package var job: String?
    package var occurred: ZonedTime
}

extension LoopState {
    mutating func chart(_ fact: LotTested) {
        guard let measured = fact.measured else { return }
        controlCharts[chartKey(of: fact), default: ControlSeries()].add(measured)
    }

    /// A characteristic of two materials is two.
    func chartKey(of fact: LotTested) -> String {
        (lots[fact.lot]?.lot.definitionID?.matchingKey ?? "") + "#" + fact.characteristic
    }
}

extension ActivityLoop {
    /// Tests in their order, each followed by what its measurement says of the process.
    func tested(_ facts: [LotTested], _ context: Context) -> [Event] {
        var charts: [String: ControlSeries] = [:]
        return facts.flatMap { fact in
            let event = context.event(.lotTested(fact))
            guard let measured = fact.measured else { return [event] }
            let key = state.chartKey(of: fact)
            var chart = charts[key] ?? state.controlCharts[key] ?? ControlSeries()
            let judgement = chart.judgement(of: measured)
            chart.add(measured)
            charts[key] = chart
            guard let judgement, !judgement.rules.isEmpty else { return [event] }
            return [event, outOfControl(fact, measured, judgement, context)]
        }
    }

    private func outOfControl(
        _ fact: LotTested, _ measured: Quantity, _ judgement: ControlSeries.Judgement, _ context: Context
    ) -> Event {
        context.event(
            .characteristicOutOfControl(
                CharacteristicOutOfControl(
                    lot: fact.lot, characteristic: fact.characteristic, measured: measured,
                    rules: judgement.rules, centre: judgement.centre, sigma: judgement.sigma,
                    count: judgement.count, job: fact.job, occurred: fact.occurred)))
    }
}
