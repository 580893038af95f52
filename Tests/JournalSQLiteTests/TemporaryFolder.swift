import Foundation
import Journal
import JournalSQLite
import TestSupport

/// A folder that lives as long as the value that names it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("journal-\(UUID())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String = "journal.sqlite") -> String {
        path + "/" + name
    }

    /// Each user of the store has connections of its own, as another process has.
    func store() -> JournalStore {
        JournalStore { try SQLiteJournal.open(at: self.file()) }
    }
}
