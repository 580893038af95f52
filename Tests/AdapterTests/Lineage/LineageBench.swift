import B2MML
import Foundation
import Mapping
import Testing

@testable import Adapter

/// Explained conversions of the shipped mappings' examples, and of the demo's schedule.
enum LineageBench {
    static let folder = URL(filePath: "\(Repository.home)/Mappings").standardizedFileURL
        .path(percentEncoded: false)
    static let mappings = MappingLibrary(folder: folder, schemas: Repository.library)
    static let converter = DocumentConverter(library: Repository.library, mappings: mappings)

    /// Of the packs that come out.
    static var examples: [MappingExample] {
        let names = mappings.entries.map(\.name)
        return names.filter { !$0.hasPrefix("isa95/") }
            .flatMap { MappingExample.of($0, among: names, in: folder) }
            .filter { !$0.name.hasSuffix("-held") }
    }

    static func example(_ name: String) throws -> MappingExample {
        try #require(examples.first { "\($0.mapping) \($0.name)" == name })
    }

    static func convert(_ example: MappingExample) throws -> Conversion {
        let bytes = try Data(contentsOf: URL(filePath: example.inputPath))
        return try converter.convert(
            MemoryBytes(Array(bytes)), file: example.input, from: .mapping(example.mapping), to: nil,
            zone: try example.context().zone, explaining: true)
    }

    static func schedule() throws -> String {
        let path = "\(folder)/demo/examples/paint-shop/schedule.xml"
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    static func convert(_ text: String, to target: ConversionTarget) throws -> Conversion {
        try converter.convert(
            MemoryBytes(Array(text.utf8)), file: "schedule.xml", to: target, explaining: true)
    }
}

extension MappingExample: CustomTestStringConvertible {
    public var testDescription: String { "\(mapping) \(name)" }
}
