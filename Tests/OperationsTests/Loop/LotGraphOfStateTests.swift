import Diagnostics
import Testing

@testable import Operations

/// The genealogy of the records of a loop, and what a recall of it finds.
@Suite struct LotGraphOfStateTests {
    /// A makes S out of R, B makes F out of S; C runs and has taken of S.
    private func plant() throws -> Plant {
        var plant = Plant()
        for id in ["A", "B", "C"] {
            try plant.imports(Orders.route(Identifier(id), [("Mix", Identifier("W" + id), 30)], due: 600))
        }
        try plant.plans()
        try plant.does(.dispatching(.dispatch(workCentre: nil, until: nil)))
        func moves(
            _ kind: ShopFloorRecord.Kind, _ job: String, _ at: Int, _ lot: Identifier, _ amount: ExactDecimal
        )
            throws
        {
            try plant.records(
                kind, job: "\(job)/Mix", at: at, material: Identifier("M-" + lot.text), lot: lot,
                quantity: amount, unit: "KG")
        }
        try plant.records(.start, job: "A/Mix", at: 1)
        try moves(.consumed, "A", 2, "R", "10")
        try moves(.produced, "A", 3, "S", "8")
        try plant.records(.complete, job: "A/Mix", at: 4)
        try plant.records(.start, job: "B/Mix", at: 5)
        try moves(.consumed, "B", 6, "S", "4")
        try moves(.produced, "B", 7, "F", "4")
        try moves(.scrapped, "B", 8, "F", "1")
        try plant.records(.complete, job: "B/Mix", at: 9)
        try plant.records(.start, job: "C/Mix", at: 10)
        try moves(.consumed, "C", 11, "S", "1")
        return plant
    }

    @Test func itAgreesWithTheGenealogyOfTheLoop() throws {
        let plant = try plant()
        let graph = plant.state.lotGraph()
        #expect(graph.findings.isEmpty)
        for lot in ["R", "S", "F"] {
            let trace = try graph.value.forward(LotReference(Identifier(lot)))
            let reached = trace.reached.compactMap { graph.value.node($0.id.rawValue).reference?.lot.text }
            #expect(reached.sorted() == plant.state.genealogy.forward(from: lot))
        }
    }

    @Test func halfOfALotCarriesHalfOfWhatItWasMadeFrom() throws {
        let graph = try plant().state.lotGraph().value
        let report = try graph.report(on: "R")
        let end = try #require(report.wentInto.first { $0.lot.reference?.lot == "F" })
        #expect(end.attributed == Quantity("5", "KG"))
    }

    @Test func aRecallKnowsWhatIsThereAndWhatIsUnderWay() throws {
        let state = try plant().state
        let recall = try state.lotGraph().value.recall(RecallPredicate(lots: ["R"]), state.recallSources())
        #expect(Set(recall.lots.map(\.lot)) == ["R", "S", "F"])
        #expect(recall.inProcess.map(\.job) == ["C/Mix"])
        let inStock = recall.inStock.flatMap(\.holdings)
        #expect(inStock.map(\.lot.lot.text).sorted() == ["F", "S"])
        #expect(inStock.first { $0.lot.lot == "S" }?.quantity == Quantity("3", "KG"))
        #expect(throws: GenealogyError.self) {
            try state.lotGraph().value.recall(RecallPredicate(lots: ["unknown"]), state.recallSources())
        }
    }
}
