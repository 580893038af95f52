@testable import Operations

/// Short forms for tests: quantities are kilograms unless said.
extension LotAmount {
    init(_ lot: LotReference, kg amount: ExactDecimal, at location: Identifier? = nil) {
        self.init(lot, Quantity(amount, "KG"), location: location)
    }
}

extension Transformation {
    static func produce(
        _ id: Identifier, _ inputs: [LotAmount], _ outputs: [LotAmount], at minute: Int = 0,
        job: Identifier? = nil, equipment: Identifier? = nil
    ) -> Transformation {
        Transformation(
            id: id, .produce, at: .minute(minute), job: job, inputs: inputs, outputs: outputs,
            equipment: equipment)
    }

    static func receive(_ lot: LotReference, kg amount: ExactDecimal, at minute: Int = 0) -> Transformation {
        Transformation(
            id: Identifier("receipt of \(lot)"), .receive, at: .minute(minute),
            outputs: [LotAmount(lot, kg: amount)])
    }
}

extension LotGraph {
    init(_ transformations: [Transformation]) throws(GenealogyError) {
        self.init()
        for transformation in transformations { try append(transformation) }
    }

    /// Lots reached, by name, with what is attributed to them.
    func shares(_ trace: GenealogyTrace) -> [String: String] {
        var shares: [String: String] = [:]
        for step in trace.reached where self[step.id].reference != nil {
            shares[self[step.id].description] = step.attributed?.value.lexicalForm ?? "?"
        }
        return shares
    }
}

/// A made-up history, and the same as plain lists for slow and simple oracles.
struct LotHistory {
    struct Step {
        var inputs: [Int]
        var outputs: [Int]
        var isShipment = false
        var equipment: Int
        var minute: Int
    }

    var steps: [Step] = []
    var lotCount: Int
    var transformations: [Transformation] = []

    /// Each step takes from lots before and makes one or more new ones; some steps make more of a lot that is
    /// known already, when that has no ancestor among the outputs.
    init(lots: Int, steps: Int, using generator: inout SeededGenerator) {
        lotCount = lots
        for minute in 0..<steps {
            // Outputs are always later in the numbers than inputs: acyclic by construction.
            let cut = Int.random(in: 1..<lots, using: &generator)
            let inputs = Self.some(0..<cut, upTo: 3, &generator)
            let isShipment = Int.random(in: 0..<8, using: &generator) == 0
            let outputs = isShipment ? [] : Self.some(cut..<lots, upTo: 3, &generator)
            self.steps.append(
                Step(
                    inputs: inputs, outputs: outputs, isShipment: isShipment,
                    equipment: Int.random(in: 0..<4, using: &generator), minute: minute))
        }
        self.steps.shuffle(using: &generator)
        for (position, step) in self.steps.enumerated() {
            transformations.append(
                Transformation(
                    id: Identifier("T\(position)"), step.isShipment ? .ship : .produce,
                    at: .minute(step.minute), inputs: step.inputs.map(Self.amount(&generator)),
                    outputs: step.outputs.map(Self.amount(&generator)),
                    equipment: Identifier("E\(step.equipment)"),
                    partner: step.isShipment ? Identifier("C\(step.equipment)") : nil))
        }
    }

    private static func some(_ range: Range<Int>, upTo count: Int, _ generator: inout SeededGenerator)
        -> [Int]
    {
        let wanted = Int.random(in: 1...min(count, range.count), using: &generator)
        return Array(range.shuffled(using: &generator).prefix(wanted))
    }

    private static func amount(_ generator: inout SeededGenerator) -> (Int) -> LotAmount {
        let value = Int.random(in: 1...500, using: &generator)
        return { LotAmount(LotReference(Self.name($0)), Quantity(ExactDecimal(value), "KG")) }
    }

    static func name(_ lot: Int) -> Identifier { Identifier("L\(lot)") }

    /// By going round until nothing is added any more.
    func closure(of lots: Set<Int>) -> Set<Int> {
        var result = lots
        var before = -1
        while before != result.count {
            before = result.count
            for step in steps where !result.isDisjoint(with: step.inputs) { result.formUnion(step.outputs) }
        }
        return result
    }

    /// Lots that a transformation mentions; the graph knows no others.
    var mentioned: Set<Int> { Set(steps.flatMap { $0.inputs + $0.outputs }) }
}
