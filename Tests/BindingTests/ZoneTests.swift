import Diagnostics
import Operations
import Testing

@testable import Mapping

/// Local times: every one of them gets a zone or a finding.
@Suite struct ZoneTests {
    typealias Policy = LocalZone.TransitionPolicy

    @Test(arguments: [
        ("Europe/Berlin", "2026-07-01T06:00:00", "2026-07-01T06:00:00+02:00"),
        ("Europe/Berlin", "2026-11-23T06:00:00", "2026-11-23T06:00:00+01:00"),
        ("Europe/Berlin", "2026-03-29T01:59:59.999", "2026-03-29T01:59:59.999+01:00"),
        ("Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T03:00:00+02:00"),
        ("Europe/Berlin", "2026-10-25T01:59:59", "2026-10-25T01:59:59+02:00"),
        ("Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T03:00:00+01:00"),
        ("Asia/Ho_Chi_Minh", "2026-08-25T06:00:00", "2026-08-25T06:00:00+07:00"),
        ("America/New_York", "2026-11-01T00:30:00", "2026-11-01T00:30:00-04:00"),
        ("Australia/Lord_Howe", "2026-04-05T02:00:00", "2026-04-05T02:00:00+10:30"),
        ("UTC", "2026-03-29T02:30:00", "2026-03-29T02:30:00Z"),
    ])
    func placesALocalTime(_ zone: String, _ local: String, _ expected: String) throws {
        let checked = try read(local, zone)
        let time = try #require(checked.value.requests.first?.startTime)
        #expect(time.description == expected)
        #expect(time.zoneSource == .partner)
        #expect(
            checked.findings.map(\.description) == [
                """
                order.xml:3:1: note: A time without an offset took \(zone), the zone of the partner [BIND-ZONE-1]
                    at /OperationsSchedule/OperationsRequest[1]/StartTime[1]
                    Have the sender write offsets, such as +02:00 or Z, if this is the wrong zone.
                """
            ])
    }

    /// (zone, local time, earlier instant, later instant)
    static let skipped = [
        ("Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"),
        ("Europe/Berlin", "2026-03-29T02:00:00", "2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"),
        ("America/New_York", "2026-03-08T02:59:59", "2026-03-08T01:59:59-05:00", "2026-03-08T03:59:59-04:00"),
        (
            "Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-04T01:45:00+10:30",
            "2026-10-04T02:45:00+11:00"
        ),
    ]

    static let twice = [
        ("Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),
        ("Europe/Berlin", "2026-10-25T02:00:00", "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"),
        ("America/New_York", "2026-11-01T01:00:00", "2026-11-01T01:00:00-04:00", "2026-11-01T01:00:00-05:00"),
    ]

    @Test(arguments: skipped, Policy.allCases)
    func findsATimeThatDoesNotExist(_ row: (String, String, String, String), _ policy: Policy) throws {
        try expect(row, policy, "BIND-TIME-3", "does not exist in \(row.0): the clock is put forward over it")
    }

    @Test(arguments: twice, Policy.allCases)
    func findsATimeThatExistsTwice(_ row: (String, String, String, String), _ policy: Policy) throws {
        try expect(row, policy, "BIND-TIME-4", "exists twice in \(row.0): the clock is put back over it")
    }

    private func expect(
        _ row: (String, String, String, String), _ policy: Policy, _ code: Code, _ words: String
    ) throws {
        let checked = try read(row.1, row.0, policy)
        let taken: String? =
            switch policy {
            case .hold: nil
            case .earlier: row.2
            case .later: row.3
            }
        #expect(checked.value.requests.first?.startTime?.description == taken)
        let finding = try #require(checked.findings.first)
        #expect(checked.findings.count == 1)
        #expect(finding.code == code)
        #expect(finding.severity == (taken == nil ? .error : .warning))
        #expect(finding.message == "\"\(row.1)\" \(words)" + (taken.map { "; taken as \($0)" } ?? ""))
        #expect(finding.expected == [row.2, row.3])
        #expect((finding.place.line, finding.place.column) == (3, 1))
    }

    /// An offset in the document is stronger than any zone.
    @Test func leavesAnOffsetAlone() throws {
        let checked = try read("2026-10-25T02:30:00+07:00", "Europe/Berlin")
        #expect(checked.findings == [])
        #expect(checked.value.requests.first?.startTime?.zoneSource == .document)
    }

    @Test func saysTheZoneOnce() throws {
        let zone = try #require(LocalZone(identifier: "Europe/Berlin", source: .site))
        let time = "<StartTime>2026-11-23T06:00:00</StartTime><EndTime>2026-11-23T07:00:00</EndTime>"
        let findings = try Canonical.read(Canonical.request(time), zone: zone).findings
        #expect(
            findings.map(\.message) == [
                "A time without an offset took Europe/Berlin, the zone of the site, 2 times"
            ])
    }

    @Test(arguments: ["Europe/Berlyn", ""])
    func knowsNoZoneOfThatName(_ name: String) {
        #expect(LocalZone(identifier: name, source: .site) == nil)
    }

    private func read(_ time: String, _ zone: String, _ policy: Policy = .hold) throws -> Checked<
        RequestedOperations
    > {
        let zone = try #require(LocalZone(identifier: zone, source: .partner, transition: policy))
        return try Canonical.read(Canonical.request("\n<StartTime>\(time)</StartTime>"), zone: zone)
    }
}
