import Testing

@testable import B2MML

/// Times, durations and data types as the rules read them.
@Suite struct RuleValueTests {
    private func moment(_ text: String) -> Moment? {
        Array(text.utf8).withUnsafeBufferPointer(Moment.init)
    }

    @Test(
        arguments: [
            ("2026-03-02T06:00:00Z", "2026-03-02T06:00:01Z"),
            ("2026-03-02T06:00:00.1Z", "2026-03-02T06:00:00.11Z"),
            ("2026-03-02T08:00:00+02:00", "2026-03-02T06:00:01Z"),
            ("2026-03-02T01:00:00-05:00", "2026-03-02T06:00:01Z"),
            ("2026-03-01T24:00:00Z", "2026-03-02T00:00:01Z"), ("2024-02-29T23:59:59", "2024-03-01T00:00:00"),
            ("-0005-01-01T00:00:00", "0001-01-01T00:00:00"), ("2026-03-01T06:00:00Z", "2026-03-02T00:00:01"),
        ])
    func orderOfTimes(_ first: String, _ second: String) throws {
        let (first, second) = (try #require(moment(first)), try #require(moment(second)))
        #expect(first.isBefore(second))
        #expect(!second.isBefore(first))
        #expect(!first.isBefore(first))
    }

    /// Of two times of which one has no zone nothing is sure within 14 hours.
    @Test func undeterminedOrder() throws {
        let zoned = try #require(moment("2026-03-02T06:00:00Z"))
        for text in ["2026-03-02T19:59:59", "2026-03-01T16:00:01"] {
            let local = try #require(moment(text))
            #expect(!zoned.isBefore(local) && !local.isBefore(zoned))
        }
    }

    @Test func dayNumbersAgreeWithTheCalendar() throws {
        let first = try #require(moment("2000-01-01T00:00:00"))
        let later = try #require(moment("2100-03-01T00:00:00"))
        // 100 years with 25 leap days, of 2000 to 2096, and 59 days of 2100.
        #expect((later.seconds - first.seconds) / 86_400 == 100 * 365 + 25 + 59)
    }

    @Test(arguments: ["", "2026-03-02", "2026-13-02T00:00:00", "a", "99999999999999999999-01-01T00:00:00Z"])
    func noTimes(_ text: String) {
        #expect(moment(text) == nil)
    }

    @Test(
        arguments: [
            ("PT2H", 7_200, false), ("P1DT1S", 86_401, false), ("-PT90M", -5_400, true), ("PT0.5S", 0, false),
            ("P1M", nil, false), ("P1Y", nil, false), ("PT1M", 60, false), ("P2DT3H4M5S", 183_845, false),
        ] as [(String, Int64?, Bool)])
    func durations(_ text: String, _ seconds: Int64?, _ isNegative: Bool) {
        let duration = Array(text.utf8).withUnsafeBufferPointer(DurationValue.init)
        #expect(duration.seconds == seconds)
        #expect(duration.isNegative == isNegative)
    }

    @Test(
        arguments: [
            ("decimal", "12.5", true), ("decimal", "12,5", false), ("decimal", "0.4E1", false),
            ("double", "0.4E1", true), ("double", "INF", true), ("double", "1e", false),
            ("float", "1e5.5", false),
            ("integer", "12", true), ("integer", "12.0", false), ("byte", "-128", true),
            ("byte", "128", false),
            ("unsignedByte", "-1", false), ("unsignedByte", "+255", true), ("positiveInteger", "0", false),
            ("nonNegativeInteger", "-0", true), ("negativeInteger", "-1", true),
            ("negativeInteger", "0", false),
            ("unsignedLong", "18446744073709551615", true), ("unsignedLong", "18446744073709551616", false),
            ("long", "-9223372036854775809", false), ("integer", String(repeating: "9", count: 60), true),
            ("positiveInteger", String(repeating: "9", count: 60), true),
            ("int", String(repeating: "9", count: 60), false), ("boolean", "TRUE", false),
            ("Indicator", "1", true),
            ("dateTime", "2026-03-02T06:00:00", true), ("DateTime", "2/20/2016 11:52:44 AM", false),
            ("date", "2026-03-02", true), ("date", "2026-03-02+01:00", true), ("date", "20260302", false),
            ("date", "2026-02-30", false), ("time", "06:00:00Z", true), ("time", "6:00", false),
            ("month", "2026-03", true), ("year", "2026", true), ("year", "26", false),
            ("duration", "PT1H", true),
            ("duration", "30", false), ("string", "anything", true), ("Other", "", true),
            ("no type", "x", true),
        ])
    func dataTypes(_ word: String, _ value: String, _ isOne: Bool) {
        let form = DataTypeForm(word: word)
        #expect(Array(value.utf8).withUnsafeBufferPointer(form.accepts) == isOne)
        #expect(Array(form.example.utf8).withUnsafeBufferPointer(form.accepts))
    }
}
