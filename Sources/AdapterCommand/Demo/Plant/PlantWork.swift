import Operations

/// What is done for one job, from its start to its end. Times are in seconds after the start until it is scheduled.
struct PlantWork: Sendable {
    let task: PlantTask
    let start: Int
    private var actions: [PlantAction] = []
    private var stops: [(from: Int, to: Int)] = []

    init(_ task: PlantTask, at start: Int) {
        self.task = task
        self.start = start
        report(.start, at: 0) { [task, start] in
            $0.equipment = Identifier(task.unit)
            $0.person = PlantModel.crew(task.unit, at: start)
        }
    }

    /// Reports something of the job.
    mutating func report(
        _ kind: ShopFloorRecord.Kind, at offset: Int, isUrgent: Bool = false,
        _ fill: (inout ShopFloorRecord) -> Void = { _ in }
    ) {
        let job = task.job
        add(kind, at: offset, isUrgent: isUrgent) { record in
            record.job = job
            fill(&record)
        }
    }

    /// Reports something of the unit.
    mutating func reportUnit(
        _ kind: ShopFloorRecord.Kind, at offset: Int, isUrgent: Bool = false,
        _ fill: (inout ShopFloorRecord) -> Void = { _ in }
    ) {
        let unit = Identifier(task.unit)
        add(kind, at: offset, isUrgent: isUrgent) { record in
            record.equipment = unit
            fill(&record)
        }
    }

    private mutating func add(
        _ kind: ShopFloorRecord.Kind, at offset: Int, isUrgent: Bool,
        _ fill: (inout ShopFloorRecord) -> Void
    ) {
        var record = ShopFloorRecord(
            source: task.unit, sequence: 0, at: PlantModel.time(start + offset), kind: kind)
        fill(&record)
        actions.append(PlantAction(second: offset, record: record, isUrgent: isUrgent))
    }

    mutating func complete(at offset: Int) {
        report(.complete, at: offset)
        actions[actions.count - 1].ends = true
    }

    /// Says that what was reported last is a fault.
    mutating func mark(_ fault: PlantFault) {
        actions[actions.count - 1].fault = fault
    }

    /// The unit stands for a while, and everything later is later by that; the job is held when it is long.
    mutating func stand(
        at offset: Int, for length: Int, reason: String, _ fault: PlantFault, holdsJob: Bool
    ) {
        let offset = running(atOrAfter: offset)
        for index in actions.indices where actions[index].second >= offset {
            actions[index].second += length
        }
        for index in stops.indices where stops[index].from >= offset {
            stops[index] = (stops[index].from + length, stops[index].to + length)
        }
        stops.append((offset, offset + length))
        if holdsJob { report(.hold, at: offset) { $0.reason = reason } }
        stop(from: offset, to: offset + length, reason: reason, isPlanned: false)
        mark(fault)
        if holdsJob { report(.resume, at: offset + length, isUrgent: true) }
    }

    /// What stands cannot stop: half a minute after it runs again, then.
    private func running(atOrAfter offset: Int) -> Int {
        stops.sorted { $0.from < $1.from }.reduce(offset) { offset, stop in
            stop.from <= offset && offset <= stop.to ? stop.to + 30 : offset
        }
    }

    /// Reports that the unit is down, and that it is up again.
    mutating func stop(from down: Int, to up: Int, reason: String, isPlanned: Bool) {
        // The end first, so that what was reported last is the beginning.
        for (value, offset) in [("up", up), ("down", down)] {
            reportUnit(.equipmentState, at: offset) {
                $0.value = value
                $0.reason = reason
                $0.planned = isPlanned
            }
        }
    }

    /// In the order of time, at times of the plant; of the same time, in the order in which they were reported, the
    /// end last.
    var scheduled: [PlantAction] {
        actions.enumerated()
            .sorted { Self.rank($0.element, $0.offset) < Self.rank($1.element, $1.offset) }
            .map { entry in
                var action = entry.element
                action.second += start
                action.record.at = PlantModel.time(action.second)
                return action
            }
    }

    private static func rank(_ action: PlantAction, _ index: Int) -> (Int, Int, Int) {
        (action.second, action.ends ? 1 : 0, index)
    }
}
