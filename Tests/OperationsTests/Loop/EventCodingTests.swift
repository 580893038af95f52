import Diagnostics
import Foundation
import Testing

@testable import Operations

/// The coded form of every type of event, as kept in journals: version 1, one file each.
///
/// `RECORD=1` writes the files, and that run fails, so that a person reads the difference first.
@Suite struct EventCodingTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Golden/Events")

    static func samples() throws -> [Fact] {
        let plan = JobPlan(
            id: "258456/0010/Weighing", request: "258456", domain: .production, position: [0, 0],
            path: ["0010", "Weighing"],
            segmentRequirementIDs: ["0010"], processSegmentID: "Weighing",
            workCentre: WorkCentre(name: "BOX3", source: .materialLocation), earliestStart: .minute(1),
            latestEnd: .minute(9),
            duration: .minutes(30), definition: "Production/SO1215", definitionSegment: "0010/Weighing")
        let stamp = RevisionStamp(created: .minute(0), published: .minute(-1), version: "2")
        let schedule = OperationsSchedule(id: "S1", publishedDate: .minute(-1))
        let definition = OperationsDefinition(
            id: "SO1215",
            segments: [
                OperationsSegment(
                    id: "0010/Weighing", processSegmentIDs: ["Weighing"], duration: .minutes(30))
            ])
        let version = DefinitionVersion(number: 2, basis: .proposal, proposal: "P1", definition: definition)
        var lot = LotEntry(lot: MaterialLot(id: "L1", status: "NotValid", disposition: .known(.restricted)))
        lot.onHand = Quantity("24.910", "KG")
        lot.subLotsOnHand = ["S1": Quantity("1", "KG", key: "k")]
        let target = ProposalTarget(definition: "Production/SO1215", segment: "0010/Weighing")
        let record = ShopFloorRecord(
            source: "cell-3", sequence: 17, at: .minute(6), kind: .consumed, job: plan.id,
            material: "CRBN0001", lot: "L1",
            subLot: "S1", use: .other("Packaging"), quantity: "5.000", unit: "KG", equipment: "BOX3",
            person: "P7")
        let evidence = FeedbackEvidence(
            count: 20, window: try interval(0, 9_000),
            statistics: [Statistic(name: "ratio to the standard", value: 1.1, unit: "1")],
            interval: ConfidenceInterval(
                lower: 1.05, upper: 1.15, level: 0.95, unit: "1", method: "t of ln x, for the median"),
            checks: [
                GuardCheck(
                    guard: .checkpoints, relation: .atLeast, limit: 20, found: 20, unit: "jobs", holds: true)
            ], events: EventRange(first: 3, last: 90),
            excluded: [Exclusion(observation: "R1/A", reason: .nothingMade)])
        let draft = ProposalDraft(
            id: "6c62272e07bb014262b821756295c58d", rule: .standardTime, ruleVersion: 1,
            target: FeedbackTarget(.segmentDuration, .production, "SO1215", part: "0010/Weighing"),
            current: .duration(.minutes(30)), proposed: .duration(.minutes(33)), uncapped: nil,
            evidence: evidence,
            predictedEffect: PredictedEffect(measure: "planned time", before: 30, after: 33, unit: "min"),
            expiresAt: .minute(20_000), messages: [], reverts: nil)
        return [
            .definitionStored(DefinitionStored(key: "Production/SO1215", version: version)),
            .resourceKnown(
                ResourceKnown(resource: ResourceName(kind: .equipment, name: "BOX3"), request: "258456")),
            .resourceStored(
                ResourceStored(
                    key: "equipment/BOX3",
                    resource: Resource(
                        .equipment, id: "BOX3", level: .known(.workUnit), parent: "LINE-1", classIDs: ["BOX"])
                )),
            .testSpecificationStored(
                TestSpecificationStored(
                    key: "T",
                    specification: TestSpecification(
                        id: "T", recurrenceInterval: .minutes(60),
                        criteria: [TestSpecification.Criterion(id: "C", expressions: ["x < 5"])]))),
            .materialDefinitionStored(
                MaterialDefinitionStored(
                    key: "A",
                    definition: MaterialDefinition(id: "A ", descriptions: [Description("a", language: "Z")]))
            ),
            .materialClassStored(
                MaterialClassStored(key: "C", materialClass: MaterialClass(id: "C", definitionIDs: ["A"]))),
            .materialLotStored(MaterialLotStored(key: "L1", entry: lot)),
            .calendarSet(CalendarSet(calendar: WorkCalendar([try interval(0, 480)]))),
            .equipmentStateChanged(
                EquipmentStateChanged(
                    equipment: "BOX3", isDown: true, occurred: .minute(3), reason: "jam", planned: false)),
            .requestAccepted(
                RequestAccepted(
                    key: "258456", request: Orders.mesa, schedule: schedule, stamp: stamp,
                    definition: "Production/SO1215", jobs: [plan])),
            .requestRevised(
                RequestRevised(
                    key: "258456", kind: .reduced, reason: "change while Running", request: Orders.mesa,
                    schedule: schedule,
                    stamp: stamp, definition: "Production/SO1215", jobs: [plan])),
            .requestCancelled(
                RequestCancelled(
                    key: "258456", reason: "cancelled by the business", jobs: [plan.id], stamp: stamp)),
            .scheduleRevised(
                ScheduleRevised(
                    revision: 3, from: .minute(0),
                    changes: [
                        ScheduleRevised.Change(
                            job: plan.id,
                            planned: PlannedTime(
                                start: .minute(0), end: .minute(30), duration: .minutes(30),
                                durationSource: .segment)),
                        ScheduleRevised.Change(job: "other", planned: nil),
                    ])),
            .jobDispatched(
                JobDispatched(
                    job: plan.id, from: .notAllowedWaiting, to: .allowedWaiting,
                    waitingFor: Gate.Closed(.equipmentState, "BOX3"))),
            .jobGated(JobGated(job: plan.id, from: .allowedWaiting, to: .allowedReady, waitingFor: nil)),
            .dispatchRevoked(
                DispatchRevoked(job: plan.id, from: .allowedReady, to: .notAllowedReady, reason: "tool")),
            .jobTransitioned(
                JobTransitioned(
                    job: plan.id, command: .run, from: .allowedReady, to: .running, occurred: .minute(5),
                    reason: nil, equipment: "BOX3")),
            .alertRaised(AlertRaised(request: "258456", code: "LOOP-ALERT-1", message: "look")),
            .recordCollected(RecordCollected(record: record, job: plan.id)),
            .materialMoved(
                MaterialMoved(
                    job: plan.id,
                    movement: Movement(
                        direction: .consumed, use: .known(.consumed), at: .minute(6), material: "CRBN0001",
                        lot: "L1", subLot: "S1",
                        quantity: Quantity("5.000", "KG")), lot: "L1",
                    balances: [Balance(lot: "L1", subLot: "S1", onHand: Quantity("19.910", "KG"))])),
            .segmentDataTracked(
                SegmentDataTracked(
                    job: plan.id, at: .minute(7),
                    data: SegmentData(id: "T", values: [Value("21.50", unit: "Cel")]))),
            .responseReady(ResponseReady(request: "258456", revision: 1, state: .known(.completed))),
            .cycleMeasured(
                CycleMeasured(
                    job: plan.id, target: target, standard: .minutes(30), measured: .minutes(25),
                    started: .minute(0), ended: .minute(25), share: "0.98")),
            .feedbackProposed(FeedbackProposed(draft: draft, by: "rule R1 version 1")),
            .feedbackAdvanced(
                FeedbackAdvanced(
                    proposal: draft.id, rule: .standardTime, action: .approve(by: .person("Ines")))),
            .proposalMade(
                ProposalMade(
                    proposal: Proposal(
                        id: "P1", target: target, current: .minutes(30), proposed: .minutes(25),
                        evidence: [plan.id], status: .proposed))),
            .proposalDecided(ProposalDecided(proposal: "P1", status: .approved, by: "Ines", reason: "seen")),
            .counterRead(
                CounterRead(
                    equipment: "BOX3", counter: "strokes", reading: Quantity("7", "EA"),
                    increment: Quantity("7", "EA"), total: Quantity("107", "EA"), wasReset: true,
                    occurred: .minute(7))),
            .lotTested(
                LotTested(
                    lot: "L1", characteristic: "viscosity", verdict: .fail, measured: Quantity("12.50", "P"),
                    job: plan.id, occurred: .minute(8), person: "P7")),
            .lotCounted(
                LotCounted(
                    lot: "L1", book: Quantity("24.910", "KG"), counted: Quantity("24.5", "KG"),
                    occurred: .minute(9), person: "P7")),
            .lotMoved(
                LotMoved(
                    lot: "L1", from: nil, to: ResourceLocation("R-02"), occurred: .minute(10))),
            .lotHeld(LotHeld(lot: "L2", reason: "viscosity", origin: "L1")),
            .lotReleased(LotReleased(lot: "L2", reason: "viscosity", origin: "L1", isUsable: true)),
            .lotScrapped(
                LotScrapped(
                    lot: "L1", reason: "viscosity", nonConformance: "NC-1",
                    quantity: Quantity("24.910", "KG"),
                    onHand: Quantity("0", "KG"), isAll: true)),
            .characteristicOutOfControl(
                CharacteristicOutOfControl(
                    lot: "L1", characteristic: "viscosity", measured: Quantity("12.50", "P"),
                    rules: [.beyondThreeSigma, .sixSteady], centre: "11.02", sigma: "0.4", count: 24,
                    job: plan.id, occurred: .minute(8))),
            .calibrationOverdue(
                CalibrationOverdue(
                    gauge: ResourceName(kind: .physicalAsset, name: "A-7"), equipment: "G1",
                    due: .minute(2))),
            .testSuspected(
                TestSuspected(
                    lot: "L1", characteristic: "viscosity", test: 17, equipment: "G1", since: .minute(2),
                    job: plan.id)),
            .jobDueSoon(
                JobDueSoon(
                    job: plan.id, starts: .minute(9), material: "CRBN0001", lot: "L1",
                    quantity: Quantity("5.000", "KG"))),
            .nonConformanceOpened(
                NonConformanceOpened(
                    id: "NC-1", lot: "L1", reason: "viscosity", characteristic: "viscosity",
                    detectedBy: "P7")),
            .nonConformanceAdvanced(
                NonConformanceAdvanced(
                    id: "NC-1", step: .disposition, from: .underReview, to: .dispositioned, by: "Ines",
                    reason: "thinned", disposition: .rework, request: "NC-1-REWORK")),
            .ruleFired(
                RuleFired(rule: "stop-sample", version: 2, event: 17, key: "BOX3", commands: ["0f", "1f"])),
            .ruleSuppressed(
                RuleSuppressed(
                    rule: "stop-sample", version: 2, event: 18, key: "BOX3", cause: .limit,
                    reason: "it has fired 3 times within PT1H")),
        ]
    }

    @Test func everyTypeHasASampleAndItsOwnName() throws {
        let names = Fact.payloadTypes.map { $0.typeName }
        #expect(Set(names).count == names.count)
        #expect(Set(try Self.samples().map { type(of: $0.payload).typeName }) == Set(names))
    }

    @Test(arguments: Fact.payloadTypes.map { $0.typeName })
    func codedFormIsTheKeptOne(_ name: String) throws {
        let fact = try #require(try Self.samples().first { type(of: $0.payload).typeName == name })
        let origin = Origin(partner: "ERP", actor: "Ines", message: "BOD-1")
        let event = Event(.production, at: .minute(1), origin: origin, fact)
        let encoded = try event.encoded()
        #expect(encoded.activity == event.activity && encoded.typeName == name)
        let file = Self.folder.appending(path: "\(name).v\(encoded.formatVersion).json")
        let text = String(decoding: encoded.payload, as: UTF8.self) + "\n"
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            Issue.record("\(file.lastPathComponent) was written; read the difference")
            return
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(text == kept)
        let payload = Array(kept.utf8.dropLast())
        #expect(try Fact.decode(typeName: name, version: 1, payload: payload) == fact)
        #expect(try Event(encoded) == event)
    }

    @Test func foreignEventsAreRefused() {
        #expect(throws: EventCodingError.unknownType("moon.landed")) {
            try Fact.decode(typeName: "moon.landed", version: 1, payload: [])
        }
        for version in [0, 2] {
            #expect(throws: EventCodingError.unknownVersion(type: "job.gated", version: version, known: 1)) {
                try Fact.decode(typeName: "job.gated", version: version, payload: Array("{}".utf8))
            }
        }
        #expect(throws: EventCodingError.malformed(type: "job.gated", reason: "job is missing")) {
            try Fact.decode(typeName: "job.gated", version: 1, payload: Array("{}".utf8))
        }
    }

    @Test func migrationsAreChained() throws {
        let migrations = [
            EventMigration("x", fromVersion: 2) { bytes throws(EventCodingError) in bytes + [2] },
            EventMigration("x", fromVersion: 1) { bytes throws(EventCodingError) in bytes + [1] },
            EventMigration("y", fromVersion: 1) { bytes throws(EventCodingError) in bytes + [9] },
        ]
        #expect(try Fact.upgrade("x", from: 1, to: 3, payload: [0], migrations: migrations) == [0, 1, 2])
        #expect(try Fact.upgrade("x", from: 3, to: 3, payload: [0], migrations: migrations) == [0])
        #expect(throws: EventCodingError.unknownVersion(type: "y", version: 2, known: 3)) {
            try Fact.upgrade("y", from: 1, to: 3, payload: [], migrations: migrations)
        }
    }

    /// Raising a version without writing the step from the one before would make kept events unreadable.
    @Test(arguments: Fact.payloadTypes.map { $0.typeName })
    func everyOlderVersionHasAStep(_ name: String) throws {
        let type = try #require(Fact.payloadTypes.first { $0.typeName == name })
        for version in 1..<max(type.formatVersion, 1) {
            #expect(EventMigration.all.contains { $0.typeName == name && $0.fromVersion == version })
        }
    }
}
