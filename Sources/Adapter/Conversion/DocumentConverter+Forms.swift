package import B2MML
package import Diagnostics
package import Mapping
import XMLSchema
import XMLStream

/// Documents of forms that are no B2MML, by the name of their mapping.
extension DocumentConverter {
    /// - Throws: ``UnknownMapping``, or ``WrongMapping`` when something is wrong with it.
    package func mapping(_ name: String) throws -> CompiledMapping {
        let plain = name.hasSuffix(".yaml") ? String(name.dropLast(".yaml".count)) : name
        if let mapping = try mappings.mapping(named: plain) { return mapping }
        let names = mappings.entries.map(\.name)
        let ends = ConversionTarget.sets + names
        throw UnknownMapping(name: name, nearest: nearestName(to: plain, among: ends))
    }

    /// A document that a mapping reads, to what that one says, or on to another set or form.
    func convert(
        _ bytes: some ByteSource, through mapping: CompiledMapping, to target: ConversionTarget?,
        _ context: MappingContext
    ) throws -> Conversion {
        let file = context.source ?? ""
        let last = try route(from: mapping, to: target)
        var conversion = Conversion(
            file: file, from: nil, to: target ?? .mapping(mapping.name), verdict: .valid)
        guard let nouns = try read(bytes, by: mapping, &conversion) else { return conversion }
        try finish(nouns, along: [mapping] + last, target, context, &conversion)
        return conversion
    }

    /// A B2MML document to the form that a mapping writes.
    func convert(
        _ bytes: some ByteSource, of set: SchemaSet?, into mapping: CompiledMapping, _ context: MappingContext
    ) throws -> Conversion {
        let file = context.source ?? ""
        let sent = try SentDocument.read(bytes, file: file, set: set, library: library, reader: reader)
        var conversion = Conversion(
            file: file, from: sent.set, to: .mapping(mapping.name), verdict: sent.verdict,
            findings: sent.findings)
        guard sent.verdict == .valid, let set = sent.set, let document = sent.document else {
            return conversion
        }
        conversion.source = document
        guard let transaction = Transaction(document, set: set) else {
            if let root = document.root { conversion.findings.append(Self.noMessage(root, file)) }
            return conversion
        }
        let way = try route(of: transaction.noun, from: set, into: mapping)
        try finish(transaction.nouns, along: way, nil, context, &conversion)
        return conversion
    }

    // MARK: Reading

    /// Nil when the document cannot be read, which is then among the findings.
    private func read(
        _ bytes: some ByteSource, by mapping: CompiledMapping, _ conversion: inout Conversion
    ) throws -> [Node]? {
        guard let form = mapping.sourceForm else {
            var set: SchemaSet?
            if case .published(let named) = mapping.from.set { set = named }
            let sent = try SentDocument.read(
                bytes, file: conversion.file, set: set, library: library, reader: reader)
            conversion.from = sent.set
            conversion.verdict = sent.verdict
            conversion.findings = sent.findings
            guard sent.verdict == .valid, let set = sent.set, let document = sent.document else { return nil }
            conversion.source = document
            return Transaction(document, set: set)?.nouns ?? []
        }
        conversion.form = mapping.name
        var content: [UInt8] = []
        try bytes.forEachPiece { piece in
            content.append(contentsOf: piece)
            return true
        }
        let read = form.read(content, source: conversion.file)
        conversion.findings = read.findings
        for (path, place) in read.unknown {
            conversion.otherLosses.append(path)
            conversion.findings.append(
                Finding(
                    "CONVERT-FORM-1", .warning,
                    at: Place(source: place.source, line: place.line, column: place.column, path: path),
                    "the form of \(mapping.name) does not know this",
                    advice: "Add it to the sample or the columns, and a rule for it, or an \"ignore\"."))
        }
        guard let document = read.document, !read.findings.hasErrors else {
            conversion.verdict = read.document == nil ? .notWellFormed : .invalid
            return nil
        }
        conversion.source = document
        return document.root.map { [$0] }
    }

    // MARK: The way

    /// What follows a mapping so that its result becomes what is wanted.
    private func route(
        from mapping: CompiledMapping, to target: ConversionTarget?
    ) throws -> [CompiledMapping] {
        switch (mapping.to.set, target) {
        case (.foreign, nil), (.published, nil): return []
        case (.foreign, _?): throw UnroutableMapping(mapping: mapping.name, target: target?.name ?? "")
        case (.canonical, nil): return try outwards(mapping, to: .v0700)
        case (.canonical, .set(let set)?): return try outwards(mapping, to: set)
        case (.published(let set), .set(let wanted)?):
            return set == wanted ? [] : try route(of: mapping.to.noun, from: set, to: wanted)
        case (.canonical, .mapping(let name)?):
            let last = try self.mapping(name)
            guard last.from != mapping.to else { return [last] }
            guard case .published(let set) = last.from.set else {
                throw UnroutableMapping(mapping: mapping.name, target: name)
            }
            return try outwards(mapping, to: set) + [last]
        case (.published(let set), .mapping(let name)?):
            return try route(of: mapping.to.noun, from: set, into: try self.mapping(name))
        case (_, .json?): throw UnroutableMapping(mapping: mapping.name, target: "json")
        }
    }

    private func outwards(_ mapping: CompiledMapping, to set: SchemaSet) throws -> [CompiledMapping] {
        guard let last = try mappings.fromCanonical(mapping.to.noun, to: set) else {
            throw UnroutableMapping(mapping: mapping.name, target: set.rawValue)
        }
        return [last]
    }

    private func route(
        of noun: String, from set: SchemaSet, into last: CompiledMapping
    ) throws -> [CompiledMapping] {
        if last.from == MappingEnd(.published(set), noun) { return [last] }
        switch last.from.set {
        case .published(let wanted): return try route(of: noun, from: set, to: wanted) + [last]
        case .canonical:
            guard let inward = try mappings.toCanonical(set, noun: noun), inward.to == last.from else {
                throw UnroutableMapping(mapping: last.name, target: "\(set.rawValue) \(noun)")
            }
            return [inward, last]
        case .foreign: throw UnroutableMapping(mapping: last.name, target: set.rawValue)
        }
    }

    // MARK: The result

    private func finish(
        _ nouns: [Node], along way: [CompiledMapping], _ target: ConversionTarget?,
        _ context: MappingContext, _ conversion: inout Conversion
    ) throws {
        guard nouns.count == 1 else {
            conversion.findings.append(
                Finding(
                    "CONVERT-FORM-2", .error, at: Place(source: conversion.file),
                    "the document has \(nouns.count) nouns, a form takes one",
                    advice: "Translate them one by one."))
            return
        }
        for link in zip(way, way.dropFirst()) where link.0.to != link.1.from {
            throw UnroutableMapping(mapping: link.0.name, target: link.1.name)
        }
        guard let made = translate(nouns[0], 0, along: way, context, &conversion), let last = way.last else {
            return
        }
        if let form = last.targetForm {
            take(made, as: form, of: last, &conversion)
        } else if case .published(let set) = last.to.set {
            try take(made, conversion.file, set, &conversion)
        }
    }

    /// What is written is read again: the form must know all of it.
    private func take(
        _ made: Document, as form: ForeignForm, of mapping: CompiledMapping, _ conversion: inout Conversion
    ) {
        let written = form.write(made)
        conversion.findings += written.findings
        guard let bytes = written.value, !written.findings.hasErrors else { return }
        let read = form.read(bytes, source: "\(conversion.file) as \(mapping.name)")
        guard read.document != nil, !read.findings.hasErrors, read.unknown.isEmpty else {
            conversion.findings += read.findings
            conversion.findings.append(
                Self.unwritable("what was written is not of the form of \(mapping.name)", conversion.file))
            return
        }
        conversion.bytes = bytes
    }
}

extension ConversionTarget {
    /// What a target may be called besides the names of mappings.
    package static var sets: [String] { SchemaSet.allCases.map(\.rawValue) + ["json"] }
}

/// No mapping is called like that.
package struct UnknownMapping: AdapterError, Hashable {
    /// Nil when none was named and one is needed.
    let name: String?
    let nearest: String?

    package var code: Code { "CONVERT-MAPPING-1" }
    package var message: String {
        name.map { "there is no set and no mapping called \"\($0)\"" } ?? "nothing says what it becomes"
    }
    package var place: Place? { nil }
    package var advice: String? {
        nearest.map { "Did you mean \($0)?" } ?? "b2mml map list shows the mappings there are."
    }
    package var exitStatus: ExitStatus { .usage }
}

/// What a mapping makes cannot become what is wanted.
package struct UnroutableMapping: AdapterError, Hashable {
    let mapping: String
    let target: String

    package var code: Code { "CONVERT-ROUTE-2" }
    package var message: String { "no mapping connects \(mapping) and \(target)" }
    package var place: Place? { nil }
    package var advice: String? { "b2mml map list shows what each mapping takes and makes." }
    package var exitStatus: ExitStatus { .usage }
}
