package import Diagnostics

/// How lots mix in a tank, silo or bunker; a property of the location.
package enum Commingling: Hashable, Sendable, Codable {
    /// First in, first out: layers that do not mix.
    case firstInFirstOut
    /// Everything mixes at once. A lot of which no more than `flushed` is left counts as flushed out; nil
    /// keeps it until the location is empty.
    case perfectMix(flushed: ExactDecimal?)
    /// Nothing is known: every lot that was there since it was last empty may be in what is drawn.
    case unknown
}

/// Why a commingled store refuses. Nothing has changed when it is thrown.
package enum ComminglingError: Error, Hashable, Sendable {
    case notPositive(Quantity)
    case mixedUnits(UnitOfMeasure?, UnitOfMeasure?)
    /// Before what was told last.
    case outOfOrder(at: Instant, after: Instant)
    case notExact(DecimalError)
}

/// A tank, silo or bunker, and what of which lot is in it.
///
/// Told in the order of time. What is drawn becomes the inputs of a ``Transformation``, so that traces and
/// recalls need not know about mixing.
package struct CommingledStore: Hashable, Sendable, Codable {
    package struct Layer: Hashable, Sendable, Codable {
        package let lot: LotReference
        /// Filled in since the store was last empty.
        package internal(set) var filled: ExactDecimal
        /// Still there, as far as ``Commingling`` can tell; for ``Commingling/unknown`` what was filled in.
        package internal(set) var left: ExactDecimal
    }

    package struct Share: Hashable, Sendable, Codable {
        package let lot: LotReference
        /// Nil when it is not known.
        package let quantity: Quantity?
        /// It cannot be more.
        package let atMost: Quantity
    }

    package struct Draw: Hashable, Sendable {
        /// In the order of filling.
        package let shares: [Share]
        /// What was drawn beyond what the books say was there; nil when it was there.
        package let shortage: Quantity?
        package let findings: [Finding]

        /// For the transformation that takes them.
        package func inputs(use: MaterialUse? = nil, location: Identifier? = nil) -> [LotAmount] {
            shares.map { LotAmount($0.lot, $0.quantity, use: use, location: location) }
        }
    }

    package let location: Identifier
    package let commingling: Commingling
    package let unit: UnitOfMeasure?
    /// In the order of filling; one layer for consecutive fillings of one lot.
    package private(set) var layers: [Layer] = []
    /// By the books; may be negative.
    package private(set) var contents = ExactDecimal.zero
    /// Every lot that was ever in it and until when, for recalls by time.
    package private(set) var stays: [LotStay] = []
    private var last: Instant?

    /// Digits after the point to which a share of a mixture is cut, at least.
    private static let scale = 6

    package init(_ location: Identifier, _ commingling: Commingling = .unknown, unit: UnitOfMeasure?) {
        self.location = location
        self.commingling = commingling
        self.unit = unit
    }

    package mutating func fill(_ lot: LotReference, _ quantity: Quantity, at instant: Instant)
        throws(ComminglingError)
    {
        try check(quantity, instant)
        let sum = try exact { () throws(DecimalError) in try contents.adding(quantity.value) }
        let position = layers.lastIndex { $0.lot == lot }
        if let position, position == layers.count - 1 || commingling != .firstInFirstOut {
            let layer = layers[position]
            let filled = try exact { () throws(DecimalError) in try layer.filled.adding(quantity.value) }
            let left = try exact { () throws(DecimalError) in try layer.left.adding(quantity.value) }
            layers[position].filled = filled
            layers[position].left = left
        } else {
            layers.append(Layer(lot: lot, filled: quantity.value, left: quantity.value))
        }
        if !stays.contains(where: { $0.lot == lot && $0.to == nil }) {
            stays.append(LotStay(lot, in: location, from: instant))
        }
        contents = sum
        last = instant
    }

    /// What a draw takes of which lot.
    package mutating func draw(_ quantity: Quantity, at instant: Instant) throws(ComminglingError) -> Draw {
        try check(quantity, instant)
        let after = try exact { () throws(DecimalError) in try contents.subtracting(quantity.value) }
        let before = contents
        let shares =
            switch commingling {
            case .firstInFirstOut: try drawLayers(quantity.value)
            case .perfectMix(let flushed): try drawMixture(quantity.value, flushed)
            case .unknown: layers.map { share($0.lot, nil, atMost: min($0.filled, quantity.value)) }
            }
        contents = after
        last = instant
        closeStays(at: instant)
        guard after.isNegative else { return Draw(shares: shares, shortage: nil, findings: []) }
        let shortage = before.isNegative ? quantity.value : (try? after.negated()) ?? quantity.value
        return Draw(
            shares: shares, shortage: Quantity(shortage, unit),
            findings: [
                Finding(
                    "GEN-STORE-1", .warning, at: Place(path: "OperationalLocation \(location)"),
                    "\(quantity.value) were drawn, and the books say that \(before) were there",
                    advice: "Record what was filled in, or that it was emptied.")
            ])
    }

    /// It is known to be empty: what is drawn from now on is of what is filled in from now on.
    ///
    /// - Returns: What the books had left there.
    @discardableResult
    package mutating func empty(at instant: Instant) throws(ComminglingError) -> Quantity {
        if let last, instant < last { throw .outOfOrder(at: instant, after: last) }
        let rest = Quantity(contents, unit)
        layers = []
        contents = .zero
        last = instant
        closeStays(at: instant)
        return rest
    }

    private func check(_ quantity: Quantity, _ instant: Instant) throws(ComminglingError) {
        guard quantity.unit == unit else { throw .mixedUnits(unit, quantity.unit) }
        guard quantity.value > .zero else { throw .notPositive(quantity) }
        if let last, instant < last { throw .outOfOrder(at: instant, after: last) }
    }

    private func exact<Value>(_ operation: () throws(DecimalError) -> Value) throws(ComminglingError) -> Value
    {
        do throws(DecimalError) {
            return try operation()
        } catch {
            throw .notExact(error)
        }
    }

    private func share(_ lot: LotReference, _ quantity: ExactDecimal?, atMost: ExactDecimal) -> Share {
        Share(lot: lot, quantity: quantity.map { Quantity($0, unit) }, atMost: Quantity(atMost, unit))
    }

    private mutating func closeStays(at instant: Instant) {
        for position in stays.indices where stays[position].to == nil {
            if !layers.contains(where: { $0.lot == stays[position].lot }) { stays[position].to = instant }
        }
    }

    /// The oldest layers first.
    private mutating func drawLayers(_ quantity: ExactDecimal) throws(ComminglingError) -> [Share] {
        var open = quantity
        var kept: [Layer] = []
        var shares: [Share] = []
        for var layer in layers {
            let part = min(layer.left, open)
            if part > .zero {
                shares.append(share(layer.lot, part, atMost: part))
                open = try exact { () throws(DecimalError) in try open.subtracting(part) }
                layer.left = try exact { () throws(DecimalError) in try layer.left.subtracting(part) }
            }
            if !layer.left.isZero { kept.append(layer) }
        }
        layers = kept
        return shares
    }

    /// Of each layer its part; cut at running totals, so that the parts add up to what was drawn.
    private mutating func drawMixture(_ quantity: ExactDecimal, _ flushed: ExactDecimal?)
        throws(ComminglingError) -> [Share]
    {
        var whole = ExactDecimal.zero
        for layer in layers { whole = try exact { () throws(DecimalError) in try whole.adding(layer.left) } }
        guard !whole.isZero else { return [] }
        let drawn = min(quantity, whole)
        let scale = min(
            max(Self.scale, quantity.scale, layers.map(\.left.scale).max() ?? 0), ExactDecimal.maximalScale)
        var running = ExactDecimal.zero
        var given = ExactDecimal.zero
        var shares: [Share] = []
        var kept: [Layer] = []
        for var layer in layers {
            let (part, upTo) = try exact { () throws(DecimalError) in
                running = try running.adding(layer.left)
                let upTo = try running.multiplied(by: drawn).divided(
                    by: whole, scale: scale, rounding: .towardZero)
                return (try upTo.subtracting(given), upTo)
            }
            given = upTo
            shares.append(share(layer.lot, part.reduced, atMost: part.reduced))
            layer.left = try exact { () throws(DecimalError) in try layer.left.subtracting(part) }
            if drawn < whole, flushed.map({ layer.left > $0 }) ?? true { kept.append(layer) }
        }
        layers = kept
        return shares
    }
}
