package import Diagnostics
import Foundation
import GRDB
package import Journal
import Operations

extension SQLiteJournal {
    package func message(_ identity: MessageIdentity) async throws(JournalError) -> InboxMessage? {
        try await read { db in try db.message(identity) }
    }

    package func message(_ id: MessageID) async throws(JournalError) -> InboxMessage? {
        try await read { db in try db.message(id) }
    }

    package func messages(
        in state: InboxState?, after id: MessageID?, limit: Int
    ) async throws(JournalError) -> [InboxMessage] {
        var conditions = Conditions()
        conditions.add("state = ?", state?.rawValue)
        conditions.add("message_id > ?", id?.rawValue)
        let (sql, arguments) = (conditions.sql, conditions.arguments + [max(0, limit)])
        return try await query(
            "SELECT \(inboxColumns) FROM inbox\(sql) ORDER BY message_id LIMIT ?", arguments
        ) {
            try InboxMessage(&$0)
        }
    }

    package func findings(of message: MessageID) async throws(JournalError) -> [Finding] {
        try await read { db in
            try db.rows(
                "SELECT findings FROM inbox_findings WHERE message_id = ? ORDER BY number", [message.rawValue]
            ) { try $0.json([Finding].self) }.flatMap { $0 }
        }
    }

    package func content(
        of message: MessageID, in range: Range<Int>
    ) async throws(JournalError) -> [UInt8] {
        try await read { db in
            try db.content("SELECT content_id FROM inbox WHERE message_id = ?", message.rawValue, in: range)
        }
    }

    package func content(
        of delivery: DeliveryID, in range: Range<Int>
    ) async throws(JournalError) -> [UInt8] {
        try await read { db in
            try db.content(
                "SELECT content_id FROM deliveries WHERE delivery_id = ?", delivery.rawValue, in: range)
        }
    }

    package func deliveries(
        of message: MessageID?, after id: DeliveryID?, limit: Int
    ) async throws(JournalError) -> [RecordedDelivery] {
        var conditions = Conditions()
        conditions.add("message_id = ?", message?.rawValue)
        conditions.add("delivery_id > ?", id?.rawValue)
        let (sql, arguments) = (conditions.sql, conditions.arguments + [max(0, limit)])
        return try await query(
            "SELECT \(deliveryColumns) FROM deliveries\(sql) ORDER BY delivery_id LIMIT ?", arguments
        ) { try RecordedDelivery(&$0) }
    }

    package func versions(
        of keys: [ObjectKey]
    ) async throws(JournalError) -> [ObjectKey: ObjectVersion] {
        try await read { db in
            var found: [ObjectKey: ObjectVersion] = [:]
            for key in keys { found[key] = try db.version(of: key) }
            return found
        }
    }
}

let inboxColumns = """
    message_id, identity_kind, partner, identity_value, sender, root, content_hash, size, origin, received_at, \
    in_force, state, committed, total, outcome, answer, changed_at
    """

let deliveryColumns = """
    delivery_id, kind, partner, origin, received_at, content_hash, message_id, outcome, findings, size
    """

extension MessageIdentity {
    /// In the order of the columns identity_kind, partner, identity_value, sender, root.
    fileprivate var columns: [Argument] {
        switch self {
        case .bod(let partner, let id): ["bod", partner, id, "", ""]
        case .creation(let partner, let sender, let creation, let root):
            ["creation", partner, creation, sender, root]
        case .content(let partner, let root, let hash): ["content", partner, hash, "", root]
        }
    }

    fileprivate init(_ row: inout RowReader) throws {
        let kind: String = try row.next()
        let partner: String = try row.next()
        let value: String = try row.next()
        let sender: String = try row.next()
        let root: String = try row.next()
        switch kind {
        case "bod": self = .bod(partner: partner, id: value)
        case "creation": self = .creation(partner: partner, sender: sender, creation: value, root: root)
        case "content": self = .content(partner: partner, root: root, hash: value)
        default: throw UnreadableRow()
        }
    }
}

extension InboxMessage {
    init(_ row: inout RowReader) throws {
        self.init(
            id: MessageID(rawValue: try row.next()), identity: try MessageIdentity(&row),
            contentHash: try row.next(), size: try row.next(), origin: try row.next(),
            receivedAt: try row.instant(), inForce: try row.json(),
            progress: MessageProgress(
                try row.word(), cursor: RecordCursor(committed: try row.next(), of: try row.next()),
                outcome: try row.optionalWord(), answer: try row.optionalBytes()),
            changedAt: try row.instant())
    }
}

extension RecordedDelivery {
    init(_ row: inout RowReader) throws {
        self.init(
            id: DeliveryID(rawValue: try row.next()), kind: try row.word(), partner: try row.next(),
            origin: try row.next(), receivedAt: try row.instant(), contentHash: try row.next(),
            message: try row.optionalMessage(), outcome: try row.optionalWord(), findings: try row.json(),
            size: try row.next())
    }
}

extension Database {
    func message(_ identity: MessageIdentity) throws -> InboxMessage? {
        try row(
            """
            SELECT \(inboxColumns) FROM inbox
            WHERE identity_kind = ? AND partner = ? AND identity_value = ? AND sender = ? AND root = ?
            """, identity.columns
        ) { try InboxMessage(&$0) }
    }

    func message(_ id: MessageID) throws -> InboxMessage? {
        try row("SELECT \(inboxColumns) FROM inbox WHERE message_id = ?", [id.rawValue]) {
            try InboxMessage(&$0)
        }
    }

    func insert(
        _ received: ReceivedMessage, _ progress: MessageProgress, at now: Instant
    ) throws -> MessageID {
        let content = try insert(received.content)
        let arguments: [Argument] =
            received.identity.columns + [
                received.contentHash, received.content.count, content, received.origin,
                received.receivedAt.milliseconds, try jsonText(received.inForce),
            ] + columns(of: progress, at: now)
        try run(
            """
            INSERT INTO inbox (identity_kind, partner, identity_value, sender, root, content_hash, size, content_id,
                origin, received_at, in_force, state, committed, total, outcome, answer, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, arguments)
        return MessageID(rawValue: lastInsertedRowID)
    }

    func update(_ message: MessageID, _ progress: MessageProgress, at now: Instant) throws {
        try run(
            """
            UPDATE inbox SET state = ?, committed = ?, total = ?, outcome = ?, answer = ?, changed_at = ?
            WHERE message_id = ?
            """, columns(of: progress, at: now) + [message.rawValue])
    }

    private func columns(of progress: MessageProgress, at now: Instant) -> [Argument] {
        [
            progress.state.rawValue, progress.cursor.committed, progress.cursor.total,
            progress.outcome?.rawValue, progress.answer.map { Data($0) }, now.milliseconds,
        ]
    }

    func insert(_ delivery: NewDelivery) throws -> DeliveryID {
        let content = try delivery.content.flatMap { try insert($0) }
        try run(
            """
            INSERT INTO deliveries (kind, partner, origin, received_at, content_hash, message_id, outcome, findings,
                size, content_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                delivery.kind.rawValue, delivery.partner, delivery.origin, delivery.receivedAt.milliseconds,
                delivery.contentHash, delivery.message?.rawValue, delivery.outcome?.rawValue,
                try jsonText(delivery.findings), delivery.content?.count, content,
            ])
        return DeliveryID(rawValue: lastInsertedRowID)
    }

    func version(of key: ObjectKey) throws -> ObjectVersion? {
        try row(
            """
            SELECT content_hash, created, published, version FROM objects
            WHERE matching_id = ? AND noun = ? AND partner = ?
            """, [key.matchingID, key.noun, key.partner]
        ) { try ObjectVersion(&$0) }
    }
}

extension ObjectVersion {
    init(_ row: inout RowReader) throws {
        self.init(
            contentHash: try row.next(), created: try row.optionalInstant(),
            published: try row.optionalInstant(), version: try row.next())
    }
}
