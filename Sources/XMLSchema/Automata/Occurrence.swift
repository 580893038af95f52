/// How often a particle may occur.
package struct Occurrence: Hashable, Sendable {
    package let min: Int
    /// Nil for unbounded.
    package let max: Int?

    package init(min: Int, max: Int?) {
        self.min = min
        self.max = max
    }

    package static let once = Occurrence(min: 1, max: 1)

    /// That of a particle inside another one.
    func within(_ outer: Occurrence) -> Occurrence {
        let product: Int? =
            if let max, let outerMax = outer.max { max * outerMax } else {
                max == 0 || outer.max == 0 ? 0 : nil
            }
        return Occurrence(min: min * outer.min, max: product)
    }
}
