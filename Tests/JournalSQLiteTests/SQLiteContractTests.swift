import JournalSQLite
import TestSupport
import Testing

@Suite struct SQLiteContractTests {
    @Test(arguments: JournalContract.all)
    func keepsTheContract(_ row: JournalContract) async throws {
        let folder = try TemporaryFolder()
        try await row.check(folder.store())
    }

    /// The two journals share only the rules that are pure values: what is kept, found and ordered is each one's own.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func answersLikeTheOneInMemory(seed: UInt64) async throws {
        let folder = try TemporaryFolder()
        var comparison = JournalComparison(try SQLiteJournal.open(at: folder.file()), seed: seed)
        try await comparison.run(commands: 150)
    }
}
