package import B2MML
import Diagnostics
import Foundation
package import Mapping
import XMLSchema
import XMLStream

/// Sends generated nouns through the mappings of a folder and back through those of another, and compares what differs
/// with what was recorded: `examples/round-trips.yaml` names the other folder, `examples/round-trips/NAME.txt` holds
/// the differences, and is not there where there are none. Where nothing leads back, it is the way there that is compared:
/// each value with its new place.
package struct RoundTripTest: Sendable {
    private let library: SchemaLibrary
    private let mappings: MappingLibrary

    /// - Parameters:
    ///   - library: gives the schemas that samples are made of.
    ///   - mappings: those that take them back.
    package init(library: SchemaLibrary, mappings: MappingLibrary) {
        self.library = library
        self.mappings = mappings
    }

    package static let settingsFile = "round-trips.yaml"
    package static let name = "round-trip"

    /// What the folder of a mapping says of round trips.
    private struct Plan {
        /// Ends with the folder of mappings that lead back.
        let back: String
        /// The most that are made to hold all that there can be.
        let documents: Int
        /// Of any shape, besides.
        let random: Int
        /// Below which the differences stand.
        let folder: String
    }

    /// Whether the folder of a mapping asks for round trips.
    package func isAsked(of mapping: String, in root: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(Self.examples(of: mapping, in: root))/\(Self.settingsFile)")
    }

    private static func examples(of mapping: String, in root: String) -> String {
        "\(root)/\(mapping.split(separator: "/").dropLast().joined(separator: "/"))/examples"
    }

    /// The mapping that leads back.
    ///
    /// - Parameters:
    ///   - mapping: one whose folder asks for round trips.
    ///   - root: the folder of mappings.
    /// - Returns: nil when its folder asks for none, or nothing leads back.
    /// - Throws: `SettingsError` when the settings are wrong.
    package func partner(of mapping: CompiledMapping, in root: String) throws -> MappingLibrary.Entry? {
        guard let plan = try Self.plan(of: mapping.name, in: root) else { return nil }
        let found = mappings.entries.filter {
            $0.name.hasPrefix("\(plan.back)/") && $0.from == mapping.to && $0.to == mapping.from
        }
        return found.first { $0.name.split(separator: "/").last == mapping.name.split(separator: "/").last }
            ?? found.first
    }

    /// Runs the round trip of a mapping.
    ///
    /// - Parameters:
    ///   - mapping: compiled.
    ///   - root: the folder of mappings.
    ///   - isRecording: whether what differs is written as what should.
    ///   - back: leads back; nil for the one of the library.
    /// - Returns: nil when its folder asks for none.
    /// - Throws: what reading and writing files throws, `SettingsError` for wrong settings, ``SchemaError`` when a set
    ///   cannot be loaded, ``WrongMapping`` when that which leads back is wrong.
    package func run(
        _ mapping: CompiledMapping, in root: String, isRecording: Bool, back: CompiledMapping? = nil
    ) throws -> ExampleTest.Result? {
        guard let plan = try Self.plan(of: mapping.name, in: root) else { return nil }
        let route = try [
            mapping, back ?? partner(of: mapping, in: root).flatMap { try mappings.mapping(named: $0.name) },
        ]
        .compactMap(\.self)
        var account = RoundTripAccount()
        for noun in try nouns(of: mapping, plan) {
            account.merge(RoundTrip(route).account(of: noun, context: MappingContext()))
        }
        let name = mapping.name.split(separator: "/").last.map(String.init) ?? mapping.name
        let path = "\(plan.folder)/\(name).txt"
        let text = account.lines.map { "\($0)\n" }.joined()
        if isRecording { try Self.record(text, at: path) }
        let expected = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let differences =
            text == expected ? [] : ["\(name).txt\n\(LineDifference(from: expected, to: text).text)"]
        return ExampleTest.Result(
            mapping: mapping.name, example: Self.name,
            verdict: isRecording ? .recorded : differences.isEmpty ? .passed : .failed,
            differences: differences,
            exercised: account.fired)
    }

    private static func record(_ text: String, at path: String) throws {
        let file = URL(filePath: path)
        guard !text.isEmpty else {
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(at: file) }
            return
        }
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .atomic)
    }

    private static func plan(of mapping: String, in root: String) throws -> Plan? {
        let folder = examples(of: mapping, in: root)
        let path = "\(folder)/\(settingsFile)"
        guard FileManager.default.fileExists(atPath: path),
            let settings = try YAMLReader.read(String(contentsOfFile: path, encoding: .utf8), source: path)
        else { return nil }
        var back = ""
        var documents = 3
        var random = 20
        for (key, value) in try settings.entries(known: ["back", "documents", "random"]) {
            switch key {
            case "back": back = try value.text()
            case "documents": documents = try Self.number(value)
            default: random = try Self.number(value)
            }
        }
        return Plan(back: back, documents: documents, random: random, folder: "\(folder)/round-trips")
    }

    private static func number(_ value: YAMLReader) throws -> Int {
        guard let number = Int(try value.text()), (0...1000).contains(number) else {
            throw value.refusal("between 0 and 1000 documents are made")
        }
        return number
    }

    // MARK: Nouns

    private static let seed: UInt64 = 95

    private func nouns(of mapping: CompiledMapping, _ plan: Plan) throws -> [Node] {
        let schema: Schema
        switch mapping.from.set {
        case .published(let set): schema = try library.schema(set)
        case .canonical: schema = try library.canonical()
        case .foreign: return []
        }
        let namespace = mapping.from.set.namespace ?? ""
        guard let root = schema.names[ExpandedName(namespace, mapping.from.noun)] else { return [] }
        var samples = CoveringSamples(schema, target: namespace)
        let generator = SampleGenerator(schema, target: namespace, substitutesTypes: false)
        var random = SampleRandom(seed: Self.seed)
        let others = (0..<plan.random).compactMap { _ in generator.document(root: root, using: &random) }
        return try (samples.documents(root: root, most: plan.documents) + others).compactMap { sample in
            try Self.read(sample.document(target: namespace), schema).root
        }
    }

    private static func read(_ text: String, _ schema: Schema) throws -> Document {
        let names = NameInterner(table: schema.names)
        let reader = XMLReader(
            names: names, sink: Validator(schema: schema, names: names, source: "sample.xml"))
        let sink = try reader.read(Array(text.utf8))
        if let finding = sink.findings.first(where: { $0.severity == .error }) {
            throw WrongSample(finding: finding)
        }
        return sink.document
    }
}

/// A document that was made to be valid is not: a fault of ours.
struct WrongSample: AdapterError {
    let finding: Finding

    var code: Code { "MAP-SAMPLE-1" }
    var message: String { "a generated document is not valid: \(finding.message)" }
    var place: Place? { finding.place }
    var advice: String? { "Report it, with the name of the mapping." }
    var exitStatus: ExitStatus { .fault }
}
