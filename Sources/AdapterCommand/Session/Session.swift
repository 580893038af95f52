import Adapter
import B2MML
import Diagnostics
import Foundation
import HTTPExchange
import Journal
import JournalSQLite
import Mapping
import Operations

/// What a command works with: the installation, the journal, and the pipeline over them. The composition root.
struct Session {
    let settings: Settings
    let clock: Clock
    let library: SchemaLibrary
    let journal: any Journal
    let translators: TranslatorLibrary
    let composer: OutboundComposer
    private let close: () throws -> Void

    /// Opens the journal and loads the mappings. A rehearsal makes no journal where there is none, and who only reads
    /// is told so.
    static func open(
        _ settings: Settings, clock: Clock = .system, isRehearsal: Bool = false, isReading: Bool = false
    ) throws -> Session {
        let installation = try Installation()
        let library = try SchemaLibrary(
            folder: installation.schemas, driver: settings.schemas.driver,
            extensions: settings.schemas.extensions, images: .standard())
        let mappings = try MappingFolder(installation.mappings, schemas: library)
        let translators = TranslatorLibrary(library: library, mappings: mappings)
        try translators.check(settings)
        let address = try JournalAddress(settings.journal)
        if isReading, !address.exists { throw address.missing }
        let (journal, close) = try isRehearsal && !address.exists ? address.pretend() : address.open()
        return Session(
            settings: settings, clock: clock, library: library, journal: journal, translators: translators,
            composer: OutboundComposer(library: library, translators: translators, settings: settings),
            close: close)
    }

    /// Runs `body`, and closes the journal whatever comes of it.
    func use<Result>(_ body: (Session) async throws -> Result) async throws -> Result {
        do {
            let result = try await body(self)
            try close()
            return result
        } catch {
            try? close()
            throw error
        }
    }

    /// Runs `body` as the site's only writer.
    func write<Result>(_ body: (SiteWriter) async throws -> Result) async throws -> Result {
        let writer = try await SiteWriter.open(journal, settings: settings, clock: clock)
        do {
            let result = try await body(writer)
            try await writer.close()
            return result
        } catch {
            try? await writer.close()
            throw error
        }
    }

    /// Runs `body` with a writer that writes nothing, beside whoever writes.
    func rehearse<Result>(_ body: (SiteWriter) async throws -> Result) async throws -> Result {
        let writer = try await SiteWriter.rehearsal(journal, settings: settings, clock: clock)
        do {
            let result = try await body(writer)
            try await writer.close()
            return result
        } catch {
            try await writer.close()
            throw error
        }
    }

    /// Runs `body` with the loop as it stands, without becoming its writer. The loop is read while it is used, and not
    /// after the journal was closed.
    func read<Value>(_ body: (ActivityLoop) throws -> Value) async throws -> Value {
        let replay = try await LoopReplay.of(settings.site, in: journal, settings: settings)
        let result = Result<Value, any Error> { try body(replay.loop) }
        guard let failure = replay.failure else { return try result.get() }
        guard replay.needsAllEvents else { throw failure }
        let all = try await LoopReplay.of(
            settings.site, in: journal, settings: settings, usingSnapshots: false)
        return try body(all.loop)
    }

    /// Takes in what owners have answered in the replies to messages; where another process is the site's writer, that
    /// one does it in time.
    func takeReplies() async throws -> [ImportResult] {
        let waits = try await read { $0.state.register.proposals.contains { $0.state == .sent } }
        guard waits else { return [] }
        do {
            return try await write { try await pipeline($0).takeReplies() }
        } catch JournalError.leaseHeld {
            return []
        }
    }

    func pipeline(_ writer: SiteWriter) -> InboundPipeline {
        InboundPipeline(library: library, translators: translators, writer: writer, composer: composer)
    }

    /// For partners that promise nothing: an ambiguous outcome is answered by sending the identical bytes again, which
    /// carry their BODID.
    func outboxWorker() throws -> OutboxWorker<RetryPolicy> {
        let endpoints = try settings.partners.values.compactMap { partner in
            try partner.endpoint.map { try Endpoint(partner.name, $0) }
        }
        return OutboxWorker(
            journal: journal, transport: try CurlTransport(endpoints: endpoints),
            rule: RetryPolicy(afterNoReply: .resend), settings: settings, library: library, clock: clock)
    }
}

/// Where a journal is.
struct JournalAddress {
    private let path: String

    init(_ text: String) throws {
        guard text.hasPrefix("sqlite:"), text.count > 7 else {
            throw UsageFault(
                "JOURNAL-ADDRESS-1", "\"\(text)\" is not the address of a journal",
                advice: "Write sqlite: and the path of a file, such as sqlite:b2mml.sqlite.")
        }
        path = String(text.dropFirst(7))
    }

    var missing: FileProblem { .missing(path) }

    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    func open() throws -> (journal: any Journal, close: () throws -> Void) {
        let journal = try SQLiteJournal.open(at: path)
        return (journal, { try journal.close() })
    }

    /// An empty one that lasts as long as the process.
    func pretend() -> (journal: any Journal, close: () throws -> Void) {
        (MemoryJournal(), {})
    }
}

/// A command line that parses and cannot be used.
struct UsageFault: AdapterError {
    let code: Code
    let message: String
    let advice: String?
    let exitStatus = ExitStatus.usage

    init(_ code: Code, _ message: String, advice: String) {
        self.code = code
        self.message = message
        self.advice = advice
    }
}
