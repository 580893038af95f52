/// The last measurements of one characteristic, as a control chart of single values looks at them.
///
/// Source: ISO 7870-2, individuals and moving ranges: sigma is the mean moving range over 1.128.
package struct ControlSeries: Codable, Hashable, Sendable {
    /// With fewer before it no measurement is judged; with more only the last ones count.
    static let smallest = 20
    static let largest = 60

    package private(set) var unit: UnitOfMeasure?
    /// At most ``largest``, the oldest first.
    package private(set) var values: [ExactDecimal] = []

    package init() {}

    /// What a measurement says of the process.
    package struct Judgement: Hashable, Sendable {
        /// Those that are broken with it, in the order of ``NelsonRule``.
        package var rules: [NelsonRule]
        /// Of the measurements before it, nine digits after the point.
        package var centre: ExactDecimal
        package var sigma: ExactDecimal
        /// How many there were.
        package var count: Int
    }

    /// With one more; another unit begins anew.
    mutating func add(_ measured: Quantity) {
        if measured.unit != unit {
            unit = measured.unit
            values = []
        }
        values.append(measured.value)
        if values.count > Self.largest { values.removeFirst(values.count - Self.largest) }
    }

    /// Nil when there are not enough before it, or they do not vary. A rule that looks at a row is broken once a row:
    /// where the row becomes long enough.
    func judgement(of measured: Quantity) -> Judgement? {
        guard values.count >= Self.smallest, measured.unit == unit, let chart = try? limits(),
            chart.sigma > .zero
        else { return nil }
        let points = (values + [measured.value]).map(\.approximation)
        let last = points.count - 1
        let broken = NelsonRule.allCases.filter { rule in
            let found = rule.violations(
                in: points, centre: chart.centre.approximation, sigma: chart.sigma.approximation)
            return found.contains(last) && (rule == .beyondThreeSigma || !found.contains(last - 1))
        }
        return Judgement(rules: broken, centre: chart.centre, sigma: chart.sigma, count: values.count)
    }

    private func limits() throws(DecimalError) -> (centre: ExactDecimal, sigma: ExactDecimal) {
        var (sum, ranges) = (ExactDecimal.zero, ExactDecimal.zero)
        for value in values { sum = try sum.adding(value) }
        for (before, after) in zip(values, values.dropFirst()) {
            let range = try after.subtracting(before)
            ranges = try ranges.adding(range.isNegative ? range.negated() : range)
        }
        let spread = try ExactDecimal(values.count - 1).multiplied(by: Self.rangeOfTwo)
        return (
            try sum.divided(by: ExactDecimal(values.count), scale: 9, rounding: .halfToEven).reduced,
            try ranges.divided(by: spread, scale: 9, rounding: .halfToEven).reduced
        )
    }

    /// The mean range of two values, in sigmas: 1.128.
    private static let rangeOfTwo = (try? ExactDecimal(coefficient: 1_128, scale: 3)) ?? .zero
}
