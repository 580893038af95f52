import Diagnostics
import Testing

@testable import Operations

@Suite struct RecordTests {
    private func plant() throws -> Plant {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", 60)], due: 500))
        try plant.plans()
        return plant
    }

    private func record(
        _ sequence: Int, _ kind: ShopFloorRecord.Kind, at minute: Int, quantity: ExactDecimal? = nil,
        unit: UnitOfMeasure? = nil
    ) -> ShopFloorRecord {
        ShopFloorRecord(
            source: "cell", sequence: sequence, at: .minute(minute), kind: kind, job: "R/A",
            quantity: quantity, unit: unit)
    }

    @Test func aRecordIsAppliedOnce() throws {
        var plant = try plant()
        try plant.records(record(1, .start, at: 1))
        try plant.records(record(2, .produced, at: 2, quantity: "3", unit: "EA"))
        let before = plant.state
        let again = try plant.records(record(2, .produced, at: 2, quantity: "3", unit: "EA"))
        #expect(again.outcome == .duplicate)
        #expect(again.events.isEmpty)
        #expect(again.findings.codes == ["LOOP-RECORD-1"])
        #expect(plant.state == before)
    }

    @Test func aGapIsReportedAndMayBeFilledLater() throws {
        var plant = try plant()
        try plant.records(record(1, .start, at: 1))
        #expect(
            try plant.records(record(4, .produced, at: 9, quantity: "1", unit: "EA")).findings.codes == [
                "LOOP-RECORD-2"
            ])
        #expect(try plant.records(record(2, .produced, at: 3, quantity: "1", unit: "EA")).outcome == .applied)
        #expect(
            try plant.records(record(2, .produced, at: 3, quantity: "1", unit: "EA")).outcome == .duplicate)
        #expect(try plant.records(record(3, .produced, at: 4, quantity: "1", unit: "EA")).outcome == .applied)
        #expect(
            plant.state.sources["cell"]
                == {
                    var s = SourceEntry(); (1...4).forEach { s.take($0) }; return s
                }())
        #expect(try plant.job("R/A").run.movements.map(\.at.instant) == [.minute(9), .minute(3), .minute(4)])
    }

    @Test(arguments: UInt64(1)...20)
    func anyOrderOfNumbersIsSeenExactlyOnce(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var source = SourceEntry()
        var seen: Set<Int> = []
        for _ in 0..<200 {
            let number = Int.random(in: 1...60, using: &generator)
            #expect(source.hasSeen(number) == seen.contains(number))
            if !source.hasSeen(number) { source.take(number) }
            seen.insert(number)
        }
    }

    @Test func endBeforeStartIsRefusedAndMayBeCorrected() throws {
        var plant = try plant()
        try plant.records(record(1, .start, at: 10))
        #expect(throws: LoopError.outOfOrder(subject: "job R/A", at: .minute(9), after: .minute(10))) {
            try plant.records(record(2, .complete, at: 9))
        }
        #expect(try plant.records(record(2, .complete, at: 10)).outcome == .applied)
        #expect(try plant.job("R/A").state == .completed)
    }

    @Test func equipmentUpBeforeDownIsRefused() throws {
        var plant = try plant()
        try plant.records(.equipmentState, at: 1346, equipment: "M1", value: "down")
        #expect(
            throws: LoopError.outOfOrder(subject: "equipment M1", at: .minute(1256), after: .minute(1346))
        ) {
            try plant.records(.equipmentState, at: 1256, equipment: "M1", value: "up")
        }
        var fresh = try self.plant()
        #expect(
            try fresh.records(.equipmentState, at: 1, equipment: "M1", value: "up").findings.codes == [
                "LOOP-RECORD-5"
            ])
    }

    @Test func whatIsMissingIsNamed() throws {
        var plant = try plant()
        func refused(_ missing: String, _ record: ShopFloorRecord) {
            #expect(throws: LoopError.recordIncomplete(source: "cell", sequence: 1, missing: missing)) {
                try plant.records(record)
            }
        }
        var nowhere = record(1, .start, at: 1)
        nowhere.job = nil
        refused("job or request", nowhere)
        nowhere.equipment = "M1"
        refused("job", nowhere)
        refused("quantity", record(1, .consumed, at: 1))
        refused("parameter", record(1, .parameter, at: 1))
        refused("equipment", record(1, .equipmentState, at: 1))
        #expect(throws: LoopError.notACount(source: "cell", sequence: 0)) {
            try plant.records(record(0, .start, at: 1))
        }
        #expect(throws: LoopError.notACount(source: "cell", sequence: 1)) {
            try plant.records(record(1, .produced, at: 1, quantity: "-1"))
        }
        #expect(throws: LoopError.self) { try plant.records(record(.max, .start, at: 1)) }
        #expect(throws: LoopError.unknownJob("nobody")) {
            try plant.records(
                ShopFloorRecord(source: "c", sequence: 1, at: .minute(1), kind: .start, job: "nobody"))
        }
    }

    @Test func jobsAreFoundByRequestSegmentOrEquipment() throws {
        var plant = Plant()
        try plant.imports(Orders.mesa)
        try plant.imports(Orders.route("R", [("A", "M1", 10), ("B", "M2", 10)], due: 100))
        try plant.plans()
        func find(_ request: String?, _ segment: String?, _ equipment: Identifier? = nil) throws -> String? {
            let record = ShopFloorRecord(
                source: "x", sequence: 1, at: .minute(5), kind: .parameter, request: request,
                segment: segment,
                equipment: equipment, parameter: "T", value: "1")
            let decision = try plant.loop.decide(
                Command(.production, .dataCollection(.record(record))), at: .minute(5))
            for case .recordCollected(let fact) in decision.events.map(\.fact) { return fact.job }
            return nil
        }
        for segment in ["Weighing", "0010/Weighing", "0010", nil] {
            #expect(try find("258456 ", segment) == Orders.weighing)
        }
        #expect(try find("R", "B") == "R/B")
        #expect(throws: LoopError.recordAmbiguous(source: "x", sequence: 1, candidates: 2)) {
            try find("R", nil)
        }
        #expect(throws: LoopError.unknownJob("R/C")) { try find("R", "C") }
        #expect(throws: LoopError.unknownRequest("S")) { try find("S", nil) }
        try plant.records(.start, job: "R/A", at: 1)
        #expect(try find("R", nil) == "R/A")
        #expect(try find(nil, nil, "M1") == "R/A")
    }

    @Test func aStartAgainstAClosedGateIsTakenAndReported() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", 10), ("B", "M1", 10)], due: 100))
        try plant.plans()
        try plant.records(.start, job: "R/A", at: 1)
        #expect(try plant.records(.start, job: "R/B", at: 2).findings.codes == ["LOOP-JOB-3", "LOOP-JOB-4"])
        #expect(try plant.job("R/B").state == .running)
    }

    @Test func eventsBelongToTheDomainOfTheJob() throws {
        var plant = Plant(domain: .maintenance)
        try plant.imports(
            OperationsRequest(
                id: "R", segments: [SegmentRequirement(processSegmentID: "A", duration: .minutes(5))]))
        try plant.plans()
        plant.domain = .production
        try plant.records(.start, job: "R/A", at: 1)
        try plant.does(.executionManagement(.perform(.stop, job: "R/A", at: nil, reason: nil)), at: 3)
        #expect(plant.events.allSatisfy { $0.domain == .maintenance })
    }

    @Test func aJobMayBeDoneElsewhere() throws {
        var plant = try plant()
        try plant.records(.start, job: "R/A", at: 1, equipment: "M9")
        #expect(plant.state.jobList("M1").lines.isEmpty)
        #expect(plant.state.jobList("M9").lines.map(\.order.id) == ["R/A"])
        try plant.records(.complete, job: "R/A", at: 2)
        #expect(plant.state.jobList("M9").lines.isEmpty)
    }

    @Test func linesAreReadAndWritten() throws {
        let line =
            #"{"at":"2026-08-25T06:12:00+07:00","job":"258456/0010/Weighing","kind":"consumed","lot":"CRBN0001_LOT01","#
            + #""material":"CRBN0001","quantity":"5.000","sequence":17,"source":"cell-3","unit":"KG"}"#
        let record = try ShopFloorRecord(json: Array(line.utf8))
        #expect(record.quantity?.lexicalForm == "5.000")
        #expect(record.at.offsetMinutes == 420)
        #expect(String(decoding: try record.json(), as: UTF8.self) == line)
    }

    @Test(arguments: [
        (#"{"source":"c","sequence":1,"at":"2026-08-25T06:12:00Z","kind":"produced","quantity":5}"#, nil),
        (
            #"{"source":"c","sequence":1,"at":"2026-08-25T06:12:00Z","kind":"produced","quantity":5.5}"#,
            "a number with a point: write it as a text"
        ),
        (
            #"{"source":"c","sequence":1,"at":"2026-08-25T06:12:00Z","kind":"produced","quantity":"5,5"}"#,
            "not an exact decimal (notADecimal)"
        ),
        (
            #"{"source":"c","sequence":1,"at":"2026-08-25T06:12:00","kind":"start"}"#,
            "not a dateTime with an offset (missingOffset)"
        ),
        (
            #"{"source":"c","sequence":1,"at":"2026-08-25T06:12:00Z","kind":"start","jobb":"x"}"#,
            "no field jobb, did you mean job"
        ),
        (#"{"source":"c","sequence":1,"kind":"start"}"#, "not a dateTime with an offset (malformed)"),
        (#"{"sequence":1,"at":"2026-08-25T06:12:00Z","kind":"start"}"#, "source is missing"),
        (#"not json"#, "not valid JSON"),
    ])
    func linesThatAreWrongSaySo(_ line: String, _ reason: String?) throws {
        guard let reason else {
            #expect(try ShopFloorRecord(json: Array(line.utf8)).quantity == "5")
            return
        }
        let error = #expect(throws: EventCodingError.self) { try ShopFloorRecord(json: Array(line.utf8)) }
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }
}
