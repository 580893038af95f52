import B2MML
import Diagnostics
import XMLSchema
import XMLStream

/// What a mapping translates from and to, with its schemas.
struct MappingEnds {
    /// One of the two.
    struct End {
        let name: MappingEnd
        let schema: Schema
        let root: ExpandedName
        let declaration: ElementDeclaration
        /// Nil for a noun of a set.
        var form: ForeignForm?
    }

    let source: End
    let target: End
}

extension MappingCompiler {
    /// Those that the last layer says which says any. Nil when something is wrong with one, which is then reported.
    func ends(_ chain: [Link], _ findings: inout [Finding]) -> MappingEnds? {
        guard let from = chain.last(where: { $0.draft.from != nil }),
            let to = chain.last(where: { $0.draft.to != nil }), let source = from.draft.from,
            let target = to.draft.to
        else { return nil }
        let first = end(source, besides: from.path, isTarget: false, &findings)
        let second = end(target, besides: to.path, isTarget: true, &findings)
        guard let first, let second else { return nil }
        return MappingEnds(source: first, target: second)
    }

    private func end(
        _ draft: EndDraft, besides path: String, isTarget: Bool, _ findings: inout [Finding]
    ) -> MappingEnds.End? {
        switch draft {
        case .noun(let set, let noun): end(set, noun, &findings)
        case .form(let form): end(form, besides: path, isTarget: isTarget, &findings)
        }
    }

    // MARK: Nouns

    private func end(_ name: SourceText, _ noun: SourceText, _ findings: inout [Finding]) -> MappingEnds.End?
    {
        guard let set = MappingSet(name.text), let namespace = set.namespace else {
            let nearest = suggestion(for: name.text, among: MappingSet.sets)
            findings.append(
                Finding(
                    "MAP-SET-1", .error, at: name.place, "there is no set \"\(name.text)\"",
                    expected: MappingSet.sets, found: name.text,
                    advice: nearest.map { "Did you mean \"\($0)\"?" }
                        ?? "It may be \(MappingSet.sets.joined(separator: ", "))."))
            return nil
        }
        let schema: Schema
        do {
            schema = try self.schema(set)
        } catch {
            findings.append(
                Finding(
                    "MAP-SET-2", .error, at: name.place,
                    "the schemas of \(set.name) cannot be loaded: \(error.message)", advice: error.advice))
            return nil
        }
        let root = ExpandedName(namespace, noun.text)
        guard let element = schema.globalElement(root), schema.contentModel(of: element.type) != nil else {
            let names = schema.globalElements.map { schema.names[$0].local }
            let nearest = suggestion(for: noun.text, among: names)
            findings.append(
                Finding(
                    "MAP-NOUN-1", .error, at: noun.place, "\(set.name) has no noun \"\(noun.text)\"",
                    advice: nearest.map { "Did you mean \"\($0)\"?" } ?? "See the schemas of \(set.name)."))
            return nil
        }
        return MappingEnds.End(
            name: MappingEnd(set, noun.text), schema: schema, root: root, declaration: element)
    }

    // MARK: Foreign forms

    private func end(
        _ draft: FormDraft, besides path: String, isTarget: Bool, _ findings: inout [Finding]
    ) -> MappingEnds.End? {
        var declaration = ForeignFormDeclaration(format: draft.format)
        declaration.delimited = draft.delimited
        declaration.fixedWidth = draft.fixedWidth
        declaration.encoding = draft.encoding
        for sample in draft.samples {
            let file = Self.resolve(sample.text, besides: path)
            guard let text = try? files.read(file) else {
                findings.append(unreadable(file, at: sample.place, "MAP-FORM-1"))
                return nil
            }
            declaration.samples.append((file, Array(text.utf8)))
        }
        if let file = draft.schema, let root = draft.root {
            guard let schema = load(file, besides: path, &findings) else { return nil }
            guard let found = Self.root(root, of: schema, &findings) else { return nil }
            declaration.schema = (schema, found)
        }
        let made = ForeignForm.make(declaration, isTarget: isTarget)
        findings += made.findings.map { Self.placed($0, at: draft.place) }
        guard let form = made.value, let element = form.schema.globalElement(form.root) else { return nil }
        return MappingEnds.End(
            name: MappingEnd(.foreign(draft.format), ""), schema: form.schema, root: form.root,
            declaration: element, form: form)
    }

    /// What is wrong with a declaration stands in the mapping; what is wrong with a sample, in the sample.
    private static func placed(_ finding: Finding, at place: Place) -> Finding {
        guard finding.place.source == nil else { return finding }
        var finding = finding
        finding.place = Place(
            source: place.source, line: place.line, column: place.column, path: finding.place.path)
        return finding
    }

    /// Reads the files of a schema beside a mapping.
    private struct Neighbours: SchemaFiles {
        let files: MappingCompiler.Files

        func read(_ path: String) throws -> [UInt8] {
            guard let text = try? files.read(path) else { throw Unreadable() }
            return Array(text.utf8)
        }

        private struct Unreadable: Error, CustomStringConvertible {
            let description = "there is no such file, or it is not UTF-8"
        }
    }

    private func load(
        _ file: SourceText, besides path: String, _ findings: inout [Finding]
    ) -> Schema? {
        do {
            return try SchemaLoader.load(
                Self.resolve(file.text, besides: path), from: Neighbours(files: files))
        } catch {
            findings.append(
                Finding(
                    "MAP-FORM-2", .error, at: file.place,
                    "the schema \(file.text) cannot be used: \(error.message)", advice: error.advice))
            return nil
        }
    }

    private static func root(
        _ root: SourceText, of schema: Schema, _ findings: inout [Finding]
    ) -> ExpandedName? {
        let names = schema.globalElements.map { schema.names[$0] }
        if let found = names.first(where: { $0.local == root.text }) { return found }
        let locals = names.map(\.local)
        findings.append(
            Finding(
                "MAP-FORM-3", .error, at: root.place, "the schema has no element \"\(root.text)\"",
                advice: suggestion(for: root.text, among: locals).map { "Did you mean \"\($0)\"?" }
                    ?? "It has \(locals.joined(separator: ", "))."))
        return nil
    }
}
