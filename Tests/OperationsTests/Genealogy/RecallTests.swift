import Diagnostics
import FoundationEssentials
import Testing

@testable import Operations

@Suite struct RecallTests {
    /// On random histories, against going round until nothing is added: 100 of them, or as many as
    /// `GENEALOGY_HISTORIES` says (1 000 in the long form).
    @Test func recallsAreThoseOfBruteForce() throws {
        let told = ProcessInfo.processInfo.environment["GENEALOGY_HISTORIES"]
        for seed in 1...UInt64(told.flatMap { UInt64($0) } ?? 100) {
            var generator = SeededGenerator(seed: seed)
            let history = LotHistory(
                lots: Int.random(in: 5...40, using: &generator),
                steps: Int.random(in: 3...50, using: &generator),
                using: &generator)
            let graph = try LotGraph(history.transformations)
            let ledger = try check(history, graph)
            for equipment in 0..<4 {
                let (from, to) = (
                    Int.random(in: 0..<25, using: &generator), Int.random(in: 25...50, using: &generator)
                )
                let touched = history.steps.filter {
                    $0.equipment == equipment && $0.minute >= from && $0.minute < to
                }
                let found = try graph.recall(
                    .timeOverlap(Identifier("E\(equipment)"), during: interval(from, to)),
                    RecallSources(ledger: ledger))
                let seeds = Set(touched.flatMap(\.outputs))
                #expect(Self.numbers(found.seeds) == seeds)
                #expect(Self.numbers(found.lots) == history.closure(of: seeds))
                Self.expectParts(found)
            }
        }
    }

    private func check(_ history: LotHistory, _ graph: LotGraph) throws -> LotLedger {
        var ledger = LotLedger()
        for told in history.transformations { ledger.record(told) }
        for lot in history.mentioned {
            let found = try graph.recall(
                RecallPredicate(lots: [LotReference(LotHistory.name(lot))]), RecallSources(ledger: ledger))
            let closure = history.closure(of: [lot])
            #expect(Self.numbers(found.lots) == closure)
            let onHand = closure.filter { lot in
                var sum = ExactDecimal.zero
                for told in history.transformations {
                    for amount in told.outputs where amount.lot.lot == LotHistory.name(lot) {
                        sum = (try? sum.adding(amount.quantity?.value ?? .zero)) ?? .zero
                    }
                    for amount in told.inputs where amount.lot.lot == LotHistory.name(lot) {
                        sum = (try? sum.subtracting(amount.quantity?.value ?? .zero)) ?? .zero
                    }
                }
                return sum > .zero
            }
            #expect(Self.numbers(found.inStock.flatMap { $0.holdings.map(\.lot) }) == onHand)
            let shipped = closure.filter { lot in
                history.steps.contains { $0.isShipment && $0.inputs.contains(lot) }
            }
            #expect(Self.numbers(found.shipped.flatMap { $0.uses.map(\.lot) }) == shipped)
            Self.expectParts(found)
        }
        return ledger
    }

    private static func numbers(_ lots: [LotReference]) -> Set<Int> {
        Set(lots.compactMap { Int($0.description.dropFirst()) })
    }

    private static func expectParts(_ found: RecallSet) {
        let stock = found.inStock.flatMap { $0.holdings.map(\.lot) }
        let shipped = found.shipped.flatMap { $0.uses.map(\.lot) }
        let process = found.inProcess.flatMap(\.lots)
        let all = stock + shipped + process + found.consumed.map(\.lot) + found.transformed
        #expect(Set(all + found.unaccounted) == Set(found.lots))
        #expect(Set(all).isDisjoint(with: found.unaccounted))
    }

    private func plant() throws -> (LotGraph, RecallSources) {
        let told = [
            Transformation(
                id: "R1", .receive, at: .minute(0),
                outputs: [
                    LotAmount("FLOUR-1", Quantity("100", "KG"), material: "FLOUR", location: "SILO")
                ], partner: "MILL"),
            .receive("WATER", kg: "60"),
            .produce(
                "D1", [LotAmount("FLOUR-1", kg: "60", at: "SILO"), LotAmount("WATER", kg: "40")],
                [LotAmount("DOUGH", kg: "99", at: "BAKERY")], at: 10, equipment: "MIXER"),
            .produce(
                "B1", [LotAmount("DOUGH", kg: "50", at: "BAKERY")],
                [LotAmount("BREAD", kg: "45", at: "STORE")],
                at: 20, equipment: "OVEN"),
            Transformation(
                id: "C1", .consume, at: .minute(25), job: "J2",
                inputs: [LotAmount("DOUGH", kg: "20", at: "BAKERY")]),
            Transformation(
                id: "S1", .ship, at: .minute(30), inputs: [LotAmount("BREAD", kg: "40", at: "STORE")],
                partner: "SHOP"),
            Transformation(
                id: "W1", .consume, at: .minute(40), inputs: [LotAmount("DOUGH", kg: "29", at: "BAKERY")]),
        ]
        var ledger = LotLedger()
        for transformation in told { ledger.record(transformation) }
        let tests = [
            LotTest("DOUGH", "pH", .failed, at: .minute(11), gauge: "G7"),
            LotTest("BREAD", "pH", .passed, at: .minute(21), gauge: "G8"),
        ]
        return (try LotGraph(told), RecallSources(ledger: ledger, tests: tests))
    }

    @Test func everyLotIsWhereItIs() throws {
        let (graph, sources) = try plant()
        let found = try graph.recall(RecallPredicate(lots: ["FLOUR-1"]), sources)
        #expect(found.lots == ["FLOUR-1", "DOUGH", "BREAD"])
        #expect(found.inStock.map { $0.location?.text } == ["SILO", "STORE"])
        #expect(found.inStock.map { $0.holdings.map(\.quantity.value) } == [["40"], ["5"]])
        #expect(found.inProcess == [RecallSet.WorkInProcess(job: "J2", lots: ["DOUGH"])])
        #expect(found.shipped.map { $0.customer?.text } == ["SHOP"])
        #expect(found.shipped[0].uses.map(\.quantity?.value) == ["40"])
        #expect(found.consumed.map(\.transformation) == ["W1"])
        #expect(found.transformed == ["FLOUR-1", "DOUGH"])
        #expect(found.unaccounted.isEmpty)
        #expect(found.toHold == ["FLOUR-1", "DOUGH", "BREAD"])
        var ended = sources
        ended.endedJobs = ["J2"]
        let later = try graph.recall(RecallPredicate(lots: ["DOUGH"]), ended)
        #expect(later.inProcess.isEmpty)
        #expect(later.consumed.map(\.transformation) == ["C1", "W1"])
        let json = try JSONEncoder().encode(found)
        #expect(try JSONDecoder().decode(RecallSet.self, from: json) == found)
    }

    @Test func everyKindOfPredicateChooses() throws {
        let (graph, sources) = try plant()
        func seeds(_ predicate: RecallPredicate) throws -> [String] {
            try graph.recall(predicate, sources).seeds.map(\.description)
        }
        #expect(try seeds(RecallPredicate()) == [])
        #expect(try seeds(RecallPredicate(materials: ["FLOUR"])) == ["FLOUR-1"])
        #expect(try seeds(RecallPredicate(tests: [.init("pH", .failed)])) == ["DOUGH"])
        #expect(try seeds(RecallPredicate(tests: [.init("pH", gauge: "G8")])) == ["BREAD"])
        #expect(try seeds(RecallPredicate(tests: [.init("pH")], window: interval(0, 15))) == ["DOUGH"])
        #expect(try seeds(RecallPredicate(partners: ["MILL"])) == ["FLOUR-1"])
        #expect(try seeds(RecallPredicate(equipment: ["OVEN", "MIXER"])) == ["DOUGH", "BREAD"])
        #expect(try seeds(RecallPredicate(equipment: ["MIXER"], window: interval(11, 30))) == [])
        #expect(try seeds(RecallPredicate(window: interval(10, 20))) == ["DOUGH"])
        #expect(try seeds(RecallPredicate(equipment: ["MIXER"], persons: ["NOBODY"])) == [])
        #expect(throws: GenealogyError.unknownLot("NONE")) { try seeds(RecallPredicate(lots: ["NONE"])) }
    }

    @Test func aTransformationOverlapsAWindowWithAllOfItsTime() throws {
        let graph = try LotGraph([
            Transformation(
                id: "1", .produce, at: .minute(20), started: .minute(10), inputs: [LotAmount("A", kg: "1")],
                outputs: [LotAmount("B", kg: "1")], equipment: "E"),
            .produce("2", [LotAmount("B", kg: "1")], [LotAmount("C", kg: "1")], at: 30),
        ])
        for (from, to, hits) in [
            (0, 10, false), (0, 11, true), (15, 16, true), (20, 25, true), (21, 25, false),
        ] {
            let found = try graph.recall(.timeOverlap("E", during: interval(from, to)))
            #expect(found.lots == (hits ? ["B", "C"] : []))
        }
    }

    @Test func staysInAContaminatedTankAreRecalled() throws {
        var tank = CommingledStore("TANK", .firstInFirstOut, unit: "L")
        try tank.fill("M1", Quantity("10", "L"), at: .minute(0))
        try tank.fill("M2", Quantity("10", "L"), at: .minute(5))
        let draw = try tank.draw(Quantity("10", "L"), at: .minute(10))
        try tank.fill("M3", Quantity("10", "L"), at: .minute(20))
        let graph = try LotGraph([
            .produce("1", draw.inputs(), [LotAmount("CHEESE", kg: "1")], at: 10),
            .produce("2", [LotAmount("M2", Quantity("1", "L")), LotAmount("M3")], [LotAmount("X")], at: 30),
        ])
        let sources = RecallSources(stays: tank.stays)
        let first = try graph.recall(.timeOverlap("TANK", during: interval(0, 4)), sources)
        #expect(first.lots == ["M1", "CHEESE"])
        let second = try graph.recall(.timeOverlap("TANK", during: interval(11, 15)), sources)
        #expect(second.lots == ["M2", "X"])
    }
}
