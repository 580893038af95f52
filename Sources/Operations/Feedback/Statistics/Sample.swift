/// Numbers that were measured, in the order in which they were. All are finite.
package struct Sample: Hashable, Sendable {
    package let values: [Double]

    /// Nil when there are none, or one is infinite or NaN.
    package init?(_ values: [Double]) {
        guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
        self.values = values
    }

    package var count: Int { values.count }
    package var mean: Double { values.reduce(0, +) / Double(count) }

    /// With n - 1 in the denominator; nil for one value.
    package var variance: Double? {
        guard count > 1 else { return nil }
        let mean = mean
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
    }

    package var standardDeviation: Double? { variance.map { $0.squareRoot() } }

    package var median: Double { quantile(0.5) }

    /// Linear between the order statistics: position `p (n - 1)`, for p in 0...1.
    ///
    /// Source: Hyndman and Fan 1996, definition 7.
    package func quantile(_ p: Double) -> Double {
        Self.quantile(p, ofSorted: values.sorted())
    }

    static func quantile(_ p: Double, ofSorted sorted: [Double]) -> Double {
        guard let last = sorted.indices.last else { return .nan }
        let position = min(max(p, 0), 1) * Double(last)
        let index = min(Int(position), last)
        guard index < last else { return sorted[last] }
        return sorted[index] + (position - Double(index)) * (sorted[index + 1] - sorted[index])
    }

    /// The mean without the `share` smallest and the `share` largest values, each rounded down to whole
    /// values; `share` is 0..<0.5.
    package func trimmedMean(_ share: Double) -> Double {
        let cut = min(Int(Double(count) * min(max(share, 0), 0.5)), (count - 1) / 2)
        let kept = values.sorted()[cut..<(count - cut)]
        return kept.reduce(0, +) / Double(kept.count)
    }
}
