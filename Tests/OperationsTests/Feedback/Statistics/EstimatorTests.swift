import Testing

@testable import Operations

/// Expected values: SciPy 1.17.1 unless a test says otherwise.
@Suite struct EstimatorTests {
    private static let values = [2.1, 2.5, 1.9, 2.2, 9.0, 2.4, 2.0, 2.3, 2.6, 0.1, 2.2, 2.35]

    /// `scipy.stats.trim_mean`, `numpy.median`.
    @Test func centres() throws {
        let sample = try #require(Sample(Self.values))
        #expect(abs(sample.trimmedMean(0.1) - 2.255) < 1e-12)
        #expect(abs(sample.trimmedMean(0.25) - 2.2583333333333333) < 1e-12)
        #expect(abs(sample.median - 2.25) < 1e-12)
        #expect(sample.trimmedMean(0) == sample.mean)
        #expect(Sample([]) == nil && Sample([1, .nan]) == nil)
        #expect(try #require(Sample([7])).trimmedMean(0.49) == 7)
        #expect(try #require(Sample([7])).variance == nil)
    }

    /// `scipy.stats.ttest_1samp(log(x / 2), 0)` and its confidence interval at 99 %.
    @Test func logRatioTest() throws {
        let test = try #require(LogRatioTest(Self.values, reference: 2))
        #expect(abs(test.t - -0.0947043451374643) < 1e-10)
        #expect(abs(test.p - 0.926252801459054) < 1e-10)
        let interval = try #require(test.interval(level: 0.99))
        #expect(abs(interval.lower - 0.38964047777703187) < 1e-9)
        #expect(abs(interval.upper - 2.4272310435851523) < 1e-9)
        #expect(LogRatioTest([1], reference: 1) == nil)
        #expect(LogRatioTest([1, 0], reference: 1) == nil)
        let equal = try #require(LogRatioTest([2, 2, 2], reference: 1))
        #expect(equal.t == .infinity && equal.p == 0)
    }

    /// `scipy.stats.binomtest(...).proportion_ci(method="wilson")`.
    @Test(
        arguments: [
            (10, 300, 0.95, 0.01820494733885481, 0.06026182580405482), (0, 50, 0.95, 0, 0.07134759913335872),
            (50, 50, 0.9, 0.9486668142137299, 1),
            (3, 1_000, 0.99, 0.0007581012310614683, 0.011793516682924922),
        ] as [(Double, Double, Double, Double, Double)])
    func wilson(_ part: Double, _ whole: Double, _ level: Double, _ lower: Double, _ upper: Double) throws {
        let interval = try #require(Proportion(part, of: whole)).wilson(level: level)
        #expect(abs(interval.lower - lower) < 1e-12 && abs(interval.upper - upper) < 1e-12)
    }

    @Test func proportions() throws {
        #expect(Proportion(2, of: 1) == nil && Proportion(0, of: 0) == nil && Proportion(-1, of: 3) == nil)
        let third = try #require(Proportion(10, of: 30))
        #expect(third.posteriorMean(priorMean: 0.5, weight: 0) == third.share)
        #expect(abs(third.posteriorMean(priorMean: 0.5, weight: 1) - 10.5 / 31) < 1e-15)
        let groups = try [(2.0, 10.0), (4, 10), (0, 10)].map { try #require(Proportion($0.0, of: $0.1)) }
        // By hand: expected 2 of 10 each, (0 + 4 + 4) / 1.6 / 2.
        #expect(abs(try #require(Proportion.dispersion(groups)) - 2.5) < 1e-12)
    }

    /// Coverage by simulation: a 95 % interval holds the true share in 95 % of the cases, roughly.
    @Test func wilsonCovers() throws {
        var generator = SeededGenerator(seed: 7)
        var covered = 0
        for _ in 0..<2_000 {
            let part = (0..<200).count { _ in Double.random(in: 0..<1, using: &generator) < 0.08 }
            let interval = try #require(Proportion(Double(part), of: 200)).wilson(level: 0.95)
            if interval.lower <= 0.08, 0.08 <= interval.upper { covered += 1 }
        }
        #expect((1_860...1_960).contains(covered))
    }

    @Test func exponentialAverage() throws {
        var average = try #require(ExponentialAverage(weight: 0.3, start: 10))
        for value in [20.0, 20] { average.add(value) }
        #expect(abs(try #require(average.value) - (20 - 10 * 0.49)) < 1e-12)
        var fresh = try #require(ExponentialAverage(weight: 0.3, start: nil))
        fresh.add(4)
        #expect(fresh.value == 4)
        #expect(ExponentialAverage(weight: 0, start: nil) == nil)
    }

    /// Against the theory: the interval of a mean is about ± 1.645 s/√n.
    @Test func bootstrapOfAMean() throws {
        var generator = SeededGenerator(seed: 11)
        let values = (0..<60).map { _ in Double.random(in: 0..<1, using: &generator) }
        let sample = try #require(Sample(values))
        let half = try #require(sample.standardDeviation) / 60.0.squareRoot() * 1.6448536
        let mean: ([Int]) -> Double = { $0.reduce(0) { $0 + values[$1] } / 60 }
        let interval = try #require(
            Bootstrap(resamples: 5_000, seed: 1).interval(count: 60, level: 0.9, mean))
        #expect(abs(interval.lower - (sample.mean - half)) < half * 0.12)
        #expect(abs(interval.upper - (sample.mean + half)) < half * 0.12)
        let again = try #require(Bootstrap(resamples: 5_000, seed: 1).interval(count: 60, level: 0.9, mean))
        #expect(interval == again)
        let other = try #require(Bootstrap(resamples: 5_000, seed: 2).interval(count: 60, level: 0.9, mean))
        #expect(interval != other)
        #expect(Bootstrap(seed: 1).interval(count: 0, level: 0.9, mean) == nil)
    }

    /// `numpy.percentile` with its default method on 1, 2, 4, 8: 25 % 1.75, 90 % 6.8.
    @Test func quantiles() throws {
        let sample = try #require(Sample([8, 1, 4, 2]))
        #expect(abs(sample.quantile(0.25) - 1.75) < 1e-12 && abs(sample.quantile(0.9) - 6.8) < 1e-12)
        #expect(sample.quantile(0) == 1 && sample.quantile(1) == 8)
    }
}
