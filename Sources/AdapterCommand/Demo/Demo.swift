import Adapter
import B2MML
import Diagnostics
import Foundation
import HTTPExchange
import Journal
import Operations
import Synchronization

/// The main job once, end to end: the same doors as in a plant, with a partner that is played on this machine.
struct Demo {
    private let folder: DemoFolder
    private let samples: DemoSamples
    /// The samples are about one day in March; the demonstration's clock says so.
    private let clock: DemoClock

    init(folder: DemoFolder, samples: DemoSamples) throws {
        self.folder = folder
        self.samples = samples
        clock = DemoClock(try DemoClock.instant(DemoSamples.morning))
    }

    func run() async throws -> DemoSummary {
        try folder.makeFolder("sent")
        let library = SchemaLibrary(folder: try Installation().schemas, images: .standard())
        let now = clock.clock.now
        let simulator = EndpointSimulator(
            erp: B2MMLPartner(library: library, logicalID: "ERP-COLOURWORKS", now: now), now: now)
        let summary = try await simulator.whileRunning { url in
            try await work(erp: url)
        }
        try folder.write(Array((summary.text + "\n").utf8), to: "report.txt")
        return summary
    }

    private func work(erp url: String) async throws -> DemoSummary {
        var settings = try SettingsReader.read(file: samples.settings, environment: [:])
        settings.journal = "sqlite:\(folder.journal)"
        settings.partners["erp"]?.endpoint?.url = "\(url)/b2mml"
        let session = try Session.open(settings, clock: clock.clock)
        return try await session.use { session in
            var summary = DemoSummary(clock: PlantTime(settings))
            try await takeSchedule(session, &summary)
            clock.move(to: try DemoClock.instant(DemoSamples.afternoon))
            try await playShopFloor(session, &summary)
            summary.deliveries = try await session.outboxWorker().sendDue()
            _ = try await session.takeReplies()
            try await keepMessages(session)
            try await session.read { summary.fill(from: $0, at: clock.clock.now()) }
            return summary
        }
    }

    private func takeSchedule(_ session: Session, _ summary: inout DemoSummary) async throws {
        let delivery = Delivery(
            origin: samples.schedule, bytes: FileBytes(path: samples.schedule), partner: nil,
            receivedAt: clock.clock.now())
        (summary.imported, summary.planned) = try await session.write { writer in
            let imported = try await session.pipeline(writer).take(delivery)
            let planned = try await LoopService(writer: writer, composer: session.composer).run()
            return (imported, planned)
        }
    }

    /// Through the same door that a Level 2 system uses.
    private func playShopFloor(_ session: Session, _ summary: inout DemoSummary) async throws {
        let lines = try LoopRecordCommand.lines(of: samples.shopFloor)
        summary.records = try await session.write { writer in
            try await LoopService(writer: writer, composer: session.composer).record(
                lines: lines, source: samples.shopFloor)
        }
    }

    private func keepMessages(_ session: Session) async throws {
        for row in try await session.journal.outbox(OutboxFilter(), after: nil, limit: 100) {
            guard let bytes = try await session.journal.content(of: row.id) else { continue }
            try folder.write(bytes, to: "sent/\(row.id.rawValue)-\(row.root).xml")
            if let reply = row.reply { try folder.write(reply, to: "sent/\(row.id.rawValue)-reply.xml") }
        }
    }
}

/// A clock that stands where it is put.
final class DemoClock: Sendable {
    private let time: Mutex<Instant>

    init(_ instant: Instant) {
        time = Mutex(instant)
    }

    var clock: Clock { Clock { self.time.withLock { $0 } } }

    func move(to instant: Instant) {
        time.withLock { $0 = instant }
    }

    static func instant(_ text: String) throws -> Instant {
        try ZonedTime(parsing: text).instant
    }
}
