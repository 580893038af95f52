package import Operations

/// The schedule in force as a drawing: a lane for each work centre, planned against actual, along the plant's clock.
///
/// One SVG document that needs nothing besides itself and runs no script. The same schedule gives the same bytes. The
/// drawing is laid out for its width: text has the same size at any, and what has no room is left to the tooltips.
package struct GanttChart: Sendable {
    /// In pixels.
    package static let widths = 480...20_000
    package static let standardWidth = 1_600

    let schedule: ScheduleInForce
    let now: Instant
    let clock: PlantTime
    let palette: GanttPalette
    let axis: GanttAxis
    let layout: GanttLayout
    let lanes: [GanttLane]
    /// In the window, or without a place in time.
    let jobs: [ScheduledJob]

    /// - Parameters:
    ///   - schedule: what is drawn.
    ///   - window: not empty.
    ///   - now: up to when what has not ended is drawn, and where the line is.
    ///   - clock: of the plant.
    ///   - colouring: of the bars.
    ///   - width: in pixels; the nearest of ``widths``.
    package init(
        _ schedule: ScheduleInForce, window: Interval, now: Instant, clock: PlantTime,
        colouring: GanttColouring = .order, width: Int = Self.standardWidth
    ) {
        self.schedule = schedule
        self.now = now
        self.clock = clock
        palette = GanttPalette(colouring: colouring)
        let jobs = schedule.jobs(in: window, asOf: now)
        self.jobs = jobs
        let perCentre = Dictionary(grouping: jobs, by: \.workCentre)
        lanes = schedule.workCentres.map { GanttLane($0, perCentre[$0.name] ?? [], asOf: now) }
        layout = GanttLayout(
            lanes: lanes, width: min(max(width, Self.widths.lowerBound), Self.widths.upperBound))
        axis = GanttAxis(window: window, left: layout.axisLeft, width: layout.axisWidth, clock: clock)
    }

    /// The document, in UTF-8.
    package var svg: String {
        let legend = GanttLegend(self)
        let height = layout.legendTop + legend.height + GanttLayout.margin
        var drawing = SVGMarkup()
        drawing.add(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(layout.width) \(height)",
                "width": "\(layout.width)", "height": "\(height)", "lang": "en",
            ]
        ) { svg in
            svg.add("title", [:], title)
            svg.add("desc", [:], summary)
            svg.add("style", [:], GanttStyle.sheet)
            svg.add("defs", [:], around: GanttStyle.patterns)
            svg.add("rect", ["class": "paper", "width": "\(layout.width)", "height": "\(height)"])
            drawHeading(&svg)
            drawLanes(&svg)
            drawAxis(&svg)
            drawJobs(&svg)
            drawNow(&svg)
            legend.draw(&svg)
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + drawing.text
    }

    private var title: String { "Schedule of \(schedule.site)" }

    private var summary: String {
        let late = jobs.count(where: \.isLate)
        let placed = lanes.flatMap(\.rows).flatMap(\.self).count
        return
            "\(GanttWords.count(placed, "job")) at \(GanttWords.count(lanes.count, "work centre")), \(late) late"
    }

    private func drawHeading(_ svg: inout SVGMarkup) {
        let room = layout.width - GanttLayout.margin - GanttLayout.margin
        let window =
            "\(GanttWords.time(axis.window.start, clock)) to \(GanttWords.time(axis.window.end, clock)), "
            + clock.zoneName
        let lines = [
            (title, "title", 22, 34),
            ("\(window) · revision \(schedule.revision) · \(summary)", "note", 13, 56),
        ]
        for (text, style, size, y) in lines {
            svg.add(
                "text", ["class": style, "x": "\(GanttLayout.margin)", "y": "\(y)"],
                TextWidth.fitting(text, size: size, in: room))
        }
    }
}
