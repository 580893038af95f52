package import B2MML
package import Diagnostics
package import Mapping
import XMLSchema
import XMLStream

/// Documents of forms that are no B2MML, by the name of their mapping.
extension DocumentConverter {
    /// - Throws: ``UnknownMapping``, or ``WrongMapping`` when something is wrong with it.
    func mapping(_ name: String) throws -> CompiledMapping {
        try mappings.existing(name, besides: SchemaSet.allCases.map(\.rawValue) + ["json"])
    }

    /// A document through a mapping, and on to what is wanted; nil for what the mapping makes.
    ///
    /// - Parameters:
    ///   - bytes: of the form that the mapping reads; or B2MML, which is first taken to the noun that it reads.
    ///   - set: to read B2MML by; nil for that of its namespace.
    ///   - mapping: the mapping.
    ///   - target: what follows.
    ///   - context: what is known besides the document.
    /// - Returns: the document, or why there is none.
    /// - Throws: what `bytes` throws, ``SchemaError``, ``WrongMapping``, and ``UnroutableMapping`` when the ends do not meet.
    func convert(
        _ bytes: some ByteSource, of set: SchemaSet?, through mapping: CompiledMapping,
        to target: ConversionTarget?, _ context: MappingContext
    ) throws -> Conversion {
        let rest = try route(from: mapping, to: target)
        var conversion = Conversion(
            file: context.source ?? "", from: nil, to: target ?? Self.end(of: rest.last ?? mapping),
            verdict: .valid)
        if let form = mapping.sourceForm {
            guard let root = try read(bytes, by: form, of: mapping, &conversion) else { return conversion }
            try finish([root], along: [mapping] + rest, context, &conversion)
        } else {
            guard let sent = try read(bytes, of: set, &conversion) else { return conversion }
            let way = try route(of: sent.noun, from: sent.set, into: mapping)
            try finish(sent.nouns, along: way + rest, context, &conversion)
        }
        return conversion
    }

    /// What a mapping makes: a set, or its own form.
    private static func end(of mapping: CompiledMapping) -> ConversionTarget {
        if case .published(let set) = mapping.to.set { return .set(set) }
        return .mapping(mapping.name)
    }

    // MARK: Reading

    /// Nil when the document is no message or cannot be read, which is then among the findings.
    private func read(
        _ bytes: some ByteSource, of set: SchemaSet?, _ conversion: inout Conversion
    ) throws -> Transaction? {
        let sent = try SentDocument.read(
            bytes, file: conversion.file, set: set, library: library, reader: reader)
        conversion.from = sent.set
        conversion.verdict = sent.verdict
        conversion.findings = sent.findings
        guard sent.verdict == .valid, let set = sent.set, let document = sent.document else { return nil }
        conversion.source = document
        if let transaction = Transaction(document, set: set) { return transaction }
        if let root = document.root { conversion.findings.append(Self.noMessage(root, conversion.file)) }
        return nil
    }

    private func read(
        _ bytes: some ByteSource, by form: ForeignForm, of mapping: CompiledMapping,
        _ conversion: inout Conversion
    ) throws -> Node? {
        conversion.form = mapping.name
        var content: [UInt8] = []
        // What is more than a form takes is refused by it, and need not be read to its end.
        try bytes.forEachPiece { piece in
            content.append(contentsOf: piece)
            return content.count <= ForeignForm.maximalSize
        }
        let read = form.read(content, source: conversion.file)
        conversion.findings = read.findings
        for (path, place) in read.unknown {
            var place = place
            place.path = path
            conversion.otherLosses.append(path)
            conversion.findings.append(
                Finding(
                    "CONVERT-FORM-1", .warning, at: place, "the form of \(mapping.name) does not know this",
                    advice: "Add it to the sample or the columns, and a rule for it, or an \"ignore\"."))
        }
        guard let document = read.document, !read.findings.hasErrors else {
            conversion.verdict = read.document == nil ? .notWellFormed : .invalid
            return nil
        }
        conversion.source = document
        return document.root
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
        _ nouns: [Node], along way: [CompiledMapping], _ context: MappingContext,
        _ conversion: inout Conversion
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

/// A mapping is not named, and nothing else says what a document becomes.
package struct NoTarget: AdapterError, Hashable {
    package var code: Code { "CONVERT-TARGET-1" }
    package var message: String { "nothing says what the document becomes" }
    package var place: Place? { nil }
    package var advice: String? { "Name a set, json or a mapping with --to." }
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
