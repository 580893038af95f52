extension JSONForm {
    /// A document as JSON in UTF-8. The same document is always the same text.
    ///
    /// - Parameters:
    ///   - document: of this schema. It need not be valid: what was read and kept is written.
    ///   - set: the name of the set of schemas, for `@set`.
    ///   - layout: how the text is laid out.
    /// - Returns: no bytes for a document without a root.
    package func bytes(
        of document: Document, set: String? = nil, layout: JSONLayout = .compact
    ) -> [UInt8] {
        guard let root = document.root else { return [] }
        var writer = JSONDocumentWriter(self, root, layout, pieceSize: .max)
        var bytes: [UInt8] = []
        writer.write(set: set) { bytes = $0 }
        return bytes
    }

    /// Like ``bytes(of:set:layout:)``, in pieces of about 64 KiB, so that a long text is never held whole.
    ///
    /// - Parameters:
    ///   - document: of this schema.
    ///   - set: the name of the set of schemas, for `@set`.
    ///   - layout: how the text is laid out.
    ///   - flush: gets one piece after the other.
    /// - Throws: what `flush` throws.
    package func write<Failure>(
        _ document: Document, set: String? = nil, layout: JSONLayout = .compact,
        flush: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        guard let root = document.root else { return }
        var writer = JSONDocumentWriter(self, root, layout, pieceSize: 1 << 16)
        try writer.write(set: set, flush)
    }
}
