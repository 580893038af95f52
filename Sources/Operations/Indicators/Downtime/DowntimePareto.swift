/// Which reasons weigh most. `unknown` is a bar of its own.
package struct DowntimePareto: Hashable, Sendable {
    package enum Measure: String, Sendable, Hashable, CaseIterable { case minutes, count, lostUnits }

    package struct Bar: Hashable, Sendable {
        /// As deep as was asked for, or shallower where nobody said more.
        package var reason: ReasonPath
        package var milliseconds: Int64
        package var count: Int
        /// Of the items whose PRU is known.
        package var lostUnits: ExactDecimal
        /// Per cent of all, and of all down to this bar, with two digits after the point, each rounded from
        /// exact sums. Nil when all is nothing.
        package var share: ExactDecimal?
        package var cumulative: ExactDecimal?
    }

    package let measure: Measure
    /// The heaviest first; among equals by reason.
    package let bars: [Bar]
    /// Lost units are of a part of the items only, or have too many digits.
    package let lostUnitsAreIncomplete: Bool

    /// `depth` steps of the reasons' paths are told apart, at least 1.
    package init(_ items: some Sequence<DowntimeItem>, depth: Int = .max, by measure: Measure = .minutes) {
        var bars: [ReasonPath: Bar] = [:]
        var isIncomplete = false
        for item in items {
            let reason = item.reason.prefix(max(1, depth))
            var bar =
                bars[reason] ?? Bar(reason: reason, milliseconds: 0, count: 0, lostUnits: .zero)
            bar.milliseconds += item.down
            bar.count += 1
            if let lost = item.lostUnits, let sum = try? bar.lostUnits.adding(lost) {
                bar.lostUnits = sum
            } else {
                isIncomplete = true
            }
            bars[reason] = bar
        }
        self.measure = measure
        lostUnitsAreIncomplete = isIncomplete
        self.bars = Self.ranked(Array(bars.values), measure)
    }

    private static func ranked(_ bars: [Bar], _ measure: Measure) -> [Bar] {
        let weight: (Bar) -> ExactDecimal = { $0.weight(measure) }
        var ranked = bars.sorted {
            weight($0) == weight($1) ? $0.reason < $1.reason : weight($0) > weight($1)
        }
        let total = ranked.reduce(ExactDecimal.zero) { (try? $0.adding(weight($1))) ?? $0 }
        var sum = ExactDecimal.zero
        for index in ranked.indices {
            sum = (try? sum.adding(weight(ranked[index]))) ?? sum
            ranked[index].share = percent(weight(ranked[index]), of: total)
            ranked[index].cumulative = percent(sum, of: total)
        }
        return ranked
    }

    private static func percent(_ part: ExactDecimal, of whole: ExactDecimal) -> ExactDecimal? {
        guard !whole.isZero, let product = try? part.multiplied(by: ExactDecimal(100)) else { return nil }
        return try? product.divided(by: whole, scale: 2, rounding: .halfAwayFromZero)
    }
}

extension DowntimePareto.Bar {
    fileprivate func weight(_ measure: DowntimePareto.Measure) -> ExactDecimal {
        switch measure {
        case .minutes: ExactDecimal(milliseconds)
        case .count: ExactDecimal(count)
        case .lostUnits: lostUnits
        }
    }
}
