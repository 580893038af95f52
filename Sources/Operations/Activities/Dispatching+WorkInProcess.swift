extension GateView {
    /// The same with all queues that gates look at counted once, for a look at many jobs.
    func countingQueues() -> GateView {
        var counted = self
        counted.fullGates = Set(state.register.workInProcessGates.all.filter { $0.acts && isFull($0) })
        return counted
    }

    /// The unit before which so much waits that a job is not to begin; nil when there is none.
    func fullUnit(after entry: JobEntry) -> String? {
        let gates = state.register.workInProcessGates.acting(on: entry.workCentre)
        guard !gates.isEmpty, entry.state.isNotStarted else { return nil }
        let next = nextUnits(after: entry)
        return gates.first { gate in
            next.contains(gate.unit) && (fullGates?.contains(gate) ?? isFull(gate))
        }?.unit
    }

    /// Whether as much waits as the cap of a gate allows, and something of it can begin.
    ///
    /// What waits for a lot may wait for what is kept upstream: where all of it does, the gate is open. Gates form no
    /// ring, so that some unit can always go on with what waits before it.
    private func isFull(_ gate: WorkInProcessGate) -> Bool {
        let queue = queue(before: gate.unit)
        return ExactDecimal(queue.count) >= gate.cap
            && queue.contains { job in
                [Gate.lotDisposition, .material].allSatisfy { $0.obstacle(to: job, in: self, at: nil) == nil }
            }
    }

    /// The jobs that could begin on a unit but for the unit, their material and time; in no order.
    private func queue(before unit: String) -> [JobEntry] {
        (workCentre(unit)?.open ?? []).compactMap(job).filter { job in
            job.state.isNotStarted && job.workCentre == unit && job.isWork && wait(of: job) != nil
        }
    }
}

extension JobEntry {
    /// Whether what waits because of it is work in process.
    var isWork: Bool { plan.domain.profile.timeWhileRunning == .production }
}

extension ActivityLoop {
    /// The jobs upstream of the units before which more or less waits once a job has changed, but for its followers; by
    /// plan.
    func jobs(keptBy changed: JobEntry, _ followers: [JobEntry]) -> [JobEntry] {
        let gates = state.register.workInProcessGates
        guard !gates.all.isEmpty else { return [] }
        // Where it waited, which is not where it began when the floor moved it.
        let place = (state.jobs[changed.plan.id] ?? changed).workCentre
        let upstream = Set(gates.acting(before: Set(followers.map(\.workCentre) + [place])).map(\.upstream))
        let others = Set(followers.map(\.plan.id) + [changed.plan.id])
        return upstream.flatMap { state.workCentres[$0]?.open ?? [] }.filter { !others.contains($0) }
            .compactMap { state.jobs[$0] }.filter { $0.plan.domain.profile.gates.contains(.workInProcess) }
            .sorted { LoopState.inOrderOfPlan($0, $1) }
    }
}
