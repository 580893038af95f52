import Operations

extension GanttChart {
    /// The ground of each lane: its name, when no work is possible, and when the equipment stood.
    func drawLanes(_ svg: inout SVGMarkup) {
        for (index, lane) in lanes.enumerated() {
            let place = layout.places[index]
            if let top = place.groupTop, let group = lane.workCentre.group { draw(group: group, top, &svg) }
            drawClosedTimes(lane, place, &svg)
            drawStops(lane, place, &svg)
            draw(name: lane.workCentre.name, place, &svg)
        }
        guard lanes.allSatisfy({ $0.rows.isEmpty }) else { return }
        svg.add(
            "text",
            [
                "class": "nothing", "x": "\(axis.left + Pixels(tenths: axis.width.tenths / 2))",
                "y": "\(layout.lanesTop + Pixels(30))",
            ], "Nothing is planned in this window.")
    }

    private func draw(group: String, _ top: Pixels, _ svg: inout SVGMarkup) {
        svg.add(
            "rect",
            [
                "class": "group", "x": "\(GanttLayout.margin)", "y": "\(top)",
                "width": "\(layout.width - GanttLayout.margin - GanttLayout.margin)",
                "height": "\(GanttLayout.groupHeight)",
            ])
        svg.add(
            "text",
            [
                "class": "group-name", "x": "\(GanttLayout.margin + Pixels(6))", "y": "\(top + Pixels(17))",
            ],
            TextWidth.fitting(group, size: GanttLayout.nameTextSize, in: axis.width))
    }

    private func draw(name: String, _ place: GanttLayout.Place, _ svg: inout SVGMarkup) {
        let bottom = place.top + place.height
        svg.add(
            "line",
            [
                "class": "lane-line", "x1": "\(GanttLayout.margin)", "y1": "\(bottom)",
                "x2": "\(layout.width - GanttLayout.margin)", "y2": "\(bottom)",
            ])
        let room = axis.left - GanttLayout.margin - Pixels(6)
        let shown = TextWidth.fitting(name, size: GanttLayout.nameTextSize, in: room) ?? "…"
        svg.add("g", [:]) { svg in
            svg.add("title", [:], name)
            svg.add(
                "text",
                [
                    "class": "name", "x": "\(GanttLayout.margin + Pixels(2))",
                    "y": "\(place.top + Pixels(30))",
                ], shown)
        }
    }

    private func drawClosedTimes(_ lane: GanttLane, _ place: GanttLayout.Place, _ svg: inout SVGMarkup) {
        let closed = IntervalSet([axis.window]).subtracting(lane.workCentre.calendar.working(in: axis.window))
        for interval in closed.intervals {
            band(&svg, "closed", interval, place, "no working time, \(GanttWords.span(interval, clock))")
        }
    }

    private func drawStops(_ lane: GanttLane, _ place: GanttLayout.Place, _ svg: inout SVGMarkup) {
        for stop in lane.workCentre.stops {
            guard let interval = stop.time.interval(asOf: now), let shown = axis.visible(interval) else {
                continue
            }
            let words = [
                stop.planned ? "planned stop" : "down", stop.reason.map { "for \($0)" },
                stop.time.end == nil
                    ? "since \(GanttWords.time(interval.start, clock))" : GanttWords.span(interval, clock),
            ].compactMap(\.self).joined(separator: ", ")
            band(&svg, stop.planned ? "stop" : "down", shown, place, "\(lane.workCentre.name): \(words)")
        }
    }

    private func band(
        _ svg: inout SVGMarkup, _ style: String, _ interval: Interval, _ place: GanttLayout.Place,
        _ words: String
    ) {
        let (start, end) = (axis.x(interval.start), axis.x(interval.end))
        svg.add("g", [:]) { svg in
            svg.add("title", [:], words)
            svg.add(
                "rect",
                [
                    "class": style, "x": "\(start)", "y": "\(place.top)", "width": "\(end - start)",
                    "height": "\(place.height)",
                ])
        }
    }
}
