/// Where things are in the drawing, from top to bottom.
struct GanttLayout {
    static let margin = Pixels(16)
    static let dayHeight = Pixels(22)
    static let hourHeight = Pixels(20)
    static let groupHeight = Pixels(24)
    static let rowHeight = Pixels(50)
    /// From the top of a row: above it, what is late is marked.
    static let barTop = Pixels(9)
    static let barHeight = Pixels(30)
    static let actualTop = Pixels(41)
    static let actualHeight = Pixels(6)
    static let nameTextSize = 13

    struct Place {
        /// Above the lane, where its group begins.
        var groupTop: Pixels?
        var top: Pixels
        var height: Pixels
    }

    let width: Pixels
    let axisLeft: Pixels
    let axisTop = Pixels(70)
    /// One for each lane.
    let places: [Place]
    /// Of the lanes.
    let bottom: Pixels

    init(lanes: [GanttLane], width: Int) {
        self.width = Pixels(width)
        let names = lanes.map { TextWidth.of($0.workCentre.name, size: Self.nameTextSize) }
        let longest = min(max(names.max() ?? Pixels(0), Pixels(90)), Pixels(min(240, width / 4)))
        axisLeft = Self.margin + longest + Pixels(12)
        var y = axisTop + Self.dayHeight + Self.hourHeight
        var places: [Place] = []
        var group: String?
        for lane in lanes {
            var place = Place(top: y, height: Pixels(tenths: Self.rowHeight.tenths * max(1, lane.rows.count)))
            if let name = lane.workCentre.group, name != group {
                place.groupTop = y
                place.top = y + Self.groupHeight
            }
            group = lane.workCentre.group
            y = place.top + place.height
            places.append(place)
        }
        self.places = places
        bottom = max(y, axisTop + Self.dayHeight + Self.hourHeight + Self.rowHeight)
    }

    var axisWidth: Pixels { width - Self.margin - axisLeft }
    var lanesTop: Pixels { axisTop + Self.dayHeight + Self.hourHeight }
    var legendTop: Pixels { bottom + Self.hourHeight + Pixels(14) }

    func rowTop(_ lane: Int, _ row: Int) -> Pixels {
        places[lane].top + Pixels(tenths: Self.rowHeight.tenths * row)
    }
}
