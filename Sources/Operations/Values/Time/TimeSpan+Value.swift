extension TimeSpan {
    /// Milliseconds of the units of time of UN/ECE Recommendation 20, and of what people write for them.
    private static let units: [String: Int64] = [
        "C26": 1, "ms": 1, "SEC": 1_000, "s": 1_000, "MIN": 60_000, "min": 60_000, "HUR": 3_600_000,
        "h": 3_600_000, "DAY": 86_400_000, "d": 86_400_000, "WEE": 604_800_000,
    ]

    /// A value that is a length of time: XSD `duration`, or a number with a unit of time. Nil for anything else, and
    /// for what is no whole number of milliseconds.
    init?(_ value: Value) {
        let text = Identifier(value.text).matchingKey
        if let span = try? TimeSpan(parsing: text) {
            self = span
            return
        }
        guard let unit = value.unit.flatMap({ Self.units[Identifier($0.rawValue).matchingKey] }),
            let number = try? ExactDecimal(parsing: text),
            let product = try? number.multiplied(by: ExactDecimal(unit)),
            let milliseconds = Int64(product.reduced.lexicalForm),
            milliseconds.magnitude <= UInt64(Self.longest)
        else { return nil }
        self.init(milliseconds: milliseconds)
    }
}
