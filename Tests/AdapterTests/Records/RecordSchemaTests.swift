import Foundation
import Operations
import Testing

@testable import Adapter

/// The JSON Schema of shop-floor records, judged by another's validator: `jsonschema` of Python.
@Suite struct RecordSchemaTests {
    private let schema: [String: Any]
    private let text: String

    init() throws {
        text = try RecordSchema().text
        schema = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func everyFieldAndKindIsInIt() throws {
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        #expect(Set(properties.keys) == Set(ShopFloorRecord.Field.allCases.map(\.rawValue)))
        #expect(properties["kind"]?["enum"] as? [String] == ShopFloorRecord.Kind.allCases.map(\.rawValue))
        #expect(schema["required"] as? [String] == ["source", "sequence", "at", "kind"])
        #expect(schema["additionalProperties"] as? Bool == false)
    }

    @Test func everyKindHasItsRequirements() throws {
        let conditions = try #require(schema["allOf"] as? [[String: Any]])
        #expect(conditions.count == ShopFloorRecord.Kind.allCases.count)
        for (condition, kind) in zip(conditions, ShopFloorRecord.Kind.allCases) {
            let words = "\(condition["if"] ?? "")"
            #expect(words.contains(kind.rawValue))
            let then = "\(condition["then"] ?? "")"
            for field in kind.requirements.joined() { #expect(then.contains(field.rawValue)) }
        }
    }

    // MARK: Another's validator

    static let hasValidator = (try? python(["-c", "import jsonschema"])) != nil

    private static let script = """
        import json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1]))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for line in open(sys.argv[2], encoding="utf-8", newline="\\n"):
            print("valid" if validator.is_valid(json.loads(line)) else "invalid")
        """

    private struct Failed: Error {}

    private static func python(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return text
    }

    private func verdicts(_ lines: [String]) throws -> [Bool] {
        let folder = try TemporaryFolder()
        let paths = [
            try folder.write(text, to: "schema.json"),
            try folder.write(lines.joined(separator: "\n"), to: "lines.jsonl"),
        ]
        return try Self.python(["-c", Self.script] + paths).split(separator: "\n").map { $0 == "valid" }
    }

    @Test(.enabled(if: hasValidator, "python3 with jsonschema is not installed"))
    func theShippedRecordsAreValid() throws {
        let folder = "\(Repository.home)/Mappings/demo/examples/paint-shop"
        let lines = try String(contentsOfFile: "\(folder)/shop-floor.jsonl", encoding: .utf8)
            .split(separator: "\n").map(String.init)
        #expect(lines.count > 20)
        #expect(try verdicts(lines).allSatisfy(\.self))
    }

    private static let plain = [
        "source": "\"s\"", "sequence": "1", "at": "\"2026-03-02T06:00:00+01:00\"", "kind": "\"consumed\"",
        "job": "\"1/2\"", "quantity": "\"5.000\"",
    ]

    private static func line(_ change: [String: String?]) -> String {
        let fields = plain.merging(change.compactMapValues(\.self)) { $1 }
            .filter { !change.keys.contains($0.key) || change[$0.key] != .some(nil) }
        return "{" + fields.sorted { $0.key < $1.key }.map { "\"\($0)\": \($1)" }.joined(separator: ", ")
            + "}"
    }

    /// One change each to a record that is taken.
    private static let cases: [([String: String?], isValid: Bool)] = [
        ([:], true), (["quantity": "5"], true), (["quantity": "5.5"], false), (["quantity": "-1"], false),
        (["quantity": "\"0.4E1\""], true), (["quantity": "\" 5. \""], true), (["quantity": "\"5,5\""], false),
        (["quantity": "\"\""], false), (["quantity": "\"-1\""], false), (["quantity": "null"], false),
        (["quantity": nil], false), (["job": nil], false), (["job": nil, "equipment": "\"M\""], true),
        (["job": nil, "request": "\"1\""], true), (["job": "null"], false), (["lot": "null"], true),
        (["sequence": "0"], false), (["sequence": "1.5"], false), (["sequence": "\"1\""], false),
        (["source": nil], false), (["at": "\"2026-03-02T06:00:00\""], false),
        (["at": "\"2026-03-02 06:00:00.125Z\""], true), (["at": "\"2026-13-02T06:00:00Z\""], false),
        (["at": "\"2026-03-02T06:00:60Z\""], false), (["kind": "\"consume\""], false),
        (["lott": "\"1\""], false),
        (["planned": "true"], true), (["planned": "\"true\""], false), (["use": "\"Consumed\""], true),
        (["kind": "\"start\"", "quantity": nil], true),
        (["kind": "\"tested\"", "lot": "\"L\"", "parameter": "\"p\"", "value": "\"pass\""], true),
        (["kind": "\"tested\"", "lot": "\"L\"", "parameter": "\"p\"", "value": "\"good\""], false),
        (["kind": "\"tested\"", "lot": "\" \"", "parameter": "\"p\"", "value": "\"pass\""], false),
        (["kind": "\"equipmentState\"", "equipment": "\"M\"", "value": "\"up\""], true),
        (["kind": "\"equipmentState\"", "equipment": "\"M\""], false),
        (["kind": "\"parameter\"", "parameter": "\"p\"", "value": "\"\""], true),
    ]

    /// The schema and the reader agree, as far as the form goes.
    @Test(.enabled(if: hasValidator, "python3 with jsonschema is not installed"))
    func theSchemaJudgesAsExpected() throws {
        let verdicts = try verdicts(Self.cases.map { Self.line($0.0) })
        for (one, verdict) in zip(Self.cases, verdicts) {
            #expect(verdict == one.isValid, "\(Self.line(one.0))")
        }
    }

    @Test func whatIsValidIsRead() throws {
        for one in Self.cases where one.isValid {
            _ = try ShopFloorRecord(json: Array(Self.line(one.0).utf8))
        }
    }
}
