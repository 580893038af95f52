import Diagnostics
import Testing
import XMLStream

@testable import XMLSchema

/// JSON that is refused: one row each, with the code, the place and the path of the first finding.
@Suite struct JSONFaultTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let json: [UInt8]
        let finding: String

        init(_ json: String, _ finding: String) {
            self.init(Array(json.utf8), finding)
        }

        init(_ json: [UInt8], _ finding: String) {
            self.json = json
            self.finding = finding
        }

        var testDescription: String { String(decoding: json, as: UTF8.self) }
    }

    static let text = [
        Row("", "JSON-EMPTY-1 1:1"), Row(" \n ", "JSON-EMPTY-1 2:2"),
        Row("{", "JSON-SYNTAX-2 1:2"), Row("{\"s\"", "JSON-SYNTAX-2 1:5 /s"),
        Row("{\"s\":", "JSON-SYNTAX-2 1:6 /s"), Row("{\"s\":\"x", "JSON-SYNTAX-2 1:8 /s"),
        Row("{\"s\":\"x\\", "JSON-SYNTAX-2 1:8 /s"), Row("{\"s\":\"x\"", "JSON-SYNTAX-2 1:9"),
        Row("{\"seq\":{\"many\":[\"1\",", "JSON-SYNTAX-2 1:21 /seq/many[2]"),
        Row("{s:1}", "JSON-SYNTAX-1 1:2"), Row("{'s':1}", "JSON-SYNTAX-1 1:2"),
        Row("{\"s\" 1}", "JSON-SYNTAX-1 1:6 /s"), Row("{\"s\":1,}", "JSON-SYNTAX-1 1:8"),
        Row("{\"seq\":{\"many\":[1,]}}", "JSON-SYNTAX-1 1:19 /seq/many[2]"),
        Row("{\"s\":tru}", "JSON-SYNTAX-1 1:6 /s"), Row("{\"s\":NaN}", "JSON-SYNTAX-1 1:6 /s"),
        Row("{\n  \"é\": é}", "JSON-SYNTAX-1 2:8 /é"), Row("// x\n{}", "JSON-SYNTAX-1 1:1"),
        Row("{\"s\":1}}", "JSON-SYNTAX-3 1:8"), Row("{\"s\":1}{\"s\":1}", "JSON-SYNTAX-3 1:8"),
        Row("{\"d\":01}", "JSON-NUMBER-1 1:6 /d"), Row("{\"d\":1.}", "JSON-NUMBER-1 1:6 /d"),
        Row("{\"d\":-}", "JSON-NUMBER-1 1:6 /d"), Row("{\"d\":1e}", "JSON-NUMBER-1 1:6 /d"),
        Row("{\"d\":0x10}", "JSON-NUMBER-1 1:6 /d"), Row("{\"d\":+1}", "JSON-SYNTAX-1 1:6 /d"),
        Row("{\"s\":\"a\nb\"}", "JSON-STRING-1 1:8 /s"), Row("{\"s\":\"\\x\"}", "JSON-STRING-2 1:7 /s"),
        Row("{\"s\":\"\\u12g4\"}", "JSON-STRING-2 1:7 /s"),
        Row("{\"s\":\"\\u+123\"}", "JSON-STRING-2 1:7 /s"),
        Row("{\"s\":\"\\ud800\"}", "JSON-STRING-3 1:7 /s"),
        Row("{\"s\":\"\\udc00\"}", "JSON-STRING-3 1:7 /s"),
        Row("{\"s\":\"\\ud800\\u0041\"}", "JSON-STRING-3 1:7 /s"),
        Row("{\"s\":\"\\u0000\"}", "JSON-CHARACTER-1 1:7 /s"),
        Row("{\"s\":\"\\b\"}", "JSON-CHARACTER-1 1:7 /s"),
        Row("{\"s\":\"\\uffff\"}", "JSON-CHARACTER-1 1:7 /s"),
        Row("{\"s\":\"\u{FFFE}\"}", "JSON-CHARACTER-1 1:7 /s"),
        Row(Array("{\"s\":\"é".utf8) + [0xFF, 0x22, 0x7D], "JSON-UTF8-1 1:8 /s"),
        Row(Array("{\"s\":\"".utf8) + [0xC0, 0x80, 0x22, 0x7D], "JSON-UTF8-1 1:7 /s"),
        Row(Array("{\"s\":\"".utf8) + [0xED, 0xA0, 0x80, 0x22, 0x7D], "JSON-UTF8-1 1:7 /s"),
        Row(Array("{\"s\":\"".utf8) + [0xF4, 0x90, 0x80, 0x80, 0x22, 0x7D], "JSON-UTF8-1 1:7 /s"),
        Row([0xFF, 0xFE, 0x7B, 0x00], "JSON-UTF8-1 1:1"),
        Row("{\"s\":1,\"s\":2}", "JSON-DUPLICATE-1 1:8 /s"),
        Row("{\"s\":1,\"\\u0073\":2}", "JSON-DUPLICATE-1 1:8 /s"),
        Row("{\"seq\":{\"one\":1,\n\"one\":2}}", "JSON-DUPLICATE-1 2:1 /seq/one"),
    ]

    static let forms = [
        Row("[]", "JSON-ROOT-1 1:1 /"), Row("\"s\"", "JSON-ROOT-1 1:1 /"), Row("{}", "JSON-ROOT-2 1:1 /"),
        Row("{\"@xmlns\":\"urn:t\"}", "JSON-ROOT-2 1:1 /"), Row("{\"s\":1,\"d\":2}", "JSON-ROOT-3 1:8 /d"),
        Row("{\"@a\":\"1\",\"s\":1}", "JSON-MEMBER-1 1:2 /@a"), Row("{\"$\":\"1\"}", "JSON-MEMBER-1 1:2 /$"),
        Row("{\"@xmlns\":1,\"s\":1}", "JSON-VALUE-1 1:2 /@xmlns"),
        Row("{\"@xmlns:xsi\":\"urn:x\",\"s\":1}", "JSON-PREFIX-2 1:2 /@xmlns:xsi"),
        Row("{\"@xmlns:p\":\"\",\"s\":1}", "JSON-PREFIX-2 1:2 /@xmlns:p"),
        Row("{\"v\":{\"@xmlns\":\"urn:t\"}}", "JSON-MEMBER-1 1:7 /v/@xmlns"),
        Row("{\"v\":{\"$x\":\"urn:t\"}}", "JSON-MEMBER-1 1:7 /v/$x"),
        Row("{\"v\":{\"@a\":null}}", "JSON-VALUE-1 1:7 /v/@a"),
        Row("{\"v\":{\"@a\":{}}}", "JSON-VALUE-1 1:7 /v/@a"),
        Row("{\"v\":{\"$\":[]}}", "JSON-VALUE-1 1:7 /v/$"),
        Row("{\"v\":[\"x\"]}", "JSON-ARRAY-2 1:2 /v"),
        Row("{\"seq\":{\"one\":[\"1\"]}}", "JSON-ARRAY-1 1:9 /seq/one"),
        Row("{\"seq\":{\"many\":[[\"1\"]]}}", "JSON-ARRAY-2 1:17 /seq/many[1]"),
        Row("{\"m\":{\"$content\":\"x\"}}", "JSON-CONTENT-1 1:7 /m/$content"),
        Row("{\"m\":{\"$content\":[null]}}", "JSON-CONTENT-2 1:19 /m/$content"),
        Row("{\"m\":{\"$content\":[{\"s\":1,\"t\":2}]}}", "JSON-CONTENT-2 1:19 /m/$content"),
        Row("{\"all\":{\"a\":1,\"b\":2}}", "JSON-ORDER-1 1:9 /all"),
        Row("{\"all\":{\"a\":1,\"$content\":[{\"b\":2}]}}", "JSON-ORDER-1 1:9 /all"),
        Row("{\"seq\":{\"one\":1,\"$content\":[{\"two\":2}]}}", "JSON-ORDER-1 1:9 /seq"),
        Row("{\"seq\":{\"q:one\":1}}", "JSON-PREFIX-1 1:9 /seq/q:one"),
        Row("{\"v\":{\"@q:a\":\"1\"}}", "JSON-PREFIX-1 1:7 /v/@q:a"),
        Row("{\"seq\":{\"o ne\":1}}", "JSON-NAME-1 1:9 /seq/o ne"),
        Row("{\"seq\":{\"\":1}}", "JSON-NAME-1 1:9 /seq/"),
        Row("{\"seq\":{\"a:b:c\":1}}", "JSON-PREFIX-1 1:9 /seq/a:b:c"),
        Row("{\"seq\":{\"one\":1,\"xmlns:one\":2}}", "JSON-DUPLICATE-1 1:17 /seq/one"),
        // What is wrong by the schema has the codes of XML, at the places of JSON.
        Row("{\"t\":1}", "XSD-ROOT-1 1:2 /t"),
        Row("{\n \"seq\": {\"onee\": \"1\"}}", "XSD-CHILD-1 2:10 /seq/onee[1]"),
        Row("{\"d\":\"12,5\"}", "XSD-VALUE-3 1:2 /d"), Row("{\"d\":null}", "XSD-NIL-2 1:2 /d"),
        Row("{\"seq\":{\"two\":[1,2,3]}}", "XSD-CHILD-1 1:20 /seq/two[3]"),
        Row("{\"pairs\":{}}", "XSD-CHILD-2 1:2 /pairs"), Row("{\"seq\":\"x\"}", "XSD-TEXT-1 1:2 /seq"),
    ]

    private static func first(_ json: [UInt8], _ limits: JSONLimits = JSONLimits()) throws -> String {
        let form = JSONForm(try SchemaLoader.load(components: JSONCaseTests.components))
        let finding = try #require(form.read(json, limits: limits).findings.first)
        #expect(finding.advice != nil)
        let place = "\(finding.code) \(finding.place.line ?? 0):\(finding.place.column ?? 0)"
        return finding.place.path.map { "\(place) \($0)" } ?? place
    }

    @Test(arguments: text)
    func textIsRefused(_ row: Row) throws {
        #expect(try Self.first(row.json) == row.finding)
    }

    @Test(arguments: forms)
    func formIsRefused(_ row: Row) throws {
        #expect(try Self.first(row.json) == row.finding)
    }

    @Test func limits() throws {
        var limits = JSONLimits()
        limits.depth = 3
        #expect(
            try Self.first(Array("{\"lax\":{\"$content\":[{}]}}".utf8), limits)
                == "JSON-LIMIT-1 1:21 /lax/$content[1]")
        limits = JSONLimits()
        limits.items = 3
        #expect(
            try Self.first(Array("{\"seq\":{\"one\":1,\"two\":2}}".utf8), limits)
                == "JSON-LIMIT-1 1:24 /seq/two")
        limits = JSONLimits()
        limits.size = 5
        #expect(try Self.first(Array("{\"s\":1}".utf8), limits) == "JSON-LIMIT-1 1:1")
        limits = JSONLimits()
        limits.attributes = 1
        #expect(
            try Self.first(Array("{\"v\":{\"@a\":\"1\",\"@b\":\"2\"}}".utf8), limits)
                == "JSON-LIMIT-1 1:16 /v")
        limits.nameLength = 2
        #expect(try Self.first(Array("{\"seq\":{}}".utf8), limits) == "JSON-LIMIT-1 1:2")
        limits = JSONLimits()
        limits.elementDepth = 2
        let deep = "{\"lax\":{\"$content\":[{\"x\":{\"$content\":[{\"y\":1}]}}]}}"
        #expect(try Self.first(Array(deep.utf8), limits) == "JSON-LIMIT-1 1:40 /lax/x[1]/y[1]")
    }

    /// Nothing but findings comes of hostile input: depth, and any byte cut off or changed.
    @Test func hostileInputIsRefused() throws {
        let form = JSONForm(try SchemaLoader.load(components: JSONCaseTests.components))
        for pattern in ["[", "{\"a\":", "{\"lax\":{\"$content\":[{\"x\":"] {
            let deep = Array(String(repeating: pattern, count: 100_000).utf8)
            #expect(form.read(deep).findings.first?.code == "JSON-LIMIT-1")
        }
        let attributes = (0..<100_000).map { "\"@a\($0)\":1" }.joined(separator: ",")
        #expect(
            form.read(Array("{\"v\":{\(attributes)}}".utf8)).findings.contains { $0.code == "JSON-LIMIT-1" })
        let good = Array(
            #"{"@xmlns:p":"urn:p","ext":{"id":"é\u00e9","$content":[{"p:x":{"@p:a":1.5e3,"$":null}}],"end":""}}"#
                .utf8)
        var random = SampleRandom(seed: 1)
        for index in good.indices {
            #expect(!form.read(Array(good[..<index])).findings.isEmpty)
            for _ in 0..<8 {
                var bad = good
                bad[index] = UInt8(truncatingIfNeeded: random.next())
                _ = form.read(bad)
                bad.remove(at: random.below(bad.count))
                _ = form.read(bad)
            }
        }
    }
}
