import Adapter
import ArgumentParser
import Diagnostics
import Foundation
import Journal
import Operations

struct LoopWhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "All that the journal has about one order, in the order of time, or why equipment stood.",
        discussion: """
            Example: b2mml loop why 258456
            Example: b2mml loop why LINE-3 --window yesterday
            """)

    @Argument(help: "The ID of an order, a lot or a definition, or with a window a work centre or a line.")
    var key: String

    @Option(help: ArgumentHelp("Stops that are shorter are added up only.", valueName: "duration"))
    var shortest: String?

    @Option(help: "minutes, count or lostUnits: by what reasons are ranked.")
    var by: DowntimePareto.Measure = .minutes

    @OptionGroup var time: WindowOptions
    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let settings = try shared.settings()
        guard !time.isGiven else { return try await explainDowntime(settings) }
        let session = try Session.open(settings, isReading: true)
        let history = try await session.use { try await $0.journal.history(of: key) }
        let lines = HistoryLine.all(of: history, PlantTime(settings))
        guard !lines.isEmpty else {
            throw UsageFault(
                "WHY-UNKNOWN-1", "the journal has nothing about \"\(key)\"",
                advice:
                    "Check the ID; b2mml loop dispatch lists open jobs with their orders. Give a work centre with --window."
            )
        }
        var printer = ResultPrinter(shared.format)
        for line in lines { try printer.print(line, text: line.text) }
        printer.finish()
    }

    private func explainDowntime(_ settings: Settings) async throws {
        let now = Clock.system.now()
        let window = try time.interval(settings, asOf: now)
        let session = try Session.open(settings, isReading: true)
        let shortest = try shortestStop
        let reports = try await session.use { session in
            try await session.read { loop in
                let units = loop.state.workCentres(of: key)
                if units.isEmpty { try loop.state.requireWorkCentre(key) }
                return units.map {
                    loop.downtime(of: $0, window: window, asOf: now, shortest: shortest, by: by)
                }
            }
        }
        var printer = ResultPrinter(shared.format)
        for (index, report) in reports.enumerated() {
            let row = DowntimeRow(report, PlantTime(settings))
            try printer.print(row, text: row.text + (index == reports.count - 1 ? "" : "\n"))
        }
        printer.finish()
    }

    private var shortestStop: TimeSpan {
        get throws {
            guard let shortest else { return .zero }
            guard let span = try? TimeSpan(parsing: shortest), span >= .zero else {
                throw UsageFault(
                    "WHY-SHORTEST-1", "\"\(shortest)\" is not a duration", advice: "Write it like PT2M.")
            }
            return span
        }
    }
}

/// One thing that happened to a business object.
private struct HistoryLine: Encodable {
    let at: String
    /// `delivery`, `object`, `event` or `outbox`.
    let kind: String
    let what: String
    let detail: String
    /// For the order of lines that happened at the same time.
    private let instant: Int64
    private let rank: Int

    private enum CodingKeys: String, CodingKey {
        case at, kind, what, detail
    }

    var text: String { "\(at)  \(what)\(detail.isEmpty ? "" : "  \(detail)")" }

    static func all(of history: KeyHistory, _ clock: PlantTime) -> [HistoryLine] {
        var lines: [HistoryLine] = []
        for delivery in history.deliveries {
            let outcome = delivery.outcome.map { ", \($0.rawValue)" } ?? ""
            let findings = delivery.findings.map { "; \($0.message)" }.joined()
            lines.append(
                HistoryLine(
                    at: clock.text(delivery.receivedAt), kind: "delivery",
                    what: "delivery \(delivery.kind.rawValue)\(outcome)",
                    detail: "from \(delivery.origin) of \(delivery.partner)\(findings)",
                    instant: delivery.receivedAt.milliseconds, rank: 0))
        }
        for object in history.objects {
            lines.append(
                HistoryLine(
                    at: clock.text(object.recordedAt), kind: "object",
                    what: "\(object.key.noun) \(object.recognition.rawValue)",
                    detail: object.version.created.map { "created \(clock.text($0))" } ?? "",
                    instant: object.recordedAt.milliseconds, rank: 1))
        }
        for stored in history.events {
            lines.append(
                HistoryLine(
                    at: clock.text(stored.recordedAt), kind: "event", what: stored.event.type,
                    detail: summary(of: stored.event.payload), instant: stored.recordedAt.milliseconds,
                    rank: 2))
        }
        for row in history.outbox {
            let error = row.lastError.map { ", \($0)" } ?? ""
            lines.append(
                HistoryLine(
                    at: clock.text(row.createdAt), kind: "outbox", what: "\(row.root) to \(row.partner)",
                    detail: "\(row.state.rawValue) after \(row.attempts) attempts\(error)",
                    instant: row.createdAt.milliseconds, rank: 3))
        }
        return lines.enumerated().sorted {
            ($0.element.instant, $0.element.rank, $0.offset) < (
                $1.element.instant, $1.element.rank, $1.offset
            )
        }.map(\.element)
    }

    /// The texts of an event's payload, such as a state, a reason or a job, one level deep; lists are left out.
    private static func summary(of payload: [UInt8]) -> String {
        guard let object = try? JSONSerialization.jsonObject(with: Data(payload)) as? [String: Any] else {
            return ""
        }
        return texts(in: object).joined(separator: " ")
    }

    private static func texts(in object: [String: Any], below name: String? = nil) -> [String] {
        object.sorted { $0.key < $1.key }.flatMap { key, value in
            if let text = value as? String { return ["\(name.map { "\($0)." } ?? "")\(key)=\(text)"] }
            guard name == nil, let nested = value as? [String: Any], key != "request", key != "schedule"
            else {
                return []
            }
            return texts(in: nested, below: key)
        }
    }
}
