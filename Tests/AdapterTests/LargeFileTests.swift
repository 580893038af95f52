import Diagnostics
import Journal
import Operations
import Testing

@testable import Adapter

/// Files of many transactions: the cursor, crashes between two commits, and other writers.
@Suite struct LargeFileTests {
    private static let file = Message(
        orders: (1...23).map { Order(id: "\($0)", quantity: "\($0).5", equipment: "M-\($0 % 3)") }
    ).xml

    private func bench(_ kind: JournalKind, small: Bool = false) throws -> Bench {
        let bench = try Bench(kind)
        bench.settings.recordsPerCommit = 5
        bench.settings.wholeDocumentSize = small ? 1 << 20 : 10
        return bench
    }

    /// Without what the numbering of transactions changes.
    private func facts(_ bench: Bench) async throws -> [NewEvent] {
        try await bench.events().map(\.event)
    }

    @Test(arguments: JournalKind.allCases)
    func byRecordsIsTheSameAsAtOnce(_ kind: JournalKind) async throws {
        let whole = try bench(kind, small: true)
        let parts = try bench(kind)
        let atOnce = try await whole.take(Self.file)
        let byRecords = try await parts.take(Self.file)
        #expect(try await facts(parts) == facts(whole))
        #expect(try await facts(whole).count { $0.type == "request.accepted" } == 23)
        #expect(byRecords.outcome == .imported && byRecords.events == atOnce.events)
        #expect(byRecords.objects.map(\.id) == atOnce.objects.map(\.id))
        let message = try #require(try await parts.messages().first)
        #expect(message.progress.cursor == RecordCursor(committed: 23, of: 23))
        #expect(
            try await parts.journal.findings(of: message.id)
                == whole.journal.findings(of: message.id))
    }

    /// A dying process does not give its lease back and forgets what it knew.
    @Test(arguments: JournalKind.allCases, 0...4)
    func aCrashBetweenCommitsLosesAndRepeatsNothing(_ kind: JournalKind, commits: Int) async throws {
        let bench = try bench(kind)
        let reference = try self.bench(.memory)
        try await reference.take(Self.file)
        let troubled = TroubledJournal(bench.journal, commits: commits)
        await #expect(throws: JournalError.self) { try await bench.take(Self.file, journal: troubled) }
        let interrupted = try await bench.messages().first
        #expect(interrupted?.progress.state == (commits == 0 ? nil : .receiving))
        #expect(interrupted?.progress.cursor.committed == (commits == 0 ? nil : commits * 5))
        let resumed = try await bench.take(Self.file)
        #expect(resumed.outcome == .imported && resumed.objects.count == 23 - commits * 5)
        #expect(try await facts(bench) == facts(reference))
        let messages = try await bench.messages()
        #expect(messages.count == 1 && messages.first?.progress.state == .acknowledged)
        #expect(try await bench.take(Self.file).outcome == .duplicate)
    }

    /// What the first run had to say is said at the end, too, and once.
    @Test func aResumedImportStillSaysWhatWasRefusedBefore() async throws {
        let orders = (1...9).map { Order(id: "\($0)", hasWork: $0 != 2) }
        let bench = try bench(.memory)
        let troubled = TroubledJournal(bench.journal, commits: 1)
        let text = Message(orders: orders).xml
        await #expect(throws: JournalError.self) { try await bench.take(text, journal: troubled) }
        let resumed = try await bench.take(text)
        #expect(resumed.exitStatus == .look)
        #expect(resumed.findings.count { $0.severity == .error } == 1)
        let message = try #require(try await bench.messages().first)
        #expect(try await bench.journal.findings(of: message.id) == resumed.findings)
    }

    @Test(arguments: JournalKind.allCases)
    func anotherWritersCommitIsReadAndDecidedAnew(_ kind: JournalKind) async throws {
        let bench = try bench(kind)
        let other = Message(Order(id: "99")).with { $0.sender = "OTHER" }.xml
        let clock = bench.clock.clock
        let settings = bench.settings
        let path = try bench.folder.write(other, to: "other.xml")
        let journal = bench.journal
        let composer = try bench.composer()
        // Under the same holder, as a second task of this process would: the first writer's lease is lost.
        let troubled = TroubledJournal(journal) {
            let writer = try await SiteWriter.open(journal, settings: settings, clock: clock)
            _ = try await InboundPipeline(
                library: Repository.library, translators: try Repository.translators(), writer: writer,
                composer: composer
            ).take(
                Delivery(origin: path, bytes: FileBytes(path: path), partner: nil, receivedAt: clock.now()))
        }
        await #expect(throws: JournalError.leaseLost(site: "plant")) {
            try await bench.take(Self.file, journal: troubled)
        }
        #expect(try await bench.take(Self.file).outcome == .imported)
        let accepted = try await facts(bench).filter { $0.type == "request.accepted" }.compactMap(\.key)
        #expect(accepted.count == 24 && Set(accepted).count == 24)
    }

    /// The stream has moved on although the lease is still ours: the decision is made again on the newer state.
    @Test(arguments: JournalKind.allCases)
    func contentionIsRetried(_ kind: JournalKind) async throws {
        let bench = try bench(kind)
        let journal = bench.journal
        let troubled = TroubledJournal(journal) {
            let lease = try #require(try await journal.lease(of: "plant"))
            let position = try await journal.position(of: "plant")
            var loop = ActivityLoop(settings: LoopSettings())
            let day = WorkCalendar([try Interval(lease.until, Instant(milliseconds: Int64.max / 2))])
            let decision = try loop.perform(
                Command(.production, .resourceManagement(.setCalendar(day))), at: lease.until)
            _ = try await journal.commit(
                JournalEntry(
                    under: lease, at: lease.until,
                    events: try decision.events.map { try NewEvent($0, in: loop.state) }),
                expecting: position)
        }
        let result = try await bench.take(Self.file, journal: troubled)
        #expect(result.outcome == .imported && result.objects.count == 23)
        #expect(troubled.asked == 6)
        #expect(try await facts(bench).count { $0.type == "request.accepted" } == 23)
        #expect(try await bench.messages().count == 1)
    }

    @Test(arguments: JournalKind.allCases, [true, false])
    func aRehearsalSaysWhatWillHappenAndWritesNothing(_ kind: JournalKind, small: Bool) async throws {
        let bench = try bench(kind, small: small)
        try await bench.take(
            Message(Order(id: "3", quantity: "1")).with { $0.created = "2026-01-01T00:00:00Z" }.xml)
        let before = try await bench.events()
        let lease = try await bench.journal.lease(of: "plant")
        let said = try await bench.rehearse(Self.file)
        #expect(said.isRehearsal)
        #expect(try await bench.events() == before)
        #expect(try await bench.messages().count == 1)
        #expect(try await bench.journal.lease(of: "plant") == lease)
        let done = try await bench.take(Self.file)
        #expect(said.outcome == done.outcome && said.events == done.events)
        #expect(said.objects.map(\.outcome) == done.objects.map(\.outcome))
        #expect(
            said.findings
                == done.findings.map { finding in
                    var finding = finding
                    finding.place.source = said.file
                    return finding
                })
    }

    /// Also while somebody works.
    @Test func aRehearsalNeedsNoLease() async throws {
        let bench = try bench(.memory)
        let said = try await bench.writing { _ in try await bench.rehearse(Self.file) }
        #expect(said.outcome == .imported && said.objects.count == 23)
    }

    /// What is noticed at many records is said once.
    @Test(arguments: [true, false])
    func theZoneThatLocalTimesTookIsInTheResult(small: Bool) async throws {
        let bench = try bench(.memory, small: small)
        bench.settings.zone = "Europe/Berlin"
        let orders = (1...12).map {
            Order(id: "\($0)", header: "<EndTime>2026-03-02T14:00:00</EndTime>")
        }
        let result = try await bench.take(Message(orders: orders).xml)
        #expect(result.outcome == .imported)
        #expect(
            result.findings.contains { "\($0)".contains("Europe/Berlin") }, "\(result.findings)")
        let due = try await bench.state().requests["1"]?.request.endTime
        #expect(due?.description == "2026-03-02T14:00:00+01:00")
    }
}
