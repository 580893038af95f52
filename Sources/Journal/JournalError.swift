package import Diagnostics
package import Operations

/// Why the journal did not do what was asked. Nothing is half-done: the entry is in as a whole, or not at all.
///
/// No case carries a value of a row; paths and names of ours only.
package enum JournalError: AdapterError, Hashable {
    /// No room on the disk, or a quota is reached. Nothing that was acknowledged is lost.
    case full(path: String)
    case unusable(path: String, Obstacle)
    /// Somebody else was faster. Read again, decide again, commit again; it is not a conflict.
    case contention(Contention)
    case leaseHeld(site: String, by: String, until: Instant)
    /// The lease was given to somebody else, or given back: whoever still decides under it must stop.
    case leaseLost(site: String)
    /// Written by a newer program; nothing was touched.
    case newerFormat(path: String, found: Int, supported: Int)
    case corrupt(path: String, what: String)
    /// A fault of ours: the caller broke a rule of the journal.
    case fault(String)

    package enum Obstacle: Hashable, Sendable {
        case isFolder, noFolder, noPermission, isReadOnly, notADatabase, notAJournal
        /// The operating system failed to read or write; the number is SQLite's.
        case inputOutput(Int)
    }

    package enum Contention: Hashable, Sendable {
        /// The site's stream has moved on.
        case stream(expected: EventPosition, found: EventPosition)
        /// The message was received by somebody else, or stands elsewhere by now.
        case message
        /// A business object is known in another version by now.
        case object
        /// The journal was locked for longer than we wait.
        case locked
    }

    package var code: Code {
        switch self {
        case .full: "JOURNAL-FULL-1"
        case .unusable(_, let obstacle): obstacle.code
        case .contention: "JOURNAL-BUSY-1"
        case .leaseHeld: "JOURNAL-LEASE-1"
        case .leaseLost: "JOURNAL-LEASE-2"
        case .newerFormat: "JOURNAL-FORMAT-1"
        case .corrupt: "JOURNAL-CORRUPT-1"
        case .fault: "JOURNAL-FAULT-1"
        }
    }

    package var message: String {
        switch self {
        case .full: "the journal is full: the disk or a quota has no room for what was to be written"
        case .unusable(_, let obstacle): obstacle.message
        case .contention(let contention): contention.message
        case .leaseHeld(let site, let holder, _): "site \(site) is being worked by \(holder)"
        case .leaseLost(let site): "the lease of site \(site) is no longer ours"
        case .newerFormat(_, let found, let supported):
            "the journal has format \(found), this program knows formats up to \(supported)"
        case .corrupt(_, let what): "the journal is damaged: \(what)"
        case .fault(let what): what
        }
    }

    package var place: Place? {
        switch self {
        case .full(let path), .unusable(let path, _), .newerFormat(let path, _, _), .corrupt(let path, _):
            Place(source: path)
        case .contention, .leaseHeld, .leaseLost, .fault: nil
        }
    }

    package var advice: String? {
        switch self {
        case .full: "Make room and try again; nothing was written in part, nothing acknowledged is lost."
        case .unusable(_, let obstacle): obstacle.advice
        case .contention: "Try again."
        case .leaseHeld: "Wait until it ends; the lease of a process that died runs out by itself."
        case .leaseLost: "Start again: what was committed stays, what was not is read anew."
        case .newerFormat: "Use the program that wrote it, or a newer one; nothing was changed."
        case .corrupt: "Keep the file as it is and restore the journal from its last backup."
        case .fault: "Report it, with the command that led to it."
        }
    }

    package var exitStatus: ExitStatus {
        if case .fault = self { .fault } else { .unreachable }
    }
}

extension JournalError.Obstacle {
    fileprivate var code: Code {
        switch self {
        case .isFolder: "JOURNAL-OPEN-1"
        case .noFolder: "JOURNAL-OPEN-2"
        case .noPermission: "JOURNAL-OPEN-3"
        case .isReadOnly: "JOURNAL-OPEN-4"
        case .notADatabase: "JOURNAL-OPEN-5"
        case .notAJournal: "JOURNAL-OPEN-6"
        case .inputOutput: "JOURNAL-OPEN-7"
        }
    }

    fileprivate var message: String {
        switch self {
        case .isFolder: "the journal is to be a file, and this is a folder"
        case .noFolder: "the folder of the journal does not exist"
        case .noPermission: "the journal may not be opened"
        case .isReadOnly: "the journal may be read, but not written"
        case .notADatabase: "this file is not a database"
        case .notAJournal: "this database is not a journal of ours"
        case .inputOutput(let number):
            "the system failed to read or write the journal (SQLite error \(number))"
        }
    }

    fileprivate var advice: String {
        switch self {
        case .isFolder: "Name a file in it, such as b2mml.sqlite."
        case .noFolder: "Make the folder, or name another file."
        case .noPermission: "Check the owner and the rights of the file and of its folder."
        case .isReadOnly: "Check the rights of the file and of its folder, and how the disk is mounted."
        case .notADatabase, .notAJournal: "Name another file; nothing was changed in this one."
        case .inputOutput: "Check the disk and try again."
        }
    }
}

extension JournalError.Contention {
    fileprivate var message: String {
        switch self {
        case .stream(let expected, let found):
            "the site's stream is at \(found.rawValue), not at \(expected.rawValue)"
        case .message: "the message was taken on by another writer"
        case .object: "a business object was changed by another writer"
        case .locked: "the journal is locked by another writer"
        }
    }
}
