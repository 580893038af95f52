import Adapter
import ArgumentParser
import Diagnostics
import Foundation
import Journal
import Operations

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes documents into the journal, exactly once.",
        discussion: "Example: b2mml import --format jsonl --quarantine refused orders/")

    @Argument(help: "Files, folders and patterns; - is standard input. Gzip is read, too.")
    var paths: [String]

    @Option(help: "The partner who sent them; else the one whose settings name the sender.")
    var partner: String?

    @Flag(help: "Say what would change, and write nothing.")
    var dryRun = false

    @Option(
        help: ArgumentHelp("Copy refused files here, each with a .error.json beside it.", valueName: "folder")
    )
    var quarantine: String?

    @Flag(help: "Go on until Ctrl-C, and take what arrives in the folders.")
    var watch = false

    @OptionGroup var shared: SharedOptions

    func validate() throws {
        if watch, paths.contains(Inputs.standardInput) {
            throw ValidationError("--watch looks at files and folders, not at standard input")
        }
    }

    func run() async throws {
        if watch { return try await watchFolders() }
        let inputs = Inputs(paths)
        var status = ExitStatus.done
        for problem in inputs.problems {
            Terminal.complain(problem.description)
            status = max(status, problem.exitStatus)
        }
        if !inputs.paths.isEmpty {
            let session = try Session.open(try shared.settings(), isRehearsal: dryRun)
            let taken = try await session.use { session in
                func work(_ writer: SiteWriter) async throws -> ExitStatus {
                    try await take(inputs.paths, with: session.pipeline(writer), session.clock)
                }
                return dryRun ? try await session.rehearse(work) : try await session.write(work)
            }
            status = max(status, taken)
        }
        if status != .done { throw Ending(status: status) }
    }

    /// Ends with status 0 however single files fared: each was reported when it came. The site is free for other
    /// writers while nothing arrives.
    private func watchFolders() async throws {
        let session = try Session.open(try shared.settings())
        let stop = StopSignal()
        try await session.use { session in
            try await stop.catching {
                var folders = FolderWatch(paths)
                while !stop.isSet {
                    let settled = folders.settled()
                    if !settled.isEmpty { try await takeInTurn(settled, in: session, until: stop) }
                    await stop.wait(.seconds(1))
                }
            }
        }
    }

    /// Waits while another writer works the site.
    private func takeInTurn(_ paths: [String], in session: Session, until stop: StopSignal) async throws {
        while !stop.isSet {
            do {
                _ = try await session.write { writer in
                    try await take(paths, with: session.pipeline(writer), session.clock)
                }
                return
            } catch let error as JournalError where error.isLeaseHeld {
                await stop.wait(.seconds(1))
            }
        }
    }

    private func take(_ paths: [String], with pipeline: InboundPipeline, _ clock: Clock) async throws
        -> ExitStatus
    {
        var printer = ResultPrinter(shared.format)
        var status = ExitStatus.done
        let quarantine = try quarantine.map { try Quarantine(folder: $0) }
        for path in paths {
            do {
                let delivery = try Delivery(named: path, partner: partner, receivedAt: clock.now())
                let result = try await pipeline.take(delivery)
                try printer.print(result, text: result.text)
                if result.outcome == .refused || result.outcome == .conflict, !dryRun {
                    try quarantine?.keep(delivery, result)
                }
                status = max(status, result.exitStatus)
            } catch let problem as FileProblem {
                Terminal.complain(problem.description)
                status = max(status, problem.exitStatus)
            }
        }
        printer.finish()
        return status
    }
}

extension ImportResult {
    /// One line, then the objects that are not simply in, then the findings.
    fileprivate var text: String {
        let verb = isRehearsal ? "would be " : ""
        var lines = ["\(file): \(verb)\(outcome.rawValue)" + counts]
        lines += objects.filter { $0.outcome != outcome }.map {
            "    \($0.noun) \($0.id): \($0.outcome.rawValue)"
        }
        return (lines + findings.map(\.description)).joined(separator: "\n")
    }

    private var counts: String {
        switch objects.count {
        case 0: ""
        case 1...3: " (\(objects.map { "\($0.noun) \($0.id)" }.joined(separator: ", ")); \(events) events)"
        default: " (\(objects.count) objects; \(events) events)"
        }
    }
}

extension JournalError {
    fileprivate var isLeaseHeld: Bool {
        if case .leaseHeld = self { true } else { false }
    }
}
