package import B2MML
package import Diagnostics
import Foundation
import XMLSchema

/// The mappings of a folder, compiled.
package struct MappingLibrary: Sendable {
    /// In the order of their names.
    package let mappings: [CompiledMapping]

    package init(_ mappings: [CompiledMapping]) {
        self.mappings = mappings.sorted { $0.name < $1.name }
    }

    /// Loads every `.yaml` file below a folder, except below folders named `examples`.
    ///
    /// - Parameters:
    ///   - folder: of the mappings; findings name files by their path below it.
    ///   - schemas: compiles the sets that the mappings name.
    /// - Returns: the mappings without errors, and all findings.
    package static func load(folder: String, schemas: SchemaLibrary) -> Checked<MappingLibrary> {
        let root = URL(filePath: folder, directoryHint: .isDirectory)
        let compiler = MappingCompiler(folder: folder, schemas: schemas)
        var mappings: [CompiledMapping] = []
        var findings: [Finding] = []
        for path in files(below: root) {
            let compiled = compiler.compile(path)
            findings += compiled.findings
            guard let mapping = compiled.value else { continue }
            if "\(mapping.name).yaml" != path {
                findings.append(misnamed(mapping, path))
            } else {
                mappings.append(mapping)
            }
        }
        return Checked(MappingLibrary(mappings), findings)
    }

    private static func misnamed(_ mapping: CompiledMapping, _ path: String) -> Finding {
        Finding(
            "MAP-NAME-1", .error, at: Place(source: path, line: 1, column: 1),
            "the mapping calls itself \"\(mapping.name)\", which is not its path below the folder",
            advice: "Write \"mapping: \(path.dropLast(".yaml".count))\", or move the file.")
    }

    /// Paths below a folder, sorted, so that findings come in the same order everywhere.
    private static func files(below root: URL) -> [String] {
        guard let found = FileManager.default.enumerator(atPath: root.path(percentEncoded: false)) else {
            return []
        }
        return found.compactMap { $0 as? String }
            .filter { $0.hasSuffix(".yaml") && !$0.split(separator: "/").contains("examples") }
            .sorted()
    }

    // MARK: Finding one

    package func mapping(named name: String) -> CompiledMapping? {
        mappings.first { $0.name == name }
    }

    /// The mapping from a noun of a set into the canonical form. Where there are several, one of `isa95/` is
    /// preferred: another has to be asked for by name.
    package func toCanonical(_ set: SchemaSet, noun: String) -> CompiledMapping? {
        preferred { $0.from == MappingEnd(.published(set), noun) && $0.to.set == .canonical }
    }

    /// The mapping from a canonical noun to a set.
    package func fromCanonical(_ noun: String, to set: SchemaSet) -> CompiledMapping? {
        preferred { $0.from == MappingEnd(.canonical, noun) && $0.to.set == .published(set) }
    }

    private func preferred(_ matches: (CompiledMapping) -> Bool) -> CompiledMapping? {
        let found = mappings.filter(matches)
        return found.first { $0.name.hasPrefix("isa95/") } ?? found.first
    }
}

extension MappingCompiler {
    /// A compiler for the files below a folder.
    package init(folder: String, schemas: SchemaLibrary) {
        let root = URL(filePath: folder, directoryHint: .isDirectory)
        self.init(
            files: Files { path in
                try String(contentsOf: root.appending(path: path), encoding: .utf8)
            },
            schema: { set throws(SchemaError) in
                switch set {
                case .published(let set): try schemas.schema(set)
                case .canonical: try schemas.canonical()
                }
            })
    }
}
