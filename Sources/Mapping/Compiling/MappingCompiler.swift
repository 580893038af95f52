package import B2MML
package import Diagnostics
package import XMLSchema
import XMLStream

/// Compiles one mapping file: reads it with the libraries and tables that it uses, and checks every path of it.
package struct MappingCompiler: Sendable {
    /// Where files are read and what they are called.
    package struct Files: Sendable {
        /// - Throws: whatever says best why it cannot be read.
        package let read: @Sendable (_ path: String) throws -> String

        package init(read: @escaping @Sendable (_ path: String) throws -> String) {
            self.read = read
        }
    }

    private let schema: @Sendable (MappingSet) throws(SchemaError) -> Schema
    private let files: Files
    private let units: @Sendable () throws -> UnitCatalogue
    private let drafts = DraftCache()

    /// - Parameters:
    ///   - files: reads mapping files, and what they name.
    ///   - schema: compiles a set.
    ///   - units: reads the table of units; asked when a mapping needs it.
    package init(
        files: Files, schema: @escaping @Sendable (MappingSet) throws(SchemaError) -> Schema,
        units: @escaping @Sendable () throws -> UnitCatalogue
    ) {
        self.files = files
        self.schema = schema
        self.units = units
    }

    /// - Parameter path: of the mapping file, in the words of `files`; findings call it that.
    /// - Returns: nil when a finding is an error. A library is none of its own: it answers nil without findings.
    package func compile(_ path: String) -> Checked<CompiledMapping?> {
        guard let text = try? files.read(path) else {
            return Checked(nil, [unreadable(path, at: Place(source: path), "MAP-USES-1")])
        }
        return compile(text, path: path)
    }

    package func compile(_ text: String, path: String) -> Checked<CompiledMapping?> {
        var parser = MappingParser(file: path)
        guard let draft = parser.parse(text) else { return Checked(nil, parser.findings) }
        var findings = parser.findings
        if draft.isLibrary { return Checked(nil, findings) }
        var parts = Parts()
        gather(draft, path: path, isOwn: true, into: &parts, &findings)
        var visited: Set<String> = [path]
        load(draft.uses, from: path, into: &parts, &findings, visited: &visited)
        guard let ends = ends(draft, &findings) else { return Checked(nil, findings) }
        let compilation = MappingCompilation(
            source: ends.source, target: ends.target, targetSet: ends.to.set, blocks: parts.blocks,
            derive: parts.derive, tables: parts.tables, units: units)
        compilation.compile(
            draft.rules, noun: ends.sourceNoun, target: ends.targetNoun, place: draft.name.place)
        findings += compilation.findings
        findings += unused(parts, compilation)
        guard !findings.hasErrors else { return Checked(nil, findings) }
        return Checked(CompiledMapping(compilation, draft: draft, from: ends.from, to: ends.to), findings)
    }

    // MARK: What a mapping is made of

    private struct Parts {
        var blocks: [String: BlockDraft] = [:]
        var tables: [CodeTable] = []
        var tableNames: [SourceText] = []
        var derive: [DeriveDraft] = []
        /// Blocks and tables of the mapping itself, which it is warned about when it uses them nowhere.
        var ownBlocks: [SourceText] = []
        var ownTables: [SourceText] = []
    }

    private func gather(
        _ draft: MappingDraft, path: String, isOwn: Bool, into parts: inout Parts, _ findings: inout [Finding]
    ) {
        for block in draft.blocks {
            if let other = parts.blocks[block.name.text] {
                findings.append(
                    Finding(
                        "MAP-BLOCK-4", .error, at: other.name.place,
                        "the block \"\(block.name.text)\" is in \(block.name.place.locator) too",
                        advice: "Give one of them another name."))
            }
            parts.blocks[block.name.text] = block
            if isOwn { parts.ownBlocks.append(block.name) }
        }
        for table in draft.tables {
            if let other = parts.tableNames.first(where: { $0.text == table.name.text }) {
                findings.append(
                    Finding(
                        "MAP-TABLE-6", .error, at: other.place,
                        "the table \"\(table.name.text)\" is in \(table.name.place.locator) too",
                        advice: "Give one of them another name."))
                continue
            }
            parts.tableNames.append(table.name)
            if isOwn { parts.ownTables.append(table.name) }
            parts.tables.append(read(table, besides: path, &findings))
        }
        parts.derive += draft.derive
    }

    private func read(_ draft: TableDraft, besides path: String, _ findings: inout [Finding]) -> CodeTable {
        let file = Self.resolve(draft.file.text, besides: path)
        var table = CodeTable(name: draft.name.text, file: file, noMatch: draft.noMatch)
        if let text = try? files.read(file) {
            findings += table.read(text)
        } else {
            findings.append(unreadable(file, at: draft.file.place, "MAP-TABLE-2"))
        }
        return table
    }

    private func load(
        _ uses: [SourceText], from path: String, into parts: inout Parts, _ findings: inout [Finding],
        visited: inout Set<String>
    ) {
        for use in uses {
            let file = Self.resolve(use.text, besides: path)
            guard visited.insert(file).inserted else { continue }
            guard let parsed = try? drafts.draft(file, reading: { try files.read(file) }) else {
                findings.append(unreadable(file, at: use.place, "MAP-USES-1"))
                continue
            }
            findings += parsed.findings
            guard let draft = parsed.draft else { continue }
            guard draft.isLibrary else {
                findings.append(
                    Finding(
                        "MAP-USES-2", .error, at: use.place, "\(file) is a mapping, not a library",
                        advice: "Put what both need into a file that begins with \"library:\"."))
                continue
            }
            gather(draft, path: file, isOwn: false, into: &parts, &findings)
            load(draft.uses, from: file, into: &parts, &findings, visited: &visited)
        }
    }

    private func unreadable(_ file: String, at place: Place, _ code: Code) -> Finding {
        Finding(
            code, .error, at: place, "the file \(file) cannot be read",
            advice: "Check its name; it is sought beside the file that names it.")
    }

    /// A path beside a file, with `.` and `..` worked out.
    static func resolve(_ name: String, besides path: String) -> String {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
        for part in name.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != "..", !last.isEmpty {
                parts.removeLast()
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    private func unused(_ parts: Parts, _ compilation: MappingCompilation) -> [Finding] {
        let blocks = parts.ownBlocks.filter { !compilation.usedBlocks.contains($0.text) }.map {
            Finding(
                "MAP-BLOCK-2", .warning, at: $0.place, "no rule uses the block \"\($0.text)\"",
                advice: "Use it, or take it away.")
        }
        let tables = parts.ownTables.filter { name in
            !compilation.usedTables.contains { compilation.tables[$0].name == name.text }
        }.map {
            Finding(
                "MAP-TABLE-5", .warning, at: $0.place, "no rule uses the table \"\($0.text)\"",
                advice: "Use it, or take it away.")
        }
        return blocks + tables
    }

    // MARK: Ends

    private struct Ends {
        let from: MappingEnd
        let to: MappingEnd
        let source: Schema
        let target: Schema
        let sourceNoun: ElementDeclaration
        let targetNoun: ElementDeclaration
    }

    private func ends(_ draft: MappingDraft, _ findings: inout [Finding]) -> Ends? {
        let from = draft.from.flatMap { end($0, &findings) }
        let to = draft.to.flatMap { end($0, &findings) }
        guard let from, let to else { return nil }
        return Ends(
            from: from.end, to: to.end, source: from.schema, target: to.schema, sourceNoun: from.noun,
            targetNoun: to.noun)
    }

    private func end(
        _ draft: EndDraft, _ findings: inout [Finding]
    ) -> (end: MappingEnd, schema: Schema, noun: ElementDeclaration)? {
        guard let set = MappingSet(draft.set.text) else {
            let nearest = suggestion(for: draft.set.text, among: MappingSet.names)
            findings.append(
                Finding(
                    "MAP-SET-1", .error, at: draft.set.place, "there is no set \"\(draft.set.text)\"",
                    expected: MappingSet.names, found: draft.set.text,
                    advice: nearest.map { "Did you mean \"\($0)\"?" }
                        ?? "It may be \(MappingSet.names.joined(separator: ", "))."))
            return nil
        }
        let schema: Schema
        do {
            schema = try self.schema(set)
        } catch {
            findings.append(
                Finding(
                    "MAP-SET-2", .error, at: draft.set.place,
                    "the schemas of \(set.name) cannot be loaded: \(error.message)", advice: error.advice))
            return nil
        }
        let name = ExpandedName(set.namespace, draft.noun.text)
        guard let noun = schema.globalElement(name), schema.contentModel(of: noun.type) != nil else {
            let names = schema.globalElements.map { schema.names[$0].local }
            let nearest = suggestion(for: draft.noun.text, among: names)
            findings.append(
                Finding(
                    "MAP-NOUN-1", .error, at: draft.noun.place,
                    "\(set.name) has no noun \"\(draft.noun.text)\"",
                    advice: nearest.map { "Did you mean \"\($0)\"?" } ?? "See the schemas of \(set.name)."))
            return nil
        }
        return (MappingEnd(set, draft.noun.text), schema, noun)
    }
}
