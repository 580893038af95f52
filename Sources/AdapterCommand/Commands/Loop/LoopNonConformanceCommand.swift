import Adapter
import ArgumentParser
import Diagnostics
import Operations

struct LoopNonConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nonconformance",
        abstract: "Opens a non-conformance of a lot, or takes its next step.",
        discussion: """
            Example: b2mml loop nonconformance open W-451207-A --reason sag --by K.Brandt
            Example: b2mml loop nonconformance disposition NC-1 --as Rework --by I.Vogt
            """)

    @Argument(help: "open, or one of \(Step.words).")
    var step: Step

    @Argument(help: "The lot that is opened for, else the non-conformance's ID.")
    var subject: String

    @Option(help: "Who does it.")
    var by: String

    @Option(name: .customLong("as"), help: "What becomes of the lot: \(NonConformanceDisposition.words).")
    var disposition: NonConformanceDisposition?

    @Option(help: "What is wrong, or why.")
    var reason: String?

    @Option(help: "Of a rework: the definition that it follows.")
    var definition: String?

    @Option(help: "Of scrap: how much of the lot, such as \"5 EA\"; else all that is on hand.")
    var quantity: Amount?

    @OptionGroup var shared: SharedOptions

    func validate() throws {
        if step.value == nil, reason == nil { throw ValidationError("say with --reason what is wrong") }
    }

    func run() async throws {
        let settings = try shared.settings()
        let session = try Session.open(settings, isReading: true)
        let result = try await session.use { session in
            try await session.write { writer in
                try await LoopService(writer: writer, composer: session.composer)
                    .nonConformance(command, by: by)
            }
        }
        for finding in result.findings { Terminal.complain(finding.description) }
        guard let entry = result.value else { return }
        var printer = ResultPrinter(shared.format)
        let row = NonConformanceRow(entry, PlantTime(settings))
        try printer.print(row, text: row.text)
        printer.finish()
    }

    private var command: TrackingCommand {
        guard let step = step.value else {
            return .openNonConformance(
                NonConformanceReport(
                    lot: Identifier(subject), reason: reason ?? "", detectedBy: Identifier(by)))
        }
        return .advanceNonConformance(
            id: subject,
            NonConformanceMove(
                step, by: by, reason: reason, disposition: disposition,
                definition: definition.map { Identifier($0) }, quantity: quantity?.value))
    }
}

extension LoopNonConformanceCommand {
    struct Step: ExpressibleByArgument {
        static let words = NonConformanceStep.allCases.map(\.rawValue).joined(separator: ", ")

        /// Nil for `open`.
        let value: NonConformanceStep?

        init?(argument: String) {
            value = NonConformanceStep(rawValue: argument)
            if value == nil, argument != "open" { return nil }
        }

        static var allValueStrings: [String] { ["open"] + NonConformanceStep.allCases.map(\.rawValue) }
    }

    struct Amount: ExpressibleByArgument {
        let value: Quantity

        init?(argument: String) {
            let parts = argument.split(separator: " ")
            guard (1...2).contains(parts.count), let number = try? ExactDecimal(parsing: parts[0]),
                number > .zero
            else { return nil }
            value = Quantity(number, parts.count == 2 ? UnitOfMeasure(rawValue: String(parts[1])) : nil)
        }
    }
}

extension NonConformanceDisposition {
    fileprivate static let words = allCases.map(\.rawValue).joined(separator: ", ")
}
