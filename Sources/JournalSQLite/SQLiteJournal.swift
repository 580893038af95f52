import GRDB
package import Journal
import Synchronization

/// The journal in one SQLite file, in WAL mode.
///
/// `synchronous` is FULL: the log is flushed to the disk before a commit returns. Writes of a process run one after
/// another on a queue of their own, reads beside them on their own connections, so that no task waits on the
/// cooperative threads. Several processes may share the file; a writer waits for another one up to the busy timeout.
///
/// A transaction is never interrupted by cancelling a task: whoever gets an error knows that nothing was written.
package final class SQLiteJournal: Journal {
    let path: String
    let pool: DatabasePool
    /// The states of the file that readers hold.
    private let states = Mutex<[HeldState]>([])

    private struct HeldState {
        weak var state: DatabaseSnapshot?
    }

    init(path: String, pool: DatabasePool) {
        self.path = path
        self.pool = pool
    }

    /// Closes all connections. Whatever is called afterwards fails; what is under way is finished before.
    package func close() throws(JournalError) {
        do {
            // Readers first: the last connection that closes empties the log into the file, and only a writer can.
            for held in states.withLock({ $0 }) { try held.state?.close() }
            pool.invalidateReadOnlyConnections()
            try pool.close()
        } catch {
            throw JournalError(error, path: path)
        }
    }

    /// A state of the file that lasts as long as it is held, at the latest until the journal is closed.
    func makeSnapshot() throws -> DatabaseSnapshot {
        let state = try pool.makeSnapshot()
        states.withLock { states in
            states.removeAll { $0.state == nil }
            states.append(HeldState(state: state))
        }
        return state
    }

    /// Sets how large the file may become, in pages of 4096 bytes; nil lifts the limit.
    package func limitSize(toPages pages: Int?) async throws(JournalError) {
        try await write { db in
            // SQLite's own limit is the largest that it takes.
            try db.execute(sql: "PRAGMA max_page_count = \(pages ?? 4_294_967_294)")
        }
    }

    /// Runs `body` in a transaction of its own that holds the write lock from its beginning.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(JournalError) -> Value {
        let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
            pool.asyncWrite(body) { _, result in continuation.resume(returning: result) }
        }
        return try value(of: result)
    }

    /// Runs `body` on one state of the journal: what is committed while it runs is not seen.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(JournalError) -> Value {
        let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
            pool.asyncRead { database in
                continuation.resume(returning: Result { try body(database.get()) })
            }
        }
        return try value(of: result)
    }

    private func value<Value>(of result: Result<Value, any Error>) throws(JournalError) -> Value {
        switch result {
        case .success(let value): return value
        case .failure(let error): throw JournalError(error, path: path)
        }
    }
}
