import Operations

/// Fifty machines, an order of one job on each after the other; each job has counts, a stop and a reading.
struct MeasuredPlant {
    private(set) var loop: ActivityLoop
    private(set) var events: [Event] = []
    private(set) var records = 0
    private(set) var now = Instant(milliseconds: 1_772_409_600_000)
    private var order = 0
    private var sequence = 0

    init() {
        var settings = LoopSettings()
        settings.schedulingIterations = 0
        loop = ActivityLoop(settings: settings)
    }

    /// An hour: an order for each machine, planned together, made and completed.
    mutating func workOn() throws {
        let first = order
        for machine in 0..<50 {
            try perform(.detailedScheduling(.importRequest(ImportedRequest(.process, request(on: machine)))))
            order += 1
        }
        try perform(.detailedScheduling(.sequence(from: nil)))
        try perform(.dispatching(.dispatch(workCentre: nil, until: nil)))
        for machine in 0..<50 { try make("R\(first + machine)/A", on: Identifier("M\(machine)")) }
        now = now + Self.minutes(60)
    }

    private mutating func make(_ job: String, on machine: Identifier) throws {
        try record(.start, 0, job)
        for count in 1...10 { try record(.produced, count * 4, job, quantity: 10) }
        try record(.equipmentState, 41, machine: machine, value: "down")
        try record(.equipmentState, 46, machine: machine, value: "up")
        try record(.scrapped, 47, job, quantity: 1)
        try record(.complete, 50, job)
    }

    private func request(on machine: Int) -> OperationsRequest {
        var segment = SegmentRequirement(processSegmentID: "A", duration: Self.minutes(45))
        segment.equipment = [EquipmentRequirement(equipmentIDs: [Identifier("M\(machine)")])]
        segment.materials = [
            MaterialRequirement(
                definitionIDs: ["P\(machine % 5)"].map { Identifier($0) }, use: .known(.produced),
                quantities: [Quantity(ExactDecimal(100), "EA")])
        ]
        return OperationsRequest(
            id: Identifier("R\(order)"), operationsType: .known(.production),
            endTime: ZonedTime(now + Self.minutes(60), offsetMinutes: 0), segments: [segment])
    }

    private mutating func record(
        _ kind: ShopFloorRecord.Kind, _ minute: Int, _ job: String? = nil, machine: Identifier? = nil,
        quantity: Int64? = nil, value: String? = nil
    ) throws {
        sequence += 1
        records += 1
        let record = ShopFloorRecord(
            source: "floor", sequence: sequence, at: ZonedTime(now + Self.minutes(minute), offsetMinutes: 0),
            kind: kind, job: job, quantity: quantity.map { ExactDecimal($0) },
            unit: quantity == nil ? nil : "EA",
            equipment: machine, value: value, reason: machine == nil ? nil : "breakdown")
        try perform(.dataCollection(.record(record)))
    }

    private mutating func perform(_ action: Command.Action) throws {
        let decision = try loop.perform(Command(.production, action), at: now)
        let followed = loop.react(to: decision.events, at: now)
        events += decision.events
        events += followed.events
    }

    private static func minutes(_ minutes: Int) -> TimeSpan {
        TimeSpan(milliseconds: Int64(minutes) * 60_000)
    }
}
