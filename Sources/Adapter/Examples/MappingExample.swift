import Foundation
package import Mapping

/// A document and what a mapping makes of it: `examples/01-name/in.*` and `expect.*` beside the mapping.
package struct MappingExample: Hashable, Sendable {
    /// Of the mapping.
    package let mapping: String
    /// The name of its folder, such as `01-plain`.
    package let name: String
    /// The folder itself.
    package let folder: String
    /// The name of the document's file, such as `in.json`.
    package let input: String

    /// Beside the document: the zone, the day and the rest that the example runs with.
    package static let contextFile = "context.yaml"
    /// What was found, and what was lost; not there when nothing was.
    package static let findingsFile = "expect.findings.txt"

    package var inputPath: String { "\(folder)/\(input)" }

    /// Those of a mapping, by name: below `examples/MAPPING` beside it, and below `examples` where it is the only mapping
    /// of its folder.
    ///
    /// - Parameters:
    ///   - mapping: its name.
    ///   - names: of all mappings.
    ///   - root: the folder of mappings.
    /// - Returns: none where the folders are not there.
    package static func of(_ mapping: String, among names: [String], in root: String) -> [MappingExample] {
        let parts = mapping.split(separator: "/").map(String.init)
        let pack = parts.dropLast().joined(separator: "/")
        let folder = pack.isEmpty ? "\(root)/examples" : "\(root)/\(pack)/examples"
        let siblings = names.filter { $0.split(separator: "/").dropLast().joined(separator: "/") == pack }
        let own = examples(of: mapping, in: "\(folder)/\(parts.last ?? "")")
        return siblings == [mapping] ? own + examples(of: mapping, in: folder) : own
    }

    private static func examples(of mapping: String, in folder: String) -> [MappingExample] {
        files(in: folder).compactMap { name in
            let inner = "\(folder)/\(name)"
            guard let input = files(in: inner).first(where: { $0.hasPrefix("in.") }) else { return nil }
            return MappingExample(mapping: mapping, name: name, folder: inner, input: input)
        }
    }

    private static func files(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// Names of the files that say what comes out.
    var expectations: [String] { Self.files(in: folder).filter { $0.hasPrefix("expect.") } }

    /// What its ``contextFile`` says; local times stay local without one.
    ///
    /// - Throws: ``SettingsError`` when it is wrong.
    package func context() throws -> MappingContext {
        var context = MappingContext(source: input, traces: true)
        let path = "\(folder)/\(Self.contextFile)"
        guard FileManager.default.fileExists(atPath: path) else { return context }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        guard let root = try YAMLReader.read(text, source: path) else { return context }
        for (key, value) in try root.entries(known: ["zone", "date", "doubt"]) {
            switch key {
            case "zone":
                let zone = try value.text()
                guard TimeZone(identifier: zone) != nil else {
                    throw value.refusal("there is no time zone \"\(zone)\"")
                }
                context.zone = MappingContext.Zone(identifier: zone, origin: "site")
            case "date": context.date = try value.text()
            default: context.doubt = try value.choice(MappingContext.Doubt.self)
            }
        }
        return context
    }
}
