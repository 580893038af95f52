extension BoundingFacets {
    /// Which facet a value does not keep.
    package enum Violation: Hashable, Sendable {
        /// With the number of characters or octets that it has.
        case length(Int)
        case totalDigits(Int)
        case fractionDigits(Int)
        case limit(Limit)
    }

    /// The first facet that a value does not keep; nil when it keeps all. The value is normalised and in the lexical
    /// space of the type.
    package func violation(
        by value: UnsafeBufferPointer<UInt8>, of type: BuiltinType
    ) -> Violation? {
        if minLength > 0 || maxLength >= 0, type.primitive != .qName {
            let length = Self.length(of: value, type)
            if length < minLength || maxLength >= 0 && length > maxLength { return .length(length) }
        }
        if totalDigits >= 0 || fractionDigits >= 0 {
            let digits = DecimalDigits(value)
            if totalDigits >= 0, digits.totalDigits > totalDigits { return .totalDigits(digits.totalDigits) }
            if fractionDigits >= 0, digits.fraction.count > fractionDigits {
                return .fractionDigits(digits.fraction.count)
            }
        }
        return limits.first { !$0.admits(value, type) }.map { .limit($0) }
    }

    /// Source: XSD 1.0 Part 2, 4.3.1. The length of a QName is not constrained, whatever the facet says.
    private static func length(of value: UnsafeBufferPointer<UInt8>, _ type: BuiltinType) -> Int {
        switch type.primitive {
        case .hexBinary: value.count / 2
        case .base64Binary:
            value.reduce(0) { $1 == 0x20 || $1 == 0x3D ? $0 : $0 + 1 } * 3 / 4
        default: value.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        }
    }
}

extension BoundingFacets.Limit {
    /// A value whose order to the limit is indeterminate is not admitted.
    func admits(_ value: UnsafeBufferPointer<UInt8>, _ type: BuiltinType) -> Bool {
        var text = text
        let order = text.withUTF8 { ValueOrder.of(value, $0, as: type) }
        return switch (kind, order) {
        case (.minInclusive, .greater), (.minInclusive, .equal), (.minExclusive, .greater),
            (.maxInclusive, .less), (.maxInclusive, .equal), (.maxExclusive, .less):
            true
        default: false
        }
    }
}
