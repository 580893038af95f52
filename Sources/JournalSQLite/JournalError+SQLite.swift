import GRDB
import Journal

extension JournalError {
    /// What an error of SQLite means to who uses the journal. The text of a statement and its values are left out.
    init(_ error: any Error, path: String) {
        if let error = error as? JournalError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .corrupt(path: path, what: "a row cannot be read")
            return
        }
        self = JournalError(error, path: path)
    }

    private init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_FULL:
            self = .full(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .contention(.locked)
        case .SQLITE_READONLY:
            self = .unusable(path: path, .isReadOnly)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self = .unusable(path: path, .noPermission)
        case .SQLITE_NOTADB:
            self = .unusable(path: path, .notADatabase)
        case .SQLITE_IOERR:
            self = .unusable(path: path, .inputOutput(Int(error.extendedResultCode.rawValue)))
        case .SQLITE_CORRUPT:
            self = .corrupt(path: path, what: "SQLite finds its pages in disorder")
        default:
            // The message of a broken constraint names tables and columns, never values.
            let what = error.resultCode == .SQLITE_CONSTRAINT ? ": \(error.message ?? "")" : ""
            self = .fault(
                "the journal refused a statement of ours (SQLite error \(error.extendedResultCode.rawValue))\(what)"
            )
        }
    }
}
