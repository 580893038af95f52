/// Resampling with a seed: equal input gives equal intervals, on every machine.
package struct Bootstrap: Hashable, Sendable {
    package let resamples: Int
    package let seed: UInt64

    /// At least 100 resamples are drawn, at most 100 000.
    package init(resamples: Int = 2_000, seed: UInt64) {
        self.resamples = min(max(resamples, 100), 100_000)
        self.seed = seed
    }

    /// The percentile interval of a statistic of `count` elements. The closure gets the drawn indices.
    ///
    /// Its coverage is a little below `level` for few elements (about 87 % for 90 % at 20).
    ///
    /// - Returns: nil when there are no elements or no resample gave a finite value.
    package func interval(count: Int, level: Double, _ statistic: ([Int]) -> Double)
        -> (lower: Double, upper: Double)?
    {
        guard count > 0 else { return nil }
        var generator = SplitMix64(seed: seed)
        var values: [Double] = []
        values.reserveCapacity(resamples)
        var drawn = [Int](repeating: 0, count: count)
        for _ in 0..<resamples {
            for index in drawn.indices { drawn[index] = generator.below(count) }
            if let value = statistic(drawn).finite { values.append(value) }
        }
        guard !values.isEmpty else { return nil }
        values.sort()
        let tail = (1 - min(max(level, 0), 1)) / 2
        return (Sample.quantile(tail, ofSorted: values), Sample.quantile(1 - tail, ofSorted: values))
    }

    /// The same of the median of some values.
    package func medianInterval(of values: [Double], level: Double) -> (lower: Double, upper: Double)? {
        interval(count: values.count, level: level) { drawn in
            Sample(drawn.map { values[$0] })?.median ?? .nan
        }
    }
}
