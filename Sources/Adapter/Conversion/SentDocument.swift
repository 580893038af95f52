import B2MML
import Diagnostics
import XMLSchema
import XMLStream

/// A document as it was sent, in XML or in JSON, judged by its set.
struct SentDocument {
    let set: SchemaSet?
    let verdict: Verdict
    /// Nil where it could not be read.
    let document: Document?
    let findings: [Finding]

    /// Reads XML, or JSON where the text begins with a brace; by the set that is wanted, or that the document names. What
    /// `bytes` throws comes through, and a ``SchemaError`` when the set cannot be loaded.
    static func read(
        _ bytes: some ByteSource, file: String, set wanted: SchemaSet?, library: SchemaLibrary,
        reader: DocumentReader
    ) throws -> SentDocument {
        if try isJSON(bytes) { return try readJSON(bytes, file, wanted, library) }
        let judgement = try reader.read(bytes, source: file, set: wanted)
        return SentDocument(
            set: judgement.set, verdict: judgement.verdict, document: judgement.document,
            findings: judgement.findings)
    }

    private static func isJSON(_ bytes: some ByteSource) throws -> Bool {
        var first: UInt8?
        try bytes.forEachPiece { piece in
            first = piece.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
            return first == nil
        }
        return first == UInt8(ascii: "{")
    }

    private static func readJSON(
        _ bytes: some ByteSource, _ file: String, _ wanted: SchemaSet?, _ library: SchemaLibrary
    ) throws -> SentDocument {
        var content: [UInt8] = []
        let limits = JSONLimits()
        try bytes.forEachPiece { piece in
            content.append(contentsOf: piece)
            return content.count <= limits.size
        }
        let parsed = JSONSource.parse(content, source: file, limits: limits)
        guard let text = parsed.value else {
            return SentDocument(
                set: nil, verdict: .notWellFormed, document: nil, findings: parsed.findings)
        }
        let named = text.set.flatMap(SchemaSet.init)
        guard let set = wanted ?? named ?? text.namespace.flatMap({ SchemaSet.sets(of: $0).first }) else {
            return SentDocument(
                set: nil, verdict: .unknownSet, document: nil, findings: [unknownSet(text, file)])
        }
        let read = JSONForm(try library.schema(set)).read(text)
        let findings = parsed.findings + read.findings
        return SentDocument(
            set: set, verdict: findings.hasErrors ? .invalid : .valid, document: read.value,
            findings: findings)
    }

    private static func unknownSet(_ text: JSONSource, _ file: String) -> Finding {
        Finding(
            "SET-NAMESPACE-1", .error, at: Place(source: file, path: "/\(text.root)"),
            "neither \"@set\" nor \"@xmlns\" says of which set \(text.root) is", found: text.namespace,
            advice: "Write \"@set\", or name the set with --from.")
    }
}
