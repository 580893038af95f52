import GRDB
import Journal
import Synchronization
import TestSupport
import Testing

@testable import JournalSQLite

@Suite struct QueryPlanTests {
    /// Runs a whole comparison, notes every statement, and asks SQLite how it finds the rows of each.
    @Test func noStatementReadsAWholeTableUnlessAllOfItIsAskedFor() async throws {
        let folder = try TemporaryFolder()
        let statements = StatementLog()
        var options = SQLiteJournal.Options()
        options.prepare = { db in
            db.trace { event in
                if case .statement(let statement) = event { statements.note(statement.sql) }
            }
        }
        let journal = try SQLiteJournal.open(at: folder.file(), options)
        var comparison = JournalComparison(journal, seed: 7)
        try await comparison.run(commands: 300)
        try await JournalScenario.live(in: SQLiteJournal.open(at: folder.file("two.sqlite"), options))
        _ = try await journal.outbox(OutboxFilter(key: "1"), after: nil, limit: 1)
        _ = try await journal.outbox(OutboxFilter(bodID: "1"), after: nil, limit: 1)
        let queries = statements.all.filter { sql in
            ["SELECT", "UPDATE", "DELETE", "INSERT"].contains { sql.hasPrefix($0) }
                && !sql.contains("sqlite_")
                && !sql.contains("grdb_")
        }
        #expect(queries.count > 40)
        let wholeTables = try await journal.pool.read { db in try Self.wholeTableSteps(queries, db) }
        #expect(wholeTables.isEmpty)
    }

    /// The steps that go through a whole table, or sort what an index could have given in order.
    private static func wholeTableSteps(_ queries: [String], _ db: Database) throws -> [String] {
        try queries.flatMap { sql in
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            statement.setUncheckedArguments(StatementArguments())
            return try Row.fetchAll(statement).map { $0["detail"] as String }
                .filter { isWholeTable($0, in: sql) }.map { "\($0) in \(sql)" }
        }
    }

    private static func isWholeTable(_ step: String, in sql: String) -> Bool {
        if step.contains("TEMP B-TREE FOR ORDER BY") { return true }
        guard step.hasPrefix("SCAN") else { return false }
        // A listing without a filter goes along the table by number, up to its limit. Sites are few, and so are their
        // snapshots; the format is one row.
        let isListing =
            ["SCAN inbox", "SCAN deliveries", "SCAN outbox"].contains(step) && !sql.contains("WHERE")
        let isSmall = ["SCAN sites", "SCAN snapshots", "SCAN journal_format"].contains { step.hasPrefix($0) }
        return !isListing && !isSmall
    }
}

private final class StatementLog: Sendable {
    private let statements = Mutex<Set<String>>([])

    func note(_ sql: String) {
        statements.withLock { _ = $0.insert(sql) }
    }

    var all: [String] { statements.withLock { $0.sorted() } }
}
