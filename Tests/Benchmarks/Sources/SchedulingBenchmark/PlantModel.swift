import Operations

/// A plant of some size with shifts, setups and due dates, the same for the same seed.
struct PlantModel {
    private var random: UInt64
    private let start = Instant(milliseconds: 1_788_220_800_000)  // a Tuesday at midnight
    private static let hour: Int64 = 3_600_000
    private static let minute: Int64 = 60_000

    init(seed: UInt64) {
        random = seed
    }

    /// `tightness` is the time to the due date over the work of the order.
    mutating func problem(orders: Int, operationsEach: Int, units: Int, tightness: Double)
        -> SchedulingProblem
    {
        var problem = SchedulingProblem(start: start)
        let families = 6
        problem.families = (0..<families).map { Identifier("F\($0)") }
        problem.units = (0..<units).map { unit(Identifier("U\($0)"), number: $0, families: families) }
        for order in 0..<orders {
            let release = Int64(below(48)) * Self.hour
            let first = problem.operations.count
            var work: Int64 = 0
            let family = Int32(below(families))
            for place in 0..<operationsEach {
                let (operation, duration) = operation(place, order: order, units: units, family: family)
                problem.operations.append(operation)
                work += duration
                let index = Int32(first + place)
                if place > 0 { problem.links.append(SchedulingProblem.Link(index - 1, index)) }
            }
            let span = Double(work) * tightness * (0.6 + Double(below(100)) / 100 * 0.8)
            let due = release + Int64(span) / Self.minute * Self.minute
            problem.jobs.append(
                SchedulingProblem.Job(
                    Identifier("PO-\(order)"), release: time(release), due: time(due),
                    weight: [1, 1, 1, 2, 2, 5][below(6)]))
        }
        return problem
    }

    /// Two shifts of eight hours with a break each, five days a week; every third unit works always.
    private mutating func unit(_ name: Identifier, number: Int, families: Int) -> SchedulingProblem.Unit {
        var intervals: [Interval] = []
        for day in 0..<60 where day % 7 != 4 && day % 7 != 5 {
            for (from, to) in [(360, 600), (630, 840), (840, 1_080), (1_110, 1_320)] {
                let base = Int64(day) * 24 * Self.hour
                let (from, to) = (base + Int64(from) * Self.minute, base + Int64(to) * Self.minute)
                if let interval = try? Interval(time(from), time(to)) { intervals.append(interval) }
            }
        }
        var setups: [Int64] = []
        for from in 0..<families {
            for to in 0..<families {
                setups.append(from == to ? 0 : Int64(5 + below(30)) * Self.minute)
            }
        }
        return SchedulingProblem.Unit(
            name, calendar: number % 3 == 2 ? .alwaysOpen : WorkCalendar(intervals),
            initialFamily: Int32(below(families)), setups: setups)
    }

    private mutating func operation(_ place: Int, order: Int, units: Int, family: Int32)
        -> (SchedulingProblem.Operation, Int64)
    {
        let duration = Int64(15 + below(90)) * Self.minute
        let first = below(units)
        let alternatives = 1 + below(3)
        let modes = (0..<alternatives).map { alternative in
            let slower = duration * Int64(100 + (alternative > 0 ? below(25) : 0)) / 100
            return SchedulingProblem.Mode(
                unit: Int32((first + alternative) % units), duration: TimeSpan(milliseconds: slower))
        }
        let operation = SchedulingProblem.Operation(
            Identifier("\(place * 10 + 10)"), job: Int32(order), modes: modes, family: family,
            isInterruptible: below(5) > 0)
        return (operation, duration)
    }

    private func time(_ milliseconds: Int64) -> Instant {
        start + TimeSpan(milliseconds: milliseconds)
    }

    /// SplitMix64.
    private mutating func below(_ bound: Int) -> Int {
        random &+= 0x9E37_79B9_7F4A_7C15
        var z = random
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(max(1, bound)))
    }
}
