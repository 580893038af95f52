extension WorkInProcessObservations: ReviewedObservations {
    /// One for each pair of a unit with a cap and a unit upstream, and for each gate that is set: one whose cap was taken
    /// out of the settings can be lifted all the same.
    static func all(in loop: ActivityLoop, asOf: Instant) -> [WorkInProcessObservations] {
        let gated = loop.state.register.workInProcessGates.all.map(\.unit)
        return Set(loop.settings.workInProcessCaps.keys).union(gated).sorted().flatMap {
            loop.workInProcess(before: $0, asOf: asOf)
        }
    }

    /// With or without a gate, what is wanted is that no more waits than the cap allows: in two shifts of three, since
    /// what waited before has to be worked off first.
    func sample(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> VerificationSample? {
        let seen = shifts.filter { $0.at <= asOf }
        guard let first = seen.first, let last = seen.last, let window = try? Interval(first.at, last.at)
        else { return nil }
        let fitting = seen.count { $0.average <= cap }
        return VerificationSample(
            count: seen.count, estimate: nil, holds: 3 * fitting >= 2 * seen.count, window: window)
    }
}

extension ActivityLoop {
    /// How many of the last jobs that began on a unit are looked at, besides those that wait. A unit that begins more
    /// than that in the shifts that the rule wants is not judged.
    private static let jobsBack = 500

    private struct Queue {
        /// Of the time with work, in order, each with what waited in it on average.
        var shifts: [(time: Interval, seen: WorkInProcessShift)]
        /// The units that the work came from in the last of them.
        var upstream: Set<String>
    }

    fileprivate func workInProcess(before unit: String, asOf: Instant) -> [WorkInProcessObservations] {
        guard let rule = FeedbackRule.delivered(.workInProcess),
            let queue = queue(before: unit, rule, asOf: asOf)
        else { return [] }
        return caps(before: unit, queue).sorted { $0.key < $1.key }.map { upstream, cap in
            let gate = state.register.workInProcessGates[upstream, unit]
            var observed = WorkInProcessObservations(
                unit: unit, upstreamUnit: upstream, cap: cap, inForce: gate?.cap, shifts: [])
            let since = state.register.evidenceStart(of: observed.target)
            observed.shifts = queue.shifts.filter { shift in since.map { $0 <= shift.time.start } ?? true }
                .map(\.seen)
            return observed
        }
    }

    /// By unit upstream, the cap to compare with: that of the settings, else the gate's own.
    private func caps(before unit: String, _ queue: Queue) -> [String: ExactDecimal] {
        let gates = state.register.workInProcessGates
        var caps: [String: ExactDecimal] = [:]
        for gate in gates.all where gate.unit == unit { caps[gate.upstream] = gate.cap }
        guard let asked = settings.workInProcessCaps[unit] else { return caps }
        // A gate that would not act is not worth asking for.
        let new = queue.upstream.filter { !gates.wouldCloseRing(from: $0, to: unit) }
        for upstream in new.union(caps.keys).union(state.register.unverifiedUpstream(of: unit)) {
            caps[upstream] = asked
        }
        return caps
    }

    /// What waited in the last shifts of a unit; nil when nothing is known of a whole one.
    private func queue(before unit: String, _ rule: FeedbackRule, asOf: Instant) -> Queue? {
        guard let limit = try? rule.value(.verificationLimit), let wanted = try? rule.value(.aboveCap) else {
            return nil
        }
        let view = GateView(state: state)
        let waits = jobs(of: unit).compactMap { view.wait(of: $0) }
        guard let start = knownStart(of: unit, waits), let known = try? Interval(start, asOf) else {
            return nil
        }
        let shifts = state.calendar(of: unit).shifts(in: known).suffix(Int(limit))
        guard let first = shifts.suffix(Int(wanted)).first?.start, let last = shifts.last?.end else {
            return nil
        }
        let recent = waits.filter { $0.time.start < last && $0.time.end.map { $0 > first } ?? true }
        return Queue(
            shifts: shifts.compactMap { shift in
                shift.average(of: waits.map(\.time)).map { average in
                    (shift, WorkInProcessShift(id: shift.start.description, at: shift.end, average: average))
                }
            }, upstream: recent.reduce(into: []) { $0.formUnion($1.upstream) })
    }

    /// What waits before a unit or began there last. What was called off before it began has left no trace.
    private func jobs(of unit: String) -> [JobEntry] {
        let centre = state.workCentres[unit]
        return Set(centre?.started.last(Self.jobsBack) ?? []).union(centre?.open ?? []).compactMap {
            state.jobs[$0]
        }.filter { $0.isWork && $0.workCentre == unit }
    }

    /// From when on all that waited is among the jobs that are looked at.
    private func knownStart(of unit: String, _ waits: [JobWait]) -> Instant? {
        guard let centre = state.workCentres[unit] else { return nil }
        if centre.started.count > Self.jobsBack {
            return centre.started.last(Self.jobsBack).first.flatMap { state.jobs[$0]?.run.started?.instant }
        }
        return (waits.map(\.time.start) + [centre.firstSign].compactMap { $0 }).min()
    }
}

extension ProposalRegister {
    /// The units upstream of one whose gates were changed, which nobody has looked at yet.
    fileprivate func unverifiedUpstream(of unit: String) -> [String] {
        proposals.filter { proposal in
            proposal.target.kind == .workInProcessGate && proposal.target.part == unit
                && proposal.state == .effective
        }.map(\.target.object)
    }
}

extension Interval {
    /// How many of some times went on, weighted by time; nil for an empty interval.
    fileprivate func average(of times: [OpenInterval]) -> ExactDecimal? {
        let total = times.reduce(Int64(0)) { sum, time in
            let (first, last) = (max(start, time.start), min(end, time.end ?? end))
            return sum + max(0, (last - first).milliseconds)
        }
        return
            (try? ExactDecimal(total).divided(
                by: ExactDecimal(length.milliseconds), scale: 6, rounding: .halfToEven))?.reduced
    }
}
