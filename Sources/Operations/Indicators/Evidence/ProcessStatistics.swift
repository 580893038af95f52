/// Mean and deviations of measurements in subgroups, for capability indices.
///
/// Binary floating point: these are estimates; they become elements with nine digits after the point.
package struct ProcessStatistics: Hashable, Sendable {
    /// Of all measurements.
    package let mean: Double
    /// Of all measurements, with `n - 1`.
    package let standardDeviation: Double
    /// Of the means of the subgroups.
    package let meanOfMeans: Double
    /// Mean range within the subgroups / d2; nil when there is no size for which d2 is tabled (2 to 25).
    package let deviationWithin: Double?
    package let count: Int

    /// Nil with fewer than two finite measurements, and when subgroups are of different sizes or empty.
    package init?(subgroups: [[Double]]) {
        let all = subgroups.flatMap(\.self)
        guard all.count >= 2, all.allSatisfy(\.isFinite), let size = subgroups.first?.count, size > 0,
            subgroups.allSatisfy({ $0.count == size })
        else { return nil }
        count = all.count
        let mean = all.reduce(0, +) / Double(all.count)
        self.mean = mean
        let squares = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        standardDeviation = (squares / Double(all.count - 1)).squareRoot()
        let means = subgroups.map { $0.reduce(0, +) / Double(size) }
        meanOfMeans = means.reduce(0, +) / Double(means.count)
        let ranges = subgroups.map { ($0.max() ?? 0) - ($0.min() ?? 0) }
        let meanRange = ranges.reduce(0, +) / Double(ranges.count)
        deviationWithin = Self.d2.indices.contains(size - 2) ? meanRange / Self.d2[size - 2] : nil
    }

    /// The expected range of 2 to 25 standard normal values. Source: the factors for control charts
    /// of ASTM MNL 7.
    private static let d2 = [
        1.128, 1.693, 2.059, 2.326, 2.534, 2.704, 2.847, 2.970, 3.078, 3.173, 3.258, 3.336, 3.407, 3.472,
        3.532, 3.588, 3.640, 3.689, 3.735, 3.778, 3.819, 3.858, 3.895, 3.931,
    ]

    /// The elements of Cm, Cmk, Cp and Cpk.
    package func elements(lower: ExactDecimal, upper: ExactDecimal) -> IndicatorElements {
        var elements = IndicatorElements([.lsl: lower, .usl: upper])
        elements[.mean] = ExactDecimal(approximating: mean, digits: 9)
        elements[.s] = ExactDecimal(approximating: standardDeviation, digits: 9)
        elements[.meanOfMeans] = ExactDecimal(approximating: meanOfMeans, digits: 9)
        elements[.sHat] = deviationWithin.flatMap { ExactDecimal(approximating: $0, digits: 9) }
        return elements
    }
}
