package import B2MML
package import Diagnostics
import Dispatch
import Foundation
import Synchronization
import XMLSchema

/// The mappings of a folder. Each is compiled when it is first asked for and kept.
package final class MappingLibrary: Sendable {
    /// A mapping file that says what it translates.
    package struct Entry: Hashable, Sendable {
        /// Its path below the folder, without `.yaml`.
        package let name: String
        package let from: MappingEnd
        package let to: MappingEnd
        /// The file of the mapping that it changes; nil for one that stands by itself.
        package let extends: String?

        var path: String { "\(name).yaml" }
    }

    /// In the order of their names.
    package let entries: [Entry]
    /// Files that are no mapping, or do not say what they translate. Libraries are among them.
    private let others: [String]
    private let compiler: MappingCompiler
    private let compiled = Mutex<[String: Checked<CompiledMapping?>]>([:])

    /// Finds every `.yaml` file below a folder, except below folders named `examples` and the folder `rules` of the
    /// event rules. Nothing is checked yet.
    ///
    /// - Parameters:
    ///   - folder: of the mappings; findings name files by their path below it.
    ///   - schemas: compiles the sets that the mappings name.
    package init(folder: String, schemas: SchemaLibrary) {
        let root = URL(filePath: folder, directoryHint: .isDirectory)
        compiler = MappingCompiler(folder: folder, schemas: schemas)
        var headers: [String: MappingHeader] = [:]
        let paths = Self.files(below: root)
        for path in paths {
            let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8)
            headers[path] = text.flatMap { MappingHeader($0, file: path) }
        }
        entries = paths.compactMap { Self.entry($0, headers) }
        let found = Set(entries.map(\.path))
        others = paths.filter { !found.contains($0) }
    }

    /// Nil for a file that calls itself otherwise, or does not say what it translates.
    private static func entry(_ path: String, _ headers: [String: MappingHeader]) -> Entry? {
        guard let header = headers[path], "\(header.name).yaml" == path else { return nil }
        var from = header.from
        var to = header.to
        var visited: Set<String> = [path]
        var next = header.extends
        while from == nil || to == nil, let file = next, visited.insert(file).inserted {
            from = from ?? headers[file]?.from
            to = to ?? headers[file]?.to
            next = headers[file]?.extends
        }
        guard let from, let to else { return nil }
        return Entry(name: header.name, from: from, to: to, extends: header.extends)
    }

    /// Paths below a folder, sorted, so that findings come in the same order everywhere.
    private static func files(below root: URL) -> [String] {
        guard let found = FileManager.default.enumerator(atPath: root.path(percentEncoded: false)) else {
            return []
        }
        return found.compactMap { $0 as? String }
            .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix("rules/") }
            .filter { !$0.split(separator: "/").contains("examples") }
            .sorted()
    }

    // MARK: Checking

    /// Every file of the folder, or those that are named.
    package var paths: [String] { (entries.map(\.path) + others).sorted() }

    /// Compiles a file.
    ///
    /// - Parameter path: below the folder.
    /// - Returns: nil when something is wrong with it; a library is nil without an error.
    package func check(_ path: String) -> Checked<CompiledMapping?> {
        if let known = compiled.withLock({ $0[path] }) { return known }
        var checked = compiler.compile(path)
        if let mapping = checked.value, "\(mapping.name).yaml" != path {
            checked = Checked(nil, checked.findings + [Self.misnamed(mapping, path)])
        }
        compiled.withLock { $0[path] = checked }
        return checked
    }

    /// Compiles several files on all cores, so that ``check(_:)`` knows them.
    package func prepare(_ paths: [String]) {
        DispatchQueue.concurrentPerform(iterations: paths.count) { _ = check(paths[$0]) }
    }

    private static func misnamed(_ mapping: CompiledMapping, _ path: String) -> Finding {
        Finding(
            "MAP-NAME-1", .error, at: Place(source: path, line: 1, column: 1),
            "the mapping calls itself \"\(mapping.name)\", which is not its path below the folder",
            advice: "Write \"mapping: \(path.dropLast(".yaml".count))\", or move the file.")
    }

    // MARK: Finding one

    /// - Throws: ``WrongMapping`` when it is wrong. So do the others.
    package func mapping(named name: String) throws(WrongMapping) -> CompiledMapping? {
        try entries.first { $0.name == name }.map { (entry) throws(WrongMapping) in try compile(entry) }
            ?? nil
    }

    /// The mapping from a noun of a set into the canonical form. Where there are several, one of `isa95/` is
    /// preferred: another has to be asked for by name.
    package func toCanonical(_ set: SchemaSet, noun: String) throws(WrongMapping) -> CompiledMapping? {
        try preferred(entries(from: MappingEnd(.published(set), noun), to: .canonical))
    }

    /// The mapping from a canonical noun to a set. Where the noun can become several, `wanted` says which noun of the set
    /// is meant; else one that is called the same is preferred.
    package func fromCanonical(
        _ noun: String, to set: SchemaSet, as wanted: String? = nil
    ) throws(WrongMapping) -> CompiledMapping? {
        let found = entries(from: MappingEnd(.canonical, noun), to: .published(set))
        let named = found.filter { $0.to.noun == wanted ?? noun }
        return try preferred(named.isEmpty ? found : named)
    }

    /// The mapping that translates between two sets without the canonical form.
    package func direct(
        _ noun: String, from source: SchemaSet, to target: SchemaSet
    ) throws(WrongMapping) -> CompiledMapping? {
        try preferred(entries(from: MappingEnd(.published(source), noun), to: .published(target)))
    }

    private func entries(from: MappingEnd, to set: MappingSet) -> [Entry] {
        entries.filter { $0.from == from && $0.to.set == set }
    }

    private func preferred(_ found: [Entry]) throws(WrongMapping) -> CompiledMapping? {
        guard let entry = found.first(where: { $0.name.hasPrefix("isa95/") }) ?? found.first else {
            return nil
        }
        return try compile(entry)
    }

    private func compile(_ entry: Entry) throws(WrongMapping) -> CompiledMapping? {
        let checked = check(entry.path)
        if let wrong = WrongMapping(checked.findings) { throw wrong }
        return checked.value
    }
}

extension MappingCompiler {
    /// A compiler for the files below a folder.
    ///
    /// - Parameters:
    ///   - folder: of the mappings.
    ///   - schemas: compiles the sets that the mappings name.
    ///   - texts: of files, by their paths below the folder, that are not to be read from there.
    package init(folder: String, schemas: SchemaLibrary, replacing texts: [String: String] = [:]) {
        let root = URL(filePath: folder, directoryHint: .isDirectory)
        self.init(
            files: Files { path in
                if let text = texts[path] { return text }
                return try String(contentsOf: root.appending(path: path), encoding: .utf8)
            },
            schema: { set throws(SchemaError) in
                switch set {
                case .published(let set): try schemas.schema(set)
                // A foreign form has a schema of its own, which its mapping makes.
                case .canonical, .foreign: try schemas.canonical()
                }
            },
            units: { try UnitCatalogue(folder: schemas.folder) })
    }
}
