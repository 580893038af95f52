/// How the drawing looks.
enum GanttStyle {
    static let sheet = """
        svg{font-family:"Helvetica Neue",Arial,"Liberation Sans","DejaVu Sans",sans-serif;fill:#1b1f24}
        .paper{fill:#ffffff}
        .title{font-size:22px;font-weight:600}
        .note{font-size:13px;fill:#4c545d}
        .day{font-size:12px;font-weight:600}
        .hour{font-size:11px;fill:#4c545d;text-anchor:middle}
        .name{font-size:13px;font-weight:600}
        .group{fill:#e3e7eb}
        .group-name{font-size:13px;font-weight:600}
        .nothing{font-size:15px;fill:#4c545d;text-anchor:middle}
        .legend{font-size:12px;fill:#1b1f24}
        .day-line{stroke:#7a828b;stroke-width:1}
        .hour-line{stroke:#d3d8dd;stroke-width:1}
        .lane-line{stroke:#b8bfc6;stroke-width:1}
        .closed{fill:#eceff2}
        .down{fill:url(#gantt-down);stroke:#1b1f24;stroke-width:1}
        .stop{fill:url(#gantt-stop);stroke:#7a828b;stroke-width:1;stroke-dasharray:4 3}
        .setup{fill:url(#gantt-setup);stroke:#1b1f24;stroke-width:1}
        .plan{stroke:#1b1f24;stroke-width:1}
        .waiting{stroke-dasharray:2 2}
        .running{stroke-width:3}
        .interrupted{stroke-width:3;stroke-dasharray:7 4}
        .ended{fill-opacity:.4;stroke:#7a828b}
        .aborted{fill-opacity:.12;stroke:#7a828b;stroke-dasharray:7 4}
        .actual{stroke:#2b3138;stroke-width:1}
        .pause{fill:#ffffff;stroke:#2b3138;stroke-width:1}
        .going-on{fill:#ffffff;stroke:#2b3138;stroke-width:2}
        .late{fill:#b23c00}
        .order{font-size:12px;font-weight:600}
        .step{font-size:11px}
        .bare{stroke:#ffffff;stroke-width:4px;stroke-linejoin:round;paint-order:stroke}
        .badge{fill:#1b1f24}
        .badge-text{font-size:10px;font-weight:700;fill:#ffffff;text-anchor:middle}
        .now{stroke:#1b1f24;stroke-width:2;stroke-dasharray:6 3}
        .now-flag{fill:#1b1f24}
        .now-text{font-size:11px;font-weight:600;fill:#ffffff;text-anchor:middle}

        """

    /// Lines at different angles: they are told apart without colour.
    static func patterns(_ svg: inout SVGMarkup) {
        hatch("gantt-setup", "#ffffff", "#4c545d", distance: 6, width: 2, angle: 45, &svg)
        hatch("gantt-down", "#f3d9cc", "#1b1f24", distance: 7, width: 2, angle: -45, &svg)
        hatch("gantt-stop", "#f3f5f7", "#7a828b", distance: 7, width: 1, angle: 90, &svg)
    }

    private static func hatch(
        _ id: String, _ ground: String, _ ink: String, distance: Int, width: Int, angle: Int,
        _ svg: inout SVGMarkup
    ) {
        svg.add(
            "pattern",
            [
                "id": id, "width": "\(distance)", "height": "\(distance)",
                "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(\(angle))",
            ]
        ) { svg in
            svg.add("rect", ["width": "\(distance)", "height": "\(distance)", "fill": ground])
            svg.add("rect", ["width": "\(width)", "height": "\(distance)", "fill": ink])
        }
    }
}
