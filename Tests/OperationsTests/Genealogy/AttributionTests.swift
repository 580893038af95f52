import Diagnostics
import Testing

@testable import Operations

@Suite struct AttributionTests {
    /// 100 kg of A and 50 kg of B make 120 kg of M and 30 kg of N; of M 60 kg make X, of it 20 kg are lost.
    private func mixing() throws -> LotGraph {
        try LotGraph([
            .receive("A", kg: "160"), .receive("B", kg: "50"),
            .produce(
                "1", [LotAmount("A", kg: "100"), LotAmount("B", kg: "50")],
                [LotAmount("M", kg: "120"), LotAmount("N", kg: "30")], at: 1),
            Transformation(
                id: "2", .produce, at: .minute(2), inputs: [LotAmount("M", kg: "60")],
                outputs: [LotAmount("X", kg: "40")], losses: [Loss(Quantity("20", "KG"))]),
        ])
    }

    @Test func sharesGoByQuantity() throws {
        let graph = try mixing()
        let trace = try graph.forward("A")
        // 160 of A; 100 taken; M gets 100 × 120 ÷ 150 = 80, N 20; X 80 × 60 ÷ 120 × 40 ÷ 60 = 26.67.
        #expect(
            graph.shares(trace)
                == ["M": "80", "N": "20", "X": "26.666666666666"])
        #expect(trace.ended?.value == "13.333333333334")
        #expect(trace.steps.map { $0.remaining?.value } == ["60", "40", "20", "26.666666666666"])
        let back = try graph.backward("X")
        // X needs 60 of 120 M, that 100 × ½ × 120 ÷ 150 of A.
        #expect(graph.shares(back) == ["M": "60", "A": "40", "B": "20"])
    }

    @Test func theWorstCaseIsAll() throws {
        let graph = try mixing()
        #expect(graph.shares(try graph.forward("B", .worstCase)) == ["M": "50", "N": "50", "X": "50"])
        #expect(graph.shares(try graph.backward("X", .worstCase)) == ["M": "60", "A": "100", "B": "50"])
    }

    @Test func withoutQuantitiesItIsSaid() throws {
        let graph = try LotGraph([
            .produce("1", [LotAmount("A")], [LotAmount("B", kg: "1"), LotAmount("C", Quantity("1", "EA"))])
        ])
        let trace = try graph.forward("A")
        #expect(trace.findings.codes == ["GEN-SHARE-1"])
        #expect(trace.steps.allSatisfy { $0.attributed == nil })
        let mixed = try LotGraph([
            .receive("A", kg: "8"),
            .produce(
                "1", [LotAmount("A", kg: "8")],
                [LotAmount("B", kg: "1"), LotAmount("C", Quantity("1", "EA"))]),
        ])
        #expect(mixed.shares(try mixed.forward("A")) == ["B": "4", "C": "4"])
        #expect(try mixed.forward("A").findings.codes == ["GEN-SHARE-2"])
    }

    /// What was of the start is somewhere: still in lots, lost, or at an end.
    @Test(arguments: UInt64(1)...60)
    func nothingAppearsAndNothingGetsLost(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let history = LotHistory(lots: 16, steps: 24, using: &generator)
        let graph = try LotGraph(history.transformations)
        for lot in history.mentioned.sorted() {
            let name = LotReference(LotHistory.name(lot))
            let trace = try graph.forward(name)
            guard let start = trace.steps.first?.attributed else {
                Issue.record("no quantity of \(name)")
                continue
            }
            let rests = trace.steps.compactMap(\.remaining)
            #expect(rests.count == trace.steps.count)
            let total = try (rests + [trace.ended].compactMap(\.self)).sum()
            #expect(total?.value == start.value)
            let worst = try graph.forward(name, .worstCase)
            #expect(worst.steps.map(\.id) == trace.steps.map(\.id))
            for (least, most) in zip(trace.steps, worst.steps) {
                #expect(try #require(least.attributed).value <= #require(most.attributed).value)
                #expect(try #require(most.attributed).value <= start.value)
            }
        }
    }

    /// Against a slow oracle in binary floating point, with the same rule and none of the code.
    @Test(arguments: UInt64(1)...30)
    func sharesAreThoseOfTheRule(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let history = LotHistory(lots: 12, steps: 16, using: &generator)
        let graph = try LotGraph(history.transformations)
        let oracle = ShareOracle(history)
        for lot in history.mentioned.sorted() {
            let name = LotReference(LotHistory.name(lot))
            let forward = oracle.forward(lot)
            for step in try graph.forward(name).steps {
                let id = try #require(Int(graph[step.id].description.dropFirst()))
                let value = try #require(Double(step.attributed?.value.lexicalForm ?? ""))
                #expect(abs(value - forward[id]) < 1e-6, "\(name) in L\(id)")
            }
            let backward = oracle.backward(lot)
            for step in try graph.backward(name).steps {
                let id = try #require(Int(graph[step.id].description.dropFirst()))
                let value = try #require(Double(step.attributed?.value.lexicalForm ?? ""))
                #expect(abs(value - backward[id]) < 1e-6, "L\(id) for \(name)")
            }
        }
    }
}

/// Lots are numbered in topological order, so that one sweep over them is enough.
private struct ShareOracle {
    private struct Step {
        var inputs: [(Int, Double)]
        var outputs: [(Int, Double)]
    }

    private let count: Int
    private var steps: [Step] = []
    private var base: [Double]
    private var made: [Double]

    init(_ history: LotHistory) {
        count = history.lotCount
        func list(_ amounts: [LotAmount]) -> [(Int, Double)] {
            amounts.map {
                (
                    Int($0.lot.description.dropFirst()) ?? -1,
                    Double($0.quantity?.value.lexicalForm ?? "") ?? 0
                )
            }
        }
        for told in history.transformations {
            steps.append(Step(inputs: list(told.inputs), outputs: list(told.outputs)))
        }
        made = Array(repeating: 0, count: count)
        var taken = made
        for step in steps {
            for (lot, amount) in step.outputs { made[lot] += amount }
            for (lot, amount) in step.inputs { taken[lot] += amount }
        }
        base = zip(made, taken).map(max)
    }

    func forward(_ start: Int) -> [Double] {
        var content = Array(repeating: 0.0, count: count)
        content[start] = made[start] > 0 ? made[start] : base[start]
        for lot in 0..<count where content[lot] > 0 {
            for step in steps {
                for (input, amount) in step.inputs where input == lot {
                    let moved = content[lot] * amount / base[lot]
                    let whole = step.outputs.reduce(0) { $0 + $1.1 }
                    for (output, part) in step.outputs { content[output] += moved * part / whole }
                }
            }
        }
        return content
    }

    func backward(_ start: Int) -> [Double] {
        var need = Array(repeating: 0.0, count: count)
        need[start] = base[start]
        for lot in (0..<count).reversed() where need[lot] > 0 {
            for step in steps {
                let whole = step.outputs.reduce(0) { $0 + $1.1 }
                for (output, amount) in step.outputs where output == lot {
                    let part = need[lot] / base[lot] * amount / whole
                    for (input, taken) in step.inputs { need[input] += taken * part }
                }
            }
        }
        return need
    }
}
