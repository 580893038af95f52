import Diagnostics
import Testing

@testable import Operations

@Suite struct JobStateTests {
    /// Written out by hand from the rules, not from the table under test.
    private static let legal: [JobState: [JobCommand: JobState]] = [
        .notAllowedWaiting: [
            .update: .notAllowedWaiting, .ready: .notAllowedReady, .start: .allowedWaiting, .abort: .aborted,
            .cancel: .aborted,
        ],
        .notAllowedReady: [
            .update: .notAllowedReady, .wait: .notAllowedWaiting, .load: .notAllowedLoaded,
            .start: .allowedReady,
            .abort: .aborted, .cancel: .aborted,
        ],
        .notAllowedLoaded: [
            .update: .notAllowedLoaded, .wait: .notAllowedWaiting, .unload: .notAllowedReady,
            .start: .allowedLoaded,
            .abort: .aborted, .cancel: .aborted,
        ],
        .allowedWaiting: [
            .update: .allowedWaiting, .ready: .allowedReady, .revokeStart: .notAllowedWaiting, .run: .running,
            .abort: .aborted, .cancel: .aborted,
        ],
        .allowedReady: [
            .update: .allowedReady, .wait: .allowedWaiting, .load: .allowedLoaded,
            .revokeStart: .notAllowedReady, .run: .running,
            .abort: .aborted, .cancel: .aborted,
        ],
        .allowedLoaded: [
            .update: .allowedLoaded, .wait: .allowedWaiting, .unload: .allowedReady,
            .revokeStart: .notAllowedLoaded,
            .run: .running, .abort: .aborted, .cancel: .aborted,
        ],
        .running: [.hold: .held, .pause: .suspended, .stop: .completed, .abort: .aborted],
        .held: [.pause: .suspended, .resume: .running, .stop: .completed, .abort: .aborted],
        .suspended: [.hold: .held, .resume: .running, .stop: .completed, .abort: .aborted],
        .completed: [.close: .closed],
        .closed: [:],
        .aborted: [:],
    ]

    @Test(arguments: JobState.allCases, JobCommand.allCases)
    func transitionIsLegalOrRefused(_ state: JobState, _ command: JobCommand) throws {
        let expected = Self.legal[state]?[command]
        #expect(state.after(command) == expected)
        var plant = try plant(in: state)
        let id = "R/A"
        guard let expected else {
            #expect(throws: LoopError.illegalTransition(job: id, command: command, from: state)) {
                try plant.does(
                    .executionManagement(.perform(command, job: id, at: .minute(60), reason: nil)), at: 60)
            }
            #expect(try plant.job(id).state == state)
            return
        }
        try plant.does(.executionManagement(.perform(command, job: id, at: .minute(60), reason: nil)), at: 60)
        // Permission comes together with the substate that the gates give: here none is closed.
        let reached = command == .start && expected == .allowedWaiting ? .allowedReady : expected
        #expect(try plant.job(id).state == reached)
    }

    /// Led there by legal commands, found by searching the hand-written table.
    private func plant(in target: JobState) throws -> Plant {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("A", "M1", 10)]))
        for (step, command) in try path(to: target).enumerated() {
            try plant.does(
                .executionManagement(.perform(command, job: "R/A", at: .minute(step), reason: nil)), at: step)
        }
        #expect(try plant.job("R/A").state == target)
        return plant
    }

    private func path(to target: JobState) throws -> [JobCommand] {
        var queue: [(JobState, [JobCommand])] = [(.notAllowedWaiting, [])]
        var seen: Set<JobState> = []
        while !queue.isEmpty {
            let (state, path) = queue.removeFirst()
            if state == target { return path }
            guard seen.insert(state).inserted else { continue }
            for command in JobCommand.allCases {
                // The gates are open in this plant, so permission leads past the substate Waiting.
                guard let next = Self.legal[state]?[command] else { continue }
                queue.append(
                    (command == .start && next == .allowedWaiting ? .allowedReady : next, path + [command]))
            }
        }
        Issue.record("\(target) is out of reach")
        return []
    }

    @Test(arguments: JobState.allCases)
    func everyStateHasWordsForDocuments(_ state: JobState) {
        #expect(!state.responseState.description.isEmpty)
        #expect(state.dispatchStatus(everRan: true).description != "Cancelled")
        #expect((state.dispatchStatus(everRan: false) == .known(.cancelled)) == (state == .aborted))
    }

    @Test func refusalSaysWhatIsPossible() {
        let error = LoopError.illegalTransition(job: "R/A", command: .resume, from: .running)
        #expect(
            error.description
                == "error: job R/A is Running, where resume is not possible [LOOP-REFUSED-9]\n"
                + "    Possible: hold, pause, stop, abort."
        )
    }
}
