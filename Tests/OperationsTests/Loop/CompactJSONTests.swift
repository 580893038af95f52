import Foundation
import Testing

@testable import Operations

/// Our own reader against Foundation's: what it reads, Foundation reads as the same.
@Suite struct CompactJSONTests {
    /// Nil for what our reader leaves to Foundation.
    private static func ours<Value: Decodable>(_: Value.Type, _ bytes: [UInt8]) -> Value? {
        CompactJSON(bytes).flatMap { try? Value(from: CompactJSONDecoder($0)) }
    }

    private static func foundation<Value: Decodable>(_: Value.Type, _ bytes: [UInt8]) -> Value? {
        try? JSONDecoder().decode(Value.self, from: Data(bytes))
    }

    /// Also of objects that are too large to be searched from their start for each name.
    @Test(.timeLimit(.minutes(1)), arguments: [1, 33, 30_000])
    func membersAreFound(_ count: Int) throws {
        let names = (0..<count).map { String($0) }
        let text = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
            .map { "\"\($0)\":\($0)" }.joined(separator: ",")
        let expected = Dictionary(uniqueKeysWithValues: names.map { ($0, Int($0) ?? -1) })
        let json = try #require(CompactJSON(Array("{\(text)}".utf8)))
        #expect(try [String: Int](from: CompactJSONDecoder(json)) == expected)
        let all = json.names(ofLarge: 0)
        for name in ["", "00", "1.", "99999", "a"] { #expect(json.member(name, among: all) == nil) }
    }

    @Test func everyTypeOfEventIsRead() throws {
        for fact in try EventCodingTests.samples() {
            let event = try Event(.quality, at: .minute(3), fact).encoded()
            func read<Payload: EventPayload>(_: Payload.Type) -> Fact? {
                Self.ours(Payload.self, event.payload).map(Payload.fact)
            }
            let payloadType = type(of: fact.payload)
            let decoded = read(payloadType)
            #expect(decoded == fact, "\(event.typeName)")
        }
    }

    /// Bytes and tokens are changed at random, one to three times; most of what comes of it is no longer an
    /// event.
    @Test(arguments: Fact.payloadTypes.map { $0.typeName })
    func whatIsReadIsTheSameAsFoundationReads(_ name: String) throws {
        let fact = try #require(EventCodingTests.samples().first { type(of: $0.payload).typeName == name })
        let payload = try Event(.quality, at: .minute(3), fact).encoded().payload
        let payloadType = type(of: fact.payload)
        var mutation = JSONMutation(seed: 20_260_302)
        var (read, refused) = (0, 0)
        func compare<Payload: EventPayload>(_: Payload.Type, _ bytes: [UInt8]) {
            let expected = Self.foundation(Payload.self, bytes)
            if let payload = Self.ours(Payload.self, bytes) {
                read += 1
                #expect(payload == expected, "\(String(decoding: bytes, as: UTF8.self))")
            }
            let decoded = try? Fact.decode(typeName: name, version: Payload.formatVersion, payload: bytes)
            #expect(decoded == expected.map(Payload.fact), "\(String(decoding: bytes, as: UTF8.self))")
            if expected == nil { refused += 1 }
        }
        for _ in 0..<500 { compare(payloadType, mutation.of(payload)) }
        #expect(read > 0 && refused > 0)
    }

    @Test(arguments: [
        "0", "-0", "7", "-7", "07", "-", "", "1.0", "1.5", "-1.25e2", "1e2", "1E+2", "1e", "1.", ".5", "+1",
        "255", "256", "-128", "9223372036854775807", "9223372036854775808", "123456789012345678",
        "9007199254740993", "0.1", "0.30000000000000004", "5e-324", "1e-400", "1e400",
        "1.7976931348623157e308", "-0.0", "0.0", "NaN", "Infinity", "true", "false", "null", "\"1\"", "0x1",
        "1 ", "tru", "nullnull",
    ])
    func numbersAreTheSame(_ text: String) {
        let bytes = Array("[\(text)]".utf8)
        func compare<Element: Decodable & Equatable>(_ type: Element.Type) {
            guard let numbers = Self.ours([Element].self, bytes) else { return }
            #expect(numbers == Self.foundation([Element].self, bytes), "\(type)")
        }
        compare(Int.self)
        compare(Int64.self)
        compare(Int8.self)
        compare(UInt8.self)
        compare(UInt64.self)
        compare(Double.self)
        compare(Float.self)
        compare(Bool.self)
        compare(String.self)
        compare(Int?.self)
    }

    @Test(arguments: [
        (text: "[0]", integer: 0), (text: "[-7]", integer: -7),
        (text: "[999999999999999999]", integer: 999_999_999_999_999_999),
    ])
    func wholeNumbersAreRead(text: String, integer: Int) {
        #expect(Self.ours([Int].self, Array(text.utf8)) == [integer])
        #expect(Self.ours([Int64].self, Array(text.utf8)) == [Int64(integer)])
    }

    @Test func fractionsAreRead() {
        #expect(Self.ours([Double].self, Array("[0.1,-2.5e-3,3,1e+16]".utf8)) == [0.1, -0.0025, 3, 1e16])
    }

    @Test(arguments: ["", "Größe", "€", "𐀀 👷🏽‍♀️", "a/b", "\u{7F}\u{85}\u{2028}", "e\u{301}", "\u{FEFF}x"])
    func textsAreRead(_ text: String) {
        let bytes = Array("[\"\(text)\"]".utf8)
        #expect(Self.ours([String].self, bytes).map { $0.map { Array($0.utf8) } } == [Array(text.utf8)])
        #expect(Self.foundation([String].self, bytes) == [text])
    }

    /// Left to Foundation, which reads some of it.
    @Test(arguments: [
        "", " {}", "{} ", "{\"a\": 1}", "{\"a\":1,}", "{\"a\":1 }", "{\"b\":1,\"a\":2}", "{\"a\":1,\"a\":2}",
        "{\"ä\":1}", "{a:1}", "{\"a\"}", "{\"a\":}", "{1:1}", "{", "}", "[", "[1", "[1,]", "[,1]", "[1}",
        "{\"a\":1]", "\"", "\"a", "\"\\n\"", "\"\\u0041\"", "\"a\tb\"", "\u{FEFF}{}", "{}{}", "[]1", "truE",
    ])
    func otherFormsAreLeft(_ text: String) {
        #expect(CompactJSON(Array(text.utf8)) == nil)
    }

    @Test func whatIsNotUTF8IsLeft() {
        let texts: [[UInt8]] = [
            [0x80], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF],
        ]
        for text in texts {
            let bytes = [UInt8(ascii: "\"")] + text + [UInt8(ascii: "\"")]
            #expect(CompactJSON(bytes) == nil)
            #expect(throws: EventCodingError.self) {
                try Fact.decode(typeName: "job.gated", version: 1, payload: bytes)
            }
        }
    }

    @Test func whatIsTooDeepIsLeft() {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(CompactJSON(nested(64)) != nil)
        #expect(CompactJSON(nested(100_000)) == nil)
    }

    /// A step or a hand may have written it otherwise than this program does.
    @Test func otherFormsOfAnEventAreRead() throws {
        let fact = Fact.lotHeld(LotHeld(lot: "L\"2\"", reason: "Größe", origin: "L1"))
        let coded = try Event(.quality, at: .minute(3), fact).encoded()
        #expect(CompactJSON(coded.payload) == nil)
        #expect(try Event(coded).fact == fact)
        let spaced = Array(#" { "reason" : "Gr\u00f6\u00DFe", "origin" : "L1", "lot" : "L\"2\"" }"#.utf8)
        #expect(try Fact.decode(typeName: coded.typeName, version: 1, payload: spaced) == fact)
    }

    @Test func theReasonOfARefusalIsKept() {
        let texts = [
            (#"{"from":"x","job":"J","to":"Running"}"#, "from: Cannot initialize"),
            (#"{"job":7}"#, "job: Expected"),
            (#"{"job":"J"}"#, "from is missing"),
        ]
        for (text, reason) in texts {
            do {
                let fact = try Fact.decode(typeName: "job.gated", version: 1, payload: Array(text.utf8))
                Issue.record("\(fact)")
            } catch {
                #expect(error.message.contains(reason), "\(error.message)")
            }
        }
    }

    @Test func originsAreRead() throws {
        let cause = Cause(event: 7, correlation: 3, rules: ["R1", "R2"], command: "0f")
        let origin = Origin(partner: "ERP", actor: "Inès", message: "BOD-1", cause: cause)
        for origin in [origin, Origin(), Origin(actor: "\"I\"")] {
            #expect(try Origin(json: origin.json()) == origin)
        }
        #expect(Self.ours(Origin.self, try origin.json()) == origin)
        #expect(throws: EventCodingError.self) { try Origin(json: Array("{\"actor\":1}".utf8)) }
    }
}
