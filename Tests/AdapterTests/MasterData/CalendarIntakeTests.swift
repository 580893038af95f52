import Diagnostics
import Journal
import Operations
import Testing

@testable import Adapter

/// Work calendars come in.
@Suite struct CalendarIntakeTests {
    private static func entry(
        _ id: String, _ start: String, _ finish: String, _ type: String = "Working", scope: String? = nil,
        children: String = ""
    ) -> String {
        let scope = scope.map {
            "<HierarchyScope><EquipmentID>\($0)</EquipmentID><EquipmentLevel>WorkUnit</EquipmentLevel></HierarchyScope>"
        }
        return """
            <WorkCalendarEntry><ID>\(id)</ID><StartDateTime>2026-03-02T\(start):00+01:00</StartDateTime>\
            <FinishDateTime>2026-03-02T\(finish):00+01:00</FinishDateTime>\(scope ?? "")\
            <EntryType>\(type)</EntryType>\(children)</WorkCalendarEntry>
            """
    }

    private static func child(_ text: String) -> String {
        text.replacing("WorkCalendarEntry>", with: "WorkCalendarEntryChild>")
    }

    private func take(_ content: String, _ bench: Bench) async throws -> ImportResult {
        try await bench.take(CanonicalMessage("WorkCalendar", "<ID>C</ID>\n\(content)").xml)
    }

    private func hours(_ calendar: WorkCalendar) throws -> [String] {
        let clock = PlantTime(zone: "Europe/Berlin")
        return try #require(calendar.intervals).map { "\(clock.clock($0.start))-\(clock.clock($0.end))" }
    }

    @Test(arguments: ["Sync", "Process", nil])
    func theSiteHasOne(_ verb: String?) async throws {
        let bench = try Bench()
        let result = try await bench.take(
            CanonicalMessage(
                "WorkCalendar", verb: verb,
                "<ID>C</ID>" + Self.entry("1", "06:00", "14:00") + Self.entry("2", "10:00", "10:15", "Break")
                    + Self.entry("3", "13:00", "15:00", "Shift")
            ).xml)
        #expect(result.outcome == .imported, "\(result.findings)")
        #expect(try await hours(bench.state().calendar) == ["06:00-10:00", "10:15-15:00"])
    }

    @Test func breaksStandBelowTheirShift() async throws {
        let bench = try Bench()
        let pause = Self.child(Self.entry("1.1", "10:00", "10:15", "Non-working"))
        let result = try await take(Self.entry("1", "06:00", "14:00", children: pause), bench)
        #expect(result.outcome == .imported, "\(result.findings)")
        #expect(try await hours(bench.state().calendar) == ["06:00-10:00", "10:15-14:00"])
    }

    @Test func equipmentHasItsOwn() async throws {
        let bench = try Bench()
        try await bench.take(
            CanonicalMessage("Equipment", "<ID>LINE</ID><EquipmentChild><ID>M-1</ID></EquipmentChild>").xml)
        let result = try await take(
            Self.entry("1", "06:00", "14:00") + Self.entry("2", "07:00", "09:00", scope: "LINE")
                + Self.entry("3", "08:00", "12:00", scope: "M-2"), bench)
        #expect(result.outcome == .imported, "\(result.findings)")
        let state = try await bench.state()
        #expect(try hours(state.calendar(of: "M-9")) == ["06:00-14:00"])
        #expect(try hours(state.calendar(of: "M-2")) == ["08:00-12:00"])
        // It is a part of the line.
        #expect(try hours(state.calendar(of: "M-1")) == ["07:00-09:00"])
    }

    @Test func itHoldsWhileItIsEffective() async throws {
        let bench = try Bench()
        let result = try await take(
            """
            <EffectiveStartDate>2026-03-02T07:00:00+01:00</EffectiveStartDate>
            <EffectiveEndDate>2026-03-02T09:00:00+01:00</EffectiveEndDate>
            \(Self.entry("1", "06:00", "14:00"))
            """, bench)
        #expect(result.outcome == .imported, "\(result.findings)")
        #expect(try await hours(bench.state().calendar) == ["07:00-09:00"])
    }

    @Test func anInformationHoldsMany() async throws {
        let bench = try Bench()
        let result = try await bench.take(
            CanonicalMessage(
                "WorkCalendarInformation",
                """
                <WorkCalendar><ID>A</ID>\(Self.entry("1", "06:00", "14:00"))</WorkCalendar>
                <WorkCalendar><ID>B</ID>\(Self.entry("1", "08:00", "12:00", scope: "M"))</WorkCalendar>
                """
            ).xml)
        #expect(result.outcome == .imported && result.objects.map(\.id) == ["A", "B"], "\(result.findings)")
        #expect(try await bench.state().equipmentCalendars.keys.sorted() == ["M"])
    }

    @Test func withoutWorkingTimeItIsRefused() async throws {
        for content in [
            Self.entry("1", "06:00", "14:00", "Holiday"), Self.entry("1", "06:00", "06:00"),
            Self.entry("1", "06:00", "14:00") + Self.entry("2", "05:00", "15:00", "Maintenance"),
            Self.entry("1", "06:00", "14:00") + Self.entry("2", "05:00", "15:00", "Closed", scope: "M"),
        ] {
            let bench = try Bench()
            let result = try await take(content, bench)
            #expect(result.outcome == .refused && result.findings.map(\.code) == ["LOOP-CALENDAR-3"])
            #expect(result.findings.allSatisfy { $0.place.line != nil })
            #expect(try await bench.state().calendar.isAlwaysOpen)
        }
    }

    @Test func whatIsNotKnownIsNotWorkedIn() async throws {
        let bench = try Bench()
        let result = try await take(
            Self.entry("1", "06:00", "14:00") + Self.entry("2", "09:00", "10:00", "Siesta")
                + "<WorkCalendarEntry><ID>3</ID><EntryType>Working</EntryType></WorkCalendarEntry>", bench)
        #expect(result.outcome == .imported)
        #expect(Set(result.findings.map(\.code)) == ["LOOP-CALENDAR-1", "LOOP-CALENDAR-2"])
        #expect(try await hours(bench.state().calendar) == ["06:00-09:00", "10:00-14:00"])
    }

    @Test func anEntryThatEndsBeforeItStartsIsRefused() async throws {
        let bench = try Bench()
        let result = try await take(Self.entry("1", "14:00", "06:00"), bench)
        #expect(result.outcome == .refused && result.findings.hasErrors)
        #expect(result.findings.allSatisfy { $0.place.line != nil })
    }

    @Test func aCalendarIsNotCancelled() async throws {
        let bench = try Bench()
        let message = CanonicalMessage("WorkCalendar", "<ID>C</ID>" + Self.entry("1", "06:00", "14:00"))
        try await bench.take(message.xml)
        let result = try await bench.take(message.later(verb: "Cancel").xml)
        #expect(result.outcome == .refused && result.findings.map(\.code) == ["IMPORT-CANCEL-1"])
    }
}
