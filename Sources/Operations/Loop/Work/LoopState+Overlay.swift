extension LoopState {
    /// What the job's domain calls its state: of maintenance the word of the work order, else B2MML `DispatchStatus`.
    package func word(for entry: JobEntry) -> String {
        let plain = entry.dispatchStatus.description
        guard let overlay = entry.plan.domain.profile.overlay else { return plain }
        let gate = entry.state.isWaiting ? GateView(state: self).firstClosed(for: entry, at: nil)?.gate : nil
        let situation = StateOverlay.Situation(
            entry.state, gate: gate, isPlanned: entry.planned != nil,
            isTested: entry.state == .completed && isTested(entry.plan.request))
        return overlay.word(for: situation) ?? plain
    }

    /// What the request's domain calls its state: of maintenance its word, else B2MML `RequestState`. Nil when it is not
    /// known.
    package func requestWord(_ key: String) -> String? {
        guard let entry = requests[key], let current = requestState(key) else { return nil }
        guard let overlay = entry.domain.profile.overlay, let known = current.known else {
            return current.description
        }
        return overlay.word(for: known) ?? current.description
    }

    /// Whether quality was asked when the request had been completed, and has completed what it was asked without a test
    /// that failed.
    private func isTested(_ request: String) -> Bool {
        let ends = Set(requests[request]?.responseEvents ?? [])
        let asked = requests.values.filter {
            $0.domain.profile.subject == .testedMaterial
                && ($0.cause.map { ends.contains($0.event) } ?? false)
        }
        guard !asked.isEmpty else { return false }
        let jobs = Set(asked.flatMap(\.jobs))
        let failed = tests.values.joined().contains { test in
            test.verdict == .fail && (test.job.map(jobs.contains) ?? false)
        }
        return !failed && asked.allSatisfy { requestState($0.key)?.known == .completed }
    }
}
