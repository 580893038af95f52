/// A decimal number held exactly: `coefficient × 10^-scale`, with the scale as it was written.
///
/// Equality, ordering and hashing are by value (`1.0 == 1.000`); ``lexicalForm`` keeps the trailing zeros,
/// since "1.000" tells a scale of measurement that "1" does not. There is no binary floating point in here,
/// and nothing is rounded unless a scale and a rounding rule are stated.
///
/// Range: 38 digits before and after the point together, at most ``maximalScale`` after it.
package struct ExactDecimal: Sendable {
    /// The digits as an integer, sign included.
    package let coefficient: Int128
    /// How many of the digits stand after the point; 0...``maximalScale``.
    package let scale: Int

    package static let maximalScale = 38
    package static let zero = ExactDecimal(0)
    package static let one = ExactDecimal(1)

    package init(_ integer: some FixedWidthInteger & SignedInteger) {
        coefficient = Int128(integer)
        scale = 0
    }

    private init(uncheckedCoefficient: Int128, scale: Int) {
        self.coefficient = uncheckedCoefficient
        self.scale = scale
    }

    /// - Throws: ``DecimalError/scaleOutOfRange`` when the scale is not within 0...``maximalScale``.
    package init(coefficient: Int128, scale: Int) throws(DecimalError) {
        guard (0...Self.maximalScale).contains(scale) else { throw .scaleOutOfRange }
        self.init(uncheckedCoefficient: coefficient, scale: scale)
    }

    package var isZero: Bool { coefficient == 0 }
    package var isNegative: Bool { coefficient < 0 }

    /// The number as XSD `decimal` writes it, with all the digits after the point that it was written with.
    package var lexicalForm: String {
        var digits = String(coefficient.magnitude)
        if scale > 0 {
            if digits.count <= scale {
                digits = String(repeating: "0", count: scale - digits.count + 1) + digits
            }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
        }
        return coefficient < 0 ? "-" + digits : digits
    }

    /// The same value with the fewest digits: no zeros at the end of the fraction.
    package var reduced: ExactDecimal {
        var coefficient = coefficient
        var scale = scale
        while scale > 0, coefficient % 10 == 0 {
            coefficient /= 10
            scale -= 1
        }
        return ExactDecimal(uncheckedCoefficient: coefficient, scale: scale)
    }
}

/// What an exact number cannot do.
package enum DecimalError: Error, Hashable, Sendable, Codable {
    /// The text is not an XSD decimal, also not one in scientific notation.
    case notADecimal
    /// The result has more digits than are kept; nothing was rounded.
    case overflow
    case scaleOutOfRange
    case divisionByZero
}

/// What happens to the digits that a stated scale has no room for.
package enum Rounding: String, Sendable, Codable, CaseIterable {
    /// To the nearest; the tie to the even digit.
    case halfToEven
    /// To the nearest; the tie away from zero.
    case halfAwayFromZero
    case towardZero
    case awayFromZero
}

// MARK: - Reading

extension ExactDecimal {
    /// Reads XSD `decimal` (blanks at the ends collapse, a sign, digits, a point) and, as real senders write
    /// it, an exponent: `0.4E1`.
    ///
    /// - Throws: ``DecimalError/notADecimal``, or ``DecimalError/overflow`` when the digits do not fit.
    package init(parsing text: some StringProtocol) throws(DecimalError) {
        var scanner = Scanner(text)
        try scanner.run()
        self = try Self.scaled(scanner.coefficient, scale: scanner.fractionDigits - scanner.exponent)
    }

    /// `coefficient × 10^-scale` for any scale; negative ones become digits, too large ones lose zeros only.
    private static func scaled(_ coefficient: Int128, scale: Int) throws(DecimalError) -> ExactDecimal {
        if coefficient == 0 {
            return ExactDecimal(uncheckedCoefficient: 0, scale: min(max(scale, 0), maximalScale))
        }
        if scale < 0 {
            let wide = try multiplied(coefficient, byPowerOfTen: -scale)
            return ExactDecimal(uncheckedCoefficient: wide, scale: 0)
        }
        var coefficient = coefficient
        var scale = scale
        while scale > maximalScale, coefficient % 10 == 0 {
            coefficient /= 10
            scale -= 1
        }
        guard scale <= maximalScale else { throw .overflow }
        return ExactDecimal(uncheckedCoefficient: coefficient, scale: scale)
    }

    /// One pass over the bytes: blanks, sign, digits with at most one point, exponent, blanks.
    private struct Scanner {
        private let bytes: [UInt8]
        private var position = 0
        var coefficient: Int128 = 0
        var fractionDigits = 0
        var exponent = 0

        init(_ text: some StringProtocol) {
            bytes = Array(text.utf8)
        }

        mutating func run() throws(DecimalError) {
            skipBlanks()
            let negative = sign()
            try digits(negative: negative)
            try scanExponent()
            skipBlanks()
            guard position == bytes.count else { throw .notADecimal }
        }

        private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

        private mutating func skipBlanks() {
            while let byte = next, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D {
                position += 1
            }
        }

        private mutating func sign() -> Bool {
            guard let byte = next, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") else {
                return false
            }
            position += 1
            return byte == UInt8(ascii: "-")
        }

        private mutating func digits(negative: Bool) throws(DecimalError) {
            var seen = false
            var afterPoint = false
            while let byte = next {
                if byte == UInt8(ascii: "."), !afterPoint {
                    afterPoint = true
                } else if let digit = Self.digit(byte) {
                    seen = true
                    try append(digit, negative: negative)
                    if afterPoint { fractionDigits += 1 }
                } else {
                    break
                }
                position += 1
            }
            guard seen else { throw .notADecimal }
        }

        private mutating func append(_ digit: Int128, negative: Bool) throws(DecimalError) {
            let (shifted, overflow) = coefficient.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = shifted.addingReportingOverflow(negative ? -digit : digit)
            guard !overflow, !overflow2 else { throw .overflow }
            coefficient = sum
        }

        private mutating func scanExponent() throws(DecimalError) {
            guard let byte = next, byte == UInt8(ascii: "E") || byte == UInt8(ascii: "e") else { return }
            position += 1
            let negative = sign()
            var seen = false
            while let byte = next, let digit = Self.digit(byte) {
                seen = true
                position += 1
                exponent = min(exponent * 10 + Int(digit), 100_000)
            }
            guard seen else { throw .notADecimal }
            if negative { exponent = -exponent }
        }

        private static func digit(_ byte: UInt8) -> Int128? {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int128(byte - UInt8(ascii: "0")) : nil
        }
    }
}

// MARK: - Comparing

extension ExactDecimal: Comparable, Hashable {
    package static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.scale == right.scale { return left.coefficient == right.coefficient }
        let (a, b) = (left.reduced, right.reduced)
        return a.scale == b.scale && a.coefficient == b.coefficient
    }

    package func hash(into hasher: inout Hasher) {
        let reduced = reduced
        hasher.combine(reduced.coefficient)
        hasher.combine(reduced.scale)
    }

    /// Never overflows: whole parts first, then the fractions, each brought to the longer scale.
    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.scale == right.scale { return left.coefficient < right.coefficient }
        let (a, b) = (left.parts, right.parts)
        if a.whole != b.whole { return a.whole < b.whole }
        let scale = max(left.scale, right.scale)
        return a.fraction * powersOfTen[scale - left.scale] < b.fraction * powersOfTen[scale - right.scale]
    }

    /// Truncated toward zero; the fraction has the sign of the number and `scale` digits.
    private var parts: (whole: Int128, fraction: Int128) {
        let (whole, fraction) = coefficient.quotientAndRemainder(dividingBy: Self.powersOfTen[scale])
        return (whole, fraction)
    }
}

// MARK: - Calculating

extension ExactDecimal {
    /// 10^0 ... 10^38, all that an `Int128` holds.
    private static let powersOfTen: [Int128] = {
        var powers: [Int128] = [1]
        for _ in 0..<maximalScale { powers.append((powers.last ?? 1) * 10) }
        return powers
    }()

    private static func multiplied(_ value: Int128, byPowerOfTen power: Int) throws(DecimalError) -> Int128 {
        guard value != 0 else { return 0 }
        guard power <= maximalScale else { throw .overflow }
        let (product, overflow) = value.multipliedReportingOverflow(by: powersOfTen[power])
        guard !overflow else { throw .overflow }
        return product
    }

    /// The sum, with the longer of the two scales.
    package func adding(_ other: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        let scale = max(scale, other.scale)
        let left = try Self.multiplied(coefficient, byPowerOfTen: scale - self.scale)
        let right = try Self.multiplied(other.coefficient, byPowerOfTen: scale - other.scale)
        let (sum, overflow) = left.addingReportingOverflow(right)
        guard !overflow else { throw .overflow }
        return ExactDecimal(uncheckedCoefficient: sum, scale: scale)
    }

    package func subtracting(_ other: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        try adding(other.negated())
    }

    package func negated() throws(DecimalError) -> ExactDecimal {
        guard coefficient != .min else { throw .overflow }
        return ExactDecimal(uncheckedCoefficient: -coefficient, scale: scale)
    }

    /// The product, with the sum of the scales; zeros at the end are given up before digits would be lost.
    package func multiplied(by other: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        if let product = try? Self.product(self, other) { return product }
        return try Self.product(reduced, other.reduced)
    }

    private static func product(_ left: ExactDecimal, _ right: ExactDecimal) throws(DecimalError)
        -> ExactDecimal
    {
        let (product, overflow) = left.coefficient.multipliedReportingOverflow(by: right.coefficient)
        guard !overflow else { throw .overflow }
        return try scaled(product, scale: left.scale + right.scale)
    }

    /// The quotient with exactly `scale` digits after the point.
    package func divided(by divisor: ExactDecimal, scale: Int, rounding: Rounding) throws(DecimalError)
        -> ExactDecimal
    {
        guard (0...Self.maximalScale).contains(scale) else { throw .scaleOutOfRange }
        guard !divisor.isZero else { throw .divisionByZero }
        let shift = scale + divisor.scale - self.scale
        var numerator = (high: UInt128(0), low: coefficient.magnitude)
        var denominator = divisor.coefficient.magnitude
        if shift >= 0 {
            // Two factors, since a power above 10^38 does not fit: the first must then keep the high half
            // empty.
            let first = min(shift, Self.maximalScale)
            if shift > first {
                let low = try Self.multiplied(coefficient, byPowerOfTen: shift - first)
                numerator.low = low.magnitude
            }
            let wide = numerator.low.multipliedFullWidth(by: Self.powersOfTen[first].magnitude)
            numerator = (wide.high, wide.low)
        } else {
            let (wide, overflow) = denominator.multipliedReportingOverflow(
                by: Self.powersOfTen[-shift].magnitude)
            guard !overflow else { throw .overflow }
            denominator = wide
        }
        guard numerator.high < denominator else { throw .overflow }
        let (quotient, remainder) = denominator.dividingFullWidth(numerator)
        let negative = isNegative != divisor.isNegative
        let magnitude = try Self.rounded(quotient, remainder, denominator, rounding)
        guard let exact = Int128(exactly: magnitude) else { throw .overflow }
        return ExactDecimal(uncheckedCoefficient: negative ? -exact : exact, scale: scale)
    }

    private static func rounded(
        _ quotient: UInt128, _ remainder: UInt128, _ denominator: UInt128, _ rounding: Rounding
    ) throws(DecimalError) -> UInt128 {
        guard remainder != 0 else { return quotient }
        let rest = denominator - remainder
        let up =
            switch rounding {
            case .towardZero: false
            case .awayFromZero: true
            case .halfAwayFromZero: remainder >= rest
            case .halfToEven: remainder > rest || (remainder == rest && quotient % 2 == 1)
            }
        guard up else { return quotient }
        let (sum, overflow) = quotient.addingReportingOverflow(1)
        guard !overflow else { throw .overflow }
        return sum
    }

    /// The value with exactly `scale` digits after the point.
    package func rounded(scale: Int, rounding: Rounding) throws(DecimalError) -> ExactDecimal {
        try divided(by: .one, scale: scale, rounding: rounding)
    }
}

// MARK: - As text

extension ExactDecimal: CustomStringConvertible, Codable {
    package var description: String { lexicalForm }

    /// From its text, never from a number of the format, which readers take as binary floating point.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(DecimalError) {
            try self.init(parsing: text)
        } catch {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not an exact decimal (\(error))")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(lexicalForm)
    }
}
