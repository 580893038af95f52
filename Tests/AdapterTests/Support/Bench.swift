import B2MML
import Diagnostics
import Foundation
import Journal
import JournalSQLite
import Operations
import Synchronization
import Testing

@testable import Adapter

/// The journals that the pipeline has to work with alike.
enum JournalKind: CaseIterable {
    case memory, sqlite
}

/// A clock that stands where it is put.
final class TestClock: Sendable {
    private let time: Mutex<Instant>

    init(_ text: String) throws {
        time = Mutex(try ZonedTime(parsing: text).instant)
    }

    var clock: Clock { Clock { self.time.withLock { $0 } } }
    var now: Instant { clock.now() }

    func advance(seconds: Int64) {
        time.withLock { $0 = Instant(milliseconds: $0.milliseconds + seconds * 1_000) }
    }
}

/// A folder that lives as long as the value that names it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "adapter-\(UUID())")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
        return "\(path)/\(name)"
    }
}

/// The repository's own schemas and mappings, loaded once.
enum Repository {
    static let home = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardizedFileURL.path(percentEncoded: false)
    static let library = SchemaLibrary(folder: "\(home)/Schemas")
    private static let loaded = Result { try MappingFolder("\(home)/Mappings", schemas: library) }

    static func translators() throws -> TranslatorLibrary {
        TranslatorLibrary(library: library, mappings: try loaded.get())
    }

    /// A file of the material that lies beside the repository, or in the folder that `B2MML_SHARED` names; nil where
    /// it is not there.
    static func shared(_ path: String) -> String? {
        let folder = ProcessInfo.processInfo.environment["B2MML_SHARED"] ?? "\(home)/../shared"
        let file = URL(filePath: "\(folder)/\(path)").standardizedFileURL.path(percentEncoded: false)
        return FileManager.default.fileExists(atPath: file) ? file : nil
    }
}

/// A site with a journal, and deliveries as they come through the doors: a file each.
final class Bench {
    let journal: any Journal
    let clock: TestClock
    let folder: TemporaryFolder
    var settings: Settings
    private var deliveries = 0
    /// So few that what is tested goes through snapshots.
    static let snapshotDistance = 7

    init(_ kind: JournalKind = .memory, at time: String = "2026-03-02T05:30:00+01:00") throws {
        folder = try TemporaryFolder()
        journal =
            switch kind {
            case .memory: MemoryJournal()
            case .sqlite: try SQLiteJournal.open(at: "\(folder.path)/journal.sqlite")
            }
        clock = try TestClock(time)
        settings = Settings()
        settings.site = "plant"
    }

    /// As a program that starts, takes one document in, and ends.
    @discardableResult
    func take(
        _ text: String, partner: String? = nil, journal other: (any Journal)? = nil
    ) async throws -> ImportResult {
        try await writing(other) { try await self.take(text, partner: partner, with: $0) }
    }

    func take(_ text: String, partner: String? = nil, with writer: SiteWriter) async throws -> ImportResult {
        deliveries += 1
        let path = try folder.write(text, to: "\(deliveries).xml")
        return try await take(file: path, partner: partner, with: writer)
    }

    func take(file path: String, partner: String? = nil, with writer: SiteWriter) async throws -> ImportResult
    {
        try await InboundPipeline(
            library: Repository.library, translators: try Repository.translators(), writer: writer,
            composer: try composer()
        ).take(
            Delivery(
                origin: path, bytes: FileBytes(path: path), partner: partner, receivedAt: clock.now))
    }

    func take(file path: String) async throws -> ImportResult {
        try await writing { try await self.take(file: path, with: $0) }
    }

    func rehearse(_ text: String) async throws -> ImportResult {
        let writer = try await SiteWriter.rehearsal(journal, settings: settings, clock: clock.clock)
        return try await take(text, with: writer)
    }

    func writing<Result>(
        _ other: (any Journal)? = nil, _ body: (SiteWriter) async throws -> Result
    ) async throws -> Result {
        let writer = try await SiteWriter.open(
            other ?? journal, settings: settings, clock: clock.clock,
            snapshotDistance: Self.snapshotDistance)
        do {
            let result = try await body(writer)
            try await writer.close()
            return result
        } catch {
            try? await writer.close()
            throw error
        }
    }

    func composer() throws -> OutboundComposer {
        OutboundComposer(
            library: Repository.library, translators: try Repository.translators(), settings: settings)
    }

    @discardableResult
    func run() async throws -> LoopService.Run {
        try await writing { try await LoopService(writer: $0, composer: try self.composer()).run() }
    }

    @discardableResult
    func record(_ lines: String...) async throws -> [LoopService.RecordResult] {
        try await writing {
            try await LoopService(writer: $0, composer: try self.composer()).record(
                lines: lines, source: "floor")
        }
    }

    /// From the snapshot and the events behind it, which is the same as from all events.
    func state() async throws -> LoopState {
        let replay = try await LoopReplay.of(settings.site, in: journal, settings: settings)
        let all = try await LoopReplay.of(
            settings.site, in: journal, settings: settings, usingSnapshots: false)
        #expect(replay.loop.state == all.loop.state)
        try replay.check()
        return replay.loop.state
    }

    func messages() async throws -> [InboxMessage] {
        try await journal.messages(in: nil, after: nil, limit: 1_000)
    }

    func events() async throws -> [StoredEvent] {
        try await journal.events(of: settings.site, after: .start, limit: 100_000)
    }

    func outbox() async throws -> [OutboxRow] {
        try await journal.outbox(OutboxFilter(), after: nil, limit: 1_000)
    }
}
