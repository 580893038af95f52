/// A Weibull distribution of lives: `R(t) = exp(-(t/eta)^beta)`.
package struct WeibullLife: Hashable, Sendable, Codable {
    /// Below 1 failures become rarer with age, above 1 they become more frequent: wear.
    package let beta: Double
    /// The characteristic life, at which 63.2 % have failed; in the unit of the lives.
    package let eta: Double

    /// Nil unless both are positive and finite.
    package init?(beta: Double, eta: Double) {
        guard beta > 0, eta > 0, beta.isFinite, eta.isFinite else { return nil }
        (self.beta, self.eta) = (beta, eta)
    }

    package func reliability(_ t: Double) -> Double { (-(max(t, 0) / eta).raised(to: beta)).exponential }

    package var mean: Double { eta * SpecialFunctions.logGamma(1 + 1 / beta).exponential }

    /// `∫₀ᵗ R`: the mean running time to failure or to t, whichever comes first.
    package func meanLife(upTo t: Double) -> Double {
        guard t > 0 else { return 0 }
        return mean * SpecialFunctions.incompleteGamma(1 / beta, (t / eta).raised(to: beta)).lower
    }

    /// The failure rate at age t > 0.
    package func hazard(_ t: Double) -> Double { beta / eta * (t / eta).raised(to: beta - 1) }
}

/// The maximum-likelihood fit of a Weibull distribution to failures and to lives that have not failed yet
/// (right-censored).
///
/// Accuracy: beta to a relative 1e-12. The estimate of beta is biased upward for few failures (by about a
/// fifth for six); the bounds are of the profile likelihood, which knows that better than the curvature at
/// the top does.
package struct WeibullFit: Hashable, Sendable {
    package let life: WeibullLife
    package let failures: Int
    package let logLikelihood: Double
    /// Divided by the longest, so that no power overflows.
    private let scaledFailures: [Double]
    private let scaledLives: [Double]
    private let longest: Double

    /// Nil for fewer than two failures, when no failure came before the longest life, and for ages that are not
    /// positive: ages at failure, and ages reached without failure.
    package init?(failures: [Double], suspensions: [Double] = []) {
        let lives = failures + suspensions
        guard failures.count > 1, lives.allSatisfy({ $0 > 0 && $0.isFinite }), let longest = lives.max(),
            lives.contains(where: { $0 != longest })
        else { return nil }
        let scaledFailures = failures.map { $0 / longest }
        let scaledLives = lives.map { $0 / longest }
        guard let beta = Root.ofRising({ Self.score($0, scaledFailures, scaledLives) }, near: 1),
            let life = WeibullLife(
                beta: beta, eta: longest * Self.scaledEta(beta, scaledFailures.count, scaledLives))
        else { return nil }
        self.life = life
        self.failures = failures.count
        self.longest = longest
        self.scaledFailures = scaledFailures
        self.scaledLives = scaledLives
        logLikelihood = Self.profile(beta, scaledFailures, scaledLives, longest)
    }

    /// `Σ t^β ln t / Σ t^β - 1/β - mean(ln t of failures)`: rises with beta, zero at the estimate.
    private static func score(_ beta: Double, _ failures: [Double], _ lives: [Double]) -> Double {
        var (weighted, sum) = (0.0, 0.0)
        for life in lives {
            let power = life.raised(to: beta)
            sum += power
            weighted += power * life.naturalLogarithm
        }
        let meanLog = failures.reduce(0) { $0 + $1.naturalLogarithm } / Double(failures.count)
        return weighted / sum - 1 / beta - meanLog
    }

    private static func scaledEta(_ beta: Double, _ count: Int, _ lives: [Double]) -> Double {
        (lives.reduce(0) { $0 + $1.raised(to: beta) } / Double(count)).raised(to: 1 / beta)
    }

    /// The log-likelihood at beta with the best eta for it, in the unit of the lives.
    private static func profile(_ beta: Double, _ failures: [Double], _ lives: [Double], _ longest: Double)
        -> Double
    {
        let count = Double(failures.count)
        let sumOfPowers = lives.reduce(0) { $0 + $1.raised(to: beta) }
        let sumOfLogs = failures.reduce(0) { $0 + $1.naturalLogarithm }
        return count * (beta.naturalLogarithm - (sumOfPowers / count).naturalLogarithm - 1)
            + (beta - 1) * sumOfLogs - count * longest.naturalLogarithm
    }

    /// The betas that a one-sided likelihood-ratio test at `1 - level` would not refuse: with `level` 0.9
    /// the true beta is above `lower` nine times in ten, and below `upper` as often.
    package func betaBounds(level: Double) -> (lower: Double, upper: Double)? {
        let z = NormalDistribution.quantile(min(max(level, 0.5), 1))
        guard z.isFinite else { return nil }
        let drop = z * z / 2
        let excess: (Double) -> Double = { beta in
            logLikelihood - Self.profile(beta, scaledFailures, scaledLives, longest) - drop
        }
        var (far, near) = (life.beta, life.beta)
        for _ in 0..<200 {
            guard excess(far) < 0 else { break }
            far *= 1.5
        }
        for _ in 0..<200 {
            guard excess(near) < 0 else { break }
            near /= 1.5
        }
        guard let upper = Root.ofRising(excess, from: life.beta, to: far),
            let lower = Root.ofRising({ -excess($0) }, from: near, to: life.beta)
        else { return nil }
        return (lower, upper)
    }
}
