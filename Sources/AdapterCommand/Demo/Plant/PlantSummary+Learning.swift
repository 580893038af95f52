import Operations

extension PlantSummary {
    var proposals: [String] {
        let proposals = state.register.proposals
        let rows = proposals.map { proposal in
            let draft = proposal.draft
            let at = proposal.history.first.map { PlantModel.second($0.at) / 3_600 }
            return
                "  \(draft.rule.rawValue) after \(at.map { "\($0) h" } ?? "–"): \(draft.target), "
                + "\(draft.current.text ?? "nothing") to \(proposal.agreedValue.text ?? "nothing") "
                + "after \(draft.evidence.count) observations: \(proposal.state.rawValue)"
        }
        return ["\(proposals.count) proposals, \(tally.approved.count) approved by the planner"] + rows
    }

    /// Before and after each standard that took effect.
    var promises: [String] {
        let lines = changes.flatMap { change -> [String] in
            [
                "  \(change.target), before: \(change.before?.text ?? "no jobs")",
                "  \(change.target), after: \(change.after?.text ?? "no jobs yet")",
            ]
        }
        let all = PlantPromiseError(kept)
        return ["Promises of the plan at the beginning of each shift: \(all?.text ?? "none")"] + lines
    }

    struct Change {
        let target: String
        let before, after: PlantPromiseError?
    }

    /// What promises rest on: scrap and the rest change other numbers.
    var standards: [FeedbackProposal] {
        state.register.proposals.filter { $0.target.kind == .segmentDuration }
    }

    var changes: [Change] {
        standards.compactMap { proposal in
            guard let effect = proposal.effect, let part = proposal.target.part else { return nil }
            let target =
                LoopState.definitionKey(proposal.target.domain, Identifier(proposal.target.object)) + "#"
                + part
            let promises = kept.filter { $0.target == target }
            return Change(
                target: target, before: PlantPromiseError(promises.filter { $0.started < effect.from }),
                after: PlantPromiseError(promises.filter { $0.started >= effect.from }))
        }
    }

    /// In the order of the jobs' names, so that sums are the same every time.
    private var kept: [PlantPromise] {
        tally.promises.keys.sorted().compactMap { job in
            guard let entry = state.jobs[job], let promised = tally.promises[job] else { return nil }
            return PlantPromise(entry, promised: promised)
        }
    }
}
