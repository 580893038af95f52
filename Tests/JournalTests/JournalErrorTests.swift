import Diagnostics
import Journal
import Operations
import Testing

/// Every message is read by a person at three in the morning: all of them are here.
@Suite struct JournalErrorTests {
    static let texts: [(JournalError, Diagnostics.ExitStatus, String)] = [
        (
            .full(path: "b.sqlite"), .unreachable,
            """
            b.sqlite: error: the journal is full: the disk or a quota has no room for what was to be written \
            [JOURNAL-FULL-1]
                Make room and try again; nothing was written in part, nothing acknowledged is lost.
            """
        ),
        (
            .unusable(path: "plant", .isFolder), .unreachable,
            """
            plant: error: the journal is to be a file, and this is a folder [JOURNAL-OPEN-1]
                Name a file in it, such as b2mml.sqlite.
            """
        ),
        (
            .unusable(path: "a/b", .noFolder), .unreachable,
            """
            a/b: error: the folder of the journal does not exist [JOURNAL-OPEN-2]
                Make the folder, or name another file.
            """
        ),
        (
            .unusable(path: "b", .noPermission), .unreachable,
            """
            b: error: the journal may not be opened [JOURNAL-OPEN-3]
                Check the owner and the rights of the file and of its folder.
            """
        ),
        (
            .unusable(path: "b", .isReadOnly), .unreachable,
            """
            b: error: the journal may be read, but not written [JOURNAL-OPEN-4]
                Check the rights of the file and of its folder, and how the disk is mounted.
            """
        ),
        (
            .unusable(path: "b", .notADatabase), .unreachable,
            """
            b: error: this file is not a database [JOURNAL-OPEN-5]
                Name another file; nothing was changed in this one.
            """
        ),
        (
            .unusable(path: "b", .notAJournal), .unreachable,
            """
            b: error: this database is not a journal of ours [JOURNAL-OPEN-6]
                Name another file; nothing was changed in this one.
            """
        ),
        (
            .unusable(path: "b", .inputOutput(778)), .unreachable,
            """
            b: error: the system failed to read or write the journal (SQLite error 778) [JOURNAL-OPEN-7]
                Check the disk and try again.
            """
        ),
        (
            .contention(.stream(expected: .start, found: EventPosition(rawValue: 4))), .unreachable,
            """
            error: the site's stream is at 4, not at 0 [JOURNAL-BUSY-1]
                Try again.
            """
        ),
        (
            .contention(.message), .unreachable,
            """
            error: the message was taken on by another writer [JOURNAL-BUSY-1]
                Try again.
            """
        ),
        (
            .contention(.object), .unreachable,
            """
            error: a business object was changed by another writer [JOURNAL-BUSY-1]
                Try again.
            """
        ),
        (
            .contention(.locked), .unreachable,
            """
            error: the journal is locked by another writer [JOURNAL-BUSY-1]
                Try again.
            """
        ),
        (
            .leaseHeld(site: "S", by: "host/17", until: Instant(milliseconds: 0)), .unreachable,
            """
            error: site S is being worked by host/17 [JOURNAL-LEASE-1]
                Wait until it ends; the lease of a process that died runs out by itself.
            """
        ),
        (
            .leaseLost(site: "S"), .unreachable,
            """
            error: the lease of site S is no longer ours [JOURNAL-LEASE-2]
                Start again: what was committed stays, what was not is read anew.
            """
        ),
        (
            .newerFormat(path: "b", found: 3, supported: 1), .unreachable,
            """
            b: error: the journal has format 3, this program knows formats up to 1 [JOURNAL-FORMAT-1]
                Use the program that wrote it, or a newer one; nothing was changed.
            """
        ),
        (
            .corrupt(path: "b", what: "a row cannot be read"), .unreachable,
            """
            b: error: the journal is damaged: a row cannot be read [JOURNAL-CORRUPT-1]
                Keep the file as it is and restore the journal from its last backup.
            """
        ),
        (
            .fault("the cursor of a message moves backwards"), .fault,
            """
            error: the cursor of a message moves backwards [JOURNAL-FAULT-1]
                Report it, with the command that led to it.
            """
        ),
    ]

    @Test(arguments: texts.indices)
    func everyErrorSaysWhatHappenedWhereAndWhatToDo(index: Int) {
        let (error, status, text) = Self.texts[index]
        #expect(error.description == text)
        #expect(error.exitStatus == status)
    }
}
