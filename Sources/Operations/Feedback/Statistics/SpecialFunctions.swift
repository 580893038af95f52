/// The gamma and beta functions that the distributions rest on.
///
/// Accuracy: relative error below 1e-12 for parameters up to 1e4, below 1e-9 up to 1e6. Outside their domain
/// they give NaN.
enum SpecialFunctions {
    /// `ln Γ(x)` for x > 0: Stirling's series, after the argument was raised to 10 or more.
    static func logGamma(_ x: Double) -> Double {
        guard x > 0, x.isFinite else { return .nan }
        var y = x
        var product = 1.0
        while y < 10 {
            product *= y
            y += 1
        }
        let (inverse, square) = (1 / y, 1 / (y * y))
        // B(2k) / (2k (2k-1)) for k = 1...7.
        let coefficients = [
            1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156,
        ]
        let series = coefficients.reversed().reduce(0) { $0 * square + $1 } * inverse
        let halfLogOfTwoPi = 0.918_938_533_204_672_8
        return (y - 0.5) * y.naturalLogarithm - y + halfLogOfTwoPi + series - product.naturalLogarithm
    }

    /// The regularised lower and upper incomplete gamma functions `P(a, x)` and `Q(a, x)`, for a > 0, x >= 0.
    /// Each is computed, not got by subtraction, where it is the smaller one.
    static func incompleteGamma(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
        guard a > 0, x >= 0 else { return (.nan, .nan) }
        guard x > 0 else { return (0, 1) }
        guard x.isFinite else { return (1, 0) }
        let factor = (a * x.naturalLogarithm - x - logGamma(a)).exponential
        if x < a + 1 {
            var term = 1 / a
            var sum = term
            var n = a
            for _ in 0..<maximalSteps {
                guard term > sum * .ulpOfOne / 4 else { break }
                n += 1
                term *= x / n
                sum += term
            }
            let lower = min(1, sum * factor)
            return (lower, 1 - lower)
        }
        var b = x + 1 - a
        var fraction = ContinuedFraction(first: 1 / b)
        for step in 1...maximalSteps {
            let i = Double(step)
            b += 2
            if fraction.advance(numerator: -i * (i - a), denominator: b) { break }
        }
        let upper = min(1, fraction.value * factor)
        return (1 - upper, upper)
    }

    /// The regularised incomplete beta function `I_x(a, b)` for a, b > 0 and x in 0...1. `complement` is
    /// `1 - x`, given by who knows it more exactly than a subtraction would.
    static func incompleteBeta(_ x: Double, complement: Double, _ a: Double, _ b: Double) -> Double {
        guard a > 0, b > 0, (0...1).contains(x), (0...1).contains(complement) else { return .nan }
        guard x > 0 else { return 0 }
        guard complement > 0 else { return 1 }
        let logBeta = logGamma(a) + logGamma(b) - logGamma(a + b)
        let factor = (a * x.naturalLogarithm + b * complement.naturalLogarithm - logBeta).exponential
        if x < (a + 1) / (a + b + 2) {
            return min(1, factor * betaFraction(x, a, b) / a)
        }
        return max(0, 1 - factor * betaFraction(complement, b, a) / b)
    }

    private static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        var fraction = ContinuedFraction(over: 1 - (a + b) * x / (a + 1))
        for step in 1...maximalSteps {
            let m = Double(step)
            _ = fraction.advance(numerator: m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), denominator: 1)
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            if fraction.advance(numerator: odd, denominator: 1) { break }
        }
        return fraction.value
    }

    /// Enough for parameters of 1e6; a series that is not done by then is cut.
    private static let maximalSteps = 20_000

    /// Lentz's method for a continued fraction (modified by Thompson and Barnett).
    private struct ContinuedFraction {
        private static let tiny = 1e-300
        private(set) var value: Double
        private var c: Double
        private var d: Double

        /// With `1/b₀` as the first value; `c` begins infinite.
        init(first: Double) {
            value = first
            d = first
            c = 1 / Self.tiny
        }

        /// With 1 over `denominator` as the first value; `c` begins at 1.
        init(over denominator: Double) {
            d = 1 / Self.notZero(denominator)
            value = self.d
            c = 1
        }

        private static func notZero(_ x: Double) -> Double { abs(x) < tiny ? tiny : x }

        /// True when the value does not change any more.
        mutating func advance(numerator: Double, denominator: Double) -> Bool {
            d = 1 / Self.notZero(numerator * d + denominator)
            c = Self.notZero(denominator + numerator / c)
            let delta = c * d
            value *= delta
            return abs(delta - 1) < .ulpOfOne * 2
        }
    }
}
