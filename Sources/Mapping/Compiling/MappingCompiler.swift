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

    let schema: @Sendable (MappingSet) throws(SchemaError) -> Schema
    let files: Files
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
        guard let chain = chain(of: Link(draft: draft, path: path), &findings) else {
            return Checked(nil, findings)
        }
        var parts = Parts()
        var visited: Set<String> = Set(chain.map(\.path))
        for link in chain {
            gather(link.draft, path: link.path, isOwn: link.path == path, into: &parts, &findings)
            load(link.draft.uses, from: link.path, into: &parts, &findings, visited: &visited)
        }
        let rules = layered(chain, &parts, &findings)
        guard let ends = ends(chain, &findings) else { return Checked(nil, findings) }
        let compilation = MappingCompilation(
            source: ends.source.schema, target: ends.target.schema, targetSet: ends.target.name.set,
            blocks: parts.blocks,
            derive: parts.derive, tables: parts.tables, units: units)
        compilation.compile(
            rules, noun: ends.source.declaration, target: ends.target.declaration, place: draft.name.place)
        findings += compilation.findings
        findings += unused(parts, compilation)
        // What a wrong rule was to read is no news.
        guard !findings.hasErrors else { return Checked(nil, findings) }
        // Of the hundreds of K-fields that there may be, a sender has a few: what he has and nobody reads, runs tell.
        if ends.source.name.set != .foreign(.aqdef) { findings += compilation.unread }
        return Checked(CompiledMapping(compilation, draft: draft, ends: ends), findings)
    }

    // MARK: Layers

    /// A mapping, or one that it extends.
    struct Link {
        let draft: MappingDraft
        let path: String
    }

    /// What a mapping extends, that one first, and itself at the end; nil when something is wrong with it.
    private func chain(of own: Link, _ findings: inout [Finding]) -> [Link]? {
        var chain = [own]
        while let extends = chain[0].draft.extends {
            let file = Self.file(extends.text, besides: chain[0].path)
            if chain.contains(where: { $0.path == file }) {
                let names = (chain.map(\.path).reversed() + [file]).joined(separator: " extends ")
                findings.append(
                    Finding(
                        "MAP-EXTENDS-1", .error, at: extends.place, "a mapping extends itself: \(names)",
                        advice: "Extend one that does not extend this one."))
                return nil
            }
            guard let parsed = try? drafts.draft(file, reading: { try files.read(file) }) else {
                findings.append(unreadable(file, at: extends.place, "MAP-EXTENDS-2"))
                return nil
            }
            findings += parsed.findings
            guard let draft = parsed.draft else { return nil }
            guard !draft.isLibrary else {
                findings.append(
                    Finding(
                        "MAP-EXTENDS-3", .error, at: extends.place, "\(file) is a library, not a mapping",
                        advice: "Take it in with \"uses\"."))
                return nil
            }
            chain.insert(Link(draft: draft, path: file), at: 0)
        }
        return chain
    }

    /// The rules of the noun as the layers leave them; those of blocks are changed in their place.
    private func layered(_ chain: [Link], _ parts: inout Parts, _ findings: inout [Finding]) -> [RuleDraft] {
        var layering = MappingLayering(rules: chain[0].draft.rules, blocks: parts.blocks)
        for link in chain.dropFirst() { layering.apply(link.draft.layer) }
        parts.blocks = layering.blocks
        findings += layering.findings
        return layering.rules
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
            if draft.extends != nil,
                let index = parts.tableNames.firstIndex(where: { $0.text == table.name.text })
            {
                // A layer's table takes the place of the one that is called the same.
                parts.tableNames[index] = table.name
                parts.tables[index] = read(table, besides: path, &findings)
                continue
            }
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
        let replaced = draft.extends == nil ? [] : draft.derive
        parts.derive.removeAll { old in
            replaced.contains { $0.block?.text == old.block?.text && $0.to.text == old.to.text }
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

    func unreadable(_ file: String, at place: Place, _ code: Code) -> Finding {
        Finding(
            code, .error, at: place, "the file \(file) cannot be read",
            advice: "Check its name; it is sought beside the file that names it.")
    }

    /// The mapping file that a name beside another one means, with or without its ending.
    static func file(_ name: String, besides path: String) -> String {
        resolve(name.hasSuffix(".yaml") ? name : "\(name).yaml", besides: path)
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
}
