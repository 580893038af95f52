import Testing

@testable import Operations

@Suite struct TimeTests {
    @Test(arguments: [
        ("PT1H30M", Int64(5_400_000)), ("P1DT0.5S", 86_400_500), ("-PT5M", -300_000), ("PT0S", 0),
        ("P0Y0M3D", 259_200_000),
        ("PT36H", 129_600_000), ("PT1.250S", 1_250), ("PT0.1000S", 100),
    ])
    func readsDurations(_ text: String, _ milliseconds: Int64) throws {
        #expect(try TimeSpan(parsing: text).milliseconds == milliseconds)
        #expect(try TimeSpan(parsing: TimeSpan(parsing: text).description).milliseconds == milliseconds)
    }

    @Test(arguments: [
        ("P1M", TimeError.notExact), ("P1Y", .notExact), ("PT0.0001S", .notExact), ("P", .malformed),
        ("PT", .malformed),
        ("P1DT", .malformed), ("1H", .malformed), ("PT1M1H", .malformed), ("PT1.5H", .malformed),
        ("P1H", .malformed), ("", .malformed),
        ("PT1H ", .malformed), ("P99999999999999D", .outOfRange), ("PT99999999999999999999S", .outOfRange),
    ])
    func refusesDurations(_ text: String, _ error: TimeError) {
        #expect(throws: error) { try TimeSpan(parsing: text) }
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0), "1970-01-01T00:00:00Z"),
        ("2009-12-10T17:14:16.0Z", 1_260_465_256_000, "2009-12-10T17:14:16Z"),
        ("2026-08-25T06:00:00+07:00", 1_787_612_400_000, "2026-08-25T06:00:00+07:00"),
        ("2026-08-25T06:00:00.1239999-03:30", 1_787_650_200_123, "2026-08-25T06:00:00.123-03:30"),
        ("2000-02-29T24:00:00Z", 951_868_800_000, "2000-03-01T00:00:00Z"),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000, "0001-01-01T00:00:00Z"),
        ("1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"),
    ])
    func readsPointsInTime(_ text: String, _ milliseconds: Int64, _ written: String) throws {
        let time = try ZonedTime(parsing: text)
        #expect(time.instant.milliseconds == milliseconds)
        #expect(time.description == written)
    }

    @Test(arguments: [
        ("2026-08-25T06:00:00", TimeError.missingOffset), ("2026-02-29T06:00:00Z", .malformed),
        ("1900-02-29T06:00:00Z", .malformed),
        ("2026-13-01T06:00:00Z", .malformed), ("2026-08-25T24:00:01Z", .malformed),
        ("2026-08-25T06:60:00Z", .malformed),
        ("2026-08-25", .malformed), ("2026-08-25T06:00:00+15:00", .malformed),
        ("2026-08-25T06:00:00ZZ", .malformed),
        ("0000-01-01T00:00:00Z", .outOfRange), ("", .malformed),
    ])
    func refusesPointsInTime(_ text: String, _ error: TimeError) {
        #expect(throws: error) { try ZonedTime(parsing: text) }
    }

    @Test func everyDayOfFourCenturiesIsFoundAgain() {
        for day in stride(from: -150_000, through: 150_000, by: 1) {
            let date = CivilTime.date(ofDay: day)
            guard CivilTime.dayNumber(date.year, date.month, date.day) == day else {
                Issue.record("day \(day)")
                return
            }
        }
    }

    @Test func endsBeforeStartIsRefused() {
        #expect(throws: IntervalError.endsBeforeStart) { try interval(10, 9) }
    }

    /// Minute by minute, with sets of minutes as the other opinion.
    @Test(arguments: UInt64(1)...20)
    func intervalSetsAreSetsOfMinutes(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        func random() throws -> (IntervalSet, Set<Int>) {
            var (intervals, minutes): ([Interval], Set<Int>) = ([], [])
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                let start = Int.random(in: 0...100, using: &generator)
                let end = start + Int.random(in: 0...20, using: &generator)
                intervals.append(try interval(start, end))
                minutes.formUnion(start..<end)
            }
            return (IntervalSet(intervals), minutes)
        }
        func minutes(_ set: IntervalSet) -> Set<Int> {
            Set(
                (0..<200).filter { minute in
                    set.intervals.contains { $0.start <= .minute(minute) && .minute(minute) < $0.end }
                })
        }
        for _ in 0..<50 {
            let (a, x) = try random()
            let (b, y) = try random()
            #expect(minutes(a) == x)
            #expect(minutes(a.union(b)) == x.union(y))
            #expect(minutes(a.intersection(b)) == x.intersection(y))
            #expect(minutes(a.subtracting(b)) == x.subtracting(y))
            #expect(a.length == .minutes(x.count))
            #expect(zip(a.intervals, a.intervals.dropFirst()).allSatisfy { $0.end < $1.start })
        }
    }

    @Test func worksOverBreaks() throws {
        let calendar = WorkCalendar([try interval(0, 240), try interval(300, 480), try interval(1440, 1920)])
        #expect(calendar.advance(.minute(0), by: .minutes(240)) == .minute(240))
        #expect(calendar.advance(.minute(0), by: .minutes(241)) == .minute(301))
        #expect(calendar.advance(.minute(250), by: .minutes(10)) == .minute(310))
        #expect(calendar.advance(.minute(-99), by: .minutes(421)) == .minute(1441))
        #expect(calendar.advance(.minute(0), by: .minutes(901)) == nil)
        #expect(calendar.firstWorking(atOrAfter: .minute(240)) == .minute(300))
        #expect(calendar.firstWorking(atOrAfter: .minute(1920)) == nil)
        #expect(calendar.workingTime(from: .minute(200), to: .minute(320)) == .minutes(60))
        #expect(WorkCalendar.alwaysOpen.advance(.minute(7), by: .minutes(3)) == .minute(10))
    }

    /// Against counting working minutes one by one.
    @Test(arguments: UInt64(1)...10)
    func advancesLikeCountingMinutes(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var intervals: [Interval] = []
        for _ in 0..<6 {
            let start = Int.random(in: 0...300, using: &generator)
            intervals.append(try interval(start, start + Int.random(in: 0...40, using: &generator)))
        }
        let calendar = WorkCalendar(intervals)
        let open = (0..<400).filter { minute in
            intervals.contains { $0.start <= .minute(minute) && .minute(minute) < $0.end }
        }
        for _ in 0..<100 {
            let from = Int.random(in: -10...350, using: &generator)
            let work = Int.random(in: 1...120, using: &generator)
            let worked = open.filter { $0 >= from }
            let expected = worked.count >= work ? Instant.minute(worked[work - 1] + 1) : nil
            #expect(calendar.advance(.minute(from), by: .minutes(work)) == expected)
        }
    }
}
