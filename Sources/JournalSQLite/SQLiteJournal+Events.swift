import Foundation
import GRDB
package import Journal
import Operations

extension SQLiteJournal {
    package func position(of site: String) async throws(JournalError) -> EventPosition {
        try await read { db in try db.site(site)?.position ?? .start }
    }

    package func events(
        of site: String, after position: EventPosition, limit: Int
    ) async throws(JournalError) -> [StoredEvent] {
        try await query(
            """
            SELECT \(eventColumns) FROM events JOIN sites USING (site_id)
            WHERE site_id = (SELECT site_id FROM sites WHERE name = ?) AND events.position > ?
            ORDER BY events.position LIMIT ?
            """, [site, position.rawValue, max(0, limit)]
        ) { try StoredEvent(&$0) }
    }

    package func sites() async throws(JournalError) -> [String] {
        try await query("SELECT name FROM sites ORDER BY name", []) { try $0.next() }
    }

    package func history(of key: String) async throws(JournalError) -> KeyHistory {
        try await read { db in
            let events = try db.rows(
                """
                SELECT \(eventColumns) FROM events JOIN sites USING (site_id) WHERE key = ? ORDER BY event_id
                """, [key]
            ) { try StoredEvent(&$0) }
            let objects = try db.rows(
                """
                SELECT partner, noun, object_id, content_hash, created, published, version, recognition, message_id,
                    recorded_at
                FROM object_history WHERE matching_id = ? ORDER BY entry_id
                """, [key.withoutOuterBlanks]
            ) { try RecordedObject(&$0) }
            let messages = Set(events.compactMap(\.message) + objects.compactMap(\.message))
            let deliveries = try messages.flatMap { message in
                try db.rows(
                    "SELECT \(deliveryColumns) FROM deliveries WHERE message_id = ?", [message.rawValue]
                ) { try RecordedDelivery(&$0) }
            }
            let outbox = try db.rows(
                "SELECT \(outboxColumns) FROM outbox WHERE key = ? ORDER BY outbox_id", [key]
            ) { try OutboxRow(&$0) }
            return KeyHistory(
                events: events, objects: objects, deliveries: deliveries.sorted { $0.id < $1.id },
                outbox: outbox)
        }
    }

    /// The rows of one statement.
    func query<Value: Sendable>(
        _ sql: String, _ arguments: [Argument], _ read: @escaping @Sendable (inout RowReader) throws -> Value
    ) async throws(JournalError) -> [Value] {
        try await self.read { db in try db.rows(sql, arguments, read) }
    }
}

private let eventColumns = """
    sites.name, events.position, domain, activity, type, format_version, key, payload, at, causation, correlation, \
    recorded_at, message_id
    """

extension StoredEvent {
    fileprivate init(_ row: inout RowReader) throws {
        self.init(
            site: try row.next(), position: EventPosition(rawValue: try row.next()),
            event: NewEvent(
                domain: try row.word(), activity: try row.word(), type: try row.next(),
                formatVersion: try row.next(), key: try row.next(), payload: try row.bytes(),
                at: try row.instant(),
                causation: try row.next(Int64?.self).map(EventPosition.init(rawValue:)),
                correlation: try row.next()),
            recordedAt: try row.instant(), message: try row.optionalMessage())
    }
}

extension RecordedObject {
    fileprivate init(_ row: inout RowReader) throws {
        self.init(
            key: ObjectKey(partner: try row.next(), noun: try row.next(), id: try row.next()),
            version: try ObjectVersion(&row), recognition: try row.word(),
            message: try row.optionalMessage(), recordedAt: try row.instant())
    }
}

extension Database {
    func insert(
        _ event: NewEvent, site: Int64, at position: EventPosition, message: MessageID?, recordedAt: Instant
    ) throws {
        try run(
            """
            INSERT INTO events (site_id, position, domain, activity, type, format_version, key, payload, at,
                recorded_at, message_id, causation, correlation)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                site, position.rawValue, event.domain.rawValue, event.activity.rawValue, event.type,
                event.formatVersion, event.key, Data(event.payload), event.at.milliseconds,
                recordedAt.milliseconds, message?.rawValue, event.causation?.rawValue, event.correlation,
            ])
    }
}
