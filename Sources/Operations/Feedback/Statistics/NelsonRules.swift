/// The first four of Nelson's rules for a control chart of single values or subgroup means.
///
/// Source: L. S. Nelson, Journal of Quality Technology 16 (1984).
package enum NelsonRule: Int, Hashable, Sendable, Codable, CaseIterable {
    /// One point more than three sigma from the centre.
    case beyondThreeSigma = 1
    /// Nine points in a row on one side of the centre; a point on it ends the row.
    case nineOnOneSide = 2
    /// Six points in a row, each above the one before, or each below.
    case sixSteady = 3
    /// Fourteen points in a row, up and down in turn.
    case fourteenAlternating = 4

    /// The indices of the points at which the rule is broken, in order: the last ones of their rows. `sigma`
    /// is that of the plotted points; unless it is positive nothing can be said and nothing is.
    package func violations(in points: [Double], centre: Double, sigma: Double) -> [Int] {
        guard sigma > 0 else { return [] }
        switch self {
        case .beyondThreeSigma:
            return points.indices.filter { abs(points[$0] - centre) > 3 * sigma }
        case .nineOnOneSide:
            let sides = points.map { $0 > centre ? 1 : ($0 < centre ? -1 : 0) }
            return Self.ends(ofRows: 9, points.indices) {
                sides[$0] != 0 && $0 > 0 && sides[$0] == sides[$0 - 1]
            }
        case .sixSteady:
            let steps = Self.steps(points)
            return Self.ends(ofRows: 5, steps.indices) {
                steps[$0] != 0 && $0 > 0 && steps[$0] == steps[$0 - 1]
            }
            .map { $0 + 1 }
        case .fourteenAlternating:
            let steps = Self.steps(points)
            return Self.ends(ofRows: 13, steps.indices) {
                steps[$0] != 0 && $0 > 0 && steps[$0] == -steps[$0 - 1]
            }.map { $0 + 1 }
        }
    }

    /// The signs of the differences: element i is of points i and i + 1.
    private static func steps(_ points: [Double]) -> [Int] {
        zip(points, points.dropFirst()).map { $1 > $0 ? 1 : ($1 < $0 ? -1 : 0) }
    }

    /// Where a row of `length` elements ends, each of which but the first continues the one before it.
    private static func ends(ofRows length: Int, _ indices: Range<Int>, _ continues: (Int) -> Bool) -> [Int] {
        var run = 0
        var ends: [Int] = []
        for index in indices {
            run = continues(index) ? run + 1 : 1
            if run >= length { ends.append(index) }
        }
        return ends
    }
}
