/// What a delivery is to the journal, judged by its identity and its content alone.
///
/// Source: the architecture, "Identity": same identity and same content hash: duplicate, answered as the first time.
/// Same identity, other content: conflict, refused and recorded. "Records, large files, commits": a crash resumes at
/// the cursor. Retrying a journal transaction after contention is not a conflict.
package enum MessageRecognition: Hashable, Sendable {
    /// Nothing is known under this identity.
    case new
    /// The known message was taken in before a crash and is not complete: go on behind the cursor.
    case resume(MessageID, RecordCursor)
    /// Answered as the first time: the answer, outcome and findings are in the known message's row.
    case duplicate(MessageID)
    /// Other content under a known identity: refuse, and record the delivery.
    case conflict(MessageID)

    /// Judges a content hash against what the journal knows under the same identity.
    ///
    /// Also an incomplete message is in conflict with other content: half of one document never continues another.
    package init(contentHash: String, known: InboxMessage?) {
        guard let known else {
            self = .new
            return
        }
        if known.contentHash != contentHash {
            self = .conflict(known.id)
        } else if known.progress.state == .receiving {
            self = .resume(known.id, known.progress.cursor)
        } else {
            self = .duplicate(known.id)
        }
    }
}
