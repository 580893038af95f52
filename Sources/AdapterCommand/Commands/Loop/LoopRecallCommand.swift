import Adapter
import ArgumentParser
import Diagnostics
import Operations

struct LoopRecallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall",
        abstract:
            "Everything that was made of a lot, or went through equipment or a person's hands, and where it is.",
        discussion: """
            Several options together narrow what went through; lots and materials add to it. With --hold all that \
            is in stock or in process is held at once, and its jobs with it.
            Example: b2mml loop recall --equipment MIXER-01 --from 2026-03-02T06:00:00+01:00 --to 2026-03-02T07:00:00+01:00
            """)

    @Option(help: "This lot. May be repeated.")
    var lot: [String] = []

    @Option(help: "All lots of this material. May be repeated.")
    var material: [String] = []

    @Option(help: "What came from this equipment. May be repeated.")
    var equipment: [String] = []

    @Option(help: "What this person made. May be repeated.")
    var person: [String] = []

    @Option(help: "Lots that failed the test of this characteristic. May be repeated.")
    var failed: [String] = []

    @Option(help: "Not before, with an offset.")
    var from: String?

    @Option(help: "Before, with an offset.")
    var to: String?

    @Option(help: ArgumentHelp("Hold what can be held, for this reason.", valueName: "reason"))
    var hold: String?

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let predicate = try predicate()
        let settings = try shared.settings()
        let session = try Session.open(settings, isReading: true)
        let (checked, held) = try await session.use { session in
            guard let hold else { return (try await session.read { try $0.state.recall(predicate) }, 0) }
            return try await session.write { writer in
                try await LoopService(writer: writer, composer: session.composer)
                    .hold(recalled: predicate, reason: hold)
            }
        }
        for finding in checked.findings { Terminal.complain(finding.description) }
        let recall = checked.value
        var printer = ResultPrinter(shared.format)
        for row in Row.all(of: recall, PlantTime(settings)) { try printer.print(row, text: row.text) }
        printer.finish()
        guard shared.format == .text else { return }
        Terminal.say(
            "\(recall.lots.count) lots, \(recall.toHold.count) to hold"
                + (hold == nil ? "" : ", \(held) held"))
    }

    private func predicate() throws -> RecallPredicate {
        let window = try window()
        let names = lot + material + equipment + person + failed
        guard !names.isEmpty || window != nil else {
            throw UsageFault(
                "RECALL-EMPTY-1", "nothing says what is recalled",
                advice: "Name a lot, a material, equipment, a person, a test, or a time.")
        }
        return RecallPredicate(
            lots: lot.map { LotReference(Identifier($0)) }, materials: material.map { Identifier($0) },
            tests: failed.map { RecallPredicate.TestCriterion(Identifier($0), .failed) },
            equipment: equipment.map { Identifier($0) }, persons: person.map { Identifier($0) },
            window: window)
    }

    private func window() throws -> Interval? {
        guard from != nil || to != nil else { return nil }
        let start =
            try from.map { try Instant(option: $0, "--from", "RECALL-WINDOW-2") } ?? Instant(milliseconds: 0)
        let end =
            try to.map { try Instant(option: $0, "--to", "RECALL-WINDOW-2") } ?? Instant(milliseconds: .max)
        guard let window = try? Interval(start, end) else {
            throw UsageFault(
                "RECALL-WINDOW-1", "the time ends before it begins", advice: "Exchange --from and --to.")
        }
        return window
    }

    private struct Row: Encodable {
        let place, lot: String
        let quantity, unit, detail: String?

        static func all(of recall: RecallSet, _ clock: PlantTime) -> [Row] {
            var rows: [Row] = []
            for stock in recall.inStock {
                rows += stock.holdings.map { Row("in stock", $0.lot, $0.quantity, stock.location?.text) }
            }
            for work in recall.inProcess {
                rows += work.lots.map { Row("in process", $0, nil, work.job.text) }
            }
            for shipment in recall.shipped {
                rows += shipment.uses.map { Row("shipped", $0.lot, $0.quantity, shipment.customer?.text) }
            }
            rows += recall.consumed.map {
                Row("consumed", $0.lot, $0.quantity, "\($0.transformation) at \(clock.text($0.at))")
            }
            rows += recall.transformed.map { Row("became other lots", $0, nil, nil) }
            rows += recall.unaccounted.map { Row("not known where", $0, nil, nil) }
            return rows
        }

        private init(_ place: String, _ lot: LotReference, _ quantity: Quantity?, _ detail: String?) {
            self.place = place
            self.lot = lot.description
            self.quantity = quantity?.value.lexicalForm
            unit = quantity?.unit?.rawValue
            self.detail = detail
        }

        var text: String {
            var text = "\(place)  \(lot)"
            if let quantity { text += ", \(quantity) \(unit ?? "")" }
            if let detail { text += "  \(detail)" }
            return text
        }

        /// All keys are always there; what is not known is null.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(place, forKey: .place)
            try container.encode(lot, forKey: .lot)
            try container.encode(quantity, forKey: .quantity)
            try container.encode(unit, forKey: .unit)
            try container.encode(detail, forKey: .detail)
        }

        private enum CodingKeys: CodingKey { case place, lot, quantity, unit, detail }
    }
}
