import Foundation
import GRDB
package import Journal

extension SQLiteJournal {
    package struct Options: Sendable {
        /// In seconds: how long a writer waits for one of another process.
        package var busyTimeout: Double = 5
        /// Of 4096 bytes each, the most that the file may have; nil for no limit but the disk's.
        package var maximumPages: Int?
        /// What the file is to be brought to; tests give others.
        var format: JournalFormat = .current
        /// Called with every connection; tests look over its shoulder.
        var prepare: (@Sendable (Database) throws -> Void)?

        package init() {}
    }

    /// Opens the journal in a file, makes it where there is none, and brings an older format to the current one.
    ///
    /// A file that is not a journal of ours, or one of a newer format, is not written to.
    /// - Throws: ``JournalError/unusable(path:_:)``, ``JournalError/newerFormat(path:found:supported:)``,
    ///   ``JournalError/corrupt(path:what:)``, ``JournalError/full(path:)``, and ``JournalError/contention(_:)`` when
    ///   another process keeps it locked for longer than the busy timeout.
    package static func open(
        at path: String, _ options: Options = Options()
    ) throws(JournalError) -> SQLiteJournal {
        try checkPlace(path)
        do {
            return try retryingWhileLocked(for: options.busyTimeout) {
                try prepareFormat(at: path, options)
                return SQLiteJournal(path: path, pool: try openPool(at: path, options))
            }
        } catch {
            throw JournalError(error, path: path)
        }
    }

    /// Says what SQLite would only call "unable to open".
    private static func checkPlace(_ path: String) throws(JournalError) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            if isFolder.boolValue { throw .unusable(path: path, .isFolder) }
            return
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
        else {
            throw .unusable(path: path, .noFolder)
        }
    }

    /// On a connection that changes nothing by being opened: a foreign database stays as it is.
    private static func prepareFormat(at path: String, _ options: Options) throws {
        let queue = try DatabaseQueue(path: path, configuration: configuration(options))
        defer { try? queue.close() }
        try queue.inDatabase { db in
            switch try JournalFormat.condition(of: db) {
            case .foreign:
                throw JournalError.unusable(path: path, .notAJournal)
            case .journal(let found) where found > options.format.version:
                throw JournalError.newerFormat(
                    path: path, found: found, supported: options.format.version)
            case .journal(let found) where found == options.format.version:
                break
            case .empty, .journal:
                try options.format.migrate(db)
            }
        }
    }

    private static func openPool(at path: String, _ options: Options) throws -> DatabasePool {
        let pool = try DatabasePool(path: path, configuration: configuration(options))
        // GRDB chooses NORMAL for WAL, which may lose the last commits with the power.
        try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
        return pool
    }

    private static func configuration(_ options: Options) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(options.busyTimeout)
        configuration.foreignKeysEnabled = true
        configuration.label = "journal"
        let (maximumPages, prepare) = (options.maximumPages, options.prepare)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            // A log that one large file made long is cut at the next checkpoint.
            try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
            if let maximumPages { try db.execute(sql: "PRAGMA max_page_count = \(maximumPages)") }
            try prepare?(db)
        }
        return configuration
    }

    /// Changing to WAL mode does not wait for the busy timeout by itself when two processes open a new file at once.
    private static func retryingWhileLocked<Value>(
        for seconds: Double, _ body: () throws -> Value
    ) throws -> Value {
        let end = ContinuousClock.now + .seconds(seconds)
        while true {
            do {
                return try body()
            } catch let error as DatabaseError
                where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < end
            {
                usleep(10_000)
            }
        }
    }
}
