extension OperationsSegment {
    private static let scrapParameter = "ScrapFactor"

    /// The share of what the step makes that is planned to be scrap, 0..<1: its parameter `ScrapFactor`. Nil when
    /// it has none, or one that is no such share.
    package internal(set) var scrapFactor: ExactDecimal? {
        get {
            let text = parameters.first { Self.isScrap($0) }?.values.first?.text
            let factor = text.flatMap { try? ExactDecimal(parsing: $0) }
            return factor.flatMap { !$0.isNegative && $0 < .one ? $0 : nil }
        }
        set {
            let value = newValue.map { Value($0.lexicalForm) }
            parameters = parameters.filter { !Self.isScrap($0) }
            if let value {
                parameters.append(Parameter(id: Identifier(Self.scrapParameter), values: [value]))
            }
        }
    }

    private static func isScrap(_ parameter: Parameter) -> Bool {
        parameter.id?.matchingKey == scrapParameter
    }
}

extension OperationsDefinition {
    /// The innermost steps, in the order of work.
    package var route: [OperationsSegment] { segments.flatMap(\.leaves) }

    /// With the amounts of each step that have to be begun so that what is defined comes out of the last one.
    ///
    /// A step makes its amount over the yield of the steps after it, and takes its materials over its own yield
    /// besides: `q / Π (1 - s)`, rounded up at the last digit that the amount is written with. Durations stay:
    /// they are for what a step makes in good quality. As it is when a factor cannot be reckoned with.
    func allowingForScrap() -> OperationsDefinition {
        let route = route
        guard route.contains(where: { $0.scrapFactor.map { !$0.isZero } ?? false }) else { return self }
        var copy = self
        var later = route.count - 1
        var yieldAfter = ExactDecimal.one
        var yields: [(after: ExactDecimal, with: ExactDecimal)] = []
        while later >= 0 {
            let factor = route[later].scrapFactor ?? .zero
            guard let own = try? ExactDecimal.one.subtracting(factor),
                let with = try? yieldAfter.multiplied(by: own)
            else { return self }
            yields.insert((yieldAfter, with.reduced), at: 0)
            yieldAfter = with.reduced
            later -= 1
        }
        var next = 0
        copy.segments = segments.map { $0.allowing(yields, &next) }
        return copy
    }
}

extension OperationsSegment {
    fileprivate var leaves: [OperationsSegment] { children.isEmpty ? [self] : children.flatMap(\.leaves) }

    fileprivate func allowing(_ yields: [(after: ExactDecimal, with: ExactDecimal)], _ next: inout Int)
        -> OperationsSegment
    {
        var copy = self
        guard children.isEmpty else {
            copy.children = children.map { $0.allowing(yields, &next) }
            return copy
        }
        let (after, with) = yields[next]
        next += 1
        copy.materials = materials.map { material in
            var material = material
            let yield = material.use?.isProducing ?? false ? after : with
            material.quantities = material.quantities.map { $0.over(yield) }
            return material
        }
        return copy
    }
}

extension Quantity {
    /// Divided by a yield, rounded up at its last digit; as it is where the digits do not fit.
    fileprivate func over(_ yield: ExactDecimal) -> Quantity {
        var copy = self
        copy.value =
            (try? value.divided(by: yield, scale: value.scale, rounding: .awayFromZero)) ?? value
        return copy
    }
}
