import Diagnostics
package import XMLSchema
package import XMLStream

/// Judges documents of a namespace that two sets share, V0700 and V0700-2020, by both.
///
/// Where a document fits both, the canonical dialect is its set; where it fits one, that one.
package struct DialectReader: Sendable {
    private let reader: DocumentReader
    private let library: SchemaLibrary

    package init(reader: DocumentReader, library: SchemaLibrary) {
        self.reader = reader
        self.library = library
    }

    /// As ``DocumentReader/judge(_:source:set:brief:consumer:)``; a document of a shared namespace is read once more for
    /// each other set of it, unless it uses nothing that they define differently.
    ///
    /// - Returns: the reading, and the sets of the namespace that accept the document; nil where the namespace has only
    ///   one set, or the set was asked for.
    /// - Throws: what `bytes` throws, and ``SchemaError`` when a set cannot be loaded.
    package func judge<Source: ByteSource, Consumer: RecordConsumer>(
        _ bytes: Source, source: String?, set wanted: SchemaSet? = nil, consumer: (Schema) -> Consumer
    ) throws -> (reading: DocumentReading<Source.Reader, Consumer>, dialects: [SchemaSet]?) {
        try judge(bytes, source: source, set: wanted) {
            try reader.judge(bytes, source: source, set: $0, brief: $1, consumer: consumer)
        }
    }

    /// As ``DocumentReader/judge(_:source:set:brief:)``, with the sets that accept the document.
    package func judge<Source: ByteSource>(
        _ bytes: Source, source: String?, set wanted: SchemaSet? = nil
    ) throws -> (reading: DocumentReading<Source.Reader, NoRecords>, dialects: [SchemaSet]?) {
        try judge(bytes, source: source, set: wanted) {
            try reader.judge(bytes, source: source, set: $0, brief: $1)
        }
    }

    /// A second reading ends at the first finding: what another dialect has against the document is not told.

    private func judge<Source: ByteSource, Consumer: RecordConsumer>(
        _ bytes: Source, source: String?, set wanted: SchemaSet?,
        by judging: (SchemaSet?, _ isBrief: Bool) throws -> DocumentReading<Source.Reader, Consumer>
    ) throws -> (reading: DocumentReading<Source.Reader, Consumer>, dialects: [SchemaSet]?) {
        let first = try judging(wanted, false)
        let verdict = first.judgement.verdict
        guard wanted == nil, let set = first.judgement.set, let root = first.judgement.root,
            verdict == .valid || verdict == .invalid
        else { return (first, nil) }
        let dialects = SchemaSet.sets(of: root.namespace).filter(library.available.contains)
        guard dialects.count > 1 else { return (first, nil) }
        var accepting = verdict == .valid ? [set] : []
        let others = dialects.filter { $0 != set }
        guard first.judgement.mayDependOnDialect else {
            return (first, verdict == .valid ? accepting + others : [])
        }
        for other in others {
            if verdict == .valid {
                let second = try reader.judge(bytes, source: source, set: other, brief: true)
                if second.judgement.verdict == .valid { accepting.append(other) }
            } else {
                var second = try judging(other, true)
                guard second.judgement.verdict == .valid else { continue }
                second.judgement.setReason =
                    "namespace \(root.namespace), of whose sets only \(other.rawValue) accepts the document"
                return (second, [other])
            }
        }
        return (first, accepting)
    }
}
