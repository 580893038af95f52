import Adapter
import Diagnostics
import Journal
import Operations

/// One week of the simulated plant, through the doors that a real one has.
struct PlantRun {
    /// The plan is made anew, and the floor looks at its lists, at least so often, in seconds.
    private static let step = 1_800
    static let planner = "PLANNER"

    private let session: Session
    private let writer: SiteWriter
    private let clock: DemoClock
    private let model: PlantModel
    private var doors: PlantDoors
    private(set) var orders: PlantOrders
    private(set) var floor: PlantFloor
    private(set) var tally = PlantTally()

    init(
        _ session: Session, writer: SiteWriter, clock: DemoClock, doors: PlantDoors, model: PlantModel,
        rates: PlantFaultRates, seed: UInt64
    ) {
        self.session = session
        self.writer = writer
        self.clock = clock
        self.doors = doors
        self.model = model
        orders = PlantOrders(model: model, rates: rates, seed: seed)
        floor = PlantFloor(model: model, rates: rates, seed: seed)
    }

    private var service: LoopService { LoopService(writer: writer, composer: session.composer) }

    /// - Parameter days: how long the plant works.
    /// - Throws: what the doors and the journal throw.
    mutating func play(days: Int) async throws {
        for document in orders.masterData(floor.store.lots) { try await take(document, at: 0) }
        for second in stride(from: 0, to: days * PlantModel.day, by: Self.step) {
            try await hearBusiness(at: second)
            try await plan(at: second)
            try await work(until: second + Self.step)
            if (second + Self.step) % 3_600 == 0 { try await send(at: second + Self.step) }
        }
        try doors.close()
    }

    // MARK: The business

    private mutating func hearBusiness(at second: Int) async throws {
        clock.move(to: PlantModel.instant(second))
        if second % PlantModel.shift == 0 {
            try await approve()
            let lots = model.products.flatMap { floor.store.opened(of: $0.raw) }
            for document in orders.shift(at: second, made: floor.takeNews(), lots: lots) {
                try await take(document, at: second)
            }
        }
        for document in orders.cancellations(until: second) { try await take(document, at: second) }
    }

    private mutating func take(_ document: PlantDocument, at second: Int) async throws {
        let path = try doors.keep(document, at: second)
        let delivery = try Delivery(named: path, partner: nil, receivedAt: clock.clock.now())
        let result = try await session.pipeline(writer).take(delivery)
        tally.add(result.findings)
        tally.intakes.append(
            PlantTally.Intake(
                document: document, outcome: result.outcome, objects: result.objects.count,
                findings: result.findings))
    }

    /// The planner approves what the loop proposes, once a shift.
    private mutating func approve() async throws {
        for proposal in writer.state.register.proposals where proposal.state == .proposed {
            doors.noteApproval(of: proposal.id, by: Self.planner)
            let decided = try await service.decide(
                proposal: proposal.id, approve: true, by: Self.planner, reason: nil)
            tally.add(decided.findings)
            tally.approved.append(proposal.id)
        }
    }

    // MARK: The loop

    private mutating func plan(at second: Int) async throws {
        doors.noteRun()
        let run = try await service.run()
        tally.runs += 1
        tally.add(run.findings)
        if second % PlantModel.shift == 0 { notePromises(until: second + PlantModel.shift) }
    }

    /// What the plan promises for the shift that begins.
    private mutating func notePromises(until end: Int) {
        for unit in model.machines {
            for line in writer.state.jobList(unit).lines where line.state.isNotStarted {
                guard let planned = line.planned, planned.start < PlantModel.instant(end) else { continue }
                tally.promises[line.order.plan.id] = planned.end
            }
        }
    }

    // MARK: The floor

    private mutating func work(until end: Int) async throws {
        floor.channel.disturb(at: end, machine: model.machines[end / Self.step % model.machines.count])
        repeat {
            let lines = floor.work(lists(), until: end)
            clock.move(to: PlantModel.instant(floor.second))
            guard !lines.isEmpty else { continue }
            let source = try doors.keep(lines, at: floor.second)
            tally.add(try await service.record(lines: lines, source: source))
            if floor.second < end { try await plan(at: floor.second) }
        } while floor.second < end
    }

    private func lists() -> [String: [PlantTask]] {
        Dictionary(
            uniqueKeysWithValues: model.units.map { unit in
                (unit, writer.state.jobList(unit).lines.map { PlantTask($0, unit: unit) })
            })
    }

    // MARK: To the business

    private mutating func send(at second: Int) async throws {
        let messages = try await session.outboxWorker().sendDue()
        tally.add(messages)
        for message in messages {
            guard let bytes = try await session.journal.content(of: message.row.id) else { continue }
            try doors.keep(bytes, of: message.row.root, at: second)
        }
    }
}
