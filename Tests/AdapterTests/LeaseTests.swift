import Diagnostics
import Foundation
import Journal
import Operations
import Testing

@testable import Adapter

/// One writer a site: who holds the lease, and when somebody else may take it.
@Suite struct LeaseTests {
    private func holder(_ process: Int32, started: String) throws -> LeaseHolder {
        let host = ProcessInfo.processInfo.hostName
        return try #require(LeaseHolder("\(host)/\(process)/\(started)"))
    }

    private func open(_ bench: Bench, _ holder: LeaseHolder) async throws -> SiteWriter {
        try await SiteWriter.open(
            bench.journal, settings: bench.settings, clock: bench.clock.clock, holder: holder)
    }

    @Test(arguments: JournalKind.allCases)
    func theLeaseOfALivingProcessIsRespected(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        // The process that started this one lives.
        let living = try #require(LeaseHolder("\(ProcessInfo.processInfo.hostName)/\(getppid())"))
        #expect(!living.isGone)
        _ = try await open(bench, living)
        do {
            try await bench.take(Message(Order()).xml)
            Issue.record("two writers at once")
        } catch let error as JournalError {
            guard case .leaseHeld(_, let by, _) = error else { throw error }
            #expect(by == living.description && error.exitStatus == .unreachable)
        }
        bench.clock.advance(seconds: 61)
        #expect(try await bench.take(Message(Order()).xml).outcome == .imported)
    }

    @Test(arguments: JournalKind.allCases)
    func theLeaseOfADeadProcessIsTakenAtOnce(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/true")
        try process.run()
        process.waitUntilExit()
        let dead = try holder(process.processIdentifier, started: "1")
        #expect(dead.isGone)
        _ = try await open(bench, dead)
        #expect(try await bench.take(Message(Order()).xml).outcome == .imported)
    }

    /// Numbers of processes are used again.
    @Test func anotherProcessOfTheSameNumberIsNotTheHolder() throws {
        #expect(try holder(getpid(), started: "1").isGone)
        #expect(!LeaseHolder.current.isGone)
        #expect(LeaseHolder(LeaseHolder.current.description) == LeaseHolder.current)
    }

    @Test func nothingIsSaidAboutAnotherMachine() throws {
        #expect(try !#require(LeaseHolder("elsewhere.example/1/1")).isGone)
        #expect(LeaseHolder("b2mml") == nil && LeaseHolder("a/b") == nil)
    }

    @Test(arguments: JournalKind.allCases)
    func aLongImportRenewsItsLease(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        try await bench.writing { writer in
            for number in 1...5 {
                bench.clock.advance(seconds: 40)
                _ = try await bench.take(
                    Message(Order(id: "\(number)")).with { $0.bodID = "\(number)" }.xml, with: writer)
            }
        }
        #expect(try await bench.state().requests.count == 5)
        #expect(try await bench.journal.lease(of: "plant") == nil)
    }
}
