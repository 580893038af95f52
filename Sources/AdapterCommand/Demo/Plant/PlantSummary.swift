import Adapter
import Diagnostics
import Foundation
import Journal
import Operations

/// What a simulated week has shown, in the words of a plant manager.
struct PlantSummary: Sendable {
    let days: Int
    let seed: UInt64
    let without: PlantCell?
    let model: PlantModel
    let tally: PlantTally
    /// How many faults were made, by kind.
    let injected: [PlantFault: Int]
    let cancelled, unmakeable: Set<String>
    /// Read from the journal, from its first event on.
    let loop: ActivityLoop
    /// Whether that is the loop that was worked with.
    let isReplayed: Bool

    init(
        _ run: PlantRun, model: PlantModel, days: Int, seed: UInt64, without: PlantCell?, loop: ActivityLoop,
        isReplayed: Bool
    ) {
        self.days = days
        self.seed = seed
        self.without = without
        self.model = model
        tally = run.tally
        injected = run.floor.injected.merging(run.orders.random.injected) { $0 + $1 }
        cancelled = run.orders.cancelled
        unmakeable = run.orders.unmakeable
        self.loop = loop
        self.isReplayed = isReplayed
    }

    var state: LoopState { loop.state }

    /// Without the cell that the plant does not do.
    var matrix: LoopMatrix {
        without.map { state.matrix.without($0.domain, $0.activity) } ?? state.matrix
    }

    /// Whether everything is as it has to be.
    var isAsExpected: Bool { expectations.allSatisfy(\.holds) }

    var text: String {
        let parts = [
            head, doors, output, work, cells, faults, indicators, proposals, promises, replay,
            ["What has to hold:"] + expectations.map { "  " + $0.line },
        ]
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    // MARK: What happened

    private var head: [String] {
        [
            "A paint plant of \(model.lines.count) lines, \(days) \(days == 1 ? "day" : "days") round the clock from 2 March 2026, seed \(seed)"
        ] + (without.map { [leftOut($0)] } ?? [])
    }

    private func leftOut(_ cell: PlantCell) -> String {
        let events = state.matrix.evidence(cell.domain, cell.activity)
        return "Without \(cell.name): its \(events) events count as not done."
    }

    private var doors: [String] {
        let objects = tally.intakes.reduce(0) { $0 + $1.objects }
        let records = tally.records.values.reduce(0, +)
        let refusals = tally.refusals.keys.sorted().compactMap { code in
            tally.refusals[code].map { "     \($0.count) \(code), such as: \($0.example)" }
        }
        return [
            "1. From the business: \(tally.intakes.count) documents with \(objects) objects, \(refusedIntakes.count) refused."
        ] + refusedIntakes.prefix(3).map { "     \($0.document.name): \($0.findings.last?.message ?? "")" }
            + [
                "2. Planned \(tally.runs) times; \(state.scheduleRevision) times the plan became another one.",
                "3. From the floor: \(records) records, \(count(.recorded)) recorded, \(count(.duplicate)) known already, \(count(.refused)) refused.",
            ] + refusals + [
                "4. To the business: \(tally.delivered) performance messages confirmed, \(tally.undelivered.count) not."
            ] + tally.undelivered.prefix(3).map { "     \($0)" } + [
                "5. What the loop found worth saying: \(notes)."
            ]
    }

    /// Warnings and errors, by code.
    private var notes: String {
        let codes = tally.codes.keys.sorted().compactMap { code in tally.codes[code].map { "\($0) \(code)" } }
        return codes.isEmpty ? "nothing" : codes.joined(separator: ", ")
    }

    private func count(_ outcome: LoopService.RecordResult.Outcome) -> Int { tally.records[outcome] ?? 0 }

    private var refusedIntakes: [PlantTally.Intake] {
        tally.intakes.filter { ![.imported, .revised, .unchanged].contains($0.outcome) }
    }

    private var output: [String] {
        let rows = model.products.map { product in
            let jobs = state.jobs.values.filter { job in
                job.state == .completed && job.plan.definition == "Production/\(product.id)"
                    && job.plan.path.last == product.steps.last?.id
            }
            let made = jobs.flatMap(\.run.movements)
            return [
                product.id, product.line, "\(jobs.count)", Self.sum(made, .produced),
                Self.sum(made, .scrapped),
            ]
        }
        return PlantTable([["Product", "Line", "Orders", "good", "scrap"]] + rows).lines
    }

    private static func sum(_ movements: [Movement], _ direction: Movement.Direction) -> String {
        let quantities = movements.filter { $0.direction == direction }.compactMap(\.quantity)
        let total = (try? quantities.sum()) ?? nil
        return total.map { "\($0.value.lexicalForm) pcs" } ?? "0 pcs"
    }

    private var work: [String] {
        let rows = DomainKind.allCases.map { domain in
            let requests = state.requests.values.filter { $0.domain == domain }
            let states = requests.compactMap { state.requestState($0.key)?.known }
            return [
                domain.rawValue, "\(requests.count)", "\(requests.count { $0.cause != nil })",
                "\(states.count { $0 == .completed })", "\(states.count { $0 == .cancelled })",
                "\(states.count { $0 != .completed && $0 != .cancelled })",
            ]
        }
        return PlantTable([["Domain", "Requests", "by rules", "completed", "cancelled", "open"]] + rows).lines
    }

    private var cells: [String] {
        let matrix = self.matrix
        let rows = Activity.allCases.map { activity in
            [activity.rawValue] + DomainKind.allCases.map { "\(matrix.evidence($0, activity))" }
        }
        let seen = matrix.cells.count { $0.evidence > 0 }
        return PlantTable([["Events"] + DomainKind.allCases.map(\.rawValue)] + rows).lines
            + ["\(seen) of \(matrix.cells.count) cells have evidence."]
            + DomainKind.allCases.map { LoopMatrixCommand.verdict($0, matrix) }
    }

    private var indicators: [String] {
        guard let window = try? Interval(PlantModel.start, PlantModel.instant(days * PlantModel.day)) else {
            return []
        }
        let shown: [KeyPerformanceIndicator.ID] = [
            .availability, .effectiveness, .qualityRatio, .oeeIndex, .meanTimeBetweenFailures,
            .meanTimeToRestoration,
        ]
        let values = loop.indicators(IndicatorQuery(window: window, asOf: window.end)).value
        let rows = model.machines.map { machine in
            [machine]
                + shown.map { id in
                    values.first { $0.scope.text == machine && $0.kpi == id }.map(text) ?? "undefined"
                }
        }
        let site = KeyPerformanceIndicator.ID.allCases.filter { !shown.contains($0) }.compactMap { id in
            values.first { $0.scope.text == ActivityLoop.siteScope && $0.kpi == id }.map { value in
                "  \(KeyPerformanceIndicator[id].name): \(text(value))"
            }
        }
        return PlantTable([["Machine"] + shown.map { KeyPerformanceIndicator[$0].name }] + rows).lines
            + ["", "The site:"] + site
    }

    private func text(_ indicator: IndicatorValue) -> String {
        guard let value = try? indicator.value?.rounded(scale: 2, rounding: .halfToEven) else {
            return "undefined"
        }
        return "\(value.lexicalForm) \(indicator.unit)"
    }

    private var replay: [String] {
        [
            "The doors folder holds what went in and out, in the order of its names; replay.sh takes it in again.",
            "Work that rules asked for has other names then: they come from the numbers of events.",
        ]
    }
}
