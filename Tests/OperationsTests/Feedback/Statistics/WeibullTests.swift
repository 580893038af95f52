import Testing

@testable import Operations

@Suite struct WeibullTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var failures: [Double]
        var suspensions: [Double]
        var beta: Double
        var eta: Double
        var logLikelihood: Double
        /// One-sided 90 % likelihood-ratio bounds of beta.
        var lower: Double
        var upper: Double

        var testDescription: String { name }
    }

    /// Source: the log-likelihood maximised by SciPy 1.17.1 (`minimize`, Nelder-Mead, 1e-13), the bounds by
    /// `brentq` on its profile. The lives of `six` are a textbook set of six failures (16, 34, 53, 75, 93,
    /// 120 h: beta 1.933, eta 73.526).
    static let cases = [
        Case(
            name: "six", failures: [16, 34, 53, 75, 93, 120], suspensions: [], beta: 1.9326780202718954,
            eta: 73.5260742697221, logLikelihood: -29.584921614901965, lower: 1.203489770398519,
            upper: 2.872355711719604),
        Case(
            name: "censored", failures: [420, 560, 610, 700, 790, 810, 905],
            suspensions: [400, 500, 900, 950, 1_000], beta: 3.8892366195538, eta: 899.3022628421226,
            logLikelihood: -51.17586810221285, lower: 2.509700961905344, upper: 5.645514179492799),
        Case(
            name: "no wear", failures: [3, 250, 900, 40, 1_300, 610, 2_200], suspensions: [100, 1_000],
            beta: 0.712625234585181, eta: 857.4337857232915, logLikelihood: -54.095458049760964,
            lower: 0.45447930081022747, upper: 1.0440647506102518),
    ]

    @Test(arguments: cases) func maximumLikelihood(_ row: Case) throws {
        let fit = try #require(WeibullFit(failures: row.failures, suspensions: row.suspensions))
        #expect(abs(fit.life.beta / row.beta - 1) < 1e-6)
        #expect(abs(fit.life.eta / row.eta - 1) < 1e-6)
        #expect(abs(fit.logLikelihood - row.logLikelihood) < 1e-8)
        let bounds = try #require(fit.betaBounds(level: 0.9))
        #expect(abs(bounds.lower / row.lower - 1) < 1e-5)
        #expect(abs(bounds.upper / row.upper - 1) < 1e-5)
    }

    /// The unit of the lives is of no account, and no power overflows.
    @Test(arguments: [1e-9, 1, 1e12]) func scales(_ factor: Double) throws {
        let lives = Self.cases[0].failures
        let fit = try #require(WeibullFit(failures: lives.map { $0 * factor }))
        #expect(abs(fit.life.beta / Self.cases[0].beta - 1) < 1e-6)
        #expect(abs(fit.life.eta / (Self.cases[0].eta * factor) - 1) < 1e-6)
    }

    @Test func noFitWithoutInformation() {
        #expect(WeibullFit(failures: [5]) == nil)
        #expect(WeibullFit(failures: [5, 5, 5]) == nil)
        #expect(WeibullFit(failures: [5, 5], suspensions: [3]) == nil)
        #expect(WeibullFit(failures: [5, 0]) == nil)
        #expect(WeibullFit(failures: [5, 6], suspensions: [.infinity]) == nil)
    }

    /// The lower 90 % bound lies below the true beta in about nine of ten samples, also of few failures.
    @Test func lowerBoundCovers() throws {
        var generator = SeededGenerator(seed: 3)
        var below = 0
        for _ in 0..<600 {
            let lives = (0..<10).map { _ in
                1_000
                    * (-Double.random(in: 1e-12..<1, using: &generator).naturalLogarithm).raised(to: 1 / 1.8)
            }
            let fit = try #require(
                WeibullFit(
                    failures: lives.filter { $0 < 1_300 },
                    suspensions: lives.filter { $0 >= 1_300 }.map { _ in 1_300 }))
            if try #require(fit.betaBounds(level: 0.9)).lower < 1.8 { below += 1 }
        }
        #expect((500...565).contains(below), "\(below) of 600")
    }

    /// T-PM-1 of the design (reliawiki, "Optimum Replacement Time Example") and three more, whose optimum was
    /// found by SciPy's `minimize_scalar` on the numerically integrated cost rate.
    @Test(
        arguments: [
            (2.5, 1_000, 1, 5, 493.047, 0.0034620427387892683, 0.005635302489930138),
            (1.5, 500, 1, 10, 189.0722, 0.016603232647792704, 0.02215464334864945),
            (3.2, 2_000, 200, 900, 1_061.932, 0.27820487877292027, 0.502426345229945),
            (5, 800, 1, 3, 528.896, 0.00238798227095331, 0.004084216578968761),
        ] as [(Double, Double, Double, Double, Double, Double, Double)])
    func ageReplacement(
        _ beta: Double, _ eta: Double, _ planned: Double, _ unplanned: Double, _ optimum: Double,
        _ rate: Double, _ runToFailure: Double
    ) throws {
        let life = try #require(WeibullLife(beta: beta, eta: eta))
        let policy = try #require(AgeReplacement(life: life, planned: planned, unplanned: unplanned))
        let best = try #require(policy.optimum)
        #expect(abs(best - optimum) < 0.001)
        #expect(abs(policy.costRate(at: best) / rate - 1) < 1e-8)
        #expect(abs(policy.runToFailureRate / runToFailure - 1) < 1e-10)
        #expect(abs(policy.costRate(at: eta * 50) / runToFailure - 1) < 1e-9)
        for factor in [0.5, 0.9, 0.99, 1.01, 1.1, 2] {
            #expect(policy.costRate(at: best * factor) > policy.costRate(at: best))
        }
    }

    @Test func noOptimumWithoutWear() throws {
        let life = try #require(WeibullLife(beta: 1, eta: 100))
        #expect(try #require(AgeReplacement(life: life, planned: 1, unplanned: 5)).optimum == nil)
        let wearing = try #require(WeibullLife(beta: 2, eta: 100))
        #expect(try #require(AgeReplacement(life: wearing, planned: 5, unplanned: 5)).optimum == nil)
        #expect(AgeReplacement(life: wearing, planned: 0, unplanned: 5) == nil)
        // A failure that costs hardly more moves the optimum far out, but it is there.
        #expect(try #require(AgeReplacement(life: wearing, planned: 4.9, unplanned: 5)).optimum != nil)
    }
}
