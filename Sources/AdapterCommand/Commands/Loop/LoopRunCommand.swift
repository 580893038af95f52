import Adapter
import ArgumentParser
import Diagnostics

struct LoopRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Plans what has not begun and gives it to the work centres.",
        discussion: "Example: b2mml loop run")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let session = try Session.open(try shared.settings())
        let run = try await session.use { session in
            try await session.write { writer in
                let replies = try await session.pipeline(writer).takeReplies()
                var run = try await LoopService(writer: writer, composer: session.composer).run()
                run.events += replies.reduce(0) { $0 + $1.events }
                run.findings = replies.flatMap(\.findings) + run.findings
                return run
            }
        }
        var printer = ResultPrinter(shared.format)
        try printer.print(Answer(run), text: run.text)
        printer.finish()
        if run.findings.hasErrors { throw Ending(status: .look) }
    }

    private struct Answer: Encodable {
        let events, planned, dispatched: Int
        let findings: [FlatFinding]

        init(_ run: LoopService.Run) {
            events = run.events
            planned = run.planned
            dispatched = run.dispatched
            findings = run.findings.map(FlatFinding.init)
        }
    }
}

extension LoopService.Run {
    fileprivate var text: String {
        let first =
            "\(planned) jobs planned anew, \(dispatched) given to their work centres (\(events) events)"
        return ([first] + findings.map(\.description)).joined(separator: "\n")
    }
}
