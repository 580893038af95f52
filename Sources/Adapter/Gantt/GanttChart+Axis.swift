import Operations

extension GanttChart {
    /// Days and hours above, hours below again, and their lines across all lanes.
    func drawAxis(_ svg: inout SVGMarkup) {
        for tick in axis.ticks {
            let x = axis.x(tick.at)
            line(&svg, "hour-line", x, layout.lanesTop, layout.bottom)
            guard !tick.text.isEmpty, hasRoom(x) else { continue }
            let isCovered = nowFlag.map { x + Pixels(17) > $0.left && x - Pixels(17) < $0.right } ?? false
            let below = layout.bottom + Pixels(15)
            for y in isCovered ? [below] : [layout.lanesTop - Pixels(6), below] {
                svg.add("text", ["class": "hour", "x": "\(x)", "y": "\(y)"], tick.text)
            }
        }
        for day in axis.days {
            let x = axis.x(day.interval.start)
            line(&svg, "day-line", x, layout.axisTop, layout.bottom)
            guard !day.title.isEmpty else { continue }
            svg.add(
                "text", ["class": "day", "x": "\(x + Pixels(5))", "y": "\(layout.axisTop + Pixels(15))"],
                day.title)
        }
        line(&svg, "day-line", axis.x(axis.window.end), layout.axisTop, layout.bottom)
        for y in [layout.lanesTop, layout.bottom] {
            svg.add(
                "line",
                [
                    "class": "day-line", "x1": "\(GanttLayout.margin)", "y1": "\(y)",
                    "x2": "\(layout.width - GanttLayout.margin)", "y2": "\(y)",
                ])
        }
    }

    /// Where it is now, when the window contains it.
    func drawNow(_ svg: inout SVGMarkup) {
        guard let (text, left, right) = nowFlag else { return }
        line(&svg, "now", axis.x(now), layout.lanesTop - Pixels(4), layout.bottom)
        let (top, width) = (layout.lanesTop - Pixels(19), right - left)
        svg.add(
            "rect",
            [
                "class": "now-flag", "x": "\(left)", "y": "\(top)", "width": "\(width)", "height": "16",
                "rx": "3",
            ])
        svg.add(
            "text",
            [
                "class": "now-text", "x": "\(left + Pixels(tenths: width.tenths / 2))",
                "y": "\(top + Pixels(12))",
            ], text)
    }

    private var nowFlag: (text: String, left: Pixels, right: Pixels)? {
        guard axis.contains(now) else { return nil }
        let text = "now \(clock.clock(now))"
        let width = TextWidth.of(text, size: GanttAxis.hourTextSize) + Pixels(8)
        let left = min(
            max(axis.x(now) - Pixels(tenths: width.tenths / 2), axis.left), layout.width - width)
        return (text, left, left + width)
    }

    private func line(_ svg: inout SVGMarkup, _ style: String, _ x: Pixels, _ top: Pixels, _ bottom: Pixels) {
        svg.add(
            "line", ["class": style, "x1": "\(x)", "y1": "\(top)", "x2": "\(x)", "y2": "\(bottom)"])
    }

    /// A text in the middle of `x` does not go over the edges.
    private func hasRoom(_ x: Pixels) -> Bool {
        x - axis.left >= Pixels(14) && x <= layout.width - Pixels(18)
    }
}
