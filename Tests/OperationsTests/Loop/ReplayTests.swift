import Diagnostics
import Testing

@testable import Operations

/// Random commands of every kind: nothing throws unexpectedly, and the state is the fold of the events.
@Suite struct ReplayTests {
    private struct Sender {
        var generator: SeededGenerator
        var minute = 0
        var sequence = 0

        mutating func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &generator)] }

        mutating func request() -> OperationsRequest {
            let steps = (0..<Int.random(in: 1...3, using: &generator)).map {
                (
                    process: Identifier("S\($0)"), centre: pick(["M1", "M2"] as [Identifier]),
                    minutes: pick([nil, 0, 5, 30])
                )
            }
            return Orders.route(
                Identifier("R\(Int.random(in: 0...5, using: &generator))"), steps,
                due: pick([nil, 100, 1000]),
                amount: pick(["1", "5.50", "10"]))
        }

        mutating func record() -> ShopFloorRecord {
            sequence += pick([1, 1, 1, 0, 2, -1])
            let request = "R\(Int.random(in: 0...5, using: &generator))"
            return ShopFloorRecord(
                source: "floor", sequence: sequence,
                at: .minute(minute - Int.random(in: 0...10, using: &generator)),
                kind: pick(ShopFloorRecord.Kind.allCases + [.start, .start, .complete]), request: request,
                segment: "S\(Int.random(in: 0...2, using: &generator))", material: pick([nil, "P"]),
                lot: pick([nil, "L1", "L2"]),
                quantity: pick([nil, "1", "0.333"]), unit: pick(["EA", "KG"]),
                equipment: pick([nil, "M1", "M2"]),
                parameter: pick([nil, "T"]), value: pick(["down", "up", "7"]), reason: pick([nil, "jam"]))
        }

        mutating func action(_ state: LoopState) -> Command.Action {
            minute += Int.random(in: 0...5, using: &generator)
            switch Int.random(in: 0..<20, using: &generator) {
            case 0...3:
                return .detailedScheduling(
                    .importRequest(ImportedRequest(pick(ImportedRequest.Action.allCases), request())))
            case 4...5: return .detailedScheduling(.sequence(from: nil))
            case 6...7: return .dispatching(.dispatch(workCentre: pick([nil, "M1"]), until: nil))
            case 8:
                return .resourceManagement(
                    .storeMaterialLot(
                        MaterialLot(
                            id: pick(["L1", "L2"]), definitionID: "P",
                            disposition: .known(pick(KnownDisposition.allCases)),
                            quantities: [Quantity("50", "EA")])))
            case 9:
                return .executionManagement(
                    .perform(
                        pick(JobCommand.allCases), job: pick(state.jobs.keys.sorted() + ["none"]), at: nil,
                        reason: nil))
            case 10:
                return .performanceAnalysis(
                    .decideProposal(id: "P1", approve: pick([true, false]), by: "x", reason: nil))
            case 11: return pick([.tracking(.report(request: "R1")), .performanceAnalysis(.review)])
            default: return .dataCollection(.record(record()))
            }
        }
    }

    private func run(_ seed: UInt64, commands: Int = 300) -> (plant: Plant, refused: Int) {
        var sender = Sender(generator: SeededGenerator(seed: seed))
        var plant = Plant(
            settings: LoopSettings(cancelRunning: seed % 2 == 0 ? .hold : .refuse))
        var refused = 0
        for _ in 0..<commands {
            let action = sender.action(plant.state)
            let before = plant.state
            do throws(LoopError) {
                let decision = try plant.does(action, at: sender.minute)
                if [.unchanged, .stale, .duplicate].contains(decision.outcome) {
                    #expect(plant.state == before)
                }
            } catch {
                refused += 1
                #expect(plant.state == before)
                #expect(!error.message.isEmpty && error.advice != nil)
            }
        }
        return (plant, refused)
    }

    @Test(arguments: UInt64(1)...25)
    func replayIsTheSameAsHavingBeenThere(_ seed: UInt64) throws {
        let (plant, refused) = run(seed)
        #expect(plant.events.count > 100)
        #expect(refused < 250)
        var replayed = LoopState()
        for event in plant.events { replayed.apply(event) }
        #expect(replayed == plant.state)
        invariants(plant.state)
    }

    @Test(arguments: UInt64(1)...8)
    func snapshotAndLaterEventsAreTheSameAsAll(_ seed: UInt64) throws {
        let (plant, _) = run(seed)
        let shelves = MemoryShelves()
        let distance = plant.events.count / 5
        var (running, restored) = (ActivityLoop(), ActivityLoop())
        for (index, event) in plant.events.enumerated() {
            running.apply(event)
            restored.apply(try Event(event.encoded()))
            guard index % distance == distance - 1 else { continue }
            // What stayed in memory and what came back from the snapshots are compared with each other.
            let kept = try shelves.keep(restored.state)
            #expect(kept == running.state)
            restored = ActivityLoop(state: kept)
        }
        #expect(restored.state == plant.state)
        #expect(running.state == plant.state)
    }

    @Test func aSnapshotHasOnlyWhatChangedSinceTheOneBefore() throws {
        let (plant, _) = run(3)
        var loop = ActivityLoop()
        loop.apply(plant.events.dropLast())
        let all = try loop.state.snapshot()
        #expect(all.changes.count > 20)
        loop.settle()
        #expect(try loop.state.snapshot().changes.isEmpty)
        loop.apply(plant.events.suffix(1))
        let changes = try loop.state.snapshot().changes
        #expect((1...20).contains(changes.count))
    }

    /// Whoever adds a shelf to the state must settle it, too. A shelf that was never settled does not know what changed.
    @Test func everyShelfSettles() throws {
        var loop = ActivityLoop(state: run(1).plant.state)
        loop.settle()
        let (settled, unsettled) = Self.shelves(in: loop.state, "state")
        #expect(unsettled.isEmpty)
        #expect(settled.count > 20)
    }

    /// The ways to all shelves, by whether they were settled.
    private static func shelves(in value: Any, _ path: String) -> (settled: [String], unsettled: [String]) {
        let mirror = Mirror(reflecting: value)
        guard !"\(type(of: value))".hasPrefix("Shelf<") else {
            let changed = mirror.children.first { $0.label == "changed" }?.value as? Set<String>
            return changed?.isEmpty == true ? ([path], []) : ([], [path])
        }
        return mirror.children.reduce(into: ([], [])) { found, child in
            let inside = shelves(in: child.value, path + "." + (child.label ?? "?"))
            found.0 += inside.settled
            found.1 += inside.unsettled
        }
    }

    @Test func aCommandReadsOnlyWhatItTouches() throws {
        let (plant, _) = run(5)
        let shelves = MemoryShelves()
        let state = try shelves.keep(plant.state)
        #expect(shelves.asked.isEmpty)
        let job = try #require(plant.state.jobs.keys.min())
        #expect(state.jobs[job] == plant.state.jobs[job])
        #expect(state.jobs[job] != nil)
        #expect(shelves.asked == ["jobs \(job)"])
    }

    @Test(arguments: UInt64(1)...2)
    func eventsAreReadAsTheyWereWritten(_ seed: UInt64) throws {
        let (plant, _) = run(seed)
        for event in plant.events {
            let encoded = try event.encoded()
            #expect(CompactJSON(encoded.payload) != nil)
            #expect(try Event(encoded) == event)
        }
    }

    @Test func theSameSeedGivesTheSameEvents() {
        #expect(run(7).plant.events == run(7).plant.events)
    }

    private func invariants(_ state: LoopState) {
        let open = Set(state.jobs.filter { !$0.value.state.isEnded }.map(\.key))
        #expect(state.openJobs == open)
        for (name, centre) in state.workCentres {
            #expect(centre.open == open.filter { state.jobs[$0]?.workCentre == name })
            #expect(centre.active == centre.open.filter { state.jobs[$0]?.state.isActive == true })
        }
        for job in state.jobs.values {
            if let start = job.run.started, let end = job.run.ended { #expect(start <= end) }
            if job.state.isActive || job.state == .completed { #expect(job.everRan) }
            #expect(state.jobOrder(job.plan.id) != nil)
            #expect(state.requests[job.plan.request]?.jobs.contains(job.plan.id) == true)
        }
        #expect(state.requests.keys.allSatisfy { state.requestState($0) != nil })
    }

    @Test(arguments: ["{}", "", "[1]"])
    func aSnapshotThatIsNoneIsRefused(_ text: String) throws {
        #expect(throws: EventCodingError.self) {
            try LoopState(snapshot: Array(text.utf8), shelves: MemoryShelves())
        }
    }
}
