/// The failures of a work unit: failure claims that overlap are one failure, from the first start to the last
/// end. Ones that only touch are two.
struct FailureRuns: Hashable, Sendable {
    struct Run: Hashable, Sendable {
        var start: Instant
        /// Nil while one of its claims is open.
        var end: Instant?
    }

    /// By start.
    private(set) var runs: [Run] = []

    /// Failure claims come in the order of the sweep.
    init(_ claims: some Sequence<TimeClaim>) {
        for claim in claims { append(claim) }
    }

    /// The claim is not before any that is in here.
    mutating func append(_ claim: TimeClaim) {
        guard let last = runs.last, claim.start < last.end ?? .latest else {
            runs.append(Run(start: claim.start, end: claim.end))
            return
        }
        guard let end = last.end, let other = claim.end else {
            runs[runs.count - 1].end = nil
            return
        }
        runs[runs.count - 1].end = max(end, other)
    }

    /// Those that start in the window, as far as is known at `asOf`. A failure belongs, with its whole time to
    /// repair, to the window that contains its start.
    func sum(in window: Interval, asOf: Instant) -> FailureSum {
        var sum = FailureSum.zero
        var index = runs.partitioningIndex { $0.start >= window.start }
        while index < runs.count, runs[index].start < window.end {
            let run = runs[index]
            index += 1
            sum.failures += 1
            if let end = run.end, end <= asOf {
                sum.restored += 1
                sum.timeToRepair += end.milliseconds - run.start.milliseconds
            } else {
                sum.openAge += max(0, asOf.milliseconds - run.start.milliseconds)
            }
        }
        return sum
    }
}

/// What failures add up to; `+` with ``zero`` is a commutative monoid.
package struct FailureSum: Hashable, Sendable {
    /// FE: failures that started.
    package var failures: Int64
    /// Of these, the ones that are over.
    package var restored: Int64
    /// From the failure's start to the restoration, waiting included, in milliseconds; of restored ones only.
    package var timeToRepair: Int64
    /// Milliseconds since the start of the failures that are not over.
    package var openAge: Int64

    package static let zero = FailureSum(failures: 0, restored: 0, timeToRepair: 0, openAge: 0)

    package static func + (left: FailureSum, right: FailureSum) -> FailureSum {
        FailureSum(
            failures: left.failures + right.failures, restored: left.restored + right.restored,
            timeToRepair: left.timeToRepair + right.timeToRepair, openAge: left.openAge + right.openAge)
    }
}

extension Instant {
    static let latest = Instant(milliseconds: .max)
}

extension RandomAccessCollection where Index == Int {
    /// The first index for which an ascending predicate holds; the end when there is none.
    func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
