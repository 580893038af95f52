package import Diagnostics

extension LoopState {
    /// Which lots went into which, as far as the records say it; lots by the loop's keys.
    ///
    /// Scrap is not followed: it left no lot behind.
    ///
    /// - Returns: the graph, and a finding for each movement that contradicts an earlier one.
    package func lotGraph() -> Checked<LotGraph> {
        var graph = LotGraph()
        let steps = jobs.values.flatMap(transformations).sorted { ($0.at, $0.id.text) < ($1.at, $1.id.text) }
        let findings = graph.append(contentsOf: steps)
        graph.seal()
        return Checked(graph, findings)
    }

    private func transformations(of job: JobEntry) -> [Transformation] {
        job.run.movements.enumerated().compactMap { index, movement in
            guard let lot = movement.lot, !lot.isBlank, movement.direction != .scrapped else { return nil }
            let amount = LotAmount(
                LotReference(
                    Identifier(lotKey(lot: lot, material: movement.material)),
                    subLot: movement.subLot.flatMap { $0.isBlank ? nil : $0 }),
                movement.quantity, use: movement.use, material: movement.material)
            let isInput = movement.direction == .consumed
            return Transformation(
                id: Identifier("\(job.plan.id)#\(index + 1)"), isInput ? .consume : .produce,
                at: movement.at.instant, job: Identifier(job.plan.id), inputs: isInput ? [amount] : [],
                outputs: isInput ? [] : [amount], equipment: Identifier(job.workCentre),
                person: job.run.persons.first)
        }
    }

    /// What a predicate recalls, by where it is now, with what contradicts in the records.
    ///
    /// - Throws: ``GenealogyError/unknownLot(_:)``.
    package func recall(_ predicate: RecallPredicate) throws(GenealogyError) -> Checked<RecallSet> {
        let graph = lotGraph()
        return Checked(try graph.value.recall(predicate, recallSources()), graph.findings)
    }

    /// What a recall needs to know besides: the books, the tests, and which jobs have ended.
    package func recallSources() -> RecallSources {
        var sources = RecallSources()
        for (key, entry) in lots.sorted(by: { $0.key < $1.key }) {
            guard let onHand = entry.onHand else { continue }
            let place = entry.lot.location.map { Identifier($0.text) }
            sources.ledger.add(onHand, to: LotLedger.Account(LotReference(Identifier(key)), at: place))
        }
        sources.tests = tests.values.flatMap { $0 }.map { test in
            LotTest(
                LotReference(Identifier(test.lot)), Identifier(test.characteristic),
                test.verdict == .pass ? .passed : .failed, at: test.occurred.instant)
        }
        sources.endedJobs = Set(jobs.values.lazy.filter(\.state.isEnded).map(\.plan.id))
        return sources
    }
}
