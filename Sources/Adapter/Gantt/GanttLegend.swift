import Operations

/// What the colours and shapes mean, and the jobs that have no place in time.
struct GanttLegend {
    private static let lineHeight = Pixels(24)
    private static let textSize = 12

    private struct Item {
        var text: String
        var colour: GanttPalette.Colour?
        var style: String
        /// Of a domain.
        var letter: String?
    }

    private struct Placed {
        var item: Item
        var x: Pixels
        var line: Int
    }

    private let chart: GanttChart
    private let placed: [Placed]
    /// Nil when every job has a place.
    private let unplanned: String?

    init(_ chart: GanttChart) {
        self.chart = chart
        unplanned = Self.unplanned(chart)
        var placed: [Placed] = []
        let right = chart.layout.width - GanttLayout.margin
        var (x, line) = (GanttLayout.margin, 0)
        for item in Self.items(chart) {
            let width = TextWidth.of(item.text, size: Self.textSize) + Pixels(46)
            if x + width > right, x > GanttLayout.margin {
                x = GanttLayout.margin
                line += 1
            }
            placed.append(Placed(item: item, x: x, line: line))
            x = x + width
        }
        self.placed = placed
    }

    var height: Pixels {
        let lines = (placed.last?.line ?? 0) + 1 + (unplanned == nil ? 0 : 1)
        return Pixels(tenths: Self.lineHeight.tenths * lines)
    }

    func draw(_ svg: inout SVGMarkup) {
        for place in placed { draw(place, &svg) }
        guard let unplanned else { return }
        svg.add(
            "text",
            [
                "class": "legend", "x": "\(GanttLayout.margin)",
                "y": "\(chart.layout.legendTop + height - Pixels(8))",
            ], unplanned)
    }

    private func draw(_ place: Placed, _ svg: inout SVGMarkup) {
        let y = chart.layout.legendTop + Pixels(tenths: Self.lineHeight.tenths * place.line)
        if let letter = place.item.letter {
            chart.drawBadge(letter, place.x + Pixels(6), y + Pixels(1), &svg)
        } else {
            drawSample(place.item, place.x, y, &svg)
        }
        svg.add(
            "text",
            [
                "class": "legend", "x": "\(place.x + Pixels(32))", "y": "\(y + Pixels(12))",
            ], place.item.text)
    }

    private func drawSample(_ item: Item, _ x: Pixels, _ y: Pixels, _ svg: inout SVGMarkup) {
        let isThin = item.style == "actual" || item.style == "pause"
        let height = isThin ? GanttLayout.actualHeight : item.style == "late" ? Pixels(3) : Pixels(14)
        let top = y + Pixels(tenths: (160 - height.tenths) / 2)
        svg.add(
            "rect",
            [
                "class": item.style, "x": "\(x)", "y": "\(top)", "width": "26", "height": "\(height)",
                "fill": item.colour?.fill ?? "none",
            ])
    }

    // MARK: Content

    private static func items(_ chart: GanttChart) -> [Item] {
        let first = GanttPalette.colours[0]
        return bars(chart) + [
            Item(text: "not yet dispatched", colour: first, style: "plan waiting"),
            Item(text: "running", colour: first, style: "plan running"),
            Item(text: "interrupted", colour: first, style: "plan interrupted"),
            Item(text: "ended", colour: first, style: "plan ended"),
            Item(text: "set-up", style: "setup"),
            Item(text: "actual", colour: first, style: "actual"),
            Item(text: "actual, interrupted", style: "pause"),
            Item(text: "no working time", style: "closed"), Item(text: "down", style: "down"),
            Item(text: "planned stop", style: "stop"),
            Item(text: "late, from the due time on", style: "late"),
        ]
    }

    private static func bars(_ chart: GanttChart) -> [Item] {
        let domains = DomainKind.allCases.filter { domain in chart.jobs.contains { $0.domain == domain } }
        switch chart.palette.colouring {
        case .domain:
            return domains.map {
                Item(
                    text: $0.rawValue.lowercased(), colour: GanttPalette.colour(of: $0), style: "plan allowed"
                )
            }
        case .order:
            let planned = Item(
                text: "planned, one colour an order", colour: GanttPalette.colours[0], style: "plan allowed")
            return [planned]
                + domains.compactMap { domain in
                    domain.letter.map { Item(text: domain.rawValue.lowercased(), style: "", letter: $0) }
                }
        }
    }

    private static func unplanned(_ chart: GanttChart) -> String? {
        let jobs = chart.jobs.filter { $0.extent(asOf: chart.now) == nil }
        guard !jobs.isEmpty else { return nil }
        let names = jobs.map { "\($0.id) at \($0.workCentre)" }.joined(separator: ", ")
        let text = "Without a place in time, \(GanttWords.count(jobs.count, "job")): \(names)"
        let room = chart.layout.width - GanttLayout.margin - GanttLayout.margin
        return TextWidth.fitting(text, size: textSize, in: room)
    }
}
