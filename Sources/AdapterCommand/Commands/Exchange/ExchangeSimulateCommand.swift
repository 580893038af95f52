import Adapter
import ArgumentParser
import B2MML
import Diagnostics
import HTTPExchange

struct ExchangeSimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Plays a partner's endpoint on this machine, with faults on request.",
        discussion: """
            Answers each B2MML message with a ConfirmBOD; GET /ledger shows what has arrived. Faults are refuse:2s@1-3 \
            (the first three get 503), drop@4 (the fourth is taken and gets no answer), delay:1s~10%#7 and more. \
            Example: b2mml exchange simulate --port 8765 --faults refuse:2s@1
            """)

    @Option(help: "The port; 0 for any free one. Only this machine can reach it.")
    var port = 8765

    @Option(help: "Where messages are posted to.")
    var path = "/b2mml"

    @Option(help: "Which requests go wrong, and how.")
    var faults = ""

    func run() async throws {
        let library = SchemaLibrary(folder: try Installation().schemas, images: .standard())
        let simulator = EndpointSimulator(
            EndpointSimulator.Settings(port: port, path: path),
            erp: B2MMLPartner(library: library, logicalID: "SIMULATED-ERP", now: Clock.system.now),
            faults: faults.isEmpty ? FaultPlan() : try FaultPlan(parsing: faults), now: Clock.system.now)
        let path = path
        do {
            try await simulator.run(stoppingOnSignals: true) { port in
                Terminal.complain("listening on http://127.0.0.1:\(port)\(path); Ctrl-C ends it")
            }
        } catch let error as any AdapterError {
            throw error
        } catch {
            throw UsageFault(
                "SIMULATOR-PORT-1", "port \(port) cannot be listened on: \(error)",
                advice: "Name another with --port, or 0 for any free one.")
        }
    }
}
