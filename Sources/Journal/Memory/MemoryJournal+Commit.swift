import Operations

/// Everything is checked before anything is written: that is this journal's transaction.
extension MemoryJournal {
    package func commit(
        _ entry: JournalEntry, expecting position: EventPosition
    ) throws(JournalError) -> Committed {
        try entry.check(expecting: position)
        try check(entry.lease)
        let found = self.position(of: entry.lease.site)
        guard found == position else { throw .contention(.stream(expected: position, found: found)) }
        try check(entry.objects)
        let message = try write(entry.inbox, at: entry.at)
        for change in entry.objects { write(change, message: message, at: entry.at) }
        let reached = write(entry, after: position, message: message)
        return Committed(
            position: reached, message: message, outbox: enqueue(entry.outbox, message: message, at: entry.at)
        )
    }

    package func record(
        _ delivery: NewDelivery, answering outbox: [NewOutboxRow]
    ) throws(JournalError) -> DeliveryID {
        if let message = delivery.message, index(of: message) == nil {
            throw .fault("a delivery names a message that is not in the journal")
        }
        let bytes = try delivery.content.map { content throws(JournalError) in try content.bytes() }
        let id = append(delivery)
        deliveryContents[id] = bytes
        _ = enqueue(outbox, message: delivery.message, at: delivery.receivedAt)
        return id
    }

    /// Follows the objects through the entry, in which one may occur more than once.
    private func check(_ changes: [ObjectChange]) throws(JournalError) {
        var seen: [ObjectKey: ObjectVersion] = [:]
        for change in changes {
            let known = seen[change.key] ?? current[change.key]
            guard known == change.known else { throw .contention(.object) }
            seen[change.key] = change.version.current(after: known, as: change.recognition)
        }
    }

    /// The last step that can fail.
    private func write(_ part: InboxPart?, at now: Instant) throws(JournalError) -> MessageID? {
        guard let part else { return nil }
        switch part.subject {
        case .first(let received):
            guard identities[received.identity] == nil else { throw .contention(.message) }
            let bytes = try received.content.bytes()
            let id = MessageID(rawValue: Int64(messages.count) + 1)
            messages.append(InboxMessage(id, received, part.progress, at: now))
            identities[received.identity] = id
            contents[id] = bytes
            findings[id] = part.findings
            _ = append(NewDelivery(firstOf: id, received))
            return id
        case .known(let id, let from):
            guard let index = index(of: id) else {
                throw .fault("an entry names a message that is not in the journal")
            }
            try messages[index].progress.checkContinuation(from: from)
            messages[index].progress = part.progress
            messages[index].changedAt = now
            findings[id, default: []] += part.findings
            return id
        }
    }

    private func write(_ change: ObjectChange, message: MessageID?, at now: Instant) {
        current[change.key] = change.version.current(after: change.known, as: change.recognition)
        objects.append(
            RecordedObject(
                key: change.key, version: change.version, recognition: change.recognition, message: message,
                recordedAt: now))
    }

    private func write(
        _ entry: JournalEntry, after position: EventPosition, message: MessageID?
    ) -> EventPosition {
        let site = entry.lease.site
        for (index, event) in entry.events.enumerated() {
            events.append(
                StoredEvent(
                    site: site, position: position.advanced(by: index + 1), event: event,
                    recordedAt: entry.at,
                    message: message))
        }
        let reached = position.advanced(by: entry.events.count)
        if let snapshot = entry.snapshot {
            snapshots[site] = MemorySnapshot(snapshot, at: reached, after: snapshots[site])
        }
        return reached
    }

    private func append(_ delivery: NewDelivery) -> DeliveryID {
        let id = DeliveryID(rawValue: Int64(deliveries.count) + 1)
        deliveries.append(delivery.recorded(id))
        return id
    }
}
