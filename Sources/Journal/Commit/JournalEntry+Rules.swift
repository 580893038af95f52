/// What an entry must keep by itself and against what the journal knows. Both journals ask the same rules.
extension JournalEntry {
    /// - Throws: ``JournalError/fault(_:)`` when the entry contradicts itself.
    package func check(expecting position: EventPosition) throws(JournalError) {
        for (index, event) in events.enumerated() {
            let own = position.advanced(by: index + 1)
            if let cause = event.causation, cause <= .start || cause >= own {
                throw .fault("an event names a cause that does not come before it")
            }
        }
        guard let inbox else { return }
        let progress = inbox.progress
        if (progress.state == .receiving) != (progress.outcome == nil) {
            throw .fault("a message has an outcome exactly when it is no longer being received")
        }
        if let total = progress.cursor.total, progress.cursor.committed > total {
            throw .fault("a message has more records committed than it has")
        }
        if case .known(_, let from) = inbox.subject, progress.cursor.committed < from.committed {
            throw .fault("the cursor of a message moves backwards")
        }
    }
}

extension MessageProgress {
    /// Whether an entry that expects the message at `from` may go on with it.
    ///
    /// - Throws: ``JournalError/contention(_:)`` when the message stands elsewhere or is complete: somebody else went
    ///   on with it.
    package func checkContinuation(from: RecordCursor) throws(JournalError) {
        guard !state.isFinal, cursor.committed == from.committed else { throw .contention(.message) }
    }
}
