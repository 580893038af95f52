import Foundation
import GRDB
package import Journal
package import Operations

extension SQLiteJournal {
    package func claim(
        at now: Instant, limit: Int, by owner: String, until: Instant
    ) async throws(JournalError) -> [OutboxClaim] {
        try await write { db in
            let due = try db.rows(
                """
                SELECT \(outboxColumns) FROM outbox
                WHERE waits = 0 AND due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, outbox_id LIMIT ?
                """, [now.milliseconds, max(0, limit)]
            ) { try OutboxRow(&$0) }
            return try due.map { row in
                var row = row
                let lost = row.claim(by: owner, at: now, until: until)
                if let lost { try db.insert(lost, of: row.id) }
                try db.update(row)
                return OutboxClaim(row, try db.content(of: row.id), by: owner, until: until)
            }
        }
    }

    package func settle(
        _ claim: OutboxClaim, as outcome: OutboxOutcome, at now: Instant
    ) async throws(JournalError) -> Settlement {
        try await write { db in
            guard var row = try db.outboxRow(claim.row.id) else {
                throw JournalError.fault("a claim names a row that is not in the outbox")
            }
            let (settlement, attempt) = row.settle(claim, as: outcome, at: now)
            try db.insert(attempt, of: row.id)
            if settlement == .settled { try db.update(row) }
            return settlement
        }
    }

    package func intervene(
        _ intervention: OutboxIntervention, in row: OutboxID, by person: String, because reason: String,
        at now: Instant
    ) async throws(JournalError) -> Bool {
        try await write { db in
            guard var found = try db.outboxRow(row),
                let attempt = found.intervene(intervention, by: person, because: reason, at: now)
            else { return false }
            try db.insert(attempt, of: row)
            try db.update(found)
            return true
        }
    }

    package func outbox(
        _ filter: OutboxFilter, after id: OutboxID?, limit: Int
    ) async throws(JournalError) -> [OutboxRow] {
        var conditions = Conditions()
        conditions.add("state = ?", filter.state?.rawValue)
        conditions.add("partner = ?", filter.partner)
        conditions.add("key = ?", filter.key)
        conditions.add("bod_id = ?", filter.bodID)
        conditions.add("outbox_id > ?", id?.rawValue)
        let (sql, arguments) = (conditions.sql, conditions.arguments + [max(0, limit)])
        return try await query(
            "SELECT \(outboxColumns) FROM outbox\(sql) ORDER BY outbox_id LIMIT ?", arguments
        ) { try OutboxRow(&$0) }
    }

    package func content(of row: OutboxID) async throws(JournalError) -> [UInt8]? {
        try await read { db in try db.outboxRow(row) == nil ? nil : db.content(of: row) }
    }

    package func attempts(of row: OutboxID) async throws(JournalError) -> [OutboxAttempt] {
        try await query(
            """
            SELECT attempt, at, actor, result, is_late, reason FROM outbox_attempts
            WHERE outbox_id = ? ORDER BY attempt_id
            """, [row.rawValue]
        ) { row in
            OutboxAttempt(
                attempt: try row.next(), at: try row.instant(), actor: try row.next(), result: try row.word(),
                isLate: try row.next(), reason: try row.next())
        }
    }

    package func openOutbox() async throws(JournalError) -> [OutboxState: Int] {
        let counts = try await query(
            "SELECT state, count(*) FROM outbox WHERE state IN (\(openStates)) GROUP BY state", []
        ) { (try $0.word(OutboxState.self), try $0.next(Int.self)) }
        return Dictionary(uniqueKeysWithValues: counts)
    }
}

let outboxColumns = """
    outbox_id, partner, endpoint, key, root, verb, noun, bod_id, content_hash, size, message_id, created_at, state, \
    attempts, due_at, is_uncertain, owner, last_error, reply, changed_at
    """

/// As the condition of the index outbox_queues has them: SQLite compares the words.
private let openStates = "'pending', 'sending', 'unknown', 'parked'"

extension OutboxRow {
    init(_ row: inout RowReader) throws {
        self.init(
            id: OutboxID(rawValue: try row.next()), partner: try row.next(), endpoint: try row.next(),
            key: try row.next(), root: try row.next(), verb: try row.next(), noun: try row.next(),
            bodID: try row.next(), contentHash: try row.next(), size: try row.next(),
            message: try row.optionalMessage(), createdAt: try row.instant(), state: try row.word(),
            attempts: try row.next(), dueAt: try row.optionalInstant(), isUncertain: try row.next(),
            owner: try row.next(), lastError: try row.next(), reply: try row.optionalBytes(),
            changedAt: try row.instant())
    }
}

extension Database {
    func enqueue(_ new: [NewOutboxRow], message: MessageID?, at now: Instant) throws -> [OutboxID] {
        try new.map { row in
            let content = try insert(MessageContent(row.bytes))
            let waits = try row.key.map { try hasOpenRow(of: row.partner, $0) } ?? false
            try run(
                """
                INSERT INTO outbox (partner, endpoint, key, root, verb, noun, bod_id, content_hash, size, content_id,
                    message_id, created_at, state, waits, attempts, due_at, is_uncertain, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, 0, ?, 0, ?)
                """,
                [
                    row.partner, row.endpoint, row.key, row.root, row.verb, row.noun, row.bodID,
                    row.contentHash, row.bytes.count, content, message?.rawValue, now.milliseconds, waits,
                    row.dueAt.milliseconds, now.milliseconds,
                ])
            return OutboxID(rawValue: lastInsertedRowID)
        }
    }

    private func hasOpenRow(of partner: String, _ key: String) throws -> Bool {
        try row(
            "SELECT 1 FROM outbox WHERE key = ? AND partner = ? AND state IN (\(openStates)) LIMIT 1",
            [key, partner]
        ) { _ in true } ?? false
    }

    func outboxRow(_ id: OutboxID) throws -> OutboxRow? {
        try row("SELECT \(outboxColumns) FROM outbox WHERE outbox_id = ?", [id.rawValue]) {
            try OutboxRow(&$0)
        }
    }

    func content(of row: OutboxID) throws -> [UInt8] {
        try content("SELECT content_id FROM outbox WHERE outbox_id = ?", row.rawValue, in: 0..<Int.max)
    }

    /// Writes what can change in a row, and lets the next one of its key go when it is no longer open.
    func update(_ row: OutboxRow) throws {
        try run(
            """
            UPDATE outbox SET state = ?, attempts = ?, due_at = ?, is_uncertain = ?, owner = ?, last_error = ?,
                reply = ?, changed_at = ?
            WHERE outbox_id = ?
            """,
            [
                row.state.rawValue, row.attempts, row.dueAt?.milliseconds, row.isUncertain, row.owner,
                row.lastError, row.reply.map { Data($0) }, row.changedAt.milliseconds, row.id.rawValue,
            ])
        guard !row.state.isOpen, let key = row.key else { return }
        try run(
            """
            UPDATE outbox SET waits = 0 WHERE outbox_id = (
                SELECT min(outbox_id) FROM outbox
                WHERE key = ? AND partner = ? AND state IN (\(openStates)))
            """, [key, row.partner])
    }

    func insert(_ attempt: OutboxAttempt, of row: OutboxID) throws {
        try run(
            """
            INSERT INTO outbox_attempts (outbox_id, attempt, at, actor, result, is_late, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                row.rawValue, attempt.attempt, attempt.at.milliseconds, attempt.actor,
                attempt.result.rawValue,
                attempt.isLate, attempt.reason,
            ])
    }
}
