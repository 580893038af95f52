import Operations

/// The floor of the simulated plant: works through the job lists and reports what it does.
///
/// Knows of the loop only what is on the job lists, and of the business nothing.
struct PlantFloor: Sendable {
    let model: PlantModel
    let rates: PlantFaultRates
    var random: PlantRandom
    var store = PlantStore()
    var channel: PlantChannel
    private(set) var second = 0
    /// In the order of time.
    private var agenda: [PlantAction] = []
    /// The job that each unit is busy with.
    private var current: [String: PlantTask] = [:]
    private var lists: [String: [PlantTask]] = [:]
    private var ended: Set<String> = []
    /// What is really there of what was made, by lot.
    var made: [String: PlantLot] = [:]
    private(set) var news: [PlantLot] = []
    /// Of each machine, since it was served.
    var cycles: [String: Int] = [:]

    init(model: PlantModel, rates: PlantFaultRates, seed: UInt64) {
        self.model = model
        self.rates = rates
        random = PlantRandom(seed: seed, part: 3)
        channel = PlantChannel(rates: rates, seed: seed)
        for raw in model.products.map(\.raw) {
            for _ in 0..<2 { _ = receive(raw, PlantModel.kilograms, 3_000) }
        }
        _ = store.receive(PlantModel.spare, PlantModel.pieces, book: 50, truth: 50)
    }

    /// Works until a time, or until something happens that everybody has to know at once.
    ///
    /// - Parameters:
    ///   - lists: the job list of each unit.
    ///   - end: when to stop at the latest.
    /// - Returns: the records; ``second`` is then.
    mutating func work(_ lists: [String: [PlantTask]], until end: Int) -> [String] {
        self.lists = lists
        resumeHeld()
        startIdle()
        while let next = agenda.first, next.second <= end {
            agenda.removeFirst()
            second = next.second
            perform(next)
            if next.isUrgent { return channel.take() }
        }
        second = end
        startIdle()
        return channel.take()
    }

    /// The lots that were finished since this was asked last.
    mutating func takeNews() -> [PlantLot] {
        defer { news = [] }
        return news
    }

    /// A lot from the supplier: now and then another amount is in it than the papers say.
    mutating func receive(_ material: String, _ unit: String, _ amount: Int) -> PlantLot {
        let isWrong = random.happens(.shrinkage, rates.shrinkage)
        let difference = isWrong ? random.between(2, 6) * 10 * (random.happens(0.5) ? 1 : -1) : 0
        return store.receive(material, unit, book: amount, truth: amount + difference)
    }

    private mutating func perform(_ action: PlantAction) {
        channel.send(action.record)
        if let fault = action.fault { random.count(fault) }
        if action.ends, let unit = model.units.first(where: { current[$0]?.job == action.record.job }) {
            finish(unit)
        }
    }

    private mutating func finish(_ unit: String) {
        guard let task = current.removeValue(forKey: unit) else { return }
        ended.insert(task.job)
        if task.domain == .production, let lot = task.produced?.lot, let done = made[lot],
            model.product(done.material) != nil
        {
            news.append(done)
        }
        startIdle()
    }

    // MARK: Starting

    private mutating func startIdle() {
        for unit in model.units where current[unit] == nil {
            guard let task = lists[unit]?.first(where: canStart) else { continue }
            begin(task)
        }
    }

    private mutating func begin(_ task: PlantTask) {
        current[task.unit] = task
        let work = work(for: task)
        for action in work.scheduled { schedule(action) }
    }

    /// After everything that happens at the same time.
    private mutating func schedule(_ action: PlantAction) {
        let index = agenda.firstIndex { $0.second > action.second } ?? agenda.endIndex
        agenda.insert(action, at: index)
    }

    private func canStart(_ task: PlantTask) -> Bool {
        task.mayStart && !ended.contains(task.job) && task.earliest <= second && isOpen(task)
            && hasMaterial(task)
    }

    /// What a job waits for may have happened since the list was made.
    private func isOpen(_ task: PlantTask) -> Bool {
        switch task.waitingFor?.gate {
        case nil, .equipmentState: true
        case .predecessor: task.waitingFor.map { $0.until == nil && ended.contains($0.subject) } ?? true
        case .lotDisposition, .material, .workInProcess: false
        }
    }

    private func hasMaterial(_ task: PlantTask) -> Bool {
        switch task.domain {
        case .production:
            guard let taken = task.taken else { return true }
            return taken.lot.map { made[$0] != nil }
                ?? (store.amount(of: taken.material ?? "") >= PlantModel.rawSize)
        case .quality, .inventory: return task.lot.map { made[$0] != nil || store.lot($0) != nil } ?? true
        case .maintenance: return true
        }
    }

    /// The laboratory and the store go on with what was held under their hands: they know why.
    private mutating func resumeHeld() {
        for unit in model.units {
            guard let task = current[unit], task.domain != .production,
                lists[unit]?.contains(where: { $0.job == task.job && $0.isHeld }) == true
            else { continue }
            var record = ShopFloorRecord(
                source: unit, sequence: 0, at: PlantModel.time(second), kind: .resume)
            record.job = task.job
            channel.send(record)
        }
    }

    /// All faults that were drawn, by kind.
    var injected: [PlantFault: Int] {
        random.injected.merging(channel.random.injected) { $0 + $1 }
    }
}
