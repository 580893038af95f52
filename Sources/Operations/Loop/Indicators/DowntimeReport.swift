/// Why equipment stood in a window, what it cost, what was done about it, and how that compares with the month before.
///
/// `explained + unexplained + tooShort = total`.
package struct DowntimeReport: Sendable {
    package struct Item: Sendable {
        package var down: DowntimeItem
        /// The numbers of the events that it rests on.
        package var events: [Int]
        /// The unit of measure of ``DowntimeItem/lostUnits``.
        package var unit: UnitOfMeasure?
        /// Its reason's place among those of ``DowntimeReport/comparison``, from 1.
        package var rank: Int?
        package var followed: [Answer]
    }

    /// A request that a rule made of the stop.
    package struct Answer: Sendable, Hashable {
        package var request: String
        package var domain: DomainKind
        package var definition: String?
        package var rule: String
        package var started: Instant?
        package var ended: Instant?
    }

    package let equipment: String
    package let explanation: DowntimeExplanation
    package let items: [Item]
    /// Of the window, the heaviest reason first.
    package let pareto: DowntimePareto
    /// Of the 30 days up to the end of the window.
    package let comparison: DowntimePareto

    static let month = TimeSpan(milliseconds: 30 * 86_400_000)
}

extension ActivityLoop {
    /// What kept equipment from working in a window; items that were shorter than `shortest` are added up only.
    package func downtime(
        of equipment: String, window: Interval, asOf: Instant, shortest: TimeSpan = .zero,
        by measure: DowntimePareto.Measure = .minutes
    ) -> DowntimeReport {
        let history = WorkUnitHistory(of: equipment, in: self, window: window, asOf: asOf)
        let explanation = explanation(history, on: equipment, shortest: shortest)
        let month = monthBefore(min(window.end, asOf), of: equipment)
        let before = WorkUnitHistory(of: equipment, in: self, window: month ?? window, asOf: asOf)
        let comparison = DowntimePareto(
            self.explanation(before, on: equipment, shortest: .zero).items, by: measure)
        return DowntimeReport(
            equipment: equipment, explanation: explanation,
            items: explanation.items.map { item(of: $0, history, on: equipment, comparison) },
            pareto: DowntimePareto(explanation.items, by: measure), comparison: comparison)
    }

    /// Not from before the first thing that was reported of the equipment: of that nobody knows.
    private func monthBefore(_ end: Instant, of equipment: String) -> Interval? {
        let start = Instant(milliseconds: end.milliseconds - DowntimeReport.month.milliseconds)
        return try? Interval(max(start, min(end, state.workCentres[equipment]?.firstSign ?? end)), end)
    }

    private func explanation(
        _ history: WorkUnitHistory, on equipment: String, shortest: TimeSpan
    ) -> DowntimeExplanation {
        DowntimeExplanation(
            history.partition, names: history.names,
            plannedRunTime: { instant in
                job(on: equipment, at: instant).flatMap { plannedRunTime(of: $0)?.time }
            }, shortest: shortest)
    }

    private func item(
        of down: DowntimeItem, _ history: WorkUnitHistory, on equipment: String, _ comparison: DowntimePareto
    ) -> DowntimeReport.Item {
        let events = history.events(of: down.evidence)
        let job = down.job.flatMap { state.jobs[$0.text] } ?? job(on: equipment, at: down.start)
        return DowntimeReport.Item(
            down: down, events: events, unit: job.flatMap { plannedRunTime(of: $0)?.unit },
            rank: comparison.bars.firstIndex { $0.reason == down.reason }.map { $0 + 1 },
            followed: answers(to: events))
    }

    /// The job that was at work on equipment at an instant, else the one that began there last before it.
    private func job(on equipment: String, at instant: Instant) -> JobEntry? {
        let begun = (state.workCentres[equipment]?.started ?? ShelfList()).compactMap { state.jobs[$0] }
            .filter {
                job in
                job.plan.domain.profile.timeWhileRunning == .production
                    && job.run.started.map { $0.instant <= instant } ?? false
            }
        return begun.max { ($0.run.started?.instant ?? instant) < ($1.run.started?.instant ?? instant) }
    }

    private func answers(to events: [Int]) -> [DowntimeReport.Answer] {
        let answered = Set(events)
        let requests = state.requests.values.filter { $0.cause.map { answered.contains($0.event) } ?? false }
        return requests.sorted { $0.arrival < $1.arrival }.map { entry in
            let jobs = entry.jobs.compactMap { state.jobs[$0] }
            return DowntimeReport.Answer(
                request: entry.key, domain: entry.domain,
                definition: entry.request.operationsDefinitionID?.text,
                rule: entry.cause?.rules.last ?? "", started: jobs.compactMap(\.run.started?.instant).min(),
                ended: jobs.allSatisfy(\.state.isEnded) ? jobs.compactMap(\.run.ended?.instant).max() : nil)
        }
    }
}
