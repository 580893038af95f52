/// How far a message has come on its way in; each commit about the message replaces it.
package struct MessageProgress: Hashable, Sendable {
    package var state: InboxState
    package var cursor: RecordCursor
    /// Nil exactly while the message is being received.
    package var outcome: ImportOutcome?
    /// The bytes of the answer that the sender got or will get; a duplicate gets the same ones again.
    package var answer: [UInt8]?

    package init(
        _ state: InboxState, cursor: RecordCursor = RecordCursor(), outcome: ImportOutcome? = nil,
        answer: [UInt8]? = nil
    ) {
        self.state = state
        self.cursor = cursor
        self.outcome = outcome
        self.answer = answer
    }
}
