import GRDB

/// The format of the file: its version, and the steps that lead from one to the next.
///
/// A step is never changed once it has been released. All steps that a file needs run in one transaction that takes
/// the write lock before it reads the version: two processes that open the same file at once do not both migrate it,
/// and a crash leaves the old format. (GRDB's own migrator reads what was applied outside of its transactions.)
struct JournalFormat {
    struct Step {
        /// The version that the step leads to.
        let version: Int
        let sql: String
    }

    /// In ascending order, without gaps, from version 1.
    var steps: [Step]

    static let current = JournalFormat(steps: [
        Step(version: 1, sql: formatVersion1), Step(version: 2, sql: formatVersion2),
    ])

    /// `B2ML` in the header of the file: tells our journals from other databases, for `file` and for us.
    static let applicationID: Int32 = 0x4232_4D4C

    var version: Int { steps.last?.version ?? 0 }

    /// What a database is, as far as can be said without writing to it.
    enum Condition: Equatable {
        case empty
        case foreign
        case journal(version: Int)
    }

    static func condition(of db: Database) throws -> Condition {
        let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        if id == applicationID {
            return .journal(version: try Int.fetchOne(db, sql: "SELECT version FROM journal_format") ?? 0)
        }
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        return id == 0 && tables == 0 ? .empty : .foreign
    }

    /// Brings an empty database or an older journal to the current version.
    func migrate(_ db: Database) throws {
        try db.inTransaction(.immediate) {
            var version = 0
            if case .journal(let found) = try JournalFormat.condition(of: db) { version = found }
            for step in steps where step.version > version {
                try db.execute(sql: step.sql)
            }
            if version < self.version {
                try db.execute(sql: "UPDATE journal_format SET version = ?", arguments: [self.version])
            }
            return .commit
        }
    }
}
