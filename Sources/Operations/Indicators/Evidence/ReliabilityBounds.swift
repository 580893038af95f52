/// Confidence bounds of a mean time between failures, for exponential times and a test that ends by time.
///
/// Source: `2T/chi2(1 - a/2; 2r + 2)` and `2T/chi2(a/2; 2r)`. All degrees of freedom are even, so that the
/// chi-square distribution is a sum of Poisson probabilities. Binary floating point: these are estimates.
package enum ReliabilityBounds {
    /// With 95 % confidence the mean is above it, also when nothing failed.
    package static func lower(time: Double, failures: Int) -> Double {
        2 * time / chiSquareQuantile(0.95, degreesOfFreedom: 2 * failures + 2)
    }

    /// With 95 % confidence the mean is below it; nil when nothing failed.
    package static func upper(time: Double, failures: Int) -> Double? {
        failures > 0 ? 2 * time / chiSquareQuantile(0.05, degreesOfFreedom: 2 * failures) : nil
    }

    /// Degrees of freedom are even and positive; others are taken as the next even number.
    package static func chiSquareQuantile(_ probability: Double, degreesOfFreedom: Int) -> Double {
        let pairs = max(1, (degreesOfFreedom + 1) / 2)
        var (low, high) = (0.0, Double(pairs) * 2 + 100)
        while distribution(high, pairs: pairs) < probability { high *= 2 }
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if middle == low || middle == high { break }
            if distribution(middle, pairs: pairs) < probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// `P(chi2 <= x)` with `2 * pairs` degrees of freedom: one minus the probability of fewer than `pairs`
    /// Poisson events of mean `x/2`.
    private static func distribution(_ x: Double, pairs: Int) -> Double {
        let mean = x / 2
        guard mean > 0 else { return 0 }
        // Relative to the most probable count, so that nothing underflows and no exponential is needed.
        let mode = Int(mean)
        var (below, all) = (0.0, 0.0)
        var term = 1.0
        var count = mode
        while term > 1e-18 {
            all += term
            if count < pairs { below += term }
            count += 1
            term *= mean / Double(count)
        }
        term = 1
        count = mode
        while count > 0, term > 1e-18 {
            term *= Double(count) / mean
            count -= 1
            all += term
            if count < pairs { below += term }
        }
        return 1 - below / all
    }
}

extension IndicatorValue {
    /// The 90 % confidence interval of hours per failure.
    mutating func bound() {
        guard let time = elements[.operatingTime], let failures = elements[.fe], !time.isNegative,
            let count = Int(exactly: failures.reduced.coefficient), failures.reduced.scale == 0,
            (0...1_000_000).contains(count), !time.isZero
        else { return }
        let hours = time.approximation / 3_600_000
        lowerBound = ExactDecimal(
            approximating: ReliabilityBounds.lower(time: hours, failures: count), digits: Self.digits)
        upperBound = ReliabilityBounds.upper(time: hours, failures: count).flatMap {
            ExactDecimal(approximating: $0, digits: Self.digits)
        }
    }
}

extension ExactDecimal {
    /// With so many digits after the point, to the nearest; nil when it is not finite or too large.
    package init?(approximating value: Double, digits: Int) {
        var scaled = value
        for _ in 0..<max(0, digits) { scaled *= 10 }
        guard let coefficient = Int128(exactly: scaled.rounded()),
            let decimal = try? ExactDecimal(coefficient: coefficient, scale: max(0, digits))
        else { return nil }
        self = decimal
    }
}
