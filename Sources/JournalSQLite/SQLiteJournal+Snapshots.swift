import Foundation
import GRDB
package import Journal
import Operations

extension SQLiteJournal {
    package func snapshot(
        of site: String, under lease: Lease?
    ) async throws(JournalError) -> OpenSnapshot? {
        let reader = try SnapshotReader(self, lease == nil)
        return try reader.open(site)
    }
}

/// Reads a snapshot and its entries: the writer through the journal, everybody else from one state of the file, which
/// lasts as long as it is held.
private struct SnapshotReader {
    private let path: String
    private let reader: any DatabaseReader

    init(_ journal: SQLiteJournal, _ keepsState: Bool) throws(JournalError) {
        path = journal.path
        do {
            reader = keepsState ? try journal.makeSnapshot() : journal.pool
        } catch {
            throw JournalError(error, path: path)
        }
    }

    func open(_ site: String) throws(JournalError) -> OpenSnapshot? {
        let found = try read { db in
            try db.row(
                """
                SELECT site_id, snapshots.position, format_version, payload FROM snapshots JOIN sites USING (site_id)
                WHERE name = ?
                """, [site]
            ) { row in
                let id = try row.next(Int64.self)
                let snapshot = Snapshot(
                    position: EventPosition(rawValue: try row.next()), formatVersion: try row.next(),
                    payload: try row.bytes())
                return (id, snapshot)
            }
        }
        return found.map { OpenSnapshot($1, Entries(site: $0, reader: self)) }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(JournalError) -> Value {
        do {
            return try reader.read(body)
        } catch {
            throw JournalError(error, path: path)
        }
    }

    private struct Entries: SnapshotEntries {
        let site: Int64
        let reader: SnapshotReader

        func payload(of key: String, on shelf: String) throws(JournalError) -> [UInt8]? {
            try reader.read { db in
                try db.row(
                    "SELECT payload FROM snapshot_entries WHERE site_id = ? AND shelf = ? AND key = ?",
                    [site, Data(shelf.utf8), Data(key.utf8)]
                ) { try $0.bytes() }
            }
        }

        func entries(on shelf: String?) throws(JournalError) -> [SnapshotEntry] {
            try reader.read { db in
                try db.rows(
                    """
                    SELECT shelf, key, payload FROM snapshot_entries
                    WHERE site_id = ? AND shelf \(shelf == nil ? "IS NOT" : "=") ? ORDER BY shelf, key
                    """, [site, shelf.map { Data($0.utf8) }]
                ) { SnapshotEntry(shelf: try $0.utf8(), key: try $0.utf8(), payload: try $0.bytes()) }
            }
        }
    }
}

extension Database {
    /// Keeps a snapshot instead of the one before.
    func keep(_ new: NewSnapshot, site: Int64, at position: EventPosition) throws {
        try run("DELETE FROM snapshots WHERE site_id = ?", [site])
        try run(
            "INSERT INTO snapshots (site_id, position, format_version, payload) VALUES (?, ?, ?, ?)",
            [site, position.rawValue, new.formatVersion, Data(new.payload)])
        if !new.continues { try run("DELETE FROM snapshot_entries WHERE site_id = ?", [site]) }
        for change in new.changes { try write(change, site: site) }
    }

    private func write(_ change: ShelfChange, site: Int64) throws {
        guard let payload = change.payload else {
            return try run(
                "DELETE FROM snapshot_entries WHERE site_id = ? AND shelf = ? AND key = ?",
                [site, Data(change.shelf.utf8), Data(change.key.utf8)])
        }
        try run(
            "INSERT OR REPLACE INTO snapshot_entries (site_id, shelf, key, payload) VALUES (?, ?, ?, ?)",
            [site, Data(change.shelf.utf8), Data(change.key.utf8), Data(payload)])
    }
}
