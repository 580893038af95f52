import Journal
import TestSupport
import Testing

@Suite struct MemoryJournalTests {
    @Test(arguments: JournalContract.all)
    func keepsTheContract(_ row: JournalContract) async throws {
        try await row.check(.inMemory())
    }
}
