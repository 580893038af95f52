import Adapter
import ArgumentParser
import Diagnostics
import Operations

/// A lot, and the reason by which it is held and released.
struct LotHoldOptions: ParsableArguments {
    @Argument(help: "The ID of the lot.")
    var lot: String

    @Option(help: "Its material, where lots of several materials have the same ID.")
    var material: String?

    @Option(help: "Why it is held; the same words release it.")
    var reason: String

    @Option(help: ArgumentHelp("Who says so.", valueName: "person"))
    var by: String?

    @OptionGroup var shared: SharedOptions

    func run(releasing: Bool) async throws {
        let session = try Session.open(try shared.settings())
        let change = try await session.use { session in
            try await session.write { writer in
                try await LoopService(writer: writer, composer: session.composer).hold(
                    lot: Identifier(lot), material: material.map { Identifier($0) }, reason: reason,
                    releasing: releasing, by: by)
            }
        }
        for finding in change.findings { Terminal.complain(finding.description) }
        var printer = ResultPrinter(shared.format)
        for row in change.value.map(LotHoldRow.init) { try printer.print(row, text: row.text) }
        printer.finish()
        if change.value.isEmpty, shared.format == .text { Terminal.say("nothing has changed") }
    }
}

/// A lot whose holds have changed.
private struct LotHoldRow: Encodable {
    let lot: String
    /// Those that are left.
    let holds: [String]

    init(_ lot: LoopService.HeldLot) {
        self.lot = lot.lot
        holds = lot.reasons
    }

    var text: String {
        holds.isEmpty ? "\(lot) may be used" : "\(lot) is held: \(holds.joined(separator: "; "))"
    }
}
