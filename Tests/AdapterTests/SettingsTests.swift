import B2MML
import Diagnostics
import Foundation
import Journal
import Mapping
import Operations
import Testing

@testable import Adapter

@Suite struct SettingsTests {
    @Test func everyKeyIsRead() throws {
        let settings = try SettingsReader.read(
            """
            site: colourworks
            zone: Europe/Berlin
            repeated-hour: earlier
            journal: sqlite:plant.sqlite
            default-partner: sap
            schemas:
              driver: site/all.xsd
              extensions: site/Extensions.xsd
            import:
              records-per-commit: 7
              whole-document-size: 1000
            loop:
              cancel-running: hold
              priority-order: highestFirst
              default-duration: PT30M
              definition-owner: site
              changeovers:
                - { equipment: M1, from: A, to: B, time: PT40M }
                - { time: PT5M }
              work-in-process-caps: { M1: 5, M2: 2.5 }
              frozen-horizon: PT2H
              scheduling-iterations: 0
              stop-reasons:
                - { reason: jam, class: failure, path: [breakdown, jam] }
                - { reason: lunch, class: planned }
              deliveries: [CUSTOMER]
              indicators: { oeeIndex: nakajima-changeover-in }
            calendar:
              day-start: "06:30"
              shifts:
                - { days: [Mon, Sun], from: "22:00", to: "06:00" }
            partners:
              sap:
                set: V0401
                zone: Asia/Bangkok
                senders: [A, B]
                logical-id: MES
                endpoint:
                  url: http://erp.example:8000/in
                  plain-http: true
                  basic: { user: u, password: "env:SECRET" }
              two:
                endpoint: { url: "https://b.example", bearer: "file:/run/token" }
              three:
                endpoint: { url: "https://c.example", header: { name: X-Key, value: "env:KEY" } }
            """, source: "b2mml.yaml")
        #expect(settings.site == "colourworks" && settings.zone == "Europe/Berlin")
        #expect(settings.repeatedHour == .earlier && settings.journal == "sqlite:plant.sqlite")
        #expect(settings.defaultPartner == "sap")
        #expect(settings.schemas.driver == "site/all.xsd")
        #expect(settings.schemas.extensions == "site/Extensions.xsd")
        #expect(settings.recordsPerCommit == 7 && settings.wholeDocumentSize == 1_000)
        #expect(settings.loop.cancelRunning == .hold && settings.loop.priorityOrder == .highestFirst)
        #expect(settings.loop.defaultDuration.milliseconds == 1_800_000)
        #expect(settings.loop.definitionOwner == .site)
        #expect(
            settings.loop.changeovers == [
                Changeover(equipment: "M1", from: "A", to: "B", time: TimeSpan(milliseconds: 2_400_000)),
                Changeover(time: TimeSpan(milliseconds: 300_000)),
            ])
        let half = try ExactDecimal(parsing: "2.5")
        #expect(settings.loop.workInProcessCaps == ["M1": ExactDecimal(5), "M2": half])
        #expect(settings.loop.frozenHorizon.milliseconds == 7_200_000)
        #expect(settings.loop.schedulingIterations == 0)
        #expect(
            settings.loop.stopReasons == [
                StopReason("jam", .failure, path: ["breakdown", "jam"]), StopReason("lunch", .planned),
            ])
        #expect(settings.loop.deliveryLocations == ["CUSTOMER"] && settings.calendar.dayStart == 390)
        #expect(settings.loop.indicatorVariants == [.oeeIndex: "nakajima-changeover-in"])
        #expect(
            settings.calendar.shifts == [
                CalendarSettings.Shift(weekdays: [1, 7], start: 22 * 60, end: 6 * 60)
            ])
        let sap = settings.partner("sap")
        #expect(sap.set == .v0401 && sap.zone == "Asia/Bangkok" && sap.logicalID == "MES")
        #expect(sap.senders == ["A", "B"] && settings.partner(ofSender: "B") == "sap")
        #expect(sap.endpoint?.url == "http://erp.example:8000/in" && sap.endpoint?.allowsPlainHTTP == true)
        #expect(sap.endpoint?.authentication == .basic(user: "u", password: "env:SECRET"))
        #expect(settings.partner("two").endpoint?.authentication == .bearer(token: "file:/run/token"))
        #expect(
            settings.partner("three").endpoint?.authentication == .header(name: "X-Key", value: "env:KEY"))
        #expect(settings.partner("unnamed") == PartnerSettings(name: "unnamed"))
    }

    @Test(arguments: ["", "# nothing\n"])
    func anEmptyFileMeansTheDefaults(text: String) throws {
        let settings = try SettingsReader.read(text, source: "b2mml.yaml")
        #expect(settings == Settings())
    }

    struct Wrong: Sendable {
        let text: String
        let code: String
        let line: Int?
        let advice: String?
    }

    @Test(arguments: [
        Wrong(text: "site: a\nzoen: Europe/Berlin\n", code: "SETTINGS-KEY-1", line: 2, advice: "zone"),
        Wrong(
            text: "partners:\n  a:\n    sender: [X]\n", code: "SETTINGS-KEY-1", line: 3, advice: "senders"),
        Wrong(
            text: "loop: { cancel-runing: hold }", code: "SETTINGS-KEY-1", line: 1, advice: "cancel-running"),
        Wrong(text: "zone: Berlin\n", code: "SETTINGS-ZONE-1", line: 1, advice: "Europe/Berlin"),
        Wrong(text: "repeated-hour: latr", code: "SETTINGS-VALUE-1", line: 1, advice: "later"),
        Wrong(text: "partners:\n  a: { set: V401 }", code: "SETTINGS-VALUE-1", line: 2, advice: "V0401"),
        Wrong(text: "import:\n  records-per-commit: 0", code: "SETTINGS-VALUE-1", line: 2, advice: nil),
        Wrong(text: "import:\n  records-per-commit: many", code: "SETTINGS-VALUE-1", line: 2, advice: nil),
        Wrong(text: "loop:\n  default-duration: 1h", code: "SETTINGS-VALUE-1", line: 2, advice: nil),
        Wrong(
            text: "loop:\n  changeovers:\n    - { from: A, to: B }", code: "SETTINGS-VALUE-1", line: 3,
            advice: nil),
        Wrong(
            text: "loop:\n  changeovers:\n    - { time: PT1M, at: M1 }", code: "SETTINGS-KEY-1", line: 3,
            advice: nil),
        Wrong(
            text: "loop:\n  work-in-process-caps: { M1: 0 }", code: "SETTINGS-VALUE-1", line: 2, advice: nil),
        Wrong(
            text: "loop:\n  work-in-process-caps: { M1: few }", code: "SETTINGS-VALUE-1", line: 2, advice: nil
        ),
        Wrong(text: "loop:\n  work-in-process-caps: 5", code: "SETTINGS-VALUE-1", line: 2, advice: nil),
        Wrong(
            text: "loop:\n  stop-reasons:\n    - { reason: a, class: broken }", code: "SETTINGS-VALUE-1",
            line: 3,
            advice: nil),
        Wrong(
            text: "loop:\n  indicators: { oeeIndx: iso }", code: "SETTINGS-KEY-1", line: 2, advice: "oeeIndex"
        ),
        Wrong(
            text: "loop:\n  indicators: { oeeIndex: nakajima }", code: "SETTINGS-VALUE-1", line: 2,
            advice: nil),
        Wrong(text: "calendar: { day-start: \"24:00\" }", code: "SETTINGS-VALUE-1", line: 1, advice: nil),
        Wrong(text: "loop:\n  scheduling-iterations: -1", code: "SETTINGS-VALUE-1", line: 2, advice: nil),
        Wrong(text: "loop:\n  definition-owner: erp", code: "SETTINGS-VALUE-1", line: 2, advice: nil),
        Wrong(text: "partners:\n  a:\n    endpoint: {}", code: "SETTINGS-VALUE-1", line: 3, advice: nil),
        Wrong(
            text: "partners:\n  a:\n    endpoint: { url: x, plain-http: maybe }", code: "SETTINGS-VALUE-1",
            line: 3, advice: nil),
        Wrong(
            text: "calendar:\n  shifts:\n    - { days: [Mo], from: \"06:00\", to: \"14:00\" }",
            code: "SETTINGS-VALUE-1", line: 3, advice: nil),
        Wrong(
            text: "calendar:\n  shifts:\n    - { days: [Mon], from: \"24:00\", to: \"14:00\" }",
            code: "SETTINGS-VALUE-1", line: 3, advice: nil),
        Wrong(
            text: "calendar:\n  shifts:\n    - { days: [Mon], from: \"6\", to: \"14:00\" }",
            code: "SETTINGS-VALUE-1", line: 3, advice: nil),
        Wrong(text: "site: [a, b]", code: "SETTINGS-VALUE-1", line: 1, advice: nil),
        Wrong(text: "- a\n- b\n", code: "SETTINGS-VALUE-1", line: 1, advice: nil),
        Wrong(text: "site: \"a\n", code: "SETTINGS-YAML-1", line: nil, advice: nil),
        Wrong(text: "site: a\nsite: b\n", code: "SETTINGS-", line: nil, advice: nil),
    ])
    func whatIsWrongIsNamedWithItsPlace(_ wrong: Wrong) throws {
        do {
            let settings = try SettingsReader.read(wrong.text, source: "b2mml.yaml")
            Issue.record("taken as \(settings)")
        } catch let error as SettingsError {
            #expect(error.code.rawValue.hasPrefix(wrong.code), "\(error)")
            #expect(error.exitStatus == .usage)
            #expect(error.place?.source == "b2mml.yaml")
            if let line = wrong.line { #expect(error.place?.line == line, "\(error)") }
            if let advice = wrong.advice { #expect(error.advice?.contains(advice) == true, "\(error)") }
        }
    }

    @Test func theEnvironmentRulesOverTheFile() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("site: a\nzone: Europe/Berlin\njournal: sqlite:x\n", to: "s.yaml")
        let environment = [
            "B2MML_SITE": "b", "B2MML_ZONE": "Asia/Bangkok", "B2MML_JOURNAL": "sqlite:y",
            "B2MML_CONFIG": path,
        ]
        let settings = try SettingsReader.read(file: nil, environment: environment)
        #expect(settings.site == "b" && settings.zone == "Asia/Bangkok" && settings.journal == "sqlite:y")
        let plain = try SettingsReader.read(file: path, environment: [:])
        #expect(plain.site == "a" && plain.source == path)
        #expect(plain.fingerprint != settings.fingerprint)
        #expect(throws: FileProblem.missing("\(folder.path)/none.yaml")) {
            try SettingsReader.read(file: "\(folder.path)/none.yaml", environment: [:])
        }
        #expect(throws: SettingsError.self) {
            try SettingsReader.read(file: path, environment: ["B2MML_ZONE": "nowhere"])
        }
    }
}

/// Weekly shifts as working intervals, in the site's zone.
@Suite struct ShiftCalendarTests {
    private func instant(_ text: String) throws -> Instant { try ZonedTime(parsing: text).instant }

    private func working(
        _ shift: CalendarSettings.Shift, from: String, to: String, zone: String? = "Europe/Berlin"
    ) throws -> [Interval] {
        let window = try Interval(try instant(from), try instant(to))
        return ShiftCalendar(shifts: [shift], zone: zone).resolved(from: window.start, until: window.end)
            .working(in: window).intervals
    }

    private func interval(_ start: String, _ end: String) throws -> Interval {
        try Interval(try instant(start), try instant(end))
    }

    /// The night from 28 to 29 March 2026 has seven hours of work, that from 24 to 25 October nine.
    @Test func aNightShiftOverAChangeOfTheClocks() throws {
        let night = CalendarSettings.Shift(weekdays: [6], start: 22 * 60, end: 6 * 60)
        let spring = try working(night, from: "2026-03-28T12:00:00+01:00", to: "2026-03-29T12:00:00+02:00")
        #expect(spring == [try interval("2026-03-28T22:00:00+01:00", "2026-03-29T06:00:00+02:00")])
        #expect(spring.map(\.length.milliseconds) == [25_200_000])
        let autumn = try working(night, from: "2026-10-24T12:00:00+02:00", to: "2026-10-25T12:00:00+01:00")
        #expect(autumn.map(\.length.milliseconds) == [32_400_000])
    }

    @Test func aDayShiftKeepsItsWallClock() throws {
        let day = CalendarSettings.Shift(weekdays: [1, 2, 3, 4, 5, 6, 7], start: 6 * 60, end: 14 * 60)
        let found = try working(day, from: "2026-03-28T00:00:00+01:00", to: "2026-03-30T00:00:00+02:00")
        #expect(
            found == [
                try interval("2026-03-28T06:00:00+01:00", "2026-03-28T14:00:00+01:00"),
                try interval("2026-03-29T06:00:00+02:00", "2026-03-29T14:00:00+02:00"),
            ])
    }

    /// 02:30 is not there on that morning: the shift begins when the clocks have moved, not a day later.
    @Test func aShiftThatStartsInTheSkippedHour() throws {
        let odd = CalendarSettings.Shift(weekdays: [7], start: 2 * 60 + 30, end: 6 * 60)
        let found = try working(odd, from: "2026-03-29T00:00:00+01:00", to: "2026-03-29T12:00:00+02:00")
        let start = try #require(found.first?.start)
        #expect(
            try start >= instant("2026-03-29T03:00:00+02:00") && start <= instant("2026-03-29T03:30:00+02:00")
        )
        #expect(try found.first?.end == instant("2026-03-29T06:00:00+02:00"))
    }

    @Test func midnightIsTheEndOfTheDay() throws {
        let late = CalendarSettings.Shift(weekdays: [1], start: 16 * 60, end: 1_440)
        let found = try working(late, from: "2026-03-02T00:00:00+01:00", to: "2026-03-04T00:00:00+01:00")
        #expect(found == [try interval("2026-03-02T16:00:00+01:00", "2026-03-03T00:00:00+01:00")])
    }

    @Test func aNightShiftUnderWayIsInIt() throws {
        let night = CalendarSettings.Shift(weekdays: [1], start: 22 * 60, end: 6 * 60)
        let found = try working(night, from: "2026-03-03T02:00:00+01:00", to: "2026-03-03T12:00:00+01:00")
        #expect(found == [try interval("2026-03-03T02:00:00+01:00", "2026-03-03T06:00:00+01:00")])
    }

    @Test func theLoopIsToldOnlyWhatIsNew() async throws {
        let bench = try Bench()
        bench.settings.zone = "Europe/Berlin"
        bench.settings.calendar.shifts = [
            CalendarSettings.Shift(weekdays: [1, 2, 3, 4, 5], start: 360, end: 840)
        ]
        try await bench.take(Message(Order()).xml)
        try await bench.run()
        try await bench.run()
        #expect(try await bench.events().count { $0.event.type == "calendar.set" } == 1)
        let planned = try await bench.state().jobs["000000451207/0010"]?.planned
        #expect(try planned?.start == instant("2026-03-02T06:00:00+01:00"))
        bench.settings.calendar.shifts[0].start = 420
        try await bench.run()
        #expect(try await bench.events().count { $0.event.type == "calendar.set" } == 2)
    }
}
