import Adapter
import Operations

/// Why equipment stood, as it is printed. Times are XSD dateTimes in the site's zone, lengths XSD durations.
struct DowntimeRow: Encodable {
    struct Item: Encodable {
        let start, end, down, category: String
        let reason: [String]
        let order, job, person, lostUnits, unit: String?
        let rank: Int?
        let events: [Int]
        let followed: [Answer]
    }

    struct Answer: Encodable {
        let request, domain: String
        let definition: String?
        let rule: String
        let started, ended: String?
    }

    struct Bar: Encodable {
        let reason: [String]
        let down: String
        let count: Int
        let lostUnits: String
        let share, cumulative: String?
    }

    let equipment: String
    let window: [String]
    let down, explained, unexplained, tooShort, coverage: String
    let provisional: Bool
    let items: [Item]
    let pareto, month: [Bar]

    init(_ report: DowntimeReport, _ clock: PlantTime) {
        let explanation = report.explanation
        equipment = report.equipment
        window = [clock.text(explanation.window.start), clock.text(explanation.window.end)]
        down = Self.length(explanation.total)
        explained = Self.length(explanation.explained)
        unexplained = Self.length(explanation.unexplained)
        tooShort = Self.length(explanation.tooShort)
        coverage = explanation.coverage.lexicalForm
        provisional = explanation.provisional
        items = report.items.map { Item($0, clock) }
        pareto = report.pareto.bars.map(Bar.init)
        month = report.comparison.bars.map(Bar.init)
    }

    static func length(_ milliseconds: Int64) -> String { TimeSpan(milliseconds: milliseconds).description }
}

extension DowntimeRow.Item {
    fileprivate init(_ item: DowntimeReport.Item, _ clock: PlantTime) {
        start = clock.text(item.down.start)
        end = clock.text(item.down.end)
        down = DowntimeRow.length(item.down.down)
        category = "\(item.down.category)"
        reason = item.down.reason.steps
        order = item.down.order?.text
        job = item.down.job?.text
        person = item.down.person?.text
        lostUnits = item.down.lostUnits?.reduced.lexicalForm
        unit = item.down.lostUnits == nil ? nil : item.unit?.rawValue
        rank = item.rank
        events = item.events
        followed = item.followed.map { answer in
            DowntimeRow.Answer(
                request: answer.request, domain: answer.domain.rawValue, definition: answer.definition,
                rule: answer.rule, started: answer.started.map(clock.text),
                ended: answer.ended.map(clock.text))
        }
    }
}

extension DowntimeRow.Bar {
    fileprivate init(_ bar: DowntimePareto.Bar) {
        reason = bar.reason.steps
        down = DowntimeRow.length(bar.milliseconds)
        count = bar.count
        lostUnits = bar.lostUnits.reduced.lexicalForm
        share = bar.share?.lexicalForm
        cumulative = bar.cumulative?.lexicalForm
    }
}

extension DowntimeRow {
    var text: String {
        var lines = [
            "\(equipment) from \(window[0]) to \(window[1])\(provisional ? " (so far)" : "")",
            "down \(down): explained \(explained), without a reason \(unexplained), in shorter stops \(tooShort)",
            "known of \(coverage) of the planned time",
        ]
        for item in items { lines += [""] + item.lines(of: month.count) }
        if !pareto.isEmpty { lines += ["", "By reason:"] + pareto.map(\.line) }
        return lines.joined(separator: "\n")
    }

    fileprivate static func name(_ reason: [String]) -> String {
        reason.isEmpty ? "unknown" : reason.joined(separator: " / ")
    }
}

extension DowntimeRow.Item {
    fileprivate func lines(of reasons: Int) -> [String] {
        let lost = lostUnits.map { ", \($0)\(unit.map { " \($0)" } ?? "") not made" } ?? ""
        let place = rank.map { ", reason \($0) of \(reasons) in 30 days" } ?? ""
        var lines = ["\(start) to \(end)  \(down)  \(DowntimeRow.name(reason))\(lost)\(place)"]
        let about = [order.map { "order \($0)" }, job.map { "job \($0)" }, person.map { "by \($0)" }]
            .compactMap { $0 }
        let evidence = events.isEmpty ? [] : ["events \(events.map(String.init).joined(separator: ", "))"]
        if !about.isEmpty || !evidence.isEmpty {
            lines.append("  " + (about + evidence).joined(separator: ", "))
        }
        lines += followed.map { answer in
            let worked = answer.started.map { ", begun \($0)" } ?? ", not begun"
            let done = answer.ended.map { ", done \($0)" } ?? ""
            return "  led to \(answer.domain) \(answer.request) by rule \(answer.rule)\(worked)\(done)"
        }
        return lines
    }
}

extension DowntimeRow.Bar {
    fileprivate var line: String {
        "\(DowntimeRow.name(reason)): \(down) in \(count), \(share ?? "?") %, together \(cumulative ?? "?") %"
    }
}
