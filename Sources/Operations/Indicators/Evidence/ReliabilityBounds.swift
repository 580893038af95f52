/// Confidence bounds of a mean time between failures, for exponential times and a test that ends by time.
///
/// Source: `2T/chi2(1 - a/2; 2r + 2)` and `2T/chi2(a/2; 2r)`. Binary floating point: these are estimates.
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
        let degrees = Double(2 * max(1, (degreesOfFreedom + 1) / 2))
        return ChiSquareDistribution(degreesOfFreedom: degrees)?.quantile(probability) ?? .nan
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
