import Testing

@testable import Operations

/// R6 in the loop: a book below zero asks for a count, once.
@Suite struct StockReviewTests {
    /// A lot of five kilograms, from which jobs take.
    private struct Run {
        var plant = Plant()
        var next = 0
        private static let hour = 60

        init() throws {
            try plant.does(
                .resourceManagement(
                    .storeMaterialLot(
                        MaterialLot(id: "F1", definitionID: "F", quantities: [Quantity("5", "KG")]))))
        }

        /// A job an hour that takes some of the lot, and a review.
        mutating func takes(_ amount: ExactDecimal) throws {
            let (id, start) = ("R\(next)", next * Self.hour)
            next += 1
            try plant.imports(Orders.route(Identifier(id), [("A", "M1", 30)], due: start + 600), at: start)
            try plant.plans(at: start)
            try plant.records(.start, job: id + "/A", at: start)
            try plant.records(
                .consumed, job: id + "/A", at: start + 5, material: "F", lot: "F1", quantity: amount,
                unit: "KG")
            try plant.records(.complete, job: id + "/A", at: start + 30)
            try review()
        }

        @discardableResult
        mutating func review() throws -> Decision {
            try plant.does(.performanceAnalysis(.review), at: next * Self.hour - 1)
        }

        mutating func counts(_ amount: ExactDecimal) throws {
            try plant.records(
                .counted, at: next * Self.hour, material: "F", lot: "F1", quantity: amount, unit: "KG")
            next += 1
            try review()
        }

        @discardableResult
        mutating func approve() throws -> Decision {
            try plant.decides(proposals.last, at: next * Self.hour - 1)
        }

        var proposals: [FeedbackProposal] { plant.proposals }
        var counting: [RequestEntry] { plant.state.requests.values.filter { $0.domain == .inventory } }
    }

    @Test func aBookThatIsNotBelowZeroIsLeftAlone() throws {
        var run = try Run()
        try run.takes("5")
        #expect(run.proposals.isEmpty)
    }

    @Test func aBookBelowZeroAsksOnce() throws {
        var run = try Run()
        try run.takes("6")
        #expect(run.proposals.map(\.target.description) == ["stockCount of F1"])
        #expect(run.proposals.first?.draft.evidence.checks.first?.found == 1)
        try run.takes("1")
        #expect(try run.review().outcome == .unchanged)
        #expect(run.proposals.map(\.state) == [.proposed])
    }

    @Test func whatIsApprovedIsAskedOfInventoryAndVerifiedByTheCount() throws {
        var run = try Run()
        try run.takes("6")
        try run.approve()
        let request = try #require(run.counting.first)
        #expect(request.request.operationsDefinitionID == "CYCLE-COUNT")
        let material = try #require(request.request.segments.first?.materials.first)
        #expect(material.lotIDs == ["F1"] && material.use == .known(.inventoried))
        #expect(run.proposals.first?.effect?.version == request.key)
        try run.takes("1")
        #expect(run.proposals.map(\.state) == [.effective])
        try run.counts("3")
        #expect(run.proposals.map(\.state) == [.verified])
        #expect(run.plant.state.lots["F1"]?.onHand?.value == 3)
    }

    @Test func whatInventoryIsToCountAlreadyIsNotAskedAgain() throws {
        var run = try Run()
        try run.takes("5")
        run.plant.domain = .inventory
        let material = MaterialRequirement(definitionIDs: ["F"], lotIDs: ["F1"], use: .known(.inventoried))
        try run.plant.imports(
            OperationsRequest(
                id: "C1", segments: [SegmentRequirement(id: "1", materials: [material])]), at: 50)
        run.plant.domain = .production
        try run.takes("1")
        #expect(run.proposals.isEmpty && run.counting.count == 1)
    }

    @Test func whatWasJustCountedWaitsADay() throws {
        var run = try Run()
        try run.takes("1")
        try run.counts("2")
        try run.takes("3")
        #expect(run.proposals.isEmpty)
        run.next += 24
        try run.takes("1")
        #expect(run.proposals.map(\.state) == [.proposed])
    }

    @Test func whatWasReviewedIsReplayed() throws {
        var run = try Run()
        try run.takes("6")
        try run.approve()
        try run.counts("3")
        var replayed = ActivityLoop()
        for event in run.plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == run.plant.state)
    }
}
