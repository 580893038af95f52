import Testing

@testable import Operations

@Suite struct ExactDecimalTests {
    @Test(arguments: [
        ("1.000", "1.000"), ("0.4E1", "4"), ("0.4e1", "4"), ("1E3", "1000"), ("12.50E-3", "0.01250"),
        ("-0.5", "-0.5"),
        ("+5", "5"), (".5", "0.5"), ("5.", "5"), ("007", "7"), (" \t12 \r\n", "12"), ("-0.00", "0.00"),
        ("0E99", "0"),
        ("1.5E+2", "150"),
        ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
        ("-170141183460469231731687303715884105728", "-170141183460469231731687303715884105728"),
        ("0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000001"),
    ])
    func readsAndWrites(_ text: String, _ lexical: String) throws {
        #expect(try ExactDecimal(parsing: text).lexicalForm == lexical)
    }

    @Test(arguments: [
        "", " ", ".", "-", "12,5", "1 2", "0x1", "E5", "1E", "1E+", "NaN", "INF", "true", "41fs.9", "1.2.3",
        "--1", "١",
    ])
    func refusesWhatIsNoDecimal(_ text: String) {
        #expect(throws: DecimalError.notADecimal) { try ExactDecimal(parsing: text) }
    }

    @Test(arguments: ["1E39", "999999999999999999999999999999999999999", "1E-39", "1E99999999999999999999"])
    func refusesWhatDoesNotFit(_ text: String) {
        #expect(throws: DecimalError.overflow) { try ExactDecimal(parsing: text) }
    }

    @Test func isEqualByValueAndKeepsItsForm() {
        let short: ExactDecimal = "1"
        let long: ExactDecimal = "1.000"
        #expect(short == long)
        #expect(Set([short, long]).count == 1)
        #expect(short.lexicalForm != long.lexicalForm)
    }

    @Test func comparesFarScalesWithoutOverflow() {
        let large: ExactDecimal = "99999999999999999999999999999999999999"
        let small: ExactDecimal = "0.00000000000000000000000000000000000001"
        #expect(small < large)
        #expect(ExactDecimal("-99999999999999999999999999999999999999") < small)
        #expect(!(large < large))
    }

    @Test func overflowIsThrownAndNothingIsRounded() {
        let large: ExactDecimal = "99999999999999999999999999999999999999"
        #expect(throws: DecimalError.overflow) { try large.adding("0.1") }
        #expect(throws: DecimalError.overflow) { try large.multiplied(by: "10") }
        #expect(throws: DecimalError.divisionByZero) {
            try large.divided(by: "0.00", scale: 2, rounding: .halfToEven)
        }
        #expect(throws: DecimalError.scaleOutOfRange) {
            try large.divided(by: "1", scale: 39, rounding: .halfToEven)
        }
    }

    @Test(
        arguments: [
            ("1", "3", 4, Rounding.halfToEven, "0.3333"), ("2", "3", 4, .halfToEven, "0.6667"),
            ("-2", "3", 4, .halfToEven, "-0.6667"),
            ("1", "8", 2, .halfToEven, "0.12"), ("3", "8", 2, .halfToEven, "0.38"),
            ("1", "8", 2, .halfAwayFromZero, "0.13"),
            ("-1", "8", 2, .halfAwayFromZero, "-0.13"), ("1", "8", 2, .towardZero, "0.12"),
            ("1", "8", 2, .awayFromZero, "0.13"),
            ("1.000", "8", 0, .towardZero, "0"), ("10", "2", 3, .halfToEven, "5.000"),
            ("1", "3", 38, .towardZero, "0.33333333333333333333333333333333333333"),
            (
                "0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000003", 38,
                .towardZero, "0.33333333333333333333333333333333333333"
            ),
        ] as [(String, String, Int, Rounding, String)])
    func divides(_ a: String, _ b: String, _ scale: Int, _ rounding: Rounding, _ result: String) throws {
        let quotient = try ExactDecimal(parsing: a).divided(
            by: ExactDecimal(parsing: b), scale: scale, rounding: rounding)
        #expect(quotient.lexicalForm == result)
    }

    private static func random(_ generator: inout SeededGenerator) throws -> ExactDecimal {
        let coefficient = Int128(Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &generator))
        return try ExactDecimal(coefficient: coefficient, scale: Int.random(in: 0...6, using: &generator))
    }

    @Test(arguments: UInt64(1)...20)
    func lawsHold(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let (a, b, c) = (
                try Self.random(&generator), try Self.random(&generator), try Self.random(&generator)
            )
            #expect(try ExactDecimal(parsing: a.lexicalForm).lexicalForm == a.lexicalForm)
            #expect(try a.adding(b) == b.adding(a))
            #expect(try a.adding(b).adding(c) == a.adding(b.adding(c)))
            #expect(try a.adding(b).subtracting(b) == a)
            #expect(try a.multiplied(by: b.adding(c)) == a.multiplied(by: b).adding(a.multiplied(by: c)))
            #expect((a < b) == (try a.subtracting(b).isNegative))
            #expect((a == b) == (try a.subtracting(b).isZero))
            if a == b { #expect(a.hashValue == b.hashValue) }
            #expect(a.reduced == a)
            if !b.isZero { try divisionIsWithinOneUnit(a, b) }
        }
    }

    private func divisionIsWithinOneUnit(_ a: ExactDecimal, _ b: ExactDecimal) throws {
        let quotient = try a.divided(by: b, scale: 8, rounding: .halfToEven)
        let error = try quotient.multiplied(by: b).subtracting(a)
        let twice = try error.multiplied(by: "2")
        let unit = try b.multiplied(by: "0.00000001")
        let (magnitude, limit) = (
            twice.isNegative ? try twice.negated() : twice, unit.isNegative ? try unit.negated() : unit
        )
        #expect(magnitude <= limit)
    }

    @Test func quantitiesOfTwoUnitsAreNotAdded() throws {
        #expect(throws: QuantityError.mixedUnits("KG", "g")) {
            try Quantity("1", "KG").adding(Quantity("1", "g"))
        }
        #expect(throws: QuantityError.mixedUnits(nil, "g")) { try [Quantity("1"), Quantity("1", "g")].sum() }
        #expect(
            try [Quantity("199.910", "KG"), Quantity("0.090", "KG")].sum()?.value.lexicalForm == "200.000")
    }
}
