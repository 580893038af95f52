/// The standard normal distribution.
package enum NormalDistribution {
    /// `P(Z <= z)`. Relative error below 1e-14, also in the lower tail.
    package static func cumulative(_ z: Double) -> Double {
        (-z / 2.0.squareRoot()).complementaryError / 2
    }

    /// The z with `P(Z <= z) = p`; infinite at and beyond the ends of 0...1. Relative error about 1e-15.
    ///
    /// Source: M. J. Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988).
    package static func quantile(_ p: Double) -> Double {
        guard p > 0 else { return p.isNaN ? .nan : -.infinity }
        guard p < 1 else { return .infinity }
        let q = p - 0.5
        if abs(q) <= 0.425 {
            let r = 0.180625 - q * q
            return q * ratio(central.numerator, central.denominator, r)
        }
        let r = (-min(p, 1 - p).naturalLogarithm).squareRoot()
        let value =
            r <= 5
            ? ratio(middle.numerator, middle.denominator, r - 1.6)
            : ratio(tail.numerator, tail.denominator, r - 5)
        return q < 0 ? -value : value
    }

    private static func ratio(_ numerator: [Double], _ denominator: [Double], _ r: Double) -> Double {
        numerator.reversed().reduce(0) { $0 * r + $1 } / denominator.reversed().reduce(0) { $0 * r + $1 }
    }

    private static let central = (
        numerator: [
            3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
            4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4,
            2.5090809287301226727e3,
        ],
        denominator: [
            1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
            2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
            5.2264952788528545610e3,
        ]
    )
    private static let middle = (
        numerator: [
            1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
            1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2,
            7.74545014278341407640e-4,
        ],
        denominator: [
            1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
            1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
            1.05075007164441684324e-9,
        ]
    )
    private static let tail = (
        numerator: [
            6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
            2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5,
            2.01033439929228813265e-7,
        ],
        denominator: [
            1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
            7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
            2.04426310338993978564e-15,
        ]
    )
}

/// Student's t distribution.
package struct StudentDistribution: Hashable, Sendable {
    package let degreesOfFreedom: Double

    /// Nil unless the degrees of freedom are positive and finite.
    package init?(degreesOfFreedom: Double) {
        guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else { return nil }
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// `P(T > t)` for t >= 0; relative error below 1e-12 up to 1e4 degrees of freedom.
    private func upperTail(_ t: Double) -> Double {
        let square = t * t
        guard square.isFinite else { return 0 }
        let whole = degreesOfFreedom + square
        return SpecialFunctions.incompleteBeta(
            degreesOfFreedom / whole, complement: square / whole, degreesOfFreedom / 2, 0.5) / 2
    }

    package func cumulative(_ t: Double) -> Double {
        t < 0 ? upperTail(-t) : 1 - upperTail(t)
    }

    /// `P(|T| > |t|)`.
    package func twoSided(_ t: Double) -> Double {
        t.isNaN ? .nan : 2 * upperTail(abs(t))
    }

    /// The t with `P(T <= t) = p`; infinite at and beyond the ends of 0...1. Relative error below 1e-10.
    package func quantile(_ p: Double) -> Double {
        guard p > 0, p < 1 else { return p.isNaN ? .nan : (p <= 0 ? -.infinity : .infinity) }
        guard p != 0.5 else { return 0 }
        let tail = min(p, 1 - p)
        let magnitude = Root.ofRising({ tail - upperTail($0) }, near: 1) ?? .nan
        return p < 0.5 ? -magnitude : magnitude
    }
}

/// The chi-square distribution.
package struct ChiSquareDistribution: Hashable, Sendable {
    package let degreesOfFreedom: Double

    /// Nil unless the degrees of freedom are positive and finite.
    package init?(degreesOfFreedom: Double) {
        guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else { return nil }
        self.degreesOfFreedom = degreesOfFreedom
    }

    package func cumulative(_ x: Double) -> Double {
        x <= 0 ? 0 : SpecialFunctions.incompleteGamma(degreesOfFreedom / 2, x / 2).lower
    }

    /// The x with `P(X <= x) = p`; 0 and infinite at the ends of 0...1. Relative error below 1e-10.
    package func quantile(_ p: Double) -> Double {
        guard p > 0, p < 1 else { return p.isNaN ? .nan : (p <= 0 ? 0 : .infinity) }
        return Root.ofRising({ cumulative($0) - p }, near: degreesOfFreedom) ?? .nan
    }
}

/// The beta distribution.
package struct BetaDistribution: Hashable, Sendable {
    package let a: Double
    package let b: Double

    /// Nil unless both are positive and finite.
    package init?(_ a: Double, _ b: Double) {
        guard a > 0, b > 0, a.isFinite, b.isFinite else { return nil }
        (self.a, self.b) = (a, b)
    }

    package var mean: Double { a / (a + b) }

    package func cumulative(_ x: Double) -> Double {
        let x = min(max(x, 0), 1)
        return SpecialFunctions.incompleteBeta(x, complement: 1 - x, a, b)
    }

    /// The x with `P(X <= x) = p`. Absolute error below 1e-10.
    package func quantile(_ p: Double) -> Double {
        guard p > 0, p < 1 else { return p.isNaN ? .nan : (p <= 0 ? 0 : 1) }
        return Root.ofRising({ cumulative($0) - p }, from: 0, to: 1) ?? .nan
    }
}

/// The Poisson distribution.
package struct PoissonDistribution: Hashable, Sendable {
    package let mean: Double

    /// Nil unless the mean is positive and at most a million.
    package init?(mean: Double) {
        guard mean > 0, mean <= 1_000_000 else { return nil }
        self.mean = mean
    }

    /// `P(N <= n)`.
    package func cumulative(_ n: Int) -> Double {
        n < 0 ? 0 : SpecialFunctions.incompleteGamma(Double(n) + 1, mean).upper
    }

    /// The smallest n with `P(N <= n) >= p`, for p in 0..<1.
    package func quantile(_ p: Double) -> Int? {
        guard p >= 0, p < 1 else { return nil }
        var high = 1
        while cumulative(high) < p, high < 1 << 40 { high *= 2 }
        var low = -1
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if cumulative(middle) >= p { high = middle } else { low = middle }
        }
        return high
    }
}
