/// A part of a whole that was counted.
package struct Proportion: Hashable, Sendable {
    package let part: Double
    package let whole: Double

    /// Nil unless `0 <= part <= whole` and `whole > 0`.
    package init?(_ part: Double, of whole: Double) {
        guard whole > 0, whole.isFinite, part >= 0, part <= whole else { return nil }
        (self.part, self.whole) = (part, whole)
    }

    package var share: Double { part / whole }

    /// Wilson's score interval without continuity correction, within 0...1.
    ///
    /// Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927).
    package func wilson(level: Double) -> (lower: Double, upper: Double) {
        let z = NormalDistribution.quantile(0.5 + min(max(level, 0), 1) / 2)
        guard z.isFinite else { return (0, 1) }
        let square = z * z / whole
        let centre = share + square / 2
        let half = (share * (1 - share) * square + square * square / 4).squareRoot()
        let lower = part == 0 ? 0 : max(0, (centre - half) / (1 + square))
        let upper = part == whole ? 1 : min(1, (centre + half) / (1 + square))
        return (lower, upper)
    }

    /// The mean of the beta-binomial posterior. The prior opinion is a share of 0...1 that is worth `weight`
    /// pieces, 0 or more.
    package func posteriorMean(priorMean mean: Double, weight: Double) -> Double {
        (part + weight * mean) / (whole + weight)
    }

    /// Pearson's chi-square over its degrees of freedom: 1 when the parts scatter as a binomial does, more
    /// when they come in lumps. Nil with fewer than two groups or a share of 0 or 1.
    package static func dispersion(_ groups: [Proportion]) -> Double? {
        let whole = groups.reduce(0) { $0 + $1.whole }
        let share = groups.reduce(0) { $0 + $1.part } / whole
        guard groups.count > 1, share > 0, share < 1 else { return nil }
        let sum = groups.reduce(0) { sum, group in
            let expected = group.whole * share
            return sum + (group.part - expected) * (group.part - expected) / (expected * (1 - share))
        }
        return sum / Double(groups.count - 1)
    }
}
