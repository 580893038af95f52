package import XMLSchema

/// A document that has been read: what it has shown, and with what it was read.
package struct DocumentReading<Bytes: ByteReader, Consumer: RecordConsumer> {
    package var judgement: Judgement
    /// What the document was judged by; nil when it was not judged.
    package let schema: Schema?
    /// What its root is; nil when it was not judged, or by a schema that does not declare it.
    package let root: MessageRoot?
    /// Stands where the reading ended, which need not be the end of the bytes.
    package let bytes: Bytes
    /// As it is after the last record; nil when no records were read.
    package let consumer: Consumer?
}
