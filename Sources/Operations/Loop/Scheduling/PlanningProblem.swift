/// The open work of a loop in the terms of the scheduler, and the way back.
struct PlanningProblem {
    let work: OpenWork
    let from: Instant
    private(set) var problem: SchedulingProblem
    private var units: [String: Int32] = [:]
    private var crews: [String: Int32] = [:]
    private let availability: PlannedAvailability

    /// Where one job is done, and when.
    struct Place: Hashable {
        var unit: String
        var setupStart: Instant
        var start: Instant
        var end: Instant
    }

    init(_ work: OpenWork, of loop: ActivityLoop, from: Instant) {
        self.work = work
        self.from = from
        problem = SchedulingProblem(start: from)
        availability = PlannedAvailability(Set(work.items.flatMap(\.units)), loop.state.register)
        let families = Families(work, loop, from: from)
        problem.families = families.names.map { Identifier($0) }
        addUnits(loop, families)
        addCrews(loop.state)
        problem.jobs = work.requests.map { request in
            SchedulingProblem.Job(Identifier(request.entry.key), due: request.due, weight: request.weight)
        }
        for (index, item) in work.items.enumerated() { add(item, index, families) }
        addDeadlines()
        freeze(SchedulingParameters(loop))
    }

    private mutating func addUnits(_ loop: ActivityLoop, _ families: Families) {
        let changeovers = PlannedChangeovers(loop)
        for name in Set(work.items.flatMap(\.units)).sorted() {
            units[name] = Int32(problem.units.count)
            problem.units.append(
                SchedulingProblem.Unit(
                    Identifier(name), calendar: loop.state.calendar(of: name),
                    availableFrom: [work.occupied[name], loop.expectedRestoration(of: name, from: from)]
                        .compactMap { $0 }.max(),
                    initialFamily: families.initial(on: name, loop, from: from),
                    setups: families.matrix(on: name, changeovers)))
        }
    }

    /// The people of each class that is asked for; nobody is known of a class that no master data fills.
    private mutating func addCrews(_ state: LoopState) {
        for name in Set(work.items.flatMap { $0.crew.keys }).sorted() {
            let people = state.people(ofClass: Identifier(name), at: from)
            guard !people.isEmpty else { continue }
            crews[name] = Int32(problem.resources.count)
            problem.resources.append(
                SchedulingProblem.CumulativeResource(Identifier(name), capacity: Int64(people.count)))
        }
    }

    private func needs(of item: OpenWork.Item) -> [SchedulingProblem.Need] {
        item.crew.sorted { $0.key < $1.key }.compactMap { name, amount in
            crews[name].map { SchedulingProblem.Need(resource: $0, amount: amount) }
        }
    }

    private mutating func add(_ item: OpenWork.Item, _ index: Int, _ families: Families) {
        let needs = needs(of: item)
        let modes = item.units.compactMap { name in
            units[name].map {
                SchedulingProblem.Mode(
                    unit: $0, duration: availability.time(for: item.duration, on: name), needs: needs)
            }
        }
        problem.operations.append(
            SchedulingProblem.Operation(
                Identifier(item.entry.plan.path.joined(separator: "/")), job: Int32(item.request),
                modes: modes, family: families.ofItem[index],
                release: item.release))
        for before in item.predecessors {
            problem.links.append(
                SchedulingProblem.Link(
                    Int32(before.item), Int32(index), anchor: before.isFromStart ? .start : .end,
                    minimumLag: before.minimumLag, maximumLag: before.maximumLag))
        }
        for other in item.exclusions { exclude(index, other) }
    }

    /// A resource that both need, and only one can have.
    private mutating func exclude(_ index: Int, _ other: Int) {
        let names = [other, index].map { problem.name(ofOperation: Int32($0)) }
        let need = SchedulingProblem.Need(resource: Int32(problem.resources.count))
        problem.resources.append(
            SchedulingProblem.CumulativeResource(Identifier(names.joined(separator: " or ")), capacity: 1))
        for operation in [index, other] {
            for mode in problem.operations[operation].modes.indices {
                problem.operations[operation].modes[mode].needs.append(need)
            }
        }
    }

    /// What has begun is no operation of the plan; what has to begin soon after it hangs on a mark in time, which has
    /// a unit of its own. Behind the items, so that these keep their indices.
    private mutating func addDeadlines() {
        for (index, item) in work.items.enumerated() {
            for deadline in item.deadlines {
                let mark = Int32(problem.operations.count)
                let unit = Int32(problem.units.count)
                problem.units.append(SchedulingProblem.Unit(Identifier(deadline.job.plan.id)))
                problem.operations.append(
                    SchedulingProblem.Operation(
                        Identifier(deadline.job.plan.path.joined(separator: "/")), job: Int32(item.request),
                        modes: [],
                        commitment: .running(unit: unit, start: deadline.from, remaining: .zero)))
                problem.links.append(
                    SchedulingProblem.Link(
                        mark, Int32(index), anchor: .start,
                        maximumLag: deadline.tolerated))
            }
        }
    }

    /// What begins soon stays where it is, and in its order.
    private mutating func freeze(_ parameters: SchedulingParameters) {
        let soon = work.items.indices.filter { index in
            let entry = work.items[index].entry
            let horizon = parameters.frozenHorizon(on: entry.workCentre, entry.plan.domain)
            return horizon > .zero && entry.planned.map { $0.start < from + horizon } ?? false
        }.sorted { left, right in
            LoopState.inOrderOfPlan(work.items[left].entry, work.items[right].entry)
        }
        for (order, index) in soon.enumerated() {
            guard let unit = units[work.items[index].entry.workCentre] else { continue }
            problem.operations[index].commitment = .frozen(unit: unit, order: Int32(order))
        }
    }
}

extension PlanningProblem {
    /// The problem with the plan in force as the one to keep to; nil when nothing has been planned.
    var inForce: SchedulingProblem? {
        var kept = problem
        for (index, item) in work.items.enumerated() {
            guard let planned = item.entry.planned, let unit = units[item.entry.workCentre] else { continue }
            kept.operations[index].previous = SchedulingProblem.PreviousPlace(
                unit: unit, start: planned.start)
        }
        return kept == problem ? nil : kept
    }

    /// Whether there is work that the plan in force does not have.
    var hasNews: Bool { work.items.contains { $0.entry.planned == nil } }

    /// Weighted milliseconds after the due dates, as the plan in force says it.
    var tardinessInForce: Int64 {
        var ends = [Instant?](repeating: nil, count: work.requests.count)
        for item in work.items {
            guard let end = item.entry.planned?.end else { continue }
            ends[item.request] = max(ends[item.request] ?? end, end)
        }
        return zip(work.requests, ends).reduce(0) { sum, pair in
            guard let due = pair.0.due, let end = pair.1, end > due else { return sum }
            return Saturating.add(sum, Saturating.multiply((end - due).milliseconds, pair.0.weight))
        }
    }

    /// The problem with a place for each job as the rule gives it: what is due first takes the first gap, on the
    /// equipment where it ends first.
    func ruled() -> SchedulingProblem {
        var result = problem
        var sequencer = Sequencer(
            calendars: Dictionary(
                problem.units.map { ($0.name.text, $0.calendar) }, uniquingKeysWith: { first, _ in first }))
        for unit in problem.units {
            guard let free = unit.availableFrom, free > from else { continue }
            sequencer.occupy(unit.name.text, from: from, to: free)
        }
        var placed = [(start: Instant, end: Instant)?](repeating: nil, count: work.items.count)
        for index in inRuleOrder {
            let item = work.items[index]
            guard let ready = ready(item, after: placed) else { continue }
            let places = units(for: index).compactMap { unit in
                let time = availability.time(for: item.duration, on: unit)
                return sequencer.gap(on: unit, notBefore: max(item.release, ready), work: time).map {
                    (unit: unit, place: $0, time: time)
                }
            }
            guard let first = places.min(by: { $0.place.end < $1.place.end }), let unit = units[first.unit]
            else { continue }
            _ = sequencer.place(on: first.unit, notBefore: first.place.start, work: first.time)
            placed[index] = first.place
            result.operations[index].previous = SchedulingProblem.PreviousPlace(
                unit: unit, start: first.place.start)
        }
        return result
    }

    /// When all that an item waits for lets it begin; nil when one of these has no place.
    private func ready(_ item: OpenWork.Item, after placed: [(start: Instant, end: Instant)?]) -> Instant? {
        var ready = from
        for before in item.predecessors {
            guard let place = placed[before.item] else { return nil }
            ready = max(ready, (before.isFromStart ? place.start : place.end) + before.minimumLag)
        }
        return ready
    }

    /// What is frozen comes first, in its order; the rest as it is due.
    private var inRuleOrder: [Int] {
        func frozenRank(_ index: Int) -> Int32 {
            if case .frozen(_, let order) = problem.operations[index].commitment { order } else { .max }
        }
        return work.items.indices.sorted { (frozenRank($0), $0) < (frozenRank($1), $1) }
    }

    private func units(for index: Int) -> [String] {
        if case .frozen(let unit, _) = problem.operations[index].commitment {
            return [problem.units[Int(unit)].name.text]
        }
        return work.items[index].units
    }

    /// By item; nil for what has no place. Marks in time are none.
    func places(_ schedule: Schedule) -> [Place?] {
        var places = [Place?](repeating: nil, count: work.items.count)
        for assignment in schedule.assignments where work.items.indices.contains(Int(assignment.operation)) {
            places[Int(assignment.operation)] = Place(
                unit: problem.units[Int(assignment.unit)].name.text, setupStart: assignment.setupStart,
                start: assignment.start, end: assignment.end)
        }
        return places
    }
}

extension PlanningProblem {
    /// The set-up families of a plan, by index.
    private struct Families {
        private(set) var names: [String] = []
        private(set) var ofItem: [Int32?]
        private var indices: [String: Int32] = [:]

        init(_ work: OpenWork, _ loop: ActivityLoop, from: Instant) {
            ofItem = [Int32?](repeating: nil, count: work.items.count)
            guard !loop.settings.changeovers.isEmpty else { return }
            for name in Set(work.items.flatMap(\.units)).sorted() {
                if let family = loop.lastFamily(on: name, at: from) { _ = index(family) }
            }
            for (position, item) in work.items.enumerated() {
                ofItem[position] = loop.state.setupFamily(of: item.entry, at: from).map { index($0) }
            }
        }

        private mutating func index(_ name: String) -> Int32 {
            if let known = indices[name] { return known }
            let index = Int32(names.count)
            indices[name] = index
            names.append(name)
            return index
        }

        func initial(on unit: String, _ loop: ActivityLoop, from: Instant) -> Int32? {
            loop.lastFamily(on: unit, at: from).flatMap { indices[$0] }
        }

        func matrix(on unit: String, _ changeovers: PlannedChangeovers) -> [Int64] {
            guard changeovers.concern(unit) else { return [] }
            return names.flatMap { from in
                names.map { to in changeovers.time(on: unit, from: from, to: to).milliseconds }
            }
        }
    }
}

extension ActivityLoop {
    /// What equipment is set up for: the family of the job that began there last.
    fileprivate func lastFamily(on unit: String, at instant: Instant) -> String? {
        state.workCentres[unit]?.started.last.flatMap { state.jobs[$0] }.flatMap {
            state.setupFamily(of: $0, at: instant)
        }
    }

    /// When equipment that is down can be expected to be up: after as long as it stood in half of the stops before
    /// for the same reason, else of all. Nil when it is up, or when nothing tells.
    func expectedRestoration(of unit: String, from: Instant) -> Instant? {
        guard let centre = state.workCentres[unit], centre.isDown else { return nil }
        let ended = Array(centre.endedStops)
        return centre.openStops.compactMap { open -> Instant? in
            let same = ended.filter { $0.reason == open.reason }
            let lengths = (same.isEmpty ? ended : same).compactMap { stop in
                stop.time.end.map { $0 - stop.time.start }
            }.sorted()
            guard !lengths.isEmpty else { return nil }
            return open.time.start + lengths[lengths.count / 2]
        }.max()
    }
}
