import Operations

/// Draws of one part of the plant: of the same seed, each part has its own.
struct PlantRandom: Sendable {
    /// How many faults of each kind were drawn so far.
    private(set) var injected: [PlantFault: Int] = [:]
    private var generator: SplitMix64

    init(seed: UInt64, part: UInt64) {
        generator = SplitMix64(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ part)
    }

    mutating func happens(_ rate: Double) -> Bool { generator.fraction() < rate }

    /// Whether a fault happens now, which is counted.
    mutating func happens(_ fault: PlantFault, _ rate: Double) -> Bool {
        guard happens(rate) else { return false }
        count(fault)
        return true
    }

    mutating func count(_ fault: PlantFault) {
        injected[fault, default: 0] += 1
    }

    /// Both bounds are possible.
    mutating func between(_ lowest: Int, _ highest: Int) -> Int {
        lowest + generator.below(highest - lowest + 1)
    }

    /// About `middle` seconds, with a deviation of about 4 %: nearly normal, the sum of four.
    mutating func around(_ middle: Int) -> Int {
        let sum = (0..<4).reduce(0.0) { total, _ in total + generator.fraction() - 0.5 }
        return Int((Double(middle) * (1 + 0.07 * sum)).rounded())
    }
}
