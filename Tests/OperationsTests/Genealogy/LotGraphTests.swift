import Diagnostics
import FoundationEssentials
import Testing

@testable import Operations

@Suite struct LotGraphTests {
    @Test(arguments: UInt64(1)...40)
    func forwardAndBackwardAreInverse(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let history = LotHistory(lots: 18, steps: 25, using: &generator)
        let graph = try LotGraph(history.transformations)
        let lots = history.mentioned.sorted()
        var below: [Int: Set<Int>] = [:]
        for lot in lots {
            let trace = try graph.forward(LotReference(LotHistory.name(lot)))
            below[lot] = Set(trace.reached.compactMap { Int(graph[$0.id].description.dropFirst()) })
            #expect(below[lot] == history.closure(of: [lot]).subtracting([lot]))
            #expect(trace.steps.map(\.depth) == trace.steps.map(\.depth).sorted())
        }
        for lot in lots {
            let trace = try graph.backward(LotReference(LotHistory.name(lot)))
            let above = Set(trace.reached.compactMap { Int(graph[$0.id].description.dropFirst()) })
            #expect(above == Set(lots.filter { below[$0]?.contains(lot) ?? false }))
        }
    }

    @Test func everythingToldCanBeReadBack() throws {
        let told = Transformation(
            id: "T", .assemble, at: .minute(9), started: .minute(3), job: "J",
            inputs: [
                LotAmount("A", Quantity("1.500", "KG"), use: .known(.consumed), material: "M"),
                LotAmount(LotReference("B", subLot: "S"), nil, use: .other("Something")),
                LotAmount("C", Quantity("123456789012345678901234567890.12", "g")),
            ], outputs: [LotAmount("D", Quantity("-2"))],
            losses: [Loss(Quantity("0.25", "KG"), reason: "Dust")], equipment: "E", person: "P",
            definitionVersion: "V2", partner: "X")
        var graph = LotGraph()
        #expect(try graph.append(told))
        #expect(graph.transformation(named: "T ") == told)
        #expect(graph.transformation(at: 0)?.inputs[0].quantity?.value.lexicalForm == "1.500")
        #expect(graph.transformation(at: 1) == nil)
        #expect(try !graph.append(told))
        var other = told
        other.outputs = [LotAmount("D", Quantity("-3"))]
        #expect(throws: GenealogyError.conflict(transformation: "T")) { try graph.append(other) }
        #expect(graph.transformationCount == 1)
    }

    @Test func whatCannotBeTakenChangesNothing() throws {
        let history: [Transformation] = [
            .produce("1", [LotAmount("A", kg: "1")], [LotAmount("B", kg: "1")]),
            .produce("2", [LotAmount("B", kg: "1")], [LotAmount("C", kg: "1")]),
        ]
        var graph = try LotGraph(history)
        let before = graph.encoded()
        let cases: [(Transformation, GenealogyError)] = [
            (
                .produce(
                    "3", [LotAmount("C", kg: "1"), LotAmount("NEW", kg: "1")], [LotAmount("A", kg: "1")]),
                .cycle(transformation: "3", path: [.lot("A"), .lot("B"), .lot("C")])
            ),
            (
                .produce("4", [LotAmount("X", kg: "1")], [LotAmount("Y", kg: "1"), LotAmount("X", kg: "1")]),
                .cycle(transformation: "4", path: [.lot("X")])
            ),
            (
                .produce(" ", [LotAmount("C", kg: "1")], []),
                .unusableName(transformation: " ", what: "itself")
            ),
            (.produce("5", [], []), .nothingMoved(transformation: "5")),
            (
                .produce("6", [LotAmount("C\u{1F}D", kg: "1")], []),
                .unusableName(transformation: "6", what: "a lot")
            ),
            (
                .produce("7", [LotAmount("C", kg: "1")], [], job: ""),
                .unusableName(transformation: "7", what: "its job")
            ),
            (
                .produce("8", [LotAmount(LotReference("C", version: 2), kg: "1")], []),
                .unknownVersion(transformation: "8", lot: LotReference("C", version: 2))
            ),
            (
                Transformation(
                    id: "9", .produce, at: .minute(1), started: .minute(2), inputs: [LotAmount("C", kg: "1")]),
                .startsAfterEnd(transformation: "9")
            ),
        ]
        for (told, error) in cases {
            #expect(throws: error) { try graph.append(told) }
            #expect(graph.encoded() == before)
        }
        #expect(graph.append(contentsOf: cases.map(\.0)).codes == cases.map(\.1.code.rawValue))
        #expect(throws: GenealogyError.unknownLot("NEW")) { try graph.forward("NEW") }
    }

    /// In whatever order a history is told, what closes a circle is refused and nothing else.
    @Test(arguments: UInt64(1)...60)
    func aCycleIsRefusedWheneverItCloses(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var graph = LotGraph()
        var edges: Set<[Int]> = []
        func reaches(_ start: Int, _ end: Int) -> Bool {
            var seen: Set<Int> = [start]
            var before = 0
            while before != seen.count {
                before = seen.count
                for edge in edges where seen.contains(edge[0]) { seen.insert(edge[1]) }
            }
            return seen.contains(end)
        }
        var refused = 0
        for number in 0..<80 {
            let lots = (0..<14).shuffled(using: &generator)
            let inputs = Array(lots[0..<Int.random(in: 1...2, using: &generator)])
            let outputs = Array(lots[2..<(2 + Int.random(in: 1...2, using: &generator))])
            let closes = outputs.contains { output in inputs.contains { reaches(output, $0) } }
            let told = Transformation.produce(
                Identifier("\(number)"), inputs.map { LotAmount(LotReference(LotHistory.name($0)), kg: "1") },
                outputs.map { LotAmount(LotReference(LotHistory.name($0)), kg: "1") })
            do throws(GenealogyError) {
                try graph.append(told)
                #expect(!closes)
                for input in inputs { for output in outputs { edges.insert([input, output]) } }
            } catch {
                #expect(closes)
                guard case .cycle(_, let path) = error else {
                    Issue.record("\(error)")
                    continue
                }
                let ids = path.compactMap { Int($0.description.dropFirst()) }
                #expect(ids.first.map(outputs.contains) == true && ids.last.map(inputs.contains) == true)
                #expect(zip(ids, ids.dropFirst()).allSatisfy { edges.contains([$0, $1]) })
                refused += 1
            }
        }
        #expect(refused > 0)
        #expect(try LotGraph(encoded: graph.encoded()) == graph)
    }

    @Test func reworkMakesANewVersion() throws {
        let graph = try LotGraph([
            .receive("RAW", kg: "10"),
            .produce("1", [LotAmount("RAW", kg: "10")], [LotAmount("P", kg: "10")], at: 10),
            Transformation(
                id: "2", .rework, at: .minute(20),
                inputs: [LotAmount("P", kg: "4"), LotAmount("GLUE", kg: "1")],
                outputs: [LotAmount("P", kg: "5")]),
            .produce("3", [LotAmount("P", kg: "5")], [LotAmount("LATE", kg: "5")], at: 30),
            .produce("4", [LotAmount("P", kg: "6")], [LotAmount("EARLY", kg: "6")], at: 15),
        ])
        #expect(graph.shares(try graph.forward("GLUE")).keys.sorted() == ["LATE", "P#2"])
        #expect(graph.shares(try graph.backward("EARLY")).keys.sorted() == ["P", "RAW"])
        #expect(graph.shares(try graph.backward("LATE")).keys.sorted() == ["GLUE", "P", "P#2", "RAW"])
        #expect(try graph.parts(of: "P").map { graph[$0].description } == ["P", "P#2"])
        #expect(try graph.recall(RecallPredicate(lots: [LotReference("P", version: 2)])).lots.count == 2)
    }

    @Test func aMovedLotStaysTheSame() throws {
        let graph = try LotGraph([
            .receive("A", kg: "10"),
            Transformation(
                id: "M1", .move, at: .minute(1), inputs: [LotAmount("A", kg: "10")],
                outputs: [LotAmount("A", kg: "10")], equipment: "TRUCK"),
            Transformation(
                id: "M2", .move, at: .minute(2), inputs: [LotAmount("A", kg: "4")],
                outputs: [LotAmount("A", kg: "3"), LotAmount("B", kg: "1")]),
            Transformation(
                id: "M3", .move, at: .minute(3), inputs: [LotAmount("C", kg: "1"), LotAmount("D", kg: "1")],
                outputs: [LotAmount("D", kg: "2")]),
        ])
        #expect(graph.shares(try graph.forward("A")).keys.sorted() == ["B"])
        #expect(graph.shares(try graph.forward("C")).keys.sorted() == ["D"])
        #expect(try graph.recall(RecallPredicate(equipment: ["TRUCK"])).lots == ["A", "B"])
    }

    @Test func aJobThatIsToldInPartsHoldsThemTogether() throws {
        let graph = try LotGraph([
            .receive("A", kg: "6"), .receive("B", kg: "4"),
            Transformation(
                id: "1", .consume, at: .minute(1), job: "J", inputs: [LotAmount("A", kg: "6")]),
            Transformation(
                id: "2", .consume, at: .minute(2), job: "J", inputs: [LotAmount("B", kg: "4")]),
            Transformation(
                id: "3", .produce, at: .minute(3), job: "J", outputs: [LotAmount("P", kg: "7")]),
            Transformation(
                id: "4", .produce, at: .minute(4), job: "J", outputs: [LotAmount("Q", kg: "3")]),
            // The job takes back what was made of its product.
            .produce("5", [LotAmount("P", kg: "2")], [LotAmount("R", kg: "2")], at: 5, job: "K"),
            Transformation(
                id: "6", .consume, at: .minute(6), job: "J", inputs: [LotAmount("R", kg: "2")]),
            Transformation(
                id: "7", .produce, at: .minute(7), job: "J", outputs: [LotAmount("S", kg: "2")]),
        ])
        // The job made 7 + 3 + 2, of which Q is a quarter.
        #expect(graph.shares(try graph.backward("Q"))["A"] == "1.5")
        #expect(try graph.backward("S").reached.map { graph[$0.id].description }.contains("R"))
        #expect(try graph.forward("R").reached.map { graph[$0.id].description }.contains("S"))
        #expect(try !graph.forward("R").reached.map { graph[$0.id].description }.contains("Q"))
        // P 3.5, Q 1.5 and S 1 of A; of P 2 of 7 come back by way of R, and all of that goes into S.
        let shares = graph.shares(try graph.forward("A"))
        #expect([shares["P"], shares["Q"], shares["R"], shares["S"]] == ["3.5", "1.5", "1", "2"])
        #expect(graph.transformation(named: "6")?.outputs.isEmpty == true)
        #expect(graph.completenessFindings().isEmpty)
    }

    @Test func subLotsArePartsOfTheirLot() throws {
        let graph = try LotGraph([
            .receive("RAW1", kg: "5"), .receive("RAW2", kg: "5"), .receive("WHOLE", kg: "9"),
            .produce(
                "1", [LotAmount("RAW1", kg: "5")], [LotAmount(LotReference("P", subLot: "S1"), kg: "5")]),
            .produce(
                "2", [LotAmount("RAW2", kg: "5")], [LotAmount(LotReference("P", subLot: "S2"), kg: "5")]),
            .produce("3", [LotAmount(LotReference("P", subLot: "S1"), kg: "5")], [LotAmount("X", kg: "5")]),
            .produce(
                "4", [LotAmount(LotReference("WHOLE", subLot: "W1"), kg: "2")], [LotAmount("Y", kg: "2")]),
        ])
        #expect(graph.shares(try graph.backward("X")) == ["P/S1": "5", "RAW1": "5"])
        #expect(graph.shares(try graph.forward("RAW2")) == ["P/S2": "5"])
        #expect(graph.shares(try graph.backward("P")).keys.sorted() == ["RAW1", "RAW2"])
        #expect(graph.shares(try graph.backward("Y")) == ["WHOLE/W1": "2", "WHOLE": "2"])
        #expect(graph.shares(try graph.forward("WHOLE"))["Y"] == "2")
        // Something is taken of the lot as a whole, so that it may be of either sub-lot.
        var more = graph
        try more.append(.produce("5", [LotAmount("P", kg: "5")], [LotAmount("Z", kg: "5")]))
        #expect(more.shares(try more.backward("Z")).keys.sorted() == ["P", "P/S1", "P/S2", "RAW1", "RAW2"])
        #expect(more.shares(try more.backward("Z"))["RAW2"] == "5")
        #expect(more.shares(try more.backward("Z"))["RAW1"] == "0")
        #expect(more.shares(try more.forward("RAW1")).keys.sorted() == ["P", "P/S1", "X", "Z"])
        // A lot that is packed into sub-lots of itself leads nowhere but there.
        let packed = try LotGraph([
            .receive("L", kg: "4"),
            Transformation(
                id: "1", .pack, at: .minute(1), inputs: [LotAmount("L", kg: "4")],
                outputs: [
                    LotAmount(LotReference("L", subLot: "1"), kg: "1"),
                    LotAmount(LotReference("L", subLot: "2"), kg: "3"),
                ]),
        ])
        #expect(try packed.forward("L").steps.map { packed[$0.id].description } == ["L", "L/1", "L/2"])
    }

    @Test func whatComesFromNowhereIsReported() throws {
        let graph = try LotGraph([
            .receive("A", kg: "1"),
            .produce(
                "1", [LotAmount("A", kg: "1"), LotAmount("UNTOLD", kg: "1")], [LotAmount("B", kg: "1")]),
            .produce("2", [], [LotAmount("GHOST", kg: "1")]),
            Transformation(id: "3", .produce, at: .minute(1), job: "J", outputs: [LotAmount("G2", kg: "1")]),
        ])
        let findings = graph.completenessFindings()
        #expect(findings.codes == ["GEN-ORIGIN-2", "GEN-ORIGIN-1", "GEN-ORIGIN-1"])
        #expect(findings.map(\.place.path) == ["MaterialLot UNTOLD", "MaterialLot GHOST", "MaterialLot G2"])
    }

    @Test(arguments: UInt64(1)...20)
    func waysBetweenAreThoseOfEnumeration(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let history = LotHistory(lots: 10, steps: 10, using: &generator)
        let graph = try LotGraph(history.transformations)
        func ways(_ start: Int, _ end: Int) -> (count: UInt64, shortest: Int) {
            if start == end { return (1, 1) }
            var result: (count: UInt64, shortest: Int) = (0, .max)
            for step in history.steps where step.inputs.contains(start) {
                for output in step.outputs {
                    let rest = ways(output, end)
                    result.count += rest.count
                    if rest.count > 0 { result.shortest = min(result.shortest, rest.shortest + 1) }
                }
            }
            return result
        }
        for a in history.mentioned.sorted() {
            for b in history.mentioned.sorted() {
                let passage = try graph.between(
                    LotReference(LotHistory.name(a)), LotReference(LotHistory.name(b)))
                let expected = ways(a, b)
                #expect(passage.ways == expected.count)
                #expect(passage.shortest.count == (expected.count == 0 ? 0 : expected.shortest))
                let inside = history.mentioned.filter {
                    history.closure(of: [a]).contains($0) && history.closure(of: [$0]).contains(b)
                }
                #expect(Set(passage.lots.map { graph[$0].description }) == Set(inside.map { "L\($0)" }))
            }
        }
    }

    @Test(arguments: UInt64(1)...10)
    func aSnapshotIsTheSameGraph(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let history = LotHistory(lots: 40, steps: 80, using: &generator)
        var graph = try LotGraph(history.transformations)
        try graph.append(
            Transformation(
                id: "rework", .rework, at: .minute(500), started: .minute(400), job: "J",
                inputs: [LotAmount(LotReference("L1", subLot: "S"), kg: "0.001")],
                outputs: [LotAmount(LotReference("L1", subLot: "S"), Quantity("99999999999999", "g"))]))
        let restored = try LotGraph(encoded: graph.encoded())
        #expect(restored == graph)
        #expect(restored.encoded() == graph.encoded())
        #expect(try LotGraph(Array(graph.transformations)) == graph)
        for lot in history.mentioned.sorted() {
            let name = LotReference(LotHistory.name(lot))
            #expect(try restored.forward(name) == graph.forward(name))
            #expect(try restored.report(on: name) == graph.report(on: name))
        }
        let json = try JSONEncoder().encode(graph)
        #expect(try JSONDecoder().decode(LotGraph.self, from: json) == graph)
        // What is told later finds the same lots and versions.
        let later = Transformation.produce(
            "later", [LotAmount(LotReference("L1", subLot: "S"), kg: "1")], [LotAmount("END", kg: "1")],
            at: 501)
        var one = graph
        var two = restored
        try one.append(later)
        try two.append(later)
        #expect(one.encoded() == two.encoded())
        #expect(one.transformation(named: "later")?.inputs[0].lot.version == 2)
    }

    /// Whatever a damaged snapshot says, it is refused or is a graph that can be asked.
    @Test func aDamagedSnapshotIsRefusedOrSound() throws {
        var generator = SeededGenerator(seed: 7)
        let history = LotHistory(lots: 12, steps: 14, using: &generator)
        let bytes = try LotGraph(history.transformations).encoded()
        var refused = 0
        for position in bytes.indices {
            for change in [UInt8(1), 0x80, 0xFF] {
                var damaged = bytes
                damaged[position] ^= change
                guard let graph = try? LotGraph(encoded: damaged) else {
                    refused += 1
                    continue
                }
                for node in 0..<graph.nodeCount {
                    guard case .lot(let lot) = graph[LotID(rawValue: Int32(node))] else { continue }
                    _ = try? graph.forward(lot)
                    _ = try? graph.backward(lot)
                }
            }
            #expect(throws: GenealogyError.self) { try LotGraph(encoded: Array(bytes[..<position])) }
        }
        #expect(refused > bytes.count)
    }

    @Test func base64IsThatOfTheStandard() {
        // RFC 4648, section 10.
        let vectors = [
            "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "fooba": "Zm9vYmE=",
            "foobar": "Zm9vYmFy",
        ]
        for (plain, text) in vectors {
            #expect(Base64.text(Array(plain.utf8)) == text)
            #expect(Base64.bytes(text) == Array(plain.utf8))
        }
        for wrong in ["Z", "Zg=", "Z===", "Zg==Zg==", "Zm9-"] { #expect(Base64.bytes(wrong) == nil) }
    }
}
