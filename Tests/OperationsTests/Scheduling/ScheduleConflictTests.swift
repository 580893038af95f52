import Operations
import Testing

/// What cannot be planned is said, and the rest is planned.
@Suite struct ScheduleConflictTests {
    private typealias Operation = SchedulingProblem.Operation
    private typealias Mode = SchedulingProblem.Mode

    /// Two orders of two operations, saw then press, ten minutes each; and one that is never in the way.
    private func problem() -> SchedulingProblem {
        var problem = SchedulingProblem(start: RandomProblem.start)
        problem.units = [SchedulingProblem.Unit("saw"), SchedulingProblem.Unit("press")]
        problem.jobs = ["PO-1", "PO-2"].map { SchedulingProblem.Job($0) }
        for job in Int32(0)..<2 {
            problem.operations.append(Operation("10", job: job, modes: [mode(0)]))
            problem.operations.append(Operation("20", job: job, modes: [mode(1)]))
        }
        problem.links = [SchedulingProblem.Link(0, 1), SchedulingProblem.Link(2, 3)]
        return problem
    }

    private func mode(_ unit: Int32, _ minutes: Int = 10) -> Mode {
        Mode(unit: unit, duration: RandomProblem.span(minutes))
    }

    private func schedule(_ problem: SchedulingProblem) -> Schedule {
        var settings = Scheduler.Settings()
        settings.iterations = 200
        return Scheduler(settings).schedule(problem)
    }

    private func planned(_ schedule: Schedule) -> [Int32] {
        schedule.assignments.map(\.operation).sorted()
    }

    @Test func anOrderThatNoResourceCanMake() {
        var problem = problem()
        problem.operations[1].modes = []
        let result = schedule(problem)
        #expect(result.conflicts == [.noResource(operation: "PO-1/20")])
        #expect(planned(result) == [2, 3])
        #expect(result.objective.violations == 2)
        let missing = ScheduleChecker(problem).violations(result)
        #expect(missing.map(\.description) == ["PO-1/10: missing", "PO-1/20: missing"])
    }

    @Test func aNeedThatExceedsTheCapacity() {
        var problem = problem()
        problem.resources = [SchedulingProblem.CumulativeResource("crew", capacity: 2)]
        problem.operations[1].modes[0].needs = [SchedulingProblem.Need(resource: 0, amount: 3)]
        #expect(schedule(problem).conflicts == [.noResource(operation: "PO-1/20")])
    }

    @Test func aCalendarWithoutWorkingTime() throws {
        var problem = problem()
        problem.units.append(
            SchedulingProblem.Unit("night", calendar: WorkCalendar([try RandomProblem.interval(-60, 0)])))
        problem.operations[3].modes = [mode(2)]
        let result = schedule(problem)
        #expect(result.conflicts == [.noWorkingTime(operation: "PO-2/20", unit: "night")])
        #expect(planned(result) == [0, 1])
    }

    @Test func aCalendarWithoutRoom() throws {
        var problem = problem()
        problem.units.append(
            SchedulingProblem.Unit("short", calendar: WorkCalendar([try RandomProblem.interval(0, 15)])))
        problem.operations[1].modes = [mode(2)]
        problem.operations[3].modes = [mode(2)]
        let result = schedule(problem)
        let shortage = result.conflicts.filter {
            if case .calendarTooShort = $0 { return true }
            return false
        }
        #expect(shortage.count == result.conflicts.count && !shortage.isEmpty)
        #expect(result.assignments.count >= 2)
        let rules = Set(ScheduleChecker(problem).violations(result).map(\.rule))
        #expect(rules == [.missing])
    }

    @Test func operationsThatWaitForOneAnother() {
        var problem = problem()
        problem.links.append(SchedulingProblem.Link(1, 0))
        let result = schedule(problem)
        #expect(result.conflicts == [.cycle(operations: ["PO-1/10", "PO-1/20"])])
        #expect(planned(result) == [2, 3])
    }

    @Test func whatWaitsForTheUnplannedIsNotPlanned() {
        var problem = problem()
        problem.operations[0].modes = []
        problem.links.append(SchedulingProblem.Link(1, 2))
        let result = schedule(problem)
        #expect(
            result.conflicts == [
                .noResource(operation: "PO-1/10"),
                .waitsForUnplanned(operation: "PO-2/10", before: "PO-1/20"),
            ])
        #expect(planned(result) == [])
    }

    @Test func aDueDateThatIsMissedThroughAResource() {
        var problem = problem()
        problem.operations.append(
            Operation(
                "0", job: 2, modes: [mode(1, 50)],
                commitment: .running(unit: 1, start: RandomProblem.start, remaining: RandomProblem.span(50))))
        problem.jobs.append(SchedulingProblem.Job("PO-3"))
        problem.jobs[0].due = RandomProblem.at(25)
        let result = schedule(problem)
        #expect(
            result.conflicts == [
                .dueDateMissed(
                    job: "PO-1", minutes: 35, operation: "PO-1/20", unit: "press", waitedMinutes: 40)
            ])
        #expect(
            result.conflicts.first?.description == "PO-1: 35 min late; PO-1/20 waits 40 min for press")
        #expect(ScheduleChecker(problem).violations(result) == [])
    }

    @Test func aDueDateThatIsMissedByItsOwnWork() {
        var problem = problem()
        problem.jobs[0].due = RandomProblem.at(15)
        let result = schedule(problem)
        #expect(
            result.conflicts == [
                .dueDateMissed(job: "PO-1", minutes: 5, operation: "PO-1/20", unit: nil, waitedMinutes: 0)
            ])
    }

    @Test func aMaximumLagBelowTheMinimum() {
        var problem = problem()
        problem.links[0].minimumLag = RandomProblem.span(30)
        problem.links[0].maximumLag = RandomProblem.span(20)
        let result = schedule(problem)
        #expect(result.conflicts == [.maximumLagImpossible(before: "PO-1/10", after: "PO-1/20")])
        #expect(planned(result) == [0, 1, 2, 3])
    }

    /// The press runs something for an hour: the saw must wait, so that no more than five minutes pass.
    @Test func aMaximumLagIsKeptByWaiting() throws {
        var problem = problem()
        problem.links[0].maximumLag = RandomProblem.span(5)
        problem.links[1].maximumLag = RandomProblem.span(5)
        problem.units[1].availableFrom = RandomProblem.at(60)
        let result = schedule(problem)
        #expect(result.conflicts == [])
        #expect(ScheduleChecker(problem).violations(result) == [])
        #expect(result.objective.makespan == 80 * RandomProblem.minute)
    }

    @Test func aMaximumLagThatNoPlanKeeps() {
        var problem = problem()
        problem.operations[0].commitment = .running(
            unit: 0, start: RandomProblem.start, remaining: RandomProblem.span(10))
        problem.links[0].maximumLag = RandomProblem.span(5)
        problem.units[1].availableFrom = RandomProblem.at(60)
        let result = schedule(problem)
        #expect(
            result.conflicts == [.maximumLagExceeded(before: "PO-1/10", after: "PO-1/20", minutes: 45)])
        #expect(ScheduleChecker(problem).violations(result).map(\.rule) == [.maximumLag])
        #expect(result.objective.violations == 1)
    }

    @Test func aFrozenPlaceThatCannotBe() {
        var problem = problem()
        problem.operations[1].commitment = .frozen(unit: 1, order: 0)
        let result = schedule(problem)
        #expect(result.conflicts == [.frozenPlaceImpossible(operation: "PO-1/20", unit: "press")])
        #expect(planned(result) == [0, 1, 2, 3])
    }

    @Test func twoThatRunTogether() {
        var problem = problem()
        for index in [0, 2] {
            problem.operations[index].commitment = .running(
                unit: 0, start: RandomProblem.start, remaining: RandomProblem.span(10))
        }
        let result = schedule(problem)
        #expect(result.conflicts == [.runningTogether(unit: "saw", operations: ["PO-1/10", "PO-2/10"])])
        #expect(ScheduleChecker(problem).violations(result).map(\.rule) == [.overlap])
    }

    @Test func whatMakesNoSenseIsLeftOut() {
        var problem = problem()
        problem.operations[0].job = 9
        problem.links.append(SchedulingProblem.Link(2, 99))
        problem.jobs[1].weight = -4
        let result = schedule(problem)
        #expect(planned(result) == [2, 3])
        #expect(result.conflicts.count == 4)
        #expect(result.conflicts.allSatisfy { !$0.description.isEmpty })
    }
}
