import Foundation
import Operations

/// How large a genealogy fits, and how fast it answers: a plant of a million lots.
///
/// `GenealogyBenchmark [LOTS] [--reserve] [--late N] [--write FILE | --read FILE]`. With `--reserve` the graph
/// is told its size beforehand; with `--late` each N transformations arrive in random order; `--read` measures
/// a graph that another run wrote, as after a restart.
///
/// glibc keeps freed blocks below 32 MB once it has seen one; `MALLOC_MMAP_THRESHOLD_=131072` shows what the
/// graph itself holds.
@main
struct GenealogyBenchmark {
    static let goals = (megabytes: 150.0, trace: 5.0, recall: 200.0, ingest: 50_000.0)

    static func main() throws {
        let options = Array(CommandLine.arguments.dropFirst())
        let lots = options.first.flatMap { Int($0) } ?? 1_000_000
        let graph =
            if let file = value("--read", options) { try read(file) } else {
                try build(
                    lots, reserving: options.contains("--reserve"),
                    late: value("--late", options).flatMap { Int($0) } ?? 1)
            }
        try traces(graph, lots)
        try recalls(graph, lots)
        try snapshot(graph, to: value("--write", options))
    }

    static func value(_ name: String, _ options: [String]) -> String? {
        options.firstIndex(of: name).flatMap { $0 + 1 < options.count ? options[$0 + 1] : nil }
    }

    static func build(_ lots: Int, reserving: Bool, late: Int) throws -> LotGraph {
        var dry = MadePlant(lots: lots)
        var made = 0
        let making = Memory.seconds { while let told = dry.next() { made += told.inputs.count } }
        let before = Memory.now
        var graph = LotGraph()
        if reserving { graph.reserveCapacity(lots: lots, transformations: lots, amounts: made + lots) }
        var plant = MadePlant(lots: lots)
        var random = Random(state: 5)
        var waiting: [Transformation] = []
        let both = try Memory.seconds {
            while let told = plant.next() {
                waiting.append(told)
                guard waiting.count == late else { continue }
                while !waiting.isEmpty {
                    waiting.swapAt(random.below(waiting.count), waiting.count - 1)
                    try graph.append(waiting.removeLast())
                }
            }
            for told in waiting { try graph.append(told) }
        }
        let sealing = Memory.seconds { graph.seal() }
        let memory = Memory.now - before
        print("lots \(graph.nodeCount), transformations \(graph.transformationCount)")
        print("edges from lot to lot \(made), amounts \(graph.amountCount)")
        let rate = Double(graph.transformationCount) / (both - making)
        report("ingest", rate, "transformations/s", rate >= goals.ingest)
        print("  \(text(both)) s with \(text(making)) s of making the data; sealed in \(text(sealing)) s")
        report("resident for the graph", memory, "MB", memory < goals.megabytes)
        print("  peak of the process \(text(Memory.peak)) MB")
        return graph
    }

    static func read(_ file: String) throws -> LotGraph {
        let before = Memory.now
        var graph = LotGraph()
        let reading = try Memory.seconds {
            graph = try LotGraph(encoded: Array(try Data(contentsOf: URL(fileURLWithPath: file))))
        }
        let memory = Memory.now - before
        print("lots \(graph.nodeCount), amounts \(graph.amountCount), read in \(text(reading)) s")
        report("resident for the graph", memory, "MB", memory < goals.megabytes)
        print("  peak of the process \(text(Memory.peak)) MB")
        return graph
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

    /// Of what was received for one campaign and for several, and of all of the last time.
    static func recalls(_ graph: LotGraph, _ lots: Int) throws {
        for count in [1, 4] {
            let seeds = (0..<count).flatMap { campaign in
                (0..<MadePlant.received).map { MadePlant.name(campaign * MadePlant.campaign + $0) }
            }
            try recall(graph, RecallPredicate(lots: seeds), "recall by lots")
        }
        let window = try Interval(MadePlant.time(lots - 50_000), MadePlant.time(lots))
        try recall(graph, RecallPredicate(window: window), "recall by time")
        try recall(graph, .timeOverlap("LINE-7", during: window), "recall by equipment and time")
    }

    static func recall(_ graph: LotGraph, _ predicate: RecallPredicate, _ what: String) throws {
        var times: [Double] = []
        var count = 0
        for _ in 0..<5 {
            times.append(try Memory.seconds { count = try graph.recall(predicate).lots.count } * 1_000)
        }
        let median = times.sorted()[2]
        let isMet = median < goals.recall * max(1, Double(count) / 50_000)
        report("\(what): \(count) lots", median, "ms", isMet)
    }

    static func snapshot(_ graph: LotGraph, to file: String?) throws {
        var bytes: [UInt8] = []
        let writing = Memory.seconds { bytes = graph.encoded() }
        if let file { try Data(bytes).write(to: URL(fileURLWithPath: file)) }
        let restored = try LotGraph(encoded: bytes)
        print(
            "snapshot \(text(Double(bytes.count) / 1_048_576)) MB, written in \(text(writing)) s, "
                + "the same when read: \(restored == graph)")
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
///
/// A campaign begins with lots that are received; each of the others is made of two or three of those before
/// it in the campaign.
struct MadePlant {
    static let campaign = 16_000
    static let received = 1_000

    let lots: Int
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
        let campaign = lot % Self.campaign
        if campaign < Self.received {
            return Transformation(
                id: told.id, .receive, at: told.at, outputs: [output], partner: "SUPPLIER")
        }
        for _ in 0..<(random.below(5) == 0 ? 2 : 3) {
            let source = lot - 1 - random.below(campaign)
            told.inputs.append(LotAmount(Self.name(source), amount(), use: .known(.consumed)))
        }
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
