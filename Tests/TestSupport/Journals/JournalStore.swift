package import Journal

/// One place where a journal is kept, and a way to get at it. Each call is another user of the same journal: another
/// process, for those that are kept in a file.
package struct JournalStore: Sendable {
    package let connect: @Sendable () async throws -> any Journal

    package init(connect: @escaping @Sendable () async throws -> any Journal) {
        self.connect = connect
    }

    package static func inMemory() -> JournalStore {
        let journal = MemoryJournal()
        return JournalStore { journal }
    }
}
