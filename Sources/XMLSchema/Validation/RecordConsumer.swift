/// Receives the records of a document one by one. A generic parameter of ``Validator``.
package protocol RecordConsumer {
    /// - Parameters:
    ///   - document: everything outside of records that is known, and this one record in its place.
    ///   - record: the record's node.
    ///   - number: counted from 1 over the whole document.
    /// - Returns: false to stop reading.
    mutating func consume(_ document: Document, record: Node, number: Int) -> Bool
}

/// For documents that are kept whole.
package struct NoRecords: RecordConsumer {
    package init() {}

    package mutating func consume(_ document: Document, record: Node, number: Int) -> Bool { true }
}
