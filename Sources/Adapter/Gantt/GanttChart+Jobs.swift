import Operations

extension GanttChart {
    /// Of each job its plan, below it what was done, above it by how much it is late.
    func drawJobs(_ svg: inout SVGMarkup) {
        for (lane, content) in lanes.enumerated() {
            for (row, jobs) in content.rows.enumerated() {
                let top = layout.rowTop(lane, row)
                for job in jobs { draw(job, top, &svg) }
            }
        }
    }

    private func draw(_ job: ScheduledJob, _ top: Pixels, _ svg: inout SVGMarkup) {
        svg.add("g", ["class": "job"]) { svg in
            svg.add("title", [:], GanttWords.tooltip(job, clock, asOf: now))
            drawSetup(job, top, &svg)
            drawPlan(job, top, &svg)
            drawActual(job, top, &svg)
            drawLateness(job, top, &svg)
        }
    }

    private func drawSetup(_ job: ScheduledJob, _ top: Pixels, _ svg: inout SVGMarkup) {
        guard let setup = job.setup.flatMap(axis.visible) else { return }
        box(&svg, "setup", setup, top + GanttLayout.barTop + Pixels(6), GanttLayout.barHeight - Pixels(12))
    }

    // MARK: Plan

    private func drawPlan(_ job: ScheduledJob, _ top: Pixels, _ svg: inout SVGMarkup) {
        guard let planned = job.planned, let whole = try? Interval(planned.start, planned.end),
            let shown = axis.visible(whole)
        else { return drawText(job, in: nil, top, &svg) }
        let colour = palette.colour(of: job)
        let (start, end) = (axis.x(shown.start), axis.x(shown.end))
        svg.add(
            "rect",
            [
                "class": "plan \(job.state.style)", "x": "\(start)", "y": "\(top + GanttLayout.barTop)",
                "width": "\(max(end - start, Pixels(2)))", "height": "\(GanttLayout.barHeight)", "rx": "2",
                "fill": colour.fill,
            ])
        drawText(job, in: shown, top, &svg)
    }

    /// The order and the step, as far as there is room. A job that was done without a plan has its text above what was
    /// done.
    private func drawText(_ job: ScheduledJob, in plan: Interval?, _ top: Pixels, _ svg: inout SVGMarkup) {
        guard let shown = plan ?? job.extent(asOf: now).flatMap(axis.visible) else { return }
        let isFaded = plan == nil || job.state.isEnded
        let ink = isFaded ? GanttPalette.ink : palette.colour(of: job).ink
        var x = axis.x(shown.start) + Pixels(5)
        let end = axis.x(shown.end) - Pixels(4)
        if palette.colouring == .order, let letter = job.domain.letter, end - x >= Pixels(18) {
            drawBadge(letter, x, top + GanttLayout.barTop + Pixels(8), &svg)
            x = x + Pixels(18)
        }
        let step = (job.path.joined(separator: "/") + (job.product.map { " \($0)" } ?? ""))
        for (text, style, size, y) in [(job.request, "order", 12, 22), (step, "step", 11, 35)] {
            guard let text = TextWidth.fitting(text, size: size, in: end - x) else { continue }
            svg.add(
                "text",
                [
                    "class": isFaded ? "\(style) bare" : style, "x": "\(x)", "y": "\(top + Pixels(y))",
                    "fill": ink,
                ], text)
        }
    }

    /// Of a domain that is not production.
    func drawBadge(_ letter: String, _ x: Pixels, _ y: Pixels, _ svg: inout SVGMarkup) {
        svg.add(
            "rect", ["class": "badge", "x": "\(x)", "y": "\(y)", "width": "14", "height": "14", "rx": "7"])
        svg.add(
            "text", ["class": "badge-text", "x": "\(x + Pixels(7))", "y": "\(y + Pixels(11))"], letter)
    }

    // MARK: What was done

    private func drawActual(_ job: ScheduledJob, _ top: Pixels, _ svg: inout SVGMarkup) {
        guard let span = job.actual?.interval(asOf: now), let shown = axis.visible(span) else { return }
        let (y, height) = (top + GanttLayout.actualTop, GanttLayout.actualHeight)
        let pauses = IntervalSet(job.interruptions.compactMap { $0.interval(asOf: now) })
        let whole = IntervalSet([shown])
        let fill = palette.colour(of: job).fill
        for interval in whole.subtracting(pauses).intervals {
            box(&svg, "actual", interval, y, height, fill: fill)
        }
        for interval in whole.intersection(pauses).intervals { box(&svg, "pause", interval, y, height) }
        guard job.actual?.end == nil, axis.contains(now) else { return }
        svg.add(
            "circle", ["class": "going-on", "cx": "\(axis.x(now))", "cy": "\(y + Pixels(3))", "r": "4"])
    }

    // MARK: Lateness

    /// From the due time, where it is in the window, to the end.
    private func drawLateness(_ job: ScheduledJob, _ top: Pixels, _ svg: inout SVGMarkup) {
        guard job.isLate, let due = job.due, let end = job.end, let late = try? Interval(due, end),
            let shown = axis.visible(late)
        else { return }
        let y = top + Pixels(4)
        box(&svg, "late", shown, y - Pixels(1), Pixels(2))
        if axis.contains(end) {
            box(&svg, "late", axis.x(end) - Pixels(4), y - Pixels(1), Pixels(4), Pixels(36))
        }
        guard axis.contains(due) else { return }
        let (x, size) = (axis.x(due), Pixels(4))
        let corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
        svg.add(
            "polygon",
            ["class": "late", "points": corners.map { "\($0.0),\($0.1)" }.joined(separator: " ")])
    }

    private func box(
        _ svg: inout SVGMarkup, _ style: String, _ interval: Interval, _ y: Pixels, _ height: Pixels,
        fill: String? = nil
    ) {
        let (start, end) = (axis.x(interval.start), axis.x(interval.end))
        box(&svg, style, start, y, max(end - start, Pixels(1)), height, fill: fill)
    }

    private func box(
        _ svg: inout SVGMarkup, _ style: String, _ x: Pixels, _ y: Pixels, _ width: Pixels,
        _ height: Pixels, fill: String? = nil
    ) {
        svg.add(
            "rect",
            [
                "class": style, "x": "\(x)", "y": "\(y)", "width": "\(width)", "height": "\(height)",
                "fill": fill ?? GanttPalette.ink,
            ])
    }
}

extension DomainKind {
    /// Nil for production, which is what most bars are.
    var letter: String? { self == .production ? nil : String(rawValue.prefix(1)) }
}

extension JobState {
    fileprivate var style: String {
        switch self {
        case .running: "running"
        case .held, .suspended: "interrupted"
        case .completed, .closed: "ended"
        case .aborted: "aborted"
        case .notAllowedWaiting, .notAllowedReady, .notAllowedLoaded: "waiting"
        case .allowedWaiting, .allowedReady, .allowedLoaded: "allowed"
        }
    }
}
