import B2MML
import Diagnostics
import Foundation
import Journal
import Operations
import Testing
import XMLSchema
import XMLStream

@testable import Adapter

/// Every event that the journal can hold goes out as a valid NotifyOperationsEvent.
@Suite struct EventNotificationTests {
    /// The coded forms that are kept of every type of event and of every version of it.
    private static let folder = "\(Repository.home)/Tests/OperationsTests/Golden/Events"

    struct Sample: Sendable, CustomTestStringConvertible {
        let type: String
        let version: Int
        let payload: [UInt8]
        var testDescription: String { "\(type) \(version)" }

        /// From a name such as `job.gated.v1.json`.
        init?(_ file: String) {
            let parts = file.split(separator: ".")
            guard parts.count == 4, let version = Int(parts[2].dropFirst()),
                let data = FileManager.default.contents(atPath: "\(folder)/\(file)")
            else { return nil }
            type = parts[0] + "." + parts[1]
            self.version = version
            payload = Array(data)
        }
    }

    static let samples =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().compactMap(
            Sample.init)

    private static func stored(
        _ sample: Sample, at position: Int64 = 7, domain: DomainKind = .production, origin: Origin? = nil
    ) throws -> StoredEvent {
        let type = try #require(Fact.payloadTypes.first { $0.typeName == sample.type })
        let at = try ZonedTime(parsing: "2026-03-02T06:05:00+01:00").instant
        let correlation = try origin.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        return StoredEvent(
            site: "plant", position: EventPosition(rawValue: position),
            event: NewEvent(
                domain: domain, activity: type.activity, type: sample.type, formatVersion: sample.version,
                key: "K", payload: sample.payload, at: at, correlation: correlation),
            recordedAt: Instant(milliseconds: at.milliseconds + 1_000), message: nil)
    }

    private static func notification(zone: String? = "Europe/Berlin") -> EventNotification {
        var settings = Settings()
        settings.site = "plant"
        settings.zone = zone
        return EventNotification(library: Repository.library, settings: settings)
    }

    private static func node(of events: [StoredEvent], zone: String? = "Europe/Berlin") throws -> [Node] {
        let bytes = try notification(zone: zone).message(of: events, at: Instant(milliseconds: 0))
        let judged = try DocumentReader(library: Repository.library).read(
            MemoryBytes(bytes), source: "out", set: .v0700)
        #expect(judged.verdict == .valid && judged.root?.local == "NotifyOperationsEvent")
        return try #require(judged.document?.root?.child("DataArea")).children("OperationsEvent")
    }

    @Test func thereIsASampleOfEveryType() {
        // The compiler crashes over a key path of these types.
        let types = Fact.payloadTypes.map { $0.typeName }
        #expect(Set(Self.samples.map(\.type)) == Set(types))
    }

    /// After these a person has to look.
    private static let alerts: Set = [
        "alert.raised", "calibration.overdue", "characteristic.outOfControl", "materialLot.testSuspected",
        "nonConformance.opened",
    ]

    @Test(arguments: samples, DomainKind.allCases)
    func everyTypeIsPublished(_ sample: Sample, _ domain: DomainKind) throws {
        let stored = try Self.stored(sample, domain: domain)
        let event = try #require(try Self.node(of: [stored]).first)
        #expect(event.child("ID")?.text == "plant/7")
        #expect(event.child("OperationsType")?.text == domain.rawValue)
        #expect(event.child("MOMFunction")?.text == stored.event.activity.rawValue)
        #expect(event.child("Category")?.text == sample.type && event.child("Source")?.text == "plant")
        #expect(event.child("RecordTimeStamp")?.text == "2026-03-02T06:05:01+01:00")
        let isAlert = Self.alerts.contains(sample.type)
        #expect(event.child("OperationsEventType")?.text == (isAlert ? "Alert" : "Event"))
        let records = event.children("OperationsEventRecord")
        #expect(records.count == 1)
        #expect(
            records.first?.child("OperationsRecordSpecificationID")?.text
                == "\(sample.type)/\(sample.version)")
        let entry = try #require(records.first?.child("OperationsRecordEntry"))
        #expect(entry.child("ExternalReferenceID")?.text.isEmpty == false)
        #expect(entry.child("InformationObjectType")?.text.isEmpty == false)
    }

    @Test(arguments: [
        ("job.transitioned", "Changed", "Job Order"), ("materialLot.held", "Changed", "Material Lot"),
        ("materialLot.tested", "Added", "Test Result"),
        ("request.cancelled", "Deleted", "Operations Request"),
        ("material.moved", "Observed", "Job Response"), ("resource.known", "Added", "Equipment"),
        ("resource.stored", "Changed", "Equipment"), ("calendar.set", "Changed", "Work Calendar"),
        ("testSpecification.stored", "Changed", "Test Specification"),
        ("feedback.advanced", "Changed", "Other"), ("rule.fired", "Observed", "Other"),
    ])
    func theRecordSaysWhatHappenedToWhat(_ type: String, _ action: String, _ kind: String) throws {
        let sample = try #require(Self.samples.last { $0.type == type })
        let record = try #require(
            try Self.node(of: [Self.stored(sample)]).first?.child("OperationsEventRecord"))
        #expect(record.child("Action")?.text == action)
        #expect(
            record.child("OperationsRecordEntry")?.child("InformationObjectType")?.text == kind)
    }

    /// When it happened on the floor is not when it was recorded, and has its own offset.
    @Test func theTimeOnTheFloorCounts() throws {
        let sample = try #require(Self.samples.last { $0.type == "job.transitioned" })
        let event = try #require(try Self.node(of: [Self.stored(sample)]).first)
        #expect(event.child("EffectiveTimeStamp")?.text == "2026-08-25T08:05:00+02:00")
        let plain = try #require(Self.samples.last { $0.type == "job.gated" })
        let inUTC = try #require(try Self.node(of: [Self.stored(plain)], zone: nil).first)
        #expect(inUTC.child("EffectiveTimeStamp")?.text == "2026-03-02T05:05:00Z")
    }

    @Test func whatLedToItIsNamed() throws {
        let sample = try #require(Self.samples.last { $0.type == "materialLot.held" })
        let origin = Origin(
            partner: "erp", actor: "Ines", message: "B-17",
            cause: Cause(event: 5, correlation: 2, rules: ["a", "b"], command: "c"))
        let event = try #require(try Self.node(of: [Self.stored(sample, origin: origin)]).first)
        #expect(event.children("Source").map(\.text) == ["plant", "erp", "Ines"])
        let record = try #require(event.children("OperationsEventRecord").last)
        let entries = record.children("OperationsRecordEntry").map {
            "\($0.child("ID")?.text ?? "") \($0.child("ExternalReferenceID")?.text ?? "")"
        }
        #expect(
            entries == [
                "message B-17", "causation plant/5", "correlation plant/2", "rule a", "rule b",
            ])
    }

    @Test func severalEventsAreOneMessage() throws {
        let events = try Self.samples.enumerated().map { index, sample in
            try Self.stored(sample, at: Int64(index + 1))
        }
        let nodes = try Self.node(of: events)
        #expect(nodes.map { $0.child("ID")?.text } == events.map { "plant/\($0.position.rawValue)" })
        #expect(
            try Self.notification().message(of: events, at: Instant(milliseconds: 0))
                == Self.notification().message(of: events, at: Instant(milliseconds: 0)))
    }
}
