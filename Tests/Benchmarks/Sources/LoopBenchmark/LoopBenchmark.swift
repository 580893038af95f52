import Foundation
import Operations

/// How much a loop takes: a plant of fifty machines whose floor reports everything, one command after another.
///
/// `LoopBenchmark [EVENTS]`, a million by default. Prints what commands, replay, indicators and snapshots cost, each
/// with its goal where there is one. One thread; the journal is not part of it.
@main
struct LoopBenchmark {
    static func main() throws {
        let wanted = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
        var plant = MeasuredPlant()
        let working = try seconds { while plant.events.count < wanted { try plant.workOn() } }
        let events = plant.events
        print("events \(events.count), jobs \(plant.loop.state.jobs.count), records \(plant.records)")
        report("commands", Double(events.count) / working, "events/s", goal: 50_000, isMore: true)

        var replayed = ActivityLoop(settings: plant.loop.settings)
        let applying = seconds { replayed.apply(events) }
        report("replay of decoded events", applying, "s", goal: 10, isMore: false)
        print("replay equals the running state: \(replayed.state == plant.loop.state)")

        try coded(plant)
        try indicators(plant)
        try snapshots(plant)
    }

    /// As a journal is read: a batch after the other, decoded and applied.
    private static func coded(_ plant: MeasuredPlant) throws {
        let events = plant.events
        var replayed = ActivityLoop(settings: plant.loop.settings)
        var (decoding, applying) = (0.0, 0.0)
        for start in stride(from: 0, to: events.count, by: 1_000) {
            let coded = try events[start..<min(start + 1_000, events.count)].map { try $0.encoded() }
            var batch: [Event] = []
            decoding += try seconds { batch = try coded.map { try Event($0) } }
            applying += seconds { replayed.apply(batch) }
        }
        report("events decoded", Double(events.count) / decoding, "events/s", goal: nil, isMore: true)
        report("replay of coded events", decoding + applying, "s", goal: 10, isMore: false)
        print("replay of coded events equals the running state: \(replayed.state == plant.loop.state)")
    }

    private static func indicators(_ plant: MeasuredPlant) throws {
        let end = plant.now
        let day = try Interval(Instant(milliseconds: end.milliseconds - 86_400_000), end)
        var times: [Double] = []
        for unit in 0..<50 {
            times.append(
                seconds {
                    let query = IndicatorQuery(window: day, asOf: end, scope: "M\(unit)")
                    precondition(!plant.loop.indicators(query).value.isEmpty)
                } * 1_000)
        }
        report("indicators of a machine and a day, slowest", times.max() ?? 0, "ms", goal: 10, isMore: false)
        let site = seconds {
            precondition(!plant.loop.indicators(IndicatorQuery(window: day, asOf: end)).value.isEmpty)
        }
        report("indicators of all machines, the site and a day", site * 1_000, "ms", goal: nil, isMore: false)
        let why = seconds { _ = plant.loop.downtime(of: "M7", window: day, asOf: end) }
        report("why a machine stood", why * 1_000, "ms", goal: nil, isMore: false)
    }

    /// The first has everything; the next what a thousand events changed; reading is what each command begins with.
    private static func snapshots(_ plant: MeasuredPlant) throws {
        let shelves = MeasuredShelves()
        var loop = plant.loop
        var snapshot = try loop.state.snapshot()
        let first = try seconds { snapshot = try loop.state.snapshot() }
        shelves.take(snapshot.changes)
        print(
            String(
                format: "first snapshot: %.0f kB, and %d entries of %.1f MB",
                Double(snapshot.json.count) / 1e3,
                snapshot.changes.count, Double(shelves.size) / 1e6))
        report("first snapshot written", first * 1_000, "ms", goal: nil, isMore: false)
        loop.settle()
        var working = plant
        let known = working.events.count
        while working.events.count < known + 1_000 { try working.workOn() }
        loop.apply(working.events[known...])
        let next = try seconds { snapshot = try loop.state.snapshot() }
        print("next snapshot: \(snapshot.changes.count) entries")
        report("next snapshot written, after 1,000 events", next * 1_000, "ms", goal: nil, isMore: false)
        shelves.take(snapshot.changes)
        var state = LoopState()
        let reading = try seconds { state = try LoopState(snapshot: snapshot.json, shelves: shelves) }
        report("snapshot read, before any command", reading * 1_000, "ms", goal: 200, isMore: false)
        print("what was read equals the running state: \(state == loop.state)")
    }

    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let span = try clock.measure(body)
        return Double(span.components.seconds) + Double(span.components.attoseconds) / 1e18
    }

    static func report(_ what: String, _ value: Double, _ unit: String, goal: Double?, isMore: Bool) {
        let verdict =
            goal.map { (isMore ? value >= $0 : value <= $0) ? ", goal \($0) kept" : ", goal \($0) MISSED" }
            ?? ""
        print("\(what): \(String(format: "%.1f", value)) \(unit)\(verdict)")
        fflush(nil)
    }
}
