import Testing

@testable import Operations

/// Expected values: SciPy 1.17.1 (`scipy.stats`, `scipy.special`), printed with 16 digits.
@Suite struct DistributionTests {
    private func close(_ value: Double, _ expected: Double, _ relative: Double = 1e-10) -> Bool {
        abs(value - expected) <= relative * max(abs(expected), 1e-300)
    }

    @Test(
        arguments: [
            (0.1, 2.252712651734206), (0.5, 0.5723649429247), (2.5, 0.2846828704729192),
            (10, 12.801827480081469), (100.5, 361.43554046777757), (1e6, 12815504.569147611),
        ] as [(Double, Double)])
    func logGamma(_ x: Double, _ expected: Double) {
        #expect(close(SpecialFunctions.logGamma(x), expected, 1e-12))
    }

    @Test(
        arguments: [
            (0.975, 1, 12.706204736174694), (0.975, 2, 4.302652729749462), (0.95, 5, 2.0150483733330233),
            (0.975, 10, 2.228138851986274), (0.995, 19, 2.8609346064649794),
            (1 - 0.01 / 6, 19, 3.3540361784427195), (1 - 0.01 / 6, 39, 3.126868707353359),
            (1 - 0.01 / 6, 79, 3.027075759514017), (0.9, 120, 1.288646233656378),
            (0.6, 0.5, 0.3979754267847907), (0.999, 1e5, 3.0903138094272378),
        ] as [(Double, Double, Double)])
    func studentQuantile(_ p: Double, _ degrees: Double, _ expected: Double) throws {
        let student = try #require(StudentDistribution(degreesOfFreedom: degrees))
        #expect(close(student.quantile(p), expected, 1e-9))
        #expect(close(student.quantile(1 - p), -expected, 1e-9))
        #expect(close(student.cumulative(expected), p))
    }

    @Test(
        arguments: [
            (1.0, 1.0, 0.75), (2, 10, 0.9633059826146299), (-3.5, 4, 0.012448081730111374),
            (0.3, 200, 0.617755634905336), (12, 3, 0.9993774920996054),
        ] as [(Double, Double, Double)])
    func studentCumulative(_ t: Double, _ degrees: Double, _ expected: Double) throws {
        let student = try #require(StudentDistribution(degreesOfFreedom: degrees))
        #expect(close(student.cumulative(t), expected, 1e-12))
        #expect(close(student.twoSided(t), 2 * min(expected, 1 - expected), 1e-9))
    }

    @Test(
        arguments: [
            (0.05, 1, 0.003932140000019522), (0.95, 1, 3.841458820694124), (0.95, 2, 5.991464547107979),
            (0.5, 10, 9.34181776559197), (0.05, 24, 13.848425027170224), (0.95, 26, 38.885138659830055),
            (0.99, 100, 135.80672317102676), (0.1, 0.5, 0.00013500124771267946), (0.8, 1, 1.642374415149818),
        ] as [(Double, Double, Double)])
    func chiSquareQuantile(_ p: Double, _ degrees: Double, _ expected: Double) throws {
        let distribution = try #require(ChiSquareDistribution(degreesOfFreedom: degrees))
        #expect(close(distribution.quantile(p), expected, 1e-9))
        #expect(close(distribution.cumulative(expected), p, 1e-10))
    }

    /// The interval of a mean time between failures after 3 600 h and 12 failures: 185.2 to 519.9 h at 90 %.
    ///
    /// Source: the time-terminated interval `2T/χ²`, test vector T-MT-2 of the design.
    @Test func meanTimeBetweenFailures() throws {
        let upper = try #require(ChiSquareDistribution(degreesOfFreedom: 26))
        let lower = try #require(ChiSquareDistribution(degreesOfFreedom: 24))
        #expect(abs(7_200 / upper.quantile(0.95) - 185.2) < 0.05)
        #expect(abs(7_200 / lower.quantile(0.05) - 519.9) < 0.05)
    }

    @Test(
        arguments: [
            (0.5, 0), (0.9, 1.2815515655446004), (0.95, 1.6448536269514722), (0.975, 1.959963984540054),
            (0.995, 2.5758293035489004), (1e-10, -6.361340902404056), (0.3, -0.5244005127080409),
        ] as [(Double, Double)])
    func normalQuantile(_ p: Double, _ expected: Double) {
        #expect(abs(NormalDistribution.quantile(p) - expected) <= 1e-14 * max(1, abs(expected)) * 4)
    }

    @Test(
        arguments: [
            (0, 0.5), (1, 0.8413447460685429), (-2, 0.022750131948179195), (3.3, 0.9995165758576162),
            (-8, 6.22096057427174e-16),
        ] as [(Double, Double)])
    func normalCumulative(_ z: Double, _ expected: Double) {
        #expect(close(NormalDistribution.cumulative(z), expected, 1e-13))
    }

    @Test(
        arguments: [
            (0.05, 2, 3, 0.09761146288641434), (0.5, 0.5, 0.5, 0.5), (0.95, 10, 300, 0.05027483582768201),
            (0.025, 1, 1, 0.025), (0.9, 300, 9_700, 0.0322052695320782),
        ] as [(Double, Double, Double, Double)])
    func betaQuantile(_ p: Double, _ a: Double, _ b: Double, _ expected: Double) throws {
        let beta = try #require(BetaDistribution(a, b))
        #expect(abs(beta.quantile(p) - expected) < 1e-10)
    }

    @Test(
        arguments: [(0.95, 0.5, 2), (0.95, 3, 6), (0.99, 20, 31), (0.5, 1.5, 1), (0.95, 0.01, 0)]
            as [(Double, Double, Int)])
    func poissonQuantile(_ p: Double, _ mean: Double, _ expected: Int) throws {
        #expect(try #require(PoissonDistribution(mean: mean)).quantile(p) == expected)
    }

    /// Brute force: the distribution function of Poisson is the sum of its terms.
    @Test(arguments: [0.3, 2, 17.5, 60])
    func poissonSumsItsTerms(_ mean: Double) throws {
        let poisson = try #require(PoissonDistribution(mean: mean))
        var term = (-mean).exponential
        var sum = 0.0
        for n in 0..<150 {
            sum += term
            #expect(abs(poisson.cumulative(n) - sum) < 1e-12)
            term *= mean / Double(n + 1)
        }
    }

    @Test func nothingOutsideTheDomain() throws {
        #expect(StudentDistribution(degreesOfFreedom: 0) == nil)
        #expect(ChiSquareDistribution(degreesOfFreedom: .nan) == nil)
        #expect(BetaDistribution(0, 1) == nil)
        #expect(PoissonDistribution(mean: -1) == nil)
        let student = try #require(StudentDistribution(degreesOfFreedom: 3))
        #expect(student.quantile(0) == -.infinity && student.quantile(1) == .infinity)
        #expect(student.quantile(.nan).isNaN && student.cumulative(.infinity) == 1)
        #expect(NormalDistribution.quantile(2) == .infinity && NormalDistribution.quantile(.nan).isNaN)
    }
}
