/// Whole numbers of 10⁻¹², in which shares are split so that the parts add up to the whole exactly.
enum FixedPoint {
    static let scale = 12
    static let one: Int128 = 1_000_000_000_000

    private static let powers: [Int128] = {
        var powers: [Int128] = [1]
        for _ in 0..<scale { powers.append((powers.last ?? 1) * 10) }
        return powers
    }()

    /// Digits beyond the twelfth are cut off; nil when the number is too large.
    static func value(_ coefficient: Int128, scale: Int) -> Int128? {
        if scale > Self.scale {
            guard let number = try? ExactDecimal(coefficient: coefficient, scale: scale),
                let cut = try? number.rounded(scale: Self.scale, rounding: .towardZero)
            else { return nil }
            return cut.coefficient
        }
        let (value, overflow) = coefficient.multipliedReportingOverflow(by: powers[Self.scale - scale])
        return overflow ? nil : value
    }

    static func decimal(_ value: Int128) -> ExactDecimal? {
        (try? ExactDecimal(coefficient: value, scale: scale))?.reduced
    }

    /// `amount × part ÷ whole` rounded down; none of them negative, `part` at most `whole`, which is not 0.
    static func share(_ amount: Int128, _ part: Int128, of whole: Int128) -> Int128 {
        if part == whole { return amount }
        let (product, overflow) = amount.multipliedReportingOverflow(by: part)
        if !overflow { return product / whole }
        let wide = amount.magnitude.multipliedFullWidth(by: part.magnitude)
        let divisor = whole.magnitude
        guard wide.high < divisor else { return amount }
        return Int128(truncatingIfNeeded: divisor.dividingFullWidth((wide.high, wide.low)).quotient)
    }

    /// The sum, or the largest number.
    static func sum(_ left: Int128, _ right: Int128) -> Int128 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }
}
