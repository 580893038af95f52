/// The two-sided t-test whether values of a skewed, positive quantity have `reference` as their median: it
/// looks at `ln(x / reference)`.
package struct LogRatioTest: Hashable, Sendable {
    package let count: Int
    /// The geometric mean of `x / reference`.
    package let ratio: Double
    /// Infinite when all values are equal and differ from the reference.
    package let t: Double
    /// The probability of such a t or a larger one when the reference is right.
    package let p: Double
    private let standardError: Double

    /// Nil for fewer than two values, and when one or the reference is not positive and finite.
    package init?(_ values: [Double], reference: Double) {
        guard reference > 0, reference.isFinite, values.allSatisfy({ $0 > 0 && $0.isFinite }),
            let sample = Sample(values.map { ($0 / reference).naturalLogarithm }),
            let deviation = sample.standardDeviation,
            let distribution = StudentDistribution(degreesOfFreedom: Double(sample.count - 1))
        else { return nil }
        let mean = sample.mean
        count = sample.count
        ratio = mean.exponential
        standardError = deviation / Double(sample.count).squareRoot()
        t = mean == 0 ? 0 : mean / standardError
        p = distribution.twoSided(t)
    }

    /// The ratios that a test at `1 - level` would not refuse.
    package func interval(level: Double) -> (lower: Double, upper: Double)? {
        guard let distribution = StudentDistribution(degreesOfFreedom: Double(count - 1)),
            let half = (distribution.quantile(0.5 + level / 2) * standardError).finite
        else { return nil }
        let middle = ratio.naturalLogarithm
        return ((middle - half).exponential, (middle + half).exponential)
    }
}
