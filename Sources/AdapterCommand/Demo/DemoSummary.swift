import Adapter
import Diagnostics
import Journal
import Operations

/// What happened, in the words of a plant manager.
struct DemoSummary {
    private let clock: PlantTime
    var imported: ImportResult?
    var planned = LoopService.Run()
    var records: [LoopService.RecordResult] = []
    var deliveries: [SentMessage] = []
    private var orders: [Order] = []
    private var indicators: [IndicatorValue] = []
    private var cells = 0

    private struct Order {
        let id, product, due, started, ended, state: String
        let produced: String
    }

    init(clock: PlantTime) {
        self.clock = clock
    }

    mutating func fill(from loop: ActivityLoop, at now: Instant) {
        let state = loop.state
        orders = state.requests.values.sorted { $0.arrival < $1.arrival }.map { order($0, state) }
        cells = state.matrix.cells.count { $0.domain == .production && $0.evidence > 0 }
        guard let start = try? ZonedTime(parsing: DemoSamples.shiftStart).instant,
            let shift = try? Interval(start, now)
        else { return }
        let values = loop.indicators(IndicatorQuery(window: shift, asOf: now)).value
        indicators = values.filter { state.workCentres[$0.scope.text] != nil }
    }

    private func order(_ entry: RequestEntry, _ state: LoopState) -> Order {
        let jobs = entry.jobs.compactMap { state.jobs[$0] }
        let last = jobs.last?.run.movements ?? []
        let good = last.filter { $0.direction == .produced }.compactMap { $0.quantity.map(Self.text) }
        let scrap = last.filter { $0.direction == .scrapped }.compactMap { $0.quantity.map(Self.text) }
        let made =
            good.joined(separator: " + ") + (scrap.isEmpty ? "" : ", \(scrap.joined(separator: " + ")) scrap")
        return Order(
            id: entry.request.id?.text ?? entry.key,
            product: entry.request.operationsDefinitionID?.text ?? "",
            due: entry.request.endTime.map { clock.clock($0.instant) } ?? "–",
            started: jobs.compactMap(\.run.started?.instant).min().map(clock.clock) ?? "–",
            ended: jobs.compactMap(\.run.ended?.instant).max().map(clock.clock) ?? "–",
            state: state.requestState(entry.key)?.rawValue ?? "", produced: made)
    }

    private static func text(_ quantity: Quantity) -> String {
        // C62 is the UN/ECE code of "one piece".
        let unit = quantity.unit?.rawValue == "C62" ? "pcs" : quantity.unit?.rawValue ?? ""
        return "\(quantity.value.lexicalForm) \(unit)"
    }

    /// Whether every order was taken in, made, reported and confirmed.
    var isComplete: Bool {
        imported?.outcome == .imported && !orders.isEmpty && records.allSatisfy { $0.outcome == .recorded }
            && deliveries.count == orders.count && deliveries.allSatisfy(\.isDelivered)
    }

    var text: String {
        let refused = records.count { $0.outcome == .refused }
        var lines = [
            "The paint shop on 2 March 2026, 06:00 to 14:00",
            "",
            "1. From the ERP: \(imported?.objects.count ?? 0) orders in one B2MML V0401 schedule, \(imported?.outcome.rawValue ?? "not read").",
            "2. Planned: \(planned.planned) jobs on \(Set(indicators.map(\.scope)).count) work centres.",
            "3. From the shop floor: \(records.count) records, \(refused) refused.",
            "4. To the ERP: \(deliveries.count) performance messages over HTTP, \(deliveries.count(where: \.isDelivered)) confirmed.",
            "",
            Self.row(["Order", "Product", "Due", "Start", "End", "State", "Made"]),
        ]
        lines += orders.map {
            Self.row([$0.id, $0.product, $0.due, $0.started, $0.ended, $0.state, $0.produced])
        }
        lines += [
            "", Self.row(["Work centre", "Availability", "Effectiveness", "Quality", "OEE"], Self.kpiWidths),
        ]
        for name in Set(indicators.map(\.scope.text)).sorted() {
            let shown: [KeyPerformanceIndicator.ID] = [
                .availability, .effectiveness, .qualityRatio, .oeeIndex,
            ]
            let values = shown.map { id in
                let value = indicators.first { $0.scope.text == name && $0.kpi == id }?.value
                return (try? value?.rounded(scale: 1, rounding: .halfToEven)).flatMap { $0 }
                    .map { "\($0.lexicalForm) %" } ?? "undefined"
            }
            lines.append(Self.row([name] + values, Self.kpiWidths))
        }
        lines += ["", "All \(cells) of the 8 activities of production have evidence in the journal."]
        lines += notes
        return lines.joined(separator: "\n")
    }

    /// What a person should know: findings of all steps, and messages that are not with the ERP.
    private var notes: [String] {
        let findings = (imported?.findings ?? []) + planned.findings + records.flatMap(\.findings)
        let undelivered = deliveries.compactMap { message in
            message.reason.map { "\(message.row.root) \(message.row.key ?? "") is not delivered: \($0)" }
        }
        let texts = findings.filter { $0.severity > .note }.map(\.message) + undelivered
        return texts.isEmpty ? [] : ["", "To know:"] + texts.map { "- \($0)" }
    }

    private static let orderWidths = [14, 18, 7, 7, 7, 11, 0]
    private static let kpiWidths = [14, 14, 15, 12, 0]

    private static func row(_ cells: [String], _ widths: [Int] = orderWidths) -> String {
        var line = ""
        for (cell, width) in zip(cells, widths) {
            line += cell + String(repeating: " ", count: max(width - cell.count, width == 0 ? 0 : 1))
        }
        return line
    }
}
