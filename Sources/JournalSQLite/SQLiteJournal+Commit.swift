import Foundation
import GRDB
package import Journal
import Operations

extension SQLiteJournal {
    package func commit(
        _ entry: JournalEntry, expecting position: EventPosition
    ) async throws(JournalError) -> Committed {
        try entry.check(expecting: position)
        return try await write { db in
            let site = try db.site(under: entry.lease)
            guard site.position == position else {
                throw JournalError.contention(.stream(expected: position, found: site.position))
            }
            let currents = try db.follow(entry.objects)
            let message = try db.write(entry.inbox, at: entry.at)
            try db.write(entry.objects, leadingTo: currents, message: message, at: entry.at)
            let reached = try db.append(entry, to: site, message: message)
            return Committed(
                position: reached, message: message,
                outbox: try db.enqueue(entry.outbox, message: message, at: entry.at))
        }
    }

    package func record(
        _ delivery: NewDelivery, answering outbox: [NewOutboxRow]
    ) async throws(JournalError) -> DeliveryID {
        try await write { db in
            if let message = delivery.message, try db.message(message) == nil {
                throw JournalError.fault("a delivery names a message that is not in the journal")
            }
            let id = try db.insert(delivery)
            _ = try db.enqueue(outbox, message: delivery.message, at: delivery.receivedAt)
            return id
        }
    }
}

extension Database {
    /// Follows the objects through the entry, in which one may occur more than once.
    ///
    /// - Returns: The versions that are known after the entry.
    fileprivate func follow(_ changes: [ObjectChange]) throws -> [ObjectKey: ObjectVersion] {
        var seen: [ObjectKey: ObjectVersion] = [:]
        for change in changes {
            let known = try seen[change.key] ?? version(of: change.key)
            guard known == change.known else { throw JournalError.contention(.object) }
            seen[change.key] = change.version.current(after: known, as: change.recognition)
        }
        return seen
    }

    fileprivate func write(
        _ changes: [ObjectChange], leadingTo currents: [ObjectKey: ObjectVersion], message: MessageID?,
        at now: Instant
    ) throws {
        for change in changes {
            let (key, version) = (change.key, change.version)
            try run(
                """
                INSERT INTO object_history (partner, noun, object_id, matching_id, content_hash, created, published,
                    version, recognition, message_id, recorded_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    key.partner, key.noun, key.id, key.matchingID, version.contentHash,
                    version.created?.milliseconds, version.published?.milliseconds, version.version,
                    change.recognition.rawValue, message?.rawValue, now.milliseconds,
                ])
        }
        for (key, version) in currents {
            try run(
                """
                INSERT OR REPLACE INTO objects
                    (partner, noun, matching_id, content_hash, created, published, version)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    key.partner, key.noun, key.matchingID, version.contentHash, version.created?.milliseconds,
                    version.published?.milliseconds, version.version,
                ])
        }
    }

    fileprivate func write(_ part: InboxPart?, at now: Instant) throws -> MessageID? {
        guard let part else { return nil }
        let id: MessageID
        var number: Int64 = 1
        switch part.subject {
        case .first(let received):
            guard try message(received.identity) == nil else { throw JournalError.contention(.message) }
            id = try insert(received, part.progress, at: now)
            _ = try insert(NewDelivery(firstOf: id, received))
        case .known(let known, let from):
            guard let message = try message(known) else {
                throw JournalError.fault("an entry names a message that is not in the journal")
            }
            try message.progress.checkContinuation(from: from)
            try update(known, part.progress, at: now)
            id = known
            let last = try row("SELECT max(number) FROM inbox_findings WHERE message_id = ?", [id.rawValue]) {
                try $0.next(Int64?.self)
            }
            number = ((last ?? nil) ?? 0) + 1
        }
        if !part.findings.isEmpty {
            try run(
                "INSERT INTO inbox_findings (message_id, number, findings) VALUES (?, ?, ?)",
                [id.rawValue, number, try jsonText(part.findings)])
        }
        return id
    }

    /// Events, the site's new position, and the snapshot.
    fileprivate func append(
        _ entry: JournalEntry, to site: SiteRow, message: MessageID?
    ) throws -> EventPosition {
        for (index, event) in entry.events.enumerated() {
            try insert(
                event, site: site.id, at: site.position.advanced(by: index + 1), message: message,
                recordedAt: entry.at)
        }
        let reached = site.position.advanced(by: entry.events.count)
        if reached != site.position {
            try run("UPDATE sites SET position = ? WHERE site_id = ?", [reached.rawValue, site.id])
        }
        if let snapshot = entry.snapshot {
            try keep(snapshot, site: site.id, at: reached)
        }
        return reached
    }
}
