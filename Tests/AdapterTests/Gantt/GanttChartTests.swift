import Foundation
import FoundationXML
import Operations
import Testing

@testable import Adapter

/// The schedule as a drawing.
@Suite struct GanttChartTests {
    /// As a parser reads it, which refuses what is not well-formed.
    private func parsed(_ chart: GanttChart) throws -> XMLDocument {
        try XMLDocument(data: Data(chart.svg.utf8), options: [])
    }

    private func texts(_ chart: GanttChart, _ style: String) throws -> [String] {
        try parsed(chart).nodes(forXPath: "//*[local-name()='text'][@class='\(style)']")
            .compactMap(\.stringValue)
    }

    private func count(_ chart: GanttChart, _ style: String) throws -> Int {
        try parsed(chart).nodes(
            forXPath:
                "//*[local-name()='g'][@class='job']/*[contains(concat(' ', @class, ' '), ' \(style) ')]"
        ).count
    }

    @Test(arguments: [("shift", 0, 600, 1_600), ("days", -600, 5_000, 1_000), ("hour", 150, 210, 640)])
    func aChartIsAsRecorded(_ name: String, _ start: Int, _ end: Int, _ width: Int) throws {
        let window = try GanttBench.window(start, end)
        let chart = try GanttBench.chart(GanttBench.paintShop(), window, width: width)
        #expect(chart.svg == (try GanttBench.chart(GanttBench.paintShop(), window, width: width).svg))
        _ = try parsed(chart)
        try Golden.expect(chart.svg, "Gantt/Golden/\(name).svg")
    }

    @Test func eachJobHasItsBarAndItsActuals() throws {
        let chart = try GanttBench.chart(GanttBench.paintShop())
        #expect(try count(chart, "plan") == 9)
        #expect(try count(chart, "running") == 1 && count(chart, "interrupted") == 1)
        #expect(try count(chart, "ended") == 1 && count(chart, "aborted") == 1)
        #expect(try count(chart, "setup") == 3)
        // One whole, one in two parts, one before its interruption.
        #expect(try count(chart, "actual") == 4 && count(chart, "pause") == 2)
        #expect(try count(chart, "going-on") == 2)
        let groups = try texts(chart, "group-name")
        #expect(groups == ["LINE-1", "LINE-2"])
        #expect(try texts(chart, "name") == ["LAB", "FILLER-01", "MIXER-01", "PACKER-01"])
    }

    @Test func whatIsLateIsMarkedFromItsDueTime() throws {
        let chart = try GanttBench.chart(GanttBench.paintShop())
        let diamonds = try parsed(chart).nodes(forXPath: "//*[local-name()='polygon'][@class='late']")
        #expect(diamonds.count == 3)
        #expect(chart.svg.contains("due 2026-03-02 08:50, 30 min late"))
        #expect(chart.svg.contains("9 jobs at 4 work centres, 3 late"))
    }

    @Test func whatHasNoPlaceIsListed() throws {
        let chart = try GanttBench.chart(GanttBench.paintShop())
        #expect(chart.svg.contains("Without a place in time, 1 job: 4711/0010 at PACKER-01"))
    }

    /// Jobs of one work centre that overlap lie in two rows: no bar hides another.
    @Test func noBarLiesOverAnother() throws {
        let jobs = try (0..<40).map { index in
            try GanttBench.job(
                "\(index)", "1", index, at: "M", index * 7 % 100, index * 7 % 100 + 5 + index * 13 % 40,
                started: index % 3 == 0 ? index : nil)
        }
        let lane = GanttLane(.init(name: "M"), jobs, asOf: try GanttBench.minute(60))
        #expect(lane.rows.joined().count == jobs.count)
        let now = try GanttBench.minute(60)
        for row in lane.rows {
            for intervals in [row.compactMap(\.plan), row.compactMap { $0.work(asOf: now) }] {
                for (one, next) in zip(intervals, intervals.dropFirst()) { #expect(one.end <= next.start) }
            }
        }
    }

    /// Late actuals lie below the plan of the next job: they need no row of their own.
    @Test func planAndActualShareARow() throws {
        let jobs = [
            try GanttBench.job("1", "A", 1, at: "M", 0, 60, state: .completed, started: 10, ended: 75),
            try GanttBench.job("2", "A", 2, at: "M", 60, 120, state: .running, setup: 0, started: 80),
        ]
        let lane = GanttLane(.init(name: "M"), jobs, asOf: try GanttBench.minute(100))
        #expect(lane.rows.map { $0.map(\.id) } == [["1/A", "2/A"]])
    }

    // MARK: Time

    @Test(arguments: [
        ("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", "Sun 29 Mar 2026, a day of 23 hours", 23),
        ("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "Sun 25 Oct 2026, a day of 25 hours", 25),
        ("2026-03-02T00:00:00+01:00", "2026-03-03T00:00:00+01:00", "Mon 2 Mar 2026", 24),
    ])
    func aDayHasTheHoursThatClocksShow(_ start: String, _ end: String, _ title: String, _ hours: Int) throws {
        let window = try Interval(GanttBench.at(start), GanttBench.at(end))
        let axis = GanttAxis(
            window: window, left: Pixels(100), width: Pixels(1_400), clock: GanttBench.berlin)
        #expect(axis.days.map(\.title) == [title])
        // The midnight after the day belongs to the window, and to no day of it.
        #expect(axis.ticks.count == hours)
        #expect(axis.ticks.first?.text == "00:00" && axis.ticks.last?.text == "23:00")
        #expect(axis.ticks.contains { $0.text == "02:00" } == (hours != 23))
        #expect(axis.ticks.count { $0.text == "02:00" } == max(0, hours - 23))
        let distances = zip(axis.ticks, axis.ticks.dropFirst()).map { $1.at - $0.at }
        #expect(distances.allSatisfy { $0 == TimeSpan(milliseconds: 3_600_000) })
    }

    /// Half an hour is added where clocks change by half an hour, and offsets are not always whole hours.
    @Test(arguments: ["Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "Nowhere"])
    func ticksAreAtRoundTimesOfTheClock(_ zone: String) throws {
        let clock = PlantTime(zone: zone)
        let window = try Interval(
            GanttBench.at("2026-04-03T00:00:00Z"), GanttBench.at("2026-04-07T00:00:00Z"))
        for width in [400, 1_000, 5_000] {
            let axis = GanttAxis(window: window, left: Pixels(0), width: Pixels(width), clock: clock)
            #expect(!axis.ticks.isEmpty && axis.days.count >= 4)
            for tick in axis.ticks { #expect(clock.timeOfDay(tick.at) % 300_000 == 0) }
            let texts = axis.ticks.filter { !$0.text.isEmpty }
            for (one, next) in zip(texts, texts.dropFirst()) {
                #expect(axis.x(next.at) - axis.x(one.at) >= Pixels(42), "\(zone) \(width)")
            }
            for (one, next) in zip(axis.days, axis.days.dropFirst()) {
                #expect(one.interval.end == next.interval.start)
            }
        }
    }

    @Test func theLineOfNowIsWhereItIs() throws {
        let schedule = try GanttBench.paintShop()
        #expect(try texts(GanttBench.chart(schedule, now: 180), "now-text") == ["now 09:00"])
        #expect(try texts(GanttBench.chart(schedule, now: 700), "now-text").isEmpty)
    }

    @Test func theProductionDayBeginsWithTheFirstShift() throws {
        var settings = Settings()
        settings.zone = "Europe/Berlin"
        let plain = try #require(SiteDays(settings).day(containing: GanttBench.minute(-1)))
        #expect(plain.start == (try GanttBench.at("2026-03-02T00:00:00+01:00")))
        settings.calendar.shifts = [
            .init(weekdays: Set(1...5), start: 840, end: 1_320),
            .init(weekdays: Set(1...5), start: 360, end: 840),
        ]
        let before = try #require(SiteDays(settings).day(containing: GanttBench.minute(-1)))
        #expect(before == (try GanttBench.window(-1_440, 0)))
        let day = try #require(SiteDays(settings).day(containing: GanttBench.minute(0)))
        #expect(day == (try GanttBench.window(0, 1_440)))
        let long = try #require(
            SiteDays(settings).day(containing: GanttBench.at("2026-10-25T00:00:00+02:00")))
        #expect(long.length == TimeSpan(milliseconds: 25 * 3_600_000))
    }

    @Test func theWindowGoesToTheLastPlannedEnd() throws {
        let schedule = try GanttBench.paintShop()
        let day = try GanttBench.window(0, 1_440)
        #expect(schedule.window(from: nil, to: nil, productionDay: day) == (try GanttBench.window(0, 1_500)))
        let empty = ScheduleInForce(site: "S", revision: 0, workCentres: [], jobs: [])
        #expect(empty.window(from: nil, to: nil, productionDay: day) == day)
        let from = try GanttBench.minute(2_000)
        #expect(
            schedule.window(from: from, to: nil, productionDay: day) == (try GanttBench.window(2_000, 3_440)))
        let to = try GanttBench.minute(-60)
        #expect(
            schedule.window(from: nil, to: to, productionDay: day) == (try GanttBench.window(-1_500, -60)))
        #expect(schedule.window(from: from, to: to, productionDay: day) == nil)
    }

    // MARK: Nothing, and too much

    @Test func nothingIsDrawnToo() throws {
        let empty = ScheduleInForce(site: "S", revision: 0, workCentres: [], jobs: [])
        #expect(try texts(GanttBench.chart(empty), "nothing") == ["Nothing is planned in this window."])
        let idle = ScheduleInForce(site: "S", revision: 0, workCentres: [.init(name: "M-1")], jobs: [])
        let chart = try GanttBench.chart(idle)
        #expect(try texts(chart, "nothing").count == 1 && texts(chart, "name") == ["M-1"])
    }

    @Test func aWidthBeyondTheLimitsIsTheNearestOne() throws {
        let schedule = try GanttBench.paintShop()
        #expect(try GanttBench.chart(schedule, width: 1).svg.contains("width=\"480\""))
        #expect(try GanttBench.chart(schedule, width: 99_999).svg.contains("width=\"20000\""))
    }

    /// No text goes over the edge of its bar, whatever the width.
    @Test(arguments: [480, 1_600, 6_000])
    func textsHaveRoom(_ width: Int) throws {
        let chart = try GanttBench.chart(GanttBench.paintShop(), width: width)
        for node in try parsed(chart).nodes(forXPath: "//*[local-name()='g'][@class='job']") {
            guard let bar = try node.nodes(forXPath: "*[contains(@class, 'plan')]").first as? XMLElement,
                let left = bar.number("x"), let room = bar.number("width")
            else { continue }
            for text in try node.nodes(forXPath: "*[@class='order' or @class='step']") {
                let x = try #require((text as? XMLElement)?.number("x"))
                let size =
                    (text as? XMLElement)?.attribute(forName: "class")?.stringValue == "order" ? 12 : 11
                let needed = Double(TextWidth.of(text.stringValue ?? "", size: size).tenths) / 10
                #expect(x + needed <= left + room, "\(text.stringValue ?? "")")
            }
        }
    }

    // MARK: Safety

    /// A name that would be mark-up is text, wherever it is shown.
    @Test(arguments: [
        "<script>alert(1)</script>", "\"><image href=x onerror=alert(1)>", "</text></svg>", "' onload='x",
        "]]> &amp; -->", "\u{202E}gnp.exe", "塗装ライン", "a\u{0}b",
    ])
    func whatLooksLikeMarkUpIsText(_ name: String) throws {
        let schedule = ScheduleInForce(
            site: name, revision: 1,
            workCentres: [
                .init(
                    name: name, group: name,
                    stops: [
                        Stop(
                            time: OpenInterval(start: try GanttBench.minute(10)), reason: name, planned: false
                        )
                    ])
            ],
            jobs: [try GanttBench.job(name, name, 1, at: name, 0, 500, product: name)])
        let chart = try GanttBench.chart(schedule)
        let document = try parsed(chart)
        #expect(try document.nodes(forXPath: "//*[local-name()='script' or local-name()='image']").isEmpty)
        #expect(try document.nodes(forXPath: "//@*[starts-with(name(), 'on')]").isEmpty)
        let shown = name.replacing("\u{202E}", with: "\\u{202E}").replacing("\u{0}", with: "\\u{0}")
        #expect(try texts(chart, "order") == [shown])
        #expect(try texts(chart, "title") == ["Schedule of \(shown)"])
    }

    @Test func theDrawingNeedsNothingBesidesItself() throws {
        let svg = try GanttBench.chart(GanttBench.paintShop()).svg
        #expect(svg.matches(of: /url\((?!#)/).isEmpty && !svg.contains("@import") && !svg.contains("href"))
        #expect(svg.matches(of: /:\/\//).count == 1, "the namespace")
        let patterns = Set(svg.matches(of: /url\(#([a-z-]+)\)/).map { String($0.output.1) })
        for id in patterns { #expect(svg.contains("id=\"\(id)\"")) }
    }

    /// Source: WCAG 2.2, success criterion 1.4.3, and its definition of contrast.
    @Test(arguments: GanttPalette.colours)
    func textOnBarsHasEnoughContrast(_ colour: GanttPalette.Colour) throws {
        #expect(try Self.contrast(colour.fill, colour.ink) >= 4.5)
    }

    @Test func domainsHaveDifferentColours() {
        #expect(Set(DomainKind.allCases.map(GanttPalette.colour)).count == 4)
        #expect(Set(GanttPalette.colours.map(\.fill)).count == GanttPalette.colours.count)
    }

    private static func contrast(_ first: String, _ second: String) throws -> Double {
        let light = try [first, second].map { text -> Double in
            let value = try #require(Int(text.dropFirst(), radix: 16))
            let linear = [16, 8, 0].map { shift in
                let part = Double(value >> shift & 0xff) / 255
                return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }.sorted()
        return (light[1] + 0.05) / (light[0] + 0.05)
    }
}

extension XMLElement {
    fileprivate func number(_ name: String) -> Double? {
        attribute(forName: name)?.stringValue.flatMap(Double.init)
    }
}
