package import B2MML
import Mapping
import XMLSchema

extension DocumentConverter {
    /// Where the values of a conversion come from and went.
    ///
    /// - Parameter conversion: one of this converter that was asked to explain itself.
    /// - Returns: the explanation; without outputs when no mapping has run.
    /// - Throws: what loading a set or a mapping throws.
    package func explain(_ conversion: Conversion) throws -> Explanation {
        let nouns = conversion.lineages.compactMap { $0.steps.last?.output.root }
        guard let root = try written(conversion)?.root else { return Explanation(conversion, written: nil) }
        let written = WrittenDocument(root, nouns: nouns, source: conversion.source?.root)
        // A form may put together what the mapping made as two, such as rows of the same group.
        return Explanation(conversion, written: written.isComplete(for: nouns) ? written : nil)
    }

    /// What came out, read again.
    private func written(_ conversion: Conversion) throws -> Document? {
        guard let bytes = conversion.bytes else { return nil }
        switch conversion.to {
        case .json:
            return try SentDocument.read(
                MemoryBytes(bytes), file: conversion.file, set: nil, library: library, reader: reader
            ).document
        case .set(let set): return try document(bytes, conversion.file, set)
        case .mapping(let name):
            let mapping = try mapping(name)
            if let form = mapping.targetForm { return form.read(bytes, source: conversion.file).document }
            guard case .published(let set) = mapping.to.set else { return nil }
            return try document(bytes, conversion.file, set)
        }
    }

    private func document(_ bytes: [UInt8], _ file: String, _ set: SchemaSet) throws -> Document? {
        try reader.read(MemoryBytes(bytes), source: file, set: set).document
    }
}

extension Conversion {
    /// One for each noun, in their order.
    var lineages: [NounLineage] {
        Dictionary(grouping: steps, by: \.noun).sorted { $0.key < $1.key }.map { NounLineage($0.value) }
    }
}
