import Operations
import Testing

/// One way to spoil a schedule that is valid, so that it is certainly not valid afterwards.
enum Corruption: String, CaseIterable {
    case startsBeforePredecessor, swapsJobOperations, illegalUnit, unknownMode, shortens, lengthens
    case placesTwice, drops, startsInBreak, removesSetup, overlaps, doublesCrew, startsBeforeRelease
    case movesFrozenBack, movesRunning, unknownOperation, exceedsMaximumLag, shortensSetup
    case startsBeforeAvailability, interrupts

    var rule: ScheduleViolation.Rule {
        switch self {
        case .startsBeforePredecessor, .swapsJobOperations: .minimumLag
        case .illegalUnit, .unknownMode: .illegalMode
        case .shortens, .lengthens: .duration
        case .placesTwice: .placedTwice
        case .drops: .missing
        case .startsInBreak, .interrupts: .calendar
        case .removesSetup, .shortensSetup: .setup
        case .overlaps: .overlap
        case .doublesCrew: .capacity
        case .startsBeforeRelease, .startsBeforeAvailability: .release
        case .movesFrozenBack: .frozen
        case .movesRunning: .running
        case .unknownOperation: .unknownOperation
        case .exceedsMaximumLag: .maximumLag
        }
    }

    /// Not every plan has a set-up that could be shortened.
    func isPossible(in schedule: Schedule, of problem: SchedulingProblem) -> Bool {
        guard self == .shortensSetup else { return true }
        return schedule.assignments.contains {
            problem.operations[Int($0.operation)].commitment == .free && $0.unit == 1
                && $0.setupStart < $0.start
        }
    }

    /// Spoils the schedule; the problem may get a limit that the schedule keeps until then.
    func apply(
        to schedule: inout Schedule, of problem: inout SchedulingProblem, _ random: inout SeededGenerator
    ) throws {
        let tick = TimeSpan(milliseconds: 1)
        switch self {
        case .startsBeforePredecessor:
            let link = try #require(problem.links.randomElement(using: &random))
            let before = schedule.assignments[try place(link.before, schedule)]
            let limit = before.end + link.minimumLag + TimeSpan(milliseconds: -1)
            try shift(link.after, to: limit, &schedule)
        case .swapsJobOperations:
            let link = try #require(problem.links.randomElement(using: &random))
            let (i, j) = (try place(link.before, schedule), try place(link.after, schedule))
            let (a, b) = (schedule.assignments[i], schedule.assignments[j])
            (schedule.assignments[i].start, schedule.assignments[j].start) = (b.start, a.start)
            (schedule.assignments[i].end, schedule.assignments[j].end) = (b.end, a.end)
            (schedule.assignments[i].setupStart, schedule.assignments[j].setupStart) =
                (b.setupStart, a.setupStart)
        case .illegalUnit:
            let i = try free(schedule, problem, &random) { _ in true }
            schedule.assignments[i].unit = (schedule.assignments[i].unit + 1) % Int32(problem.units.count)
        case .unknownMode:
            let i = try free(schedule, problem, &random) { _ in true }
            schedule.assignments[i].mode = 7
        case .shortens:
            let i = try free(schedule, problem, &random) { $0.start < $0.end }
            schedule.assignments[i].end = schedule.assignments[i].end + TimeSpan(milliseconds: -1)
        case .lengthens:
            let i = try free(schedule, problem, &random) { $0.unit == 1 }
            schedule.assignments[i].end = schedule.assignments[i].end + tick
        case .placesTwice:
            schedule.assignments.append(try #require(schedule.assignments.randomElement(using: &random)))
        case .drops:
            let i = try #require(schedule.assignments.indices.randomElement(using: &random))
            schedule.assignments.remove(at: i)
        case .startsInBreak:
            let i = try free(schedule, problem, &random) { $0.unit == 0 }
            let noon = RandomProblem.at(1_440 * Int(random.next() % 5) + 735)
            let work = problem.units[0].calendar.workingTime(
                from: schedule.assignments[i].start, to: schedule.assignments[i].end)
            schedule.assignments[i].start = noon
            schedule.assignments[i].setupStart = noon
            schedule.assignments[i].end = try #require(problem.units[0].calendar.advance(noon, by: work))
        case .removesSetup:
            let i = try free(schedule, problem, &random) { $0.setupStart < $0.start }
            schedule.assignments[i].setupStart = schedule.assignments[i].start
        case .shortensSetup:
            // Unit 1 works always: its shortest setup takes a quarter of an hour.
            let i = try free(schedule, problem, &random) { $0.unit == 1 && $0.setupStart < $0.start }
            schedule.assignments[i].setupStart =
                schedule.assignments[i].start + TimeSpan(milliseconds: 1 - 15 * RandomProblem.minute)
        case .overlaps:
            let unit = try #require([Int32(0), 1].randomElement(using: &random))
            let own = schedule.assignments.indices.filter { schedule.assignments[$0].unit == unit }
            let sorted = own.sorted { schedule.assignments[$0].start < schedule.assignments[$1].start }
            let rank = Int(random.next() % UInt64(sorted.count - 1))
            schedule.assignments[sorted[rank + 1]].setupStart =
                schedule.assignments[sorted[rank]].end + TimeSpan(milliseconds: -1)
        case .doublesCrew:
            let i = try free(schedule, problem, &random) { needsCrew($0, problem) }
            let own = schedule.assignments[i].operation
            let j = try free(schedule, problem, &random) { needsCrew($0, problem) && $0.operation != own }
            try shift(schedule.assignments[j].operation, to: schedule.assignments[i].start, &schedule)
        case .startsBeforeRelease:
            let i = try free(schedule, problem, &random) { job($0, problem).release != nil }
            let release = try #require(job(schedule.assignments[i], problem).release)
            try shift(
                schedule.assignments[i].operation, to: release + TimeSpan(milliseconds: -1), &schedule)
        case .startsBeforeAvailability:
            let i = try free(schedule, problem, &random) { $0.unit == 3 }
            let available = max(problem.units[3].availableFrom ?? problem.start, problem.start)
            schedule.assignments[i].setupStart = available + TimeSpan(milliseconds: -1)
        case .movesFrozenBack:
            let frozen = problem.operations.indices.filter {
                if case .frozen = problem.operations[$0].commitment { return true }
                return false
            }
            let index = Int32(try #require(frozen.randomElement(using: &random)))
            let end = try #require(schedule.assignments.map(\.end).max())
            try shift(index, to: end + RandomProblem.span(60), &schedule)
        case .movesRunning:
            let index = try #require(problem.operations.firstIndex { isRunning($0) })
            let i = try place(Int32(index), schedule)
            schedule.assignments[i].start = schedule.assignments[i].start + tick
        case .unknownOperation:
            let i = try #require(schedule.assignments.indices.randomElement(using: &random))
            schedule.assignments[i].operation = Int32(problem.operations.count)
        case .exceedsMaximumLag:
            let i = try #require(problem.links.indices.randomElement(using: &random))
            let link = problem.links[i]
            let before = schedule.assignments[try place(link.before, schedule)]
            let after = schedule.assignments[try place(link.after, schedule)]
            problem.links[i].maximumLag = after.start - before.end
            try shift(link.after, to: after.start + tick, &schedule)
        case .interrupts:
            // What it becomes is the problem's: an operation that was interrupted must not be any more.
            let i = try free(schedule, problem, &random) { $0.unit != 1 && $0.unit != 3 }
            let index = Int(schedule.assignments[i].operation)
            problem.operations[index].isInterruptible = false
            let unit = problem.units[Int(schedule.assignments[i].unit)]
            let evening = RandomProblem.at(1_440 * 9 + 1_310)
            let mode = Int(try #require(schedule.assignments[i].mode))
            schedule.assignments[i].start = evening
            schedule.assignments[i].setupStart = evening
            schedule.assignments[i].end = try #require(
                unit.calendar.advance(evening, by: problem.operations[index].modes[mode].duration))
        }
    }

    private func isRunning(_ operation: SchedulingProblem.Operation) -> Bool {
        if case .running = operation.commitment { return true }
        return false
    }

    private func job(_ place: Schedule.Assignment, _ problem: SchedulingProblem) -> SchedulingProblem.Job {
        problem.jobs[Int(problem.operations[Int(place.operation)].job)]
    }

    private func needsCrew(_ place: Schedule.Assignment, _ problem: SchedulingProblem) -> Bool {
        place.mode.map { !problem.operations[Int(place.operation)].modes[Int($0)].needs.isEmpty } ?? false
    }

    private func place(_ operation: Int32, _ schedule: Schedule) throws -> Int {
        try #require(schedule.assignments.firstIndex { $0.operation == operation })
    }

    private func shift(_ operation: Int32, to start: Instant, _ schedule: inout Schedule) throws {
        let i = try place(operation, schedule)
        let by = start - schedule.assignments[i].start
        schedule.assignments[i].setupStart = schedule.assignments[i].setupStart + by
        schedule.assignments[i].start = start
        schedule.assignments[i].end = schedule.assignments[i].end + by
    }

    /// Some assignment of an operation that is free.
    private func free(
        _ schedule: Schedule, _ problem: SchedulingProblem, _ random: inout SeededGenerator,
        where condition: (Schedule.Assignment) -> Bool
    ) throws -> Int {
        let found = schedule.assignments.indices.filter {
            problem.operations[Int(schedule.assignments[$0].operation)].commitment == .free
                && condition(schedule.assignments[$0])
        }
        return try #require(found.randomElement(using: &random))
    }
}
