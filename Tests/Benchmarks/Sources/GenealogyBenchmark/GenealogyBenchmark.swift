import Foundation
import Operations

/// How large a genealogy fits, and how fast it answers: a plant of a million lots.
///
/// Each lot but the received ones is made of up to five of the 20 000 lots before it, most of them of the
/// last few hundred; one in 400 draws from a long-lived supply lot. The same plant in each run.
@main
struct GenealogyBenchmark {
    static let goals = (megabytes: 150.0, trace: 5.0, recall: 200.0, ingest: 50_000.0)

    static func main() throws {
        let lots = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
        let base = Memory.now
        var graph = LotGraph()
        var plant = MadePlant(lots: lots)
        let ingest = try Memory.seconds {
            while let transformation = plant.next() { try graph.append(transformation) }
        }
        let sealing = Memory.seconds { graph.seal() }
        let memory = Memory.now - base
        let edges = plant.inputs
        print("lots \(graph.nodeCount), transformations \(graph.transformationCount)")
        print("edges from lot to lot \(edges), amounts \(graph.amountCount)")
        let rate = Double(graph.transformationCount) / ingest
        report("ingest, making the data included", rate, "transformations/s", rate >= goals.ingest)
        print("  built in \(text(ingest)) s, sealed in \(text(sealing)) s")
        report("resident for the graph", memory, "MB", memory < goals.megabytes)
        print("  peak of the process \(text(Memory.peak)) MB")
        try traces(graph, lots)
        try recalls(graph, lots)
        try snapshot(graph)
    }

    static func traces(_ graph: LotGraph, _ lots: Int) throws {
        var random = Random(state: 11)
        for direction in [TraceDirection.forward, .backward] {
            var times: [Double] = []
            var reached = 0
            for _ in 0..<1_000 {
                let lot = MadePlant.name(random.below(lots))
                times.append(
                    try Memory.seconds { reached += try graph.trace(lot, direction, .proRata).steps.count }
                        * 1_000)
            }
            times.sort()
            print(
                "\(direction.rawValue), attributed: mean reach \(reached / 1_000), "
                    + "median \(text(times[500])) ms, largest \(text(times[999])) ms")
            report("\(direction.rawValue) p99", times[989], "ms", times[989] < goals.trace)
        }
    }

    /// Of the lots of the newest time whose closure is the largest that has at most 50 000 or so.
    static func recalls(_ graph: LotGraph, _ lots: Int) throws {
        for window in [2_000, 10_000, 20_000, 50_000] {
            let start = lots - max(window, lots / 20)
            let seeds = (0..<(window / 10)).map { MadePlant.name(start + $0) }
            var found: RecallSet?
            let time = try Memory.seconds { found = try graph.recall(RecallPredicate(lots: seeds)) } * 1_000
            let count = found?.lots.count ?? 0
            report("recall of \(count) lots", time, "ms", time < goals.recall || count > 60_000)
        }
        let window = try Interval(MadePlant.time(lots - 50_000), MadePlant.time(lots))
        var found: RecallSet?
        let time =
            try Memory.seconds { found = try graph.recall(RecallPredicate(window: window)) } * 1_000
        report("recall of \(found?.lots.count ?? 0) lots by time", time, "ms", time < goals.recall)
    }

    static func snapshot(_ graph: LotGraph) throws {
        var bytes: [UInt8] = []
        let writing = Memory.seconds { bytes = graph.encoded() }
        var restored: LotGraph?
        let reading = try Memory.seconds { restored = try LotGraph(encoded: bytes) }
        print(
            "snapshot \(text(Double(bytes.count) / 1_048_576)) MB, written in \(text(writing)) s, "
                + "read in \(text(reading)) s, the same: \(restored == graph)")
    }

    static func report(_ what: String, _ value: Double, _ unit: String, _ isMet: Bool) {
        print("\(isMet ? "met   " : "MISSED") \(what): \(text(value)) \(unit)")
    }

    static func text(_ value: Double) -> String {
        value >= 1_000 ? "\(Int(value))" : String(format: "%.3f", value)
    }
}

/// SplitMix64.
struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next() % UInt64(bound))
    }
}

/// Makes one transformation after another, so that the data take no memory of their own.
struct MadePlant {
    let lots: Int
    private(set) var inputs = 0
    private var lot = 0
    private var random = Random(state: 3)

    init(lots: Int) {
        self.lots = lots
    }

    static func name(_ lot: Int) -> LotReference {
        LotReference(Identifier("LOT-\(1_000_000 + lot)"))
    }

    static func time(_ lot: Int) -> Instant {
        Instant(milliseconds: 1_700_000_000_000 + Int64(lot) * 20_000)
    }

    mutating func next() -> Transformation? {
        guard lot < lots else { return nil }
        defer { lot += 1 }
        let output = LotAmount(Self.name(lot), amount(), use: .known(.produced), material: material)
        var told = Transformation(
            id: Identifier("T\(1_000_000 + lot)"), .produce, at: Self.time(lot),
            job: Identifier("JOB-\(lot / 4)"), outputs: [output])
        told.equipment = Identifier("LINE-\(random.below(60))")
        told.person = Identifier("P-\(random.below(20))")
        // Batches of a campaign begin with received material, which keeps what a lot reaches in bounds.
        let campaign = lot % 500
        if campaign < 125 {
            told.inputs = []
            told = Transformation(
                id: told.id, .receive, at: told.at, outputs: [output], partner: "SUPPLIER")
            return told
        }
        for _ in 0..<(3 + (random.below(2) == 0 ? 1 : 0)) {
            let source = lot - 1 - random.below(campaign)
            told.inputs.append(LotAmount(Self.name(source), amount(), use: .known(.consumed)))
        }
        inputs += told.inputs.count
        return told
    }

    private var material: Identifier { Identifier("MAT-\(lot % 300)") }

    private mutating func amount() -> Quantity {
        let value = try? ExactDecimal(coefficient: Int128(1 + random.below(999_999)), scale: 3)
        return Quantity(value ?? .one, "KG")
    }
}

enum Memory {
    /// Resident, in megabytes, as the kernel counts it.
    static var now: Double { field("VmRSS:") }
    static var peak: Double { field("VmHWM:") }

    private static func field(_ name: String) -> Double {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return Double(line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first ?? "")
            .map { $0 / 1_024 } ?? 0
    }

    static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try work()
        let spent = clock.now - start
        return Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
    }
}
