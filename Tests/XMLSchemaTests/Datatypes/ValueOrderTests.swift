import Testing

@testable import XMLSchema

/// How values lie to each other, and when they are the same.
@Suite struct ValueOrderTests {
    private static func with<Result>(
        _ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        var text = text
        return text.withUTF8(body)
    }

    private static func order(_ left: String, _ right: String, _ type: BuiltinType) -> ValueOrder {
        with(left) { left in with(right) { ValueOrder.of(left, $0, as: type) } }
    }

    @Test(
        arguments: [
            (.decimal, "1", .equal, "+01.00"), (.decimal, "-1", .less, "-0.99"),
            (.decimal, "-0", .equal, "0.0"),
            (.decimal, "10", .greater, "9.9999999999999999999999999999999999"),
            (.decimal, ".5", .less, "0.51"),
            (.decimal, "-10", .less, "-9"),
            (.integer, "12345678901234567890123", .greater, "12345678901234567890122"),
            (.double, "1E3", .equal, "1000"), (.double, "-INF", .less, "-1E308"),
            (.double, "NaN", .indeterminate, "1"),
            (.double, "NaN", .equal, "NaN"), (.double, "-0", .equal, "0"), (.double, "5.", .equal, "5"),
            (.float, "INF", .greater, "3.4E38"), (.float, "1E400", .equal, "INF"),
            (.float, ".5", .equal, "5E-1"),
            (.dateTime, "2024-01-01T00:00:00Z", .equal, "2024-01-01T01:00:00+01:00"),
            (.dateTime, "2023-12-31T24:00:00", .equal, "2024-01-01T00:00:00"),
            (.dateTime, "2024-01-01T00:00:00.1", .greater, "2024-01-01T00:00:00.09999"),
            (.dateTime, "2024-01-01T00:00:00", .indeterminate, "2024-01-01T14:00:00Z"),
            (.dateTime, "2024-01-01T00:00:00", .less, "2024-01-01T14:00:01Z"),
            (.dateTime, "2024-01-01T14:00:00.001", .greater, "2024-01-01T00:00:00Z"),
            (.dateTime, "2000-01-15T00:00:00", .less, "2000-02-15T00:00:00"),
            (.dateTime, "2000-01-15T12:00:00", .less, "2000-01-16T12:00:00Z"),
            (.dateTime, "2000-01-01T12:00:00", .indeterminate, "1999-12-31T23:00:00Z"),
            (.dateTime, "-0001-01-01T00:00:00Z", .less, "0001-01-01T00:00:00Z"),
            (.dateTime, "99999999999999999999-01-01T00:00:00", .greater, "9999-01-01T00:00:00"),
            (.date, "2024-05-01", .less, "2024-05-02"), (.date, "2024-05-01+14:00", .less, "2024-05-01Z"),
            (.date, "2024-05-01", .indeterminate, "2024-05-01Z"), (.time, "24:00:00", .equal, "00:00:00"),
            (.time, "08:00:00+01:00", .less, "08:00:00Z"), (.gYear, "2024", .less, "2025"),
            (.gYearMonth, "2024-12", .less, "2025-01"), (.gMonthDay, "--02-29", .less, "--03-01"),
            (.gDay, "---31", .greater, "---30"), (.gMonth, "--01", .less, "--12"),
            (.duration, "P1Y", .equal, "P12M"), (.duration, "PT36H", .equal, "P1DT12H"),
            (.duration, "P1M", .greater, "P27D"), (.duration, "P1M", .indeterminate, "P28D"),
            (.duration, "P1M", .indeterminate, "P31D"), (.duration, "P1M", .less, "P32D"),
            (.duration, "P5M", .indeterminate, "P150D"), (.duration, "P1Y", .indeterminate, "P365D"),
            (.duration, "P1Y", .less, "P367D"), (.duration, "-P1D", .less, "PT0S"),
            (.duration, "-PT0.5S", .greater, "-PT0.6S"), (.duration, "-PT1.5S", .less, "-PT1S"),
            (.duration, "P99999999999999999999Y", .greater, "P9Y"),
            (.string, "a", .indeterminate, "b"),
        ] as [(BuiltinType, String, ValueOrder, String)])
    func theyLie(_ type: BuiltinType, _ left: String, _ order: ValueOrder, _ right: String) {
        #expect(Self.order(left, right, type) == order)
        #expect(Self.order(right, left, type) == order.reversed)
        let keys = [left, right].map { Self.with($0) { ValueKey.of($0, as: type) } }
        #expect((keys[0] == keys[1]) == (order == .equal), "\(keys)")
    }

    @Test(
        arguments: [
            (.boolean, ["true", "1"], ["false", "0"]), (.hexBinary, ["0aF9", "0AF9"], ["0AF8"]),
            (.base64Binary, ["QUJD", "Q U J D"], ["QUJE"]), (.string, ["a"], ["A", "a "]),
            (.anyURI, ["urn:a"], ["URN:a"]), (.ncName, ["a"], ["b"]),
        ] as [(BuiltinType, [String], [String])])
    func theyAreTheSame(_ type: BuiltinType, _ same: [String], _ other: [String]) {
        let keys = Set(same.map { Self.with($0) { ValueKey.of($0, as: type) } })
        #expect(keys.count == 1)
        for text in other { #expect(!keys.contains(Self.with(text) { ValueKey.of($0, as: type) })) }
    }

    @Test func valuesOfDifferentPrimitivesAreNeverTheSameInAUnion() {
        let keys = [BuiltinType.decimal, .string, .boolean, .integer, .token].map { type in
            Self.with("1") { ValueKey.ofMember($0, as: type) }
        }
        #expect(Set(keys).count == 3)
        #expect(keys[0] == keys[3] && keys[1] == keys[4])
    }

    @Test func secondsAreNegatedExactly() {
        let value = SecondsValue(whole: 1, fraction: Array("25".utf8))
        #expect(value.negated == SecondsValue(whole: -2, fraction: Array("75".utf8)))
        #expect(value.negated.negated == value)
    }
}
