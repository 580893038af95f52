import Adapter
import ArgumentParser
import Diagnostics
import Foundation
import Journal
import Operations

struct LoopEventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "What has happened, event by event; with --notify as a NotifyOperationsEvent of V0700.",
        discussion: "Example: b2mml loop events --from 120 --limit 20 --notify > events.xml")

    @Option(help: "The number of the first event, from 1.")
    var from: Int64 = 1

    @Option(help: "How many at most.")
    var limit = 100

    @Flag(help: "Prints one NotifyOperationsEvent document with all of them.")
    var notify = false

    @OptionGroup var shared: SharedOptions

    func validate() throws {
        guard from >= 1 else { throw ValidationError("--from counts from 1.") }
        guard 1...10_000 ~= limit else { throw ValidationError("--limit is 1 to 10000.") }
    }

    func run() async throws {
        let settings = try shared.settings()
        let session = try Session.open(settings, isReading: true)
        let events = try await session.use { session in
            try await session.journal.events(
                of: settings.site, after: EventPosition(rawValue: from - 1), limit: limit)
        }
        guard notify else { return try list(events, PlantTime(settings)) }
        guard !events.isEmpty else {
            throw UsageFault(
                "EVENTS-NONE-1", "the journal has no event \(from) of the site \(settings.site)",
                advice: "b2mml loop events lists them from the first; --from names another one.")
        }
        let notification = EventNotification(library: session.library, settings: settings)
        let bytes = try notification.message(of: events, at: session.clock.now())
        Terminal.say(String(decoding: bytes, as: UTF8.self))
    }

    private func list(_ events: [StoredEvent], _ clock: PlantTime) throws {
        var printer = ResultPrinter(shared.format)
        for event in events {
            let row = EventRow(event, clock)
            try printer.print(row, text: row.text)
        }
        printer.finish()
    }
}

/// An event as it is printed.
private struct EventRow: Encodable {
    let number: Int64
    let at: String
    let type, domain, activity: String
    let key, message: String?

    init(_ stored: StoredEvent, _ clock: PlantTime) {
        number = stored.position.rawValue
        at = clock.text(stored.event.at)
        type = stored.event.type
        domain = stored.event.domain.rawValue
        activity = stored.event.activity.rawValue
        key = stored.event.key
        message = (try? Event(stored.event))?.origin?.message
    }

    var text: String {
        "\(number)  \(at)  \(type)\(key.map { "  \($0)" } ?? "")  (\(domain), \(activity))"
    }

    private enum CodingKeys: CodingKey {
        case number, at, type, domain, activity, key, message
    }

    /// All keys are always there; what is not known is null.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
        try container.encode(at, forKey: .at)
        try container.encode(type, forKey: .type)
        try container.encode(domain, forKey: .domain)
        try container.encode(activity, forKey: .activity)
        try container.encode(key, forKey: .key)
        try container.encode(message, forKey: .message)
    }
}
