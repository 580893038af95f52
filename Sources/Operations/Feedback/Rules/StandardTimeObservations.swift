/// A completed job, as R1 looks at it.
package struct CycleObservation: FeedbackObservation {
    /// The job.
    package var id: String
    package var start: Instant
    /// When the job was completed.
    package var at: Instant
    package var event: Int?
    /// Production time without interruptions.
    package var netTime: TimeSpan
    /// In the unit of the standard.
    package var goodQuantity: ExactDecimal
    /// 0...1, the part of the data that was there.
    package var completeness: Double
    package var isFirstAfterChangeover: Bool
    package var isFirstOfVersion: Bool

    package init(
        id: String, start: Instant, at: Instant, event: Int? = nil, netTime: TimeSpan,
        goodQuantity: ExactDecimal, completeness: Double = 1, isFirstAfterChangeover: Bool = false,
        isFirstOfVersion: Bool = false
    ) {
        self.id = id
        self.start = start
        self.at = at
        self.event = event
        self.netTime = netTime
        self.goodQuantity = goodQuantity
        self.completeness = completeness
        self.isFirstAfterChangeover = isFirstAfterChangeover
        self.isFirstOfVersion = isFirstOfVersion
    }
}

/// R1: what a segment takes against what it is planned to take, for one segment, material and class of
/// equipment. The job is the unit of the statistics.
///
/// Looked at only at the checkpoints: of 40 to 79 usable jobs the first 40 are judged, however often it is
/// asked, so that asking often does not find more by chance. After the last checkpoint a new series begins;
/// until its first checkpoint the old one stands. The halves are compared from 40 jobs on: halves of ten
/// scatter by more than the 5 % that they are allowed.
package struct StandardTimeObservations: FeedbackObservations {
    package static let rule = FeedbackRule.ID.standardTime

    package var target: FeedbackTarget
    /// The planned time for `standardQuantity`.
    package var standard: TimeSpan
    package var standardQuantity: ExactDecimal
    /// When the version in force took effect; jobs that began before are of no account.
    package var since: Instant?
    package var jobs: [CycleObservation]

    package init(
        target: FeedbackTarget, standard: TimeSpan, standardQuantity: ExactDecimal = .one,
        since: Instant? = nil, jobs: [CycleObservation]
    ) {
        self.target = target
        self.standard = standard
        self.standardQuantity = standardQuantity
        self.since = since
        self.jobs = jobs
    }

    package func evaluate(_ rule: FeedbackRule, asOf: Instant) throws(FeedbackError) -> [FeedbackOutcome] {
        try Examination.check(rule, for: Self.self)
        var work = Examination(rule, target, asOf: asOf)
        let checkpoints = try rule.values(.checkpoints)
        let usable = try usable(&work)
        let range = Self.basis(of: usable.count, checkpoints)
        guard
            work.require(
                .checkpoints, .atLeast, checkpoints.min() ?? 1,
                Double(range.isEmpty ? usable.count : range.count),
                unit: "jobs")
        else { return [work.silent] }
        for (index, job) in usable.enumerated() where !range.contains(index) {
            work.exclude(job, .outsideBasis)
        }
        let basis = Array(usable[range])
        work.rest(on: basis)
        return [try judge(basis, checkpoints: checkpoints.count, &work)]
    }

    /// What was seen since the version in force took effect, all of it, for ``Verification``.
    ///
    /// - Parameters:
    ///   - rule: R1, for its numbers.
    ///   - expected: what a planned job should take, in milliseconds; the interval is computed around it.
    ///   - asOf: later jobs are of no account.
    /// - Returns: nil when no job can be used.
    /// - Throws: ``FeedbackError``.
    package func sample(_ rule: FeedbackRule, expected: Double?, asOf: Instant) throws(FeedbackError)
        -> VerificationSample?
    {
        try Examination.check(rule, for: Self.self)
        var work = Examination(rule, target, asOf: asOf)
        let usable = try usable(&work)
        work.rest(on: usable)
        let values = usable.map(value)
        guard let first = usable.map(\.start).min(), let last = work.window?.end,
            let window = try? Interval(first, last), let sample = Sample(values)
        else { return nil }
        let level = try rule.value(.confidence)
        let reference = expected ?? Double(standard.milliseconds)
        let interval = LogRatioTest(values, reference: reference)?.interval(level: level)
        return VerificationSample(
            count: usable.count, estimate: sample.trimmedMean(try rule.value(.trim)),
            interval: interval.map {
                ConfidenceInterval(
                    lower: $0.lower * reference, upper: $0.upper * reference, level: level, unit: "ms",
                    method: "t of ln x, for the median")
            }, window: window, events: work.events)
    }

    /// In milliseconds, for the quantity of the standard.
    private func value(_ job: CycleObservation) -> Double {
        Double(job.netTime.milliseconds) / job.goodQuantity.approximation * standardQuantity.approximation
    }

    private func usable(_ work: inout Examination) throws(FeedbackError) -> [CycleObservation] {
        let completeness = try work.rule.value(.minimalCompleteness)
        var usable: [CycleObservation] = []
        for job in work.ordered(jobs, since: since, began: \.start) {
            let reason: Exclusion.Reason? =
                if job.completeness < completeness {
                    .incomplete
                } else if job.isFirstAfterChangeover {
                    .firstAfterChangeover
                } else if job.isFirstOfVersion {
                    .firstOfVersion
                } else if job.goodQuantity <= .zero {
                    .nothingMade
                } else if job.netTime <= .zero {
                    .noTime
                } else {
                    nil
                }
            if let reason { work.exclude(job, reason) } else { usable.append(job) }
        }
        return usable
    }

    /// Which of `count` jobs in order of time are judged; empty before the first checkpoint.
    static func basis(of count: Int, _ checkpoints: [Double]) -> Range<Int> {
        let points = checkpoints.compactMap { $0 >= 1 && $0 < 1e9 ? Int($0) : nil }.sorted()
        guard let first = points.first, let last = points.last, count >= first else { return 0..<0 }
        var start = count / last * last
        if count - start < first { start -= last }
        guard start >= 0 else { return 0..<0 }
        let within = points.last { $0 <= count - start } ?? 0
        return start..<(start + within)
    }

    private func judge(_ basis: [CycleObservation], checkpoints: Int, _ work: inout Examination)
        throws(FeedbackError) -> FeedbackOutcome
    {
        let rule = work.rule
        let reference = Double(standard.milliseconds)
        let values = basis.map(value)
        guard try work.require(.minimalSpan, .atLeast, work.window?.length.days) else { return work.silent }
        let test = LogRatioTest(values, reference: reference)
        let sample = Sample(values)
        guard work.require(.estimable, .atLeast, 1, test == nil || sample == nil ? 0 : 1), let test,
            let sample
        else { return work.silent }
        let estimate = sample.trimmedMean(try rule.value(.trim))
        work.note("trimmed mean", estimate, unit: "ms")
        work.note("ratio to the standard", estimate / reference)
        work.note("t of ln x", test.t)
        work.note("p", test.p)
        let alpha = try rule.value(.significance) / Double(max(checkpoints, 1))
        guard work.require(.significance, .below, alpha, test.p) else { return work.silent }
        guard try work.require(.minimalChange, .atLeast, abs(estimate / reference - 1)) else {
            return work.silent
        }
        if Double(values.count) >= (try rule.value(.stabilityFrom)) {
            let half = values.count / 2
            let halves = (Sample(Array(values[..<half])), Sample(Array(values[half...])))
            let drift = halves.0.flatMap { first in halves.1.map { abs(first.mean / $0.mean - 1) } }
            guard try work.require(.stability, .below, drift) else { return work.silent }
        }
        let level = try rule.value(.confidence)
        work.interval = test.interval(level: level).map {
            ConfidenceInterval(
                lower: $0.lower * reference, upper: $0.upper * reference, level: level, unit: "ms",
                method: "t of ln x, for the median")
        }
        return try propose(estimate, reference, &work)
    }

    private func propose(_ estimate: Double, _ reference: Double, _ work: inout Examination)
        throws(FeedbackError) -> FeedbackOutcome
    {
        let cap = try work.rule.value(.stepCap)
        let ratio = estimate / reference
        let capped = min(max(ratio, 1 - cap), 1 + cap)
        let value = TimeSpan(nearestMilliseconds: reference * capped)
        guard work.require(.estimable, .atLeast, 1, value == nil ? 0 : 1), let value else {
            return work.silent
        }
        work.note("proposed ratio", capped)
        let effect = PredictedEffect(
            measure: "planned time", before: reference, after: Double(value.milliseconds), unit: "ms")
        return try work.propose(
            .duration(value), instead: .duration(standard), uncapped: capped == ratio ? nil : estimate,
            effect: effect)
    }
}
