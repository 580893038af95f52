import Foundation
import Testing
import XMLStream

@testable import XMLSchema

/// The JSON Schema of each set, judged by another's validator: `jsonschema` of Python.
@Suite struct JSONSchemaTests {
    private static let script = """
        import json, sys
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import best_match
        schema = json.load(open(sys.argv[1]))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for number, line in enumerate(open(sys.argv[2], encoding="utf-8", newline="\\n")):
            document = json.loads(line)
            error = best_match(validator.iter_errors(document))
            if error is None:
                print("valid")
            else:
                print("invalid", list(error.absolute_path)[-12:], str(error.message)[:300].replace("\\n", " "))
        """

    static let hasValidator = (try? run(["-c", "import jsonschema"])) != nil

    private struct Failed: Error { let text: String }

    private static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(
                text: String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self))
        }
        return text
    }

    /// What Python says about each document.
    private static func verdicts(_ schema: [UInt8], _ documents: [String]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "json-schema-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = ["schema.json", "documents.jsonl"].map { folder.appending(path: $0).path }
        try Data(schema).write(to: URL(filePath: paths[0]))
        try Data(documents.joined(separator: "\n").utf8).write(to: URL(filePath: paths[1]))
        return try run(["-c", script] + paths).split(separator: "\n").map(String.init)
    }

    @Test(
        .enabled(if: hasValidator, "python3 with jsonschema is not installed"),
        arguments: DifferentialTests.sets)
    func documentsOfASetAreValid(_ set: String, _ target: String) throws {
        let forms = try JSONForms.of(set, target)
        let form = forms.form
        let count = ProcessInfo.processInfo.environment["B2MML_DOCUMENTS"].flatMap { Int($0) } ?? 20
        let roots = form.schema.globalElements.filter { form.schema.names[$0].namespace == target }
        var documents: [String] = []
        for number in 0..<count {
            var random = SampleRandom(seed: 31 &+ UInt64(number))
            let sample = forms.sample(root: random.pick(roots), using: &random)
            let document = try Validation(sample.document(target: target), form.schema).document
            documents.append(String(decoding: form.bytes(of: document, set: set), as: UTF8.self))
        }
        let verdicts = try Self.verdicts(form.schemaBytes(set: set), documents)
        #expect(verdicts.count == count)
        let wrong = zip(verdicts, documents).first { $0.0 != "valid" }
        #expect(wrong == nil, "\(wrong?.0 ?? "") \(wrong?.1.prefix(3_000) ?? "")")
    }

    /// Whatever form JSON has for a document, and what it refuses.
    @Test(.enabled(if: hasValidator, "python3 with jsonschema is not installed"))
    func casesAreJudged() throws {
        let form = JSONForm(try SchemaLoader.load(components: JSONCaseTests.components))
        let valid = JSONCaseTests.cases.map { row in
            let root = row.xml.dropFirst().prefix { $0.isLetter }
            return "{\"@xmlns\":\"urn:t\",\(row.head)\"\(root)\":\(row.json)}"
        }
        let invalid = [
            #""s":{"@xsi:nil":"true","$":"x"}"#, #""d":"12,5""#, #""d":12"#, #""v":{"@z":"1","$":""}"#,
            #""v":{"@a":"1"}"#, #""v":{"@xsi:type":"Other","$":""}"#, #""seq":{"one":["1"]}"#,
            #""seq":{"many":"1"}"#, #""seq":{"two":["1","2","3"]}"#, #""seq":{"three":"1"}"#, #""seq":"x""#,
            #""either":{"a":"1"}"#, #""pairs":{"id":"1","k":"1"}"#, #""pairs":{"$content":[]}"#,
            #""pairs":{"id":"1","$content":[{"k":"1","l":"2"}]}"#, #""pairs":{"id":"1","$content":["x"]}"#,
            #""again":{}"#, #""none":{"$":""}"#, #""none":{},"s":"x""#, #""nobody":"x""#,
            #""ext":{"id":"1","$content":[{"p:x":{"a":"1"}}]}"#,
        ].map { "{\"@xmlns\":\"urn:t\",\($0)}" }
        let verdicts = try Self.verdicts(form.schemaBytes(), valid + invalid)
        for (document, verdict) in zip(valid, verdicts) { #expect(verdict == "valid", "\(document)") }
        for (document, verdict) in zip(invalid, verdicts.dropFirst(valid.count)) {
            #expect(verdict.hasPrefix("invalid"), "\(document)")
        }
    }

    @Test func textIsTheSameEachTime() throws {
        let schema = try Judges.of("V0401").schema
        let first = JSONForm(schema).schemaBytes(set: "V0401")
        #expect(first == JSONForm(schema).schemaBytes(set: "V0401"))
        #expect((try? JSONParser.parse(first, JSONLimits())) != nil)
    }
}
