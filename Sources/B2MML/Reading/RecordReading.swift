package import XMLSchema
import XMLStream

/// A second reading of a document that has been judged: its records in order, a piece of the input at a time, so that
/// whoever commits them sets the pace.
package final class RecordReading<Reader: ByteReader, Consumer: RecordConsumer> {
    private let bytes: Reader
    private let reader: XMLReader<Validator<Consumer>>
    package private(set) var isAtEnd = false

    /// - Parameters:
    ///   - bytes: the same bytes that were judged.
    ///   - schema: the schema they were judged by.
    ///   - plan: which elements are records.
    ///   - header: what the first reading has kept.
    ///   - consumer: receives the records.
    package init(_ bytes: Reader, schema: Schema, plan: RecordPlan, header: Document, consumer: Consumer) {
        self.bytes = bytes
        let names = NameInterner(table: schema.names)
        let validator = Validator(
            schema: schema, names: names, source: nil, plan: plan, header: header, consumer: consumer)
        reader = XMLReader(names: names, sink: validator)
    }

    /// Reads one more piece.
    ///
    /// - Returns: false at the end of the document.
    /// - Throws: what reading fails with, and ``XMLFailure`` when the bytes are no longer those that were judged.
    package func advance() throws -> Bool {
        if try bytes.withNextPiece({ try self.reader.feed($0) }) != nil { return true }
        if !isAtEnd {
            isAtEnd = true
            try reader.finish()
        }
        return false
    }

    /// The consumer as it is now.
    package var consumer: Consumer {
        _read { yield reader.sink.consumer }
        _modify { yield &reader.sink.consumer }
    }
}
