import Diagnostics
import Testing

@testable import Operations

@Suite struct TrackingTests {
    @Test func theRealOrderIsAnswered() throws {
        var plant = Plant()
        try plant.imports(Orders.mesa)
        try plant.plans()
        let job = Orders.weighing
        try plant.records(.start, job: job, at: 5, equipment: "BOX3")
        try plant.records(
            .consumed, job: job, at: 6, material: "CRBN0001", lot: "CRBN0001_LOT01", quantity: "199.910",
            unit: "KG")
        try plant.records(
            .consumed, job: job, at: 7, material: "CRBN0001", lot: "CRBN0001_LOT01", quantity: "0.090",
            unit: "KG")
        try plant.records(
            .consumed, job: job, at: 7, material: "CRBN0002", lot: "CRBN0002_LOT01", quantity: "50.0",
            unit: "KG")
        try plant.records(.produced, job: job, at: 28, lot: "SO1215_1", quantity: "1.000", unit: "KG")
        try plant.records(.scrapped, job: job, at: 29, quantity: "0.25", unit: "KG")
        try plant.records(
            ShopFloorRecord(
                source: "lab", sequence: 1, at: .minute(20), kind: .parameter, job: job, unit: "Cel",
                person: "P7",
                parameter: "Temperature", value: "21.50"))
        let last = try plant.records(.complete, job: job, at: 30)
        guard
            case .performance(let performance, "258456", 1)? = last.notices.first(where: {
                if case .performance = $0 { true } else { false }
            })
        else {
            Issue.record("nothing to tell")
            return
        }
        #expect(performance == plant.state.performance(of: "258456"))
        let response = try #require(performance.responses.first)
        #expect(response.requestIDs == ["258456"])
        #expect(response.state == .known(.completed))
        #expect(response.startTime == .minute(5))
        #expect(response.endTime == .minute(30))
        let segment = try #require(response.segments.first)
        #expect(segment.segmentRequirementIDs == ["0010"])
        #expect(segment.processSegmentIDs == ["Weighing"])
        #expect(segment.equipment.map(\.equipmentIDs) == [["BOX3"]])
        #expect(segment.personnel.map(\.personIDs) == [["P7"]])
        #expect(segment.data == [SegmentData(id: "Temperature", values: [Value("21.50", unit: "Cel")])])
        let lines = segment.materials.map {
            "\($0.use?.description ?? "") \($0.definitionIDs) \($0.lotIDs) \($0.quantities.map(\.value.lexicalForm))"
        }
        #expect(
            lines == [
                "Consumed [CRBN0001] [CRBN0001_LOT01] [\"200.000\"]",
                "Consumed [CRBN0002] [CRBN0002_LOT01] [\"50.0\"]",
                "Produced [SO1215] [SO1215_1] [\"1.000\"]", "Scrapped [SO1215] [] [\"0.25\"]",
            ])
        #expect(plant.state.genealogy.backward(from: "SO1215_1") == ["CRBN0001_LOT01", "CRBN0002_LOT01"])
        #expect(plant.state.genealogy.forward(from: "CRBN0002_LOT01") == ["SO1215_1"])
    }

    @Test func theResponseIsReadyOnceAndAgainAfterALateRecord() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", 10), ("B", "M2", 10)], due: 100))
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 1)
        try plant.records(.complete, job: "R/A", at: 5)
        #expect(throws: LoopError.responseNotReady(request: "R", state: .known(.running))) {
            try plant.does(.tracking(.report(request: "R")))
        }
        try plant.records(.start, job: "R/B", at: 6)
        try plant.records(.complete, job: "R/B", at: 9)
        func ready() -> [Int] {
            plant.events.compactMap {
                if case .responseReady(let fact) = $0.fact { fact.revision } else { nil }
            }
        }
        #expect(ready() == [1])
        try plant.records(.produced, job: "R/A", at: 4, quantity: "10", unit: "EA")
        #expect(ready() == [1, 2])
        let again = try plant.does(.tracking(.report(request: "R")))
        #expect(again.events.isEmpty && again.notices.count == 1)
        try plant.does(.executionManagement(.perform(.close, job: "R/A", at: nil, reason: nil)), at: 20)
        #expect(ready() == [1, 2])
        #expect(throws: LoopError.requestFinished(request: "R", state: .known(.closed))) {
            try plant.records(.produced, job: "R/A", at: 21, quantity: "1", unit: "EA")
        }
    }

    @Test func aCancelledRequestIsNotAnswered() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", 10)], due: 100))
        try plant.does(.executionManagement(.perform(.cancel, job: "R/A", at: nil, reason: nil)))
        #expect(plant.state.requests["R"]?.responses == 0)
        #expect(plant.state.requestState("R") == .known(.cancelled))
    }

    private func lot(_ amount: ExactDecimal, _ disposition: KnownDisposition = .unrestricted) -> MaterialLot {
        MaterialLot(
            id: "L1", definitionID: "RAW", disposition: .known(disposition),
            quantities: [Quantity(amount, "KG")],
            subLots: [MaterialSubLot(id: "S1", status: "NotValid", quantities: [Quantity("24.910", "KG")])])
    }

    private func running(_ lots: MaterialLot...) throws -> Plant {
        var plant = Plant()
        for lot in lots { try plant.does(.resourceManagement(.storeMaterialLot(lot))) }
        try plant.imports(Orders.route("R", [("A", "M1", 10)], due: 100))
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 1)
        return plant
    }

    @Test func booksFollowConsumptionAndProductionExactly() throws {
        var plant = try running(lot("30.000"))
        try plant.records(
            ShopFloorRecord(
                source: "x", sequence: 1, at: .minute(2), kind: .consumed, job: "R/A", lot: "L1 ",
                subLot: "S1",
                quantity: "0.01", unit: "KG"))
        #expect(plant.state.onHand(lot: "L1")?.value.lexicalForm == "29.990")
        #expect(plant.state.onHand(lot: "L1", subLot: "S1")?.value.lexicalForm == "24.900")
        try plant.records(.produced, job: "R/A", at: 3, lot: "NEW", quantity: "2", unit: "EA")
        try plant.records(.produced, job: "R/A", at: 4, lot: "NEW", quantity: "3", unit: "EA")
        #expect(plant.state.onHand(lot: "NEW")?.value == "5")
        #expect(plant.state.lots["NEW"]?.lot.definitionID == "P")
        #expect(plant.state.genealogy.forward(from: "L1") == ["NEW"])
        #expect(try plant.job("R/A").run.movements[0].material == "RAW")
    }

    @Test func lessThanAskedForIsReported() throws {
        var plant = try running()
        try plant.records(.produced, job: "R/A", at: 2, quantity: "9.99", unit: "EA")
        #expect(try plant.records(.complete, job: "R/A", at: 3).findings.codes == ["LOOP-JOB-5"])
    }

    @Test func whatTheBooksCannotSayIsReported() throws {
        var plant = try running(lot("3", .restricted))
        let mixed = try plant.records(.consumed, job: "R/A", at: 2, lot: "L1", quantity: "1", unit: "g")
        #expect(mixed.findings.codes == ["LOOP-LOT-2", "LOOP-LOT-4"])
        #expect(plant.state.onHand(lot: "L1")?.value == "3")
        let negative = try plant.records(.consumed, job: "R/A", at: 3, lot: "L1", quantity: "4", unit: "KG")
        #expect(negative.findings.codes == ["LOOP-LOT-3", "LOOP-LOT-4"])
        #expect(plant.state.onHand(lot: "L1")?.value == "-1")
        try plant.records(.consumed, job: "R/A", at: 4, lot: "UNKNOWN", quantity: "4", unit: "KG")
        #expect(plant.state.onHand(lot: "UNKNOWN") == nil)
        let huge: ExactDecimal = "99999999999999999999999999999999999999"
        try plant.records(.produced, job: "R/A", at: 5, lot: "BIG", quantity: huge, unit: "KG")
        #expect(throws: LoopError.quantity(subject: "lot BIG", .notExact(.overflow))) {
            try plant.records(.produced, job: "R/A", at: 6, lot: "BIG", quantity: huge, unit: "KG")
        }
    }

    @Test func lotMessagesAreMerged() throws {
        var plant = Plant()
        let first = MaterialLot(
            id: "CRBN0001_LOT01",
            subLots: [
                MaterialSubLot(
                    id: "CRBN0001_LOT01_01", status: "NotValid", quantities: [Quantity("24.910", "KG")])
            ])
        #expect(try plant.does(.resourceManagement(.storeMaterialLot(first))).outcome == .applied)
        #expect(try plant.does(.resourceManagement(.storeMaterialLot(first))).outcome == .unchanged)
        let second = MaterialSubLot(id: "02", lotID: "CRBN0001_LOT01", quantities: [Quantity("0.090", "KG")])
        #expect(try plant.does(.resourceManagement(.storeMaterialSubLot(second))).outcome == .revised)
        let entry = try #require(plant.state.lots["CRBN0001_LOT01"])
        #expect(entry.lot.subLots.map(\.id) == ["CRBN0001_LOT01_01", "02"])
        #expect(entry.onHand?.value.lexicalForm == "25.000")
        let grams = MaterialSubLot(id: "03", lotID: "CRBN0001_LOT01", quantities: [Quantity("90", "g")])
        #expect(
            try plant.does(.resourceManagement(.storeMaterialSubLot(grams))).findings.codes == ["LOOP-LOT-1"])
        #expect(throws: LoopError.objectWithoutID("material lot")) {
            try plant.does(.resourceManagement(.storeMaterialLot(MaterialLot())))
        }
    }

    @Test func lotsOfTwoMaterialsMayShareAName() throws {
        var plant = Plant()
        for (material, amount) in [("A", "1"), ("B", "2")] as [(Identifier, ExactDecimal)] {
            try plant.does(
                .resourceManagement(
                    .storeMaterialLot(
                        MaterialLot(id: "1", definitionID: material, quantities: [Quantity(amount, "KG")]))))
        }
        #expect(plant.state.onHand(lot: plant.state.lotKey(lot: "1", material: "A"))?.value == "1")
        #expect(plant.state.onHand(lot: plant.state.lotKey(lot: "1", material: "B"))?.value == "2")
    }

    @Test func masterDataIsStoredOnce() throws {
        var plant = Plant()
        let definition = MaterialDefinition(
            id: "CRBN0001", descriptions: [Description("Product Courbon0001", language: "Z")],
            properties: [Property(id: "HazardousMaterialWarning", values: [Value("C"), Value("XN")])])
        #expect(try plant.does(.resourceManagement(.storeMaterialDefinition(definition))).outcome == .applied)
        #expect(
            try plant.does(.resourceManagement(.storeMaterialDefinition(definition))).outcome == .unchanged)
        #expect(plant.state.materialDefinitions["CRBN0001"] == definition)
        try plant.does(
            .resourceManagement(.storeMaterialClass(MaterialClass(id: "Raw", definitionIDs: ["CRBN0001"]))))
        #expect(plant.state.materialClasses["Raw"]?.definitionIDs == ["CRBN0001"])
        #expect(plant.state.resources.count == 2)
    }

    @Test func reworkDoesNotTurnInCircles() {
        var genealogy = Genealogy()
        genealogy.record(job: "1", lot: "A", direction: .consumed)
        genealogy.record(job: "1", lot: "B", direction: .produced)
        genealogy.record(job: "2", lot: "B", direction: .consumed)
        genealogy.record(job: "2", lot: "A", direction: .produced)
        genealogy.record(job: "2", lot: "C", direction: .produced)
        #expect(genealogy.backward(from: "C") == ["A", "B"])
        #expect(genealogy.forward(from: "A") == ["B", "C"])
    }

    /// Where-used and where-from are each other's inverse, on random transformations.
    @Test(arguments: UInt64(1)...10)
    func forwardAndBackwardAreInverse(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var genealogy = Genealogy()
        let lots = (0..<12).map { "L\($0)" }
        for job in 0..<15 {
            genealogy.record(
                job: "\(job)", lot: lots.randomElement(using: &generator) ?? "", direction: .consumed)
            genealogy.record(
                job: "\(job)", lot: lots.randomElement(using: &generator) ?? "", direction: .produced)
        }
        for a in lots {
            for b in lots where a != b {
                #expect(genealogy.forward(from: a).contains(b) == genealogy.backward(from: b).contains(a))
            }
        }
    }
}
