/// How long equipment is set up from one family of work to another.
///
/// Source: ISA-95 Part 4, resource relationship network; a site says it in its settings. The first one that fits
/// counts, so the special ones come first.
package struct Changeover: Hashable, Sendable {
    /// Nil: any equipment, any family.
    package var equipment: Identifier?
    package var from: Identifier?
    package var to: Identifier?
    /// Working time, not negative.
    package var time: TimeSpan

    package init(
        equipment: Identifier? = nil, from: Identifier? = nil, to: Identifier? = nil, time: TimeSpan
    ) {
        self.equipment = equipment
        self.from = from
        self.to = to
        self.time = time
    }

    func fits(_ unit: String) -> Bool { equipment.map { $0.matchingKey == unit } ?? true }

    func fits(_ unit: String, from: String, to: String) -> Bool {
        fits(unit) && (self.from.map { $0.matchingKey == from } ?? true)
            && (self.to.map { $0.matchingKey == to } ?? true)
    }
}

extension [Changeover] {
    /// Between two families on a unit; none within one family unless it is said.
    func time(on unit: String, from: String, to: String) -> TimeSpan {
        let fitting = first { $0.fits(unit, from: from, to: to) && (from != to || $0.isWithin(from)) }
        return fitting?.time ?? .zero
    }
}

extension Changeover {
    fileprivate func isWithin(_ family: String) -> Bool {
        from?.matchingKey == family && to?.matchingKey == family
    }
}
