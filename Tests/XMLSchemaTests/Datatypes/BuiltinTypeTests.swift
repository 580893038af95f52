import Testing
import XMLSchema

/// Lexical spaces, after the white space of the type was treated.
@Suite struct BuiltinTypeTests {
    private func accepts(_ type: BuiltinType, _ text: String) -> Bool {
        var bytes = Array(text.utf8)
        return bytes.withUnsafeMutableBufferPointer { buffer in
            let count = type.whiteSpace.normalise(buffer)
            return type.accepts(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }

    static let right: [(BuiltinType, [String])] = [
        (
            .dateTime,
            [
                "2024-05-01T08:00:00", "2024-05-01T08:00:00Z", "2024-05-01T08:00:00.0",
                "2024-05-01T08:00:00.123456789Z",
                "2024-05-01T08:00:00+14:00", "2024-05-01T08:00:00-14:00", "2024-05-01T08:00:00+13:59",
                "2024-05-01T08:00:00-00:00", "2024-05-01T24:00:00", "2024-05-01T24:00:00.000Z",
                "2024-12-31T23:59:59.9",
                "12024-05-01T08:00:00", "123456789012345678901234567890-05-01T08:00:00",
                "-0044-03-15T12:00:00",
                "0001-01-01T00:00:00", "2024-02-29T00:00:00", "2000-02-29T00:00:00", "12000-02-29T00:00:00",
                " 2024-05-01T08:00:00", "\n2024-05-01T08:00:00\t", "0400-02-29T00:00:00",
            ]
        ),
        (
            .duration,
            [
                "P1Y", "P1M", "P1D", "PT1H", "PT1M", "PT1S", "PT1.5S", "PT0.001S", "-P1D", "P1Y2M3DT4H5M6.7S",
                "P1YT1S",
                "PT36H", "P0D", "P12345678901234567890Y", " P1D ", "P1MT1M",
            ]
        ),
        (
            .decimal,
            [
                "0", "12.5", "-1", "+1", "+003.00", ".5", "5.", "-.5", "\t7\n",
                String(repeating: "9", count: 99),
            ]
        ),
        (.boolean, ["true", "false", "1", "0", " true "]),
        (.language, ["en", "de-CH", "zh-Hans-CN", "x-klingon", "abcdefgh-12345678", "F", " en "]),
        (
            .anyURI,
            [
                "", "urn:a", "http://example.org/a?b#c", "a b", "#a", "../a", "a%20b", "é", "http://[::1]/",
                "a/b:c", "?a:b", "//[::1]", "a?[b]", "a#[b]", "http://u@[::1]:80/a",
                "a:b:c",
            ]
        ),
        (.base64Binary, ["", "QUJD", "QQ==", "QUI=", "Q U J D", "QUJD\nQUJD", " QUJD ", "++//", "Q Q = ="]),
        (.string, ["", " a\n", "é€𝄞"]), (.normalizedString, ["", " a\n\t"]), (.token, ["", "  a  b  "]),
        (.anySimpleType, ["", "anything"]),
    ]

    static let wrong: [(BuiltinType, [String])] = [
        (
            .dateTime,
            [
                "", "2024-05-01", "20240501T080000", "2024-05-01 08:00:00", "2024-05-01t08:00:00",
                "2024-05-01T08:00",
                "24-05-01T08:00:00", "02024-05-01T08:00:00", "0000-05-01T08:00:00", "-0000-05-01T08:00:00",
                "+2024-05-01T08:00:00", "2024-13-01T08:00:00", "2024-00-01T08:00:00", "2024-05-00T08:00:00",
                "2024-05-32T08:00:00", "2024-04-31T08:00:00", "2023-02-29T08:00:00", "1900-02-29T08:00:00",
                "2024-02-30T08:00:00", "2024-05-01T25:00:00", "2024-05-01T24:00:01", "2024-05-01T24:01:00",
                "2024-05-01T24:00:00.1", "2024-05-01T08:60:00", "2024-05-01T08:00:60", "2024-05-01T08:00:00.",
                "2024-05-01T08:00:00z", "2024-05-01T08:00:00+14:01", "2024-05-01T08:00:00+15:00",
                "2024-05-01T08:00:00+1:00", "2024-05-01T08:00:00+0100", "2024-05-01T08:00:00+01:60",
                "2024-05-01T08:00:00+01", "2024-05-01T08:00:00ZZ", "2024-5-1T8:0:0", "2024-05-01T08:00:00 Z",
                "-",
            ]
        ),
        (
            .duration,
            [
                "", "P", "PT", "-P", "1D", "P1", "P1S", "PT1D", "P1DT", "P1M1Y", "PT1S1M", "P1.5D", "PT1.S",
                "PT.5S", "P-1D",
                "+P1D", "P1W", "p1d", "P1D1D", "P 1D", "PT1.5H", "--P1D", "P1YT",
            ]
        ),
        (
            .decimal,
            [
                "", ".", "+", "-", "+.", "12,5", "1e3", "1.2.3", "NaN", "INF", "0x1", "--1", "1 2", "1-", "½",
                "٣", "+-1",
            ]
        ),
        (.boolean, ["", "TRUE", "True", "yes", "2", "01", "t r u e", "falsE"]),
        (
            .language,
            ["", "en_GB", "abcdefghi", "en-", "-en", "e1-x", "en--GB", "en GB", "12", "en-abcdefghi", "é"]
        ),
        (
            .anyURI,
            [
                "%", "%4", "%zz", "a#b#c", "##", ":", "1:2", "a]]>b", "[::1]", "http://a/[b]", "urn:[a]",
                "2024-05-01T08:00:00Z", "é:b",
            ]
        ),
        (
            .base64Binary,
            [
                "Q", "QU", "QUJ", "QUJDQ", "QQ=", "QR==", "QUJ=", "====", "=QQQ", "QQ==QQ==", "QU-D", "QU_D",
                "é123", "Q===",
            ]
        ),
    ]

    @Test(arguments: right) func aRightValueIsAccepted(_ type: BuiltinType, _ values: [String]) {
        for value in values { #expect(accepts(type, value), "\(type) \"\(value)\"") }
    }

    @Test(arguments: wrong) func aWrongValueIsRefused(_ type: BuiltinType, _ values: [String]) {
        for value in values { #expect(!accepts(type, value), "\(type) \"\(value)\"") }
    }

    @Test(arguments: BuiltinType.allCases) func theExampleOfTheAdviceIsRight(_ type: BuiltinType) {
        #expect(accepts(type, type.example))
    }

    @Test(arguments: BuiltinType.allCases) func everyTypeIsDerivedFromTheRoot(_ type: BuiltinType) {
        var ancestor = type
        while let base = ancestor.base {
            #expect(base.whiteSpace <= ancestor.whiteSpace)
            ancestor = base
        }
        #expect(ancestor == .anySimpleType)
    }
}
