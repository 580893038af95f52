import B2MML
import Diagnostics
import Journal
import Operations
import Testing

@testable import Adapter

/// What becomes of a message, over both journals.
@Suite struct PipelineTests {
    private let later = "2026-03-01T17:00:00+01:00"
    private let earlier = "2026-03-01T10:00:00+01:00"

    @Test(arguments: JournalKind.allCases)
    func anOrderIsImportedWithItsWork(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        let result = try await bench.take(Message(Order()).xml)
        #expect(result.outcome == .imported && result.exitStatus == .done)
        #expect(result.objects.map(\.id) == ["000000451207"])
        #expect(result.partner == "default")
        let state = try await bench.state()
        let entry = try #require(state.requests["000000451207"])
        #expect(entry.partner == "default")
        let segment = try #require(entry.request.segments.first)
        #expect(segment.materials.first?.quantities.first?.value == (try ExactDecimal(parsing: "500.000")))
        #expect(state.jobs["000000451207/0010"]?.workCentre == "MIXER-01")
        let message = try #require(try await bench.messages().first)
        #expect(message.progress.state == .acknowledged && message.progress.outcome == .imported)
        #expect(message.progress.cursor == RecordCursor(committed: 1, of: 1))
        #expect(result.events == (try await bench.events()).count)
        let kept = try await bench.journal.content(of: message.id, in: 0..<message.size)
        #expect(ContentHash.of(kept) == message.contentHash)
    }

    @Test(arguments: JournalKind.allCases)
    func theSameMessageIsADuplicate(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        try await bench.take(Message(Order()).xml)
        let before = try await bench.events()
        let again = try await bench.take(Message(Order()).xml)
        #expect(again.outcome == .duplicate && again.exitStatus == .done && again.events == 0)
        #expect(try await bench.events() == before)
        #expect(try await bench.messages().count == 1)
        let deliveries = try await bench.journal.deliveries(of: nil, after: nil, limit: 9)
        #expect(deliveries.map(\.kind) == [.first, .duplicate])
    }

    /// Same creation time, or same BODID, with one quantity changed.
    @Test(arguments: JournalKind.allCases, [nil, "B-1"])
    func theSameIdentityWithOtherContentIsAConflict(_ kind: JournalKind, bodID: String?) async throws {
        let bench = try Bench(kind)
        try await bench.take(Message(Order()).with { $0.bodID = bodID }.xml)
        let before = try await bench.events()
        let other = try await bench.take(
            Message(Order(quantity: "501.000")).with { $0.bodID = bodID }.xml)
        #expect(other.outcome == .conflict && other.exitStatus == .look)
        #expect(other.findings.map(\.code) == ["MESSAGE-CONFLICT-1"])
        #expect(try await bench.events() == before)
        let deliveries = try await bench.journal.deliveries(of: nil, after: nil, limit: 9)
        #expect(deliveries.map(\.kind) == [.first, .conflict])
        // The bytes of what was not taken in are kept.
        #expect((deliveries.last?.size ?? 0) > 0)
    }

    @Test(arguments: JournalKind.allCases)
    func aLaterMessageRevisesAndAnOlderOneIsStale(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        try await bench.take(Message(Order()).xml)
        let revised = try await bench.take(
            Message(Order(quantity: "600")).with { $0.created = later }.xml)
        #expect(revised.outcome == .revised && revised.exitStatus == .done)
        let stale = try await bench.take(
            Message(Order(quantity: "400")).with { $0.created = earlier }.xml)
        #expect(stale.outcome == .stale && stale.exitStatus == .done && stale.events == 0)
        let state = try await bench.state()
        let quantity = state.requests["000000451207"]?.request.segments.first?.materials.first?.quantities
        #expect(quantity?.first?.value == (try ExactDecimal(parsing: "600")))
        #expect(state.openJobs == ["000000451207/0010"])
        let history = try await bench.journal.history(of: "000000451207")
        #expect(history.objects.map(\.recognition) == [.new, .revision, .stale])
    }

    @Test(arguments: JournalKind.allCases)
    func equalContentInANewMessageIsUnchanged(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        try await bench.take(Message(Order()).xml)
        let result = try await bench.take(Message(Order()).with { $0.created = later }.xml)
        #expect(result.outcome == .unchanged && result.exitStatus == .done && result.events == 0)
        #expect(try await bench.messages().count == 2)
    }

    /// Nothing orders the two: never applied in silence.
    @Test(arguments: JournalKind.allCases)
    func otherContentOfTheSameAgeIsAConflict(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        try await bench.take(Message(Order()).with { $0.bodID = "1" }.xml)
        let result = try await bench.take(Message(Order(quantity: "1")).with { $0.bodID = "2" }.xml)
        #expect(result.outcome == .conflict && result.exitStatus == .look)
        #expect(result.findings.map(\.code) == ["OBJECT-CONFLICT-1"])
        #expect(try await bench.messages().last?.progress.state == .refused)
    }

    @Test(arguments: JournalKind.allCases)
    func aCancelledOrderHasNoOpenWorkAndTheJournalSaysWhy(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        try await bench.take(Message(Order()).xml)
        try await bench.run()
        let cancel = Message(Order()).with {
            $0.verb = "Cancel"
            $0.created = later
        }
        let result = try await bench.take(cancel.xml)
        #expect(result.outcome == .revised && result.exitStatus == .done)
        let state = try await bench.state()
        #expect(state.openJobs.isEmpty)
        #expect(state.requestState("000000451207") == .known(.cancelled))
        let history = try await bench.journal.history(of: "000000451207")
        #expect(history.events.last?.event.type == "request.cancelled")
        #expect(history.deliveries.count == 2)
        let reason = String(decoding: history.events.last?.event.payload ?? [], as: UTF8.self)
        #expect(reason.contains("cancelled by the business"))
    }

    @Test(arguments: JournalKind.allCases)
    func runningWorkMayOnlyBeReduced(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        try await bench.take(Message(Order()).xml)
        try await bench.run()
        bench.clock.advance(seconds: 3_600)
        let started = try await bench.record(
            #"{"source":"plc","sequence":1,"at":"2026-03-02T06:02:00+01:00","kind":"start","request":"000000451207"}"#
        )
        #expect(started.map(\.outcome) == [.recorded])
        let grown = Message(Order(quantity: "600")).with {
            $0.verb = "Change"
            $0.created = later
        }
        let refused = try await bench.take(grown.xml)
        #expect(refused.outcome == .refused && refused.exitStatus == .look)
        #expect(refused.findings.map(\.code) == ["LOOP-REFUSED-7"])
        #expect(refused.findings.first?.place.line != nil)
        // Sending it again does not make it accepted: the answer is that of the first time.
        let again = try await bench.take(grown.xml)
        #expect(again.outcome == .duplicate && again.exitStatus == .look)
        #expect(again.findings.map(\.code) == ["LOOP-REFUSED-7"])
        let reduced = try await bench.take(
            Message(Order(quantity: "400")).with {
                $0.verb = "Change"
                $0.created = "2026-03-01T18:00:00+01:00"
            }.xml)
        #expect(reduced.outcome == .revised && reduced.exitStatus == .done)
        let state = try await bench.state()
        #expect(state.jobs["000000451207/0010"]?.state == .running)
        let quantity = state.requests["000000451207"]?.request.segments.first?.materials.first?.quantities
        #expect(quantity?.first?.value == (try ExactDecimal(parsing: "400")))
    }

    @Test(arguments: [("Change", "LOOP-REFUSED-3"), ("Cancel", "LOOP-REFUSED-3")])
    func anUnknownOrderIsNeitherChangedNorCancelled(verb: String, code: String) async throws {
        let bench = try Bench()
        let result = try await bench.take(Message(Order()).with { $0.verb = verb }.xml)
        #expect(result.outcome == .refused && result.findings.map(\.code.rawValue) == [code])
        #expect(try await bench.events().isEmpty)
    }

    @Test(arguments: JournalKind.allCases)
    func oneRefusedOrderDoesNotKeepTheOthersOut(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        let result = try await bench.take(
            Message(Order(id: "1"), Order(id: "2", hasWork: false), Order(id: "3")).xml)
        #expect(result.outcome == .refused && result.exitStatus == .look)
        #expect(result.objects.map(\.outcome) == [.imported, .refused, .imported])
        #expect(try await bench.state().requests.keys.sorted() == ["1", "3"])
    }

    /// It does not claim its identity either: corrected, the same message is taken in.
    @Test(arguments: JournalKind.allCases)
    func anUnreadableOrderKeepsTheWholeMessageOut(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        let wrong = try await bench.take(Message(Order(id: "1"), Order(id: "2", quantity: "5,0")).xml)
        #expect(wrong.outcome == .refused && wrong.findings.map(\.code.rawValue) == ["BIND-QUANTITY-1"])
        #expect(wrong.findings.first?.place.path?.hasSuffix("/ProductionRequest[2]") == true)
        #expect(try await bench.events().isEmpty)
        #expect(
            try await bench.take(Message(Order(id: "1"), Order(id: "2", quantity: "5.0")).xml).outcome
                == .imported)
    }

    @Test func theSameOrderTwiceInOneMessageIsTakenOnce() async throws {
        let bench = try Bench()
        let result = try await bench.take(Message(Order(), Order()).xml)
        #expect(result.objects.map(\.outcome) == [.imported, .unchanged])
    }

    @Test func blanksAroundAnIDDoNotMakeAnotherOrder() async throws {
        let bench = try Bench()
        try await bench.take(Message(Order(id: "7")).xml)
        let result = try await bench.take(Message(Order(id: " 7 ")).with { $0.created = later }.xml)
        #expect(result.outcome == .revised || result.outcome == .unchanged)
        #expect(try await bench.state().requests.count == 1)
        try await bench.take(Message(Order(id: "007")).with { $0.sender = "B" }.xml)
        #expect(try await bench.state().requests.count == 2)
    }

    @Test func twoPartnersMayUseTheSameNumber() async throws {
        let bench = try Bench()
        try await bench.take(Message(Order()).xml, partner: "a")
        let other = try await bench.take(Message(Order(quantity: "1")).xml, partner: "b")
        #expect(other.outcome == .imported && other.partner == "b")
        #expect(try await bench.state().requests.count == 2)
    }

    @Test func thePartnerIsFoundByTheSender() async throws {
        let bench = try Bench()
        var erp = PartnerSettings(name: "erp")
        erp.senders = ["ERP-A", "ERP"]
        bench.settings.partners = ["erp": erp]
        #expect(try await bench.take(Message(Order(id: "1")).xml).partner == "erp")
        #expect(
            try await bench.take(Message(Order(id: "2")).with { $0.sender = "X" }.xml).partner == "default")
        #expect(try await bench.take(Message(Order(id: "3")).xml, partner: "named").partner == "named")
    }

    /// The same order as V0500 has it.
    @Test func anOrderOfV0500IsImportedThroughItsMapping() async throws {
        let bench = try Bench()
        let result = try await bench.take(
            Message(Order()).xml.replacing("B2MML-V0401", with: "B2MML-V05"))
        #expect(result.outcome == .imported, "\(result.findings)")
        #expect(try await bench.journal.deliveries(of: nil, after: nil, limit: 9).map(\.kind) == [.first])
        #expect(try await bench.messages().count == 1)
    }

    /// The canonical set needs no mapping.
    @Test(arguments: JournalKind.allCases)
    func aV0700ScheduleIsTakenAsItIs(_ kind: JournalKind) async throws {
        let bench = try Bench(kind)
        let result = try await bench.take(Self.canonical)
        #expect(result.findings.filter { $0.severity == .error }.map(\.description) == [])
        #expect(result.outcome == .imported)
        let state = try await bench.state()
        #expect(state.requests["4711"]?.request.segments.count == 1)
        let message = try #require(try await bench.messages().first)
        #expect(message.inForce.mappings.isEmpty && message.inForce.schemas?.name == "V0700")
    }

    static let canonical = """
        <ProcessOperationsSchedule xmlns="http://www.mesa.org/xml/B2MML" releaseID="">
          <ApplicationArea><CreationDateTime>2026-03-01T16:30:00Z</CreationDateTime><BODID>C-1</BODID>
          </ApplicationArea>
          <DataArea><Process/><OperationsSchedule><ID>S</ID>
            <OperationsRequest><ID>4711</ID>
              <SegmentRequirement><ID>0010</ID><ProcessSegmentID>Mixing</ProcessSegmentID>
              <OperationsDefinitionID>D</OperationsDefinitionID><OperationsSegmentID>0010</OperationsSegmentID>
              </SegmentRequirement>
            </OperationsRequest></OperationsSchedule></DataArea>
        </ProcessOperationsSchedule>
        """
}
