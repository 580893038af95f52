import Adapter
import ArgumentParser
import Diagnostics
import Operations

struct LoopTraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "What a lot was made from and what it went into, with its share by quantity.",
        discussion: "Example: b2mml loop trace W-451207-B")

    @Argument(help: "The lot.")
    var lot: String

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let settings = try shared.settings()
        let session = try Session.open(settings, isReading: true)
        let report = try await session.use { session in
            try await session.read { try self.report($0.state) }
        }
        let clock = PlantTime(settings)
        var printer = ResultPrinter(shared.format)
        for (direction, entries) in [("madeFrom", report.madeFrom), ("wentInto", report.wentInto)] {
            let title = direction == "madeFrom" ? "made from" : "went into"
            if shared.format == .text {
                Terminal.say("\(lot) \(title)\(entries.isEmpty ? " nothing that is known" : "")")
            }
            for entry in entries {
                let row = Row(direction, entry, clock)
                try printer.print(row, text: row.text)
            }
        }
        printer.finish()
    }

    private func report(_ state: LoopState) throws -> TraceReport {
        let graph = state.lotGraph()
        for finding in graph.findings { Terminal.complain(finding.description) }
        do throws(GenealogyError) {
            return try graph.value.report(on: LotReference(Identifier(lot)))
        } catch {
            throw UsageFault(
                "TRACE-UNKNOWN-1", "no record names the lot \"\(lot)\"",
                advice: nearestName(to: lot, among: state.lots.keys.sorted()).map {
                    "Did you mean \"\($0)\"?"
                }
                    ?? "Lots appear here when something is made of them or they are made.")
        }
    }

    private struct Row: Encodable {
        let direction: String
        let level: Int
        let lot: String
        let material, quantity, unit, attributed, attributedUnit, kind, job, at: String?
        let shownBefore: Bool
        /// Whether the share is all of it.
        private let isWhole: Bool

        init(_ direction: String, _ entry: TraceReport.Entry, _ clock: PlantTime) {
            self.direction = direction
            level = entry.level
            lot = entry.lot.description
            material = entry.material?.text
            quantity = entry.quantity?.value.lexicalForm
            unit = entry.quantity?.unit?.rawValue
            attributed = entry.attributed?.value.lexicalForm
            attributedUnit = entry.attributed?.unit?.rawValue
            kind = entry.kind?.rawValue
            job = entry.job?.text
            at = entry.at.map(clock.text)
            shownBefore = entry.isShownBefore
            isWhole =
                entry.attributed?.value == entry.quantity?.value
                && entry.attributed?.unit == entry.quantity?.unit
        }

        var text: String {
            // A chain of thousands would be all margin.
            var text = String(repeating: "  ", count: min(level, 40)) + lot
            if let material { text += " (\(material))" }
            if let quantity { text += ", \(quantity) \(unit ?? "")" }
            if let attributed, !isWhole {
                text += " [\(attributed) \(attributedUnit ?? "") by its share]"
            }
            if let kind, let job, let at { text += ", \(kind) by \(job) at \(at)" }
            return shownBefore ? text + ", see above" : text
        }

        /// All keys are always there; what is not known is null.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(direction, forKey: .direction)
            try container.encode(level, forKey: .level)
            try container.encode(lot, forKey: .lot)
            try container.encode(material, forKey: .material)
            try container.encode(quantity, forKey: .quantity)
            try container.encode(unit, forKey: .unit)
            try container.encode(attributed, forKey: .attributed)
            try container.encode(attributedUnit, forKey: .attributedUnit)
            try container.encode(kind, forKey: .kind)
            try container.encode(job, forKey: .job)
            try container.encode(at, forKey: .at)
            try container.encode(shownBefore, forKey: .shownBefore)
        }

        private enum CodingKeys: CodingKey {
            case direction, level, lot, material, quantity, unit, attributed, attributedUnit, kind, job, at
            case shownBefore
        }
    }
}
