import Adapter
import ArgumentParser
import Diagnostics
import Operations

struct LoopDispatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispatch",
        abstract: "Lists what each work centre has before it, in the order of the plan.",
        discussion: "Example: b2mml loop dispatch --work-centre MIXER-01")

    @Option(help: "Only this work centre.")
    var workCentre: String?

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let settings = try shared.settings()
        let session = try Session.open(settings, isReading: true)
        let clock = PlantTime(settings)
        let rows = try await session.use { session in
            try await session.read { try self.rows($0.state, clock) }
        }
        var printer = ResultPrinter(shared.format)
        for row in rows { try printer.print(row, text: row.text) }
        printer.finish()
    }

    private func rows(_ state: LoopState, _ clock: PlantTime) throws -> [Row] {
        try state.requireWorkCentre(workCentre)
        let names = state.workCentres.keys.sorted().filter { workCentre == nil || workCentre == $0 }
        return names.flatMap { name in
            state.jobList(name).lines.enumerated().map { Row(name, $0 + 1, $1, state, clock) }
        }
    }

    private struct Row: Encodable {
        let workCentre: String
        let place: Int
        let job, request, state, status, overlay: String
        let requestState, plannedStart, plannedEnd, waitingFor: String?

        init(
            _ workCentre: String, _ place: Int, _ line: JobList.Line, _ loop: LoopState, _ clock: PlantTime
        ) {
            self.workCentre = workCentre
            self.place = place
            job = line.order.plan.id
            request = line.order.plan.request
            state = line.state.rawValue
            status = line.status.rawValue
            overlay = loop.jobs[job].map(loop.word) ?? status
            requestState = loop.requestWord(request)
            plannedStart = line.planned.map { clock.text($0.start) }
            plannedEnd = line.planned.map { clock.text($0.end) }
            waitingFor = line.waitingFor.map { closed in
                let until = closed.until.map { " until \(clock.text($0))" } ?? ""
                return "\(closed.gate.rawValue) \(closed.subject)\(until)"
            }
        }

        var text: String {
            var text = "\(workCentre) \(place). \(job)  \(overlay)"
            if let plannedStart, let plannedEnd { text += "  \(plannedStart) – \(plannedEnd)" }
            if let waitingFor { text += "  waits for \(waitingFor)" }
            return text
        }
    }
}

extension LoopState {
    /// A name that no job has ever been given to is a slip of the pen more often than an idle work centre.
    func requireWorkCentre(_ name: String?) throws {
        guard let name, workCentres[name] == nil else { return }
        throw UsageFault(
            "WORK-CENTRE-1", "there is no work centre \"\(name)\"",
            advice: nearestName(to: name, among: workCentres.keys.sorted()).map { "Did you mean \"\($0)\"?" }
                ?? "Known are \(workCentres.keys.sorted().joined(separator: ", ")).")
    }
}
