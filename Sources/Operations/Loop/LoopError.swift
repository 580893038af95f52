package import Diagnostics

/// Why the loop refuses a command. Nothing has changed when it is thrown.
package enum LoopError: Error, Hashable, Sendable {
    case requestWithoutID
    /// Neither the request nor a known definition says what to do.
    case requestWithoutWork(request: String)
    case unknownRequest(String)
    case unknownJob(String)
    case unknownProposal(String)
    case unknownLot(String)
    case noSuchHold(lot: String, reason: String)
    /// The definition in force has not the step any more that a proposal is about.
    case stepGone(proposal: String)
    case requestFinished(request: String, state: RequestState)
    /// `difference` names the first thing that would change besides a quantity becoming smaller.
    case runningMayOnlyBeReduced(request: String, difference: String)
    case cancelOfRunningRefused(request: String)
    case illegalTransition(job: String, command: JobCommand, from: JobState)
    /// A time lies before the one that it has to follow.
    case outOfOrder(subject: String, at: Instant, after: Instant)
    case recordIncomplete(source: String, sequence: Int, missing: String)
    case recordAmbiguous(source: String, sequence: Int, candidates: Int)
    case notACount(source: String, sequence: Int)
    case objectWithoutID(String)
    case responseNotReady(request: String, state: RequestState)
    case proposalDecided(String)
    case approverMissing(proposal: String)
    case quantity(subject: String, QuantityError)
    /// Steps of a definition wait for one another; the first one again at the end.
    case circularDefinition(String, circle: [String])
    /// More dependencies between single steps or jobs than are kept: 100 000.
    case tooManyDependencies(String)
    case calendarWithoutWork(String)
    case testResultIncomplete(String, missing: String)
    case proposal(ProposalError)
    case nonConformance(NonConformanceError)
    /// Ours: what was planned breaks a rule of its own problem, and is not published.
    case unsoundPlan(ScheduleViolation)
    /// No proposal went out in the message that is answered.
    case unknownAnswer(bodID: String)
}

extension LoopError: AdapterError {
    package var code: Code {
        switch self {
        case .requestWithoutID: "LOOP-REFUSED-1"
        case .requestWithoutWork: "LOOP-REFUSED-2"
        case .unknownRequest: "LOOP-REFUSED-3"
        case .unknownJob: "LOOP-REFUSED-4"
        case .unknownProposal: "LOOP-REFUSED-5"
        case .requestFinished: "LOOP-REFUSED-6"
        case .runningMayOnlyBeReduced: "LOOP-REFUSED-7"
        case .cancelOfRunningRefused: "LOOP-REFUSED-8"
        case .illegalTransition: "LOOP-REFUSED-9"
        case .outOfOrder: "LOOP-REFUSED-10"
        case .recordIncomplete: "LOOP-REFUSED-11"
        case .recordAmbiguous: "LOOP-REFUSED-12"
        case .notACount: "LOOP-REFUSED-13"
        case .objectWithoutID: "LOOP-REFUSED-14"
        case .responseNotReady: "LOOP-REFUSED-15"
        case .proposalDecided: "LOOP-REFUSED-16"
        case .approverMissing: "LOOP-REFUSED-17"
        case .quantity: "LOOP-REFUSED-18"
        case .proposal(let error): error.code
        case .nonConformance(let error): error.code
        case .circularDefinition: "LOOP-DEFINITION-3"
        case .tooManyDependencies: "LOOP-DEFINITION-7"
        case .calendarWithoutWork: "LOOP-CALENDAR-3"
        case .testResultIncomplete: "LOOP-TEST-1"
        case .unknownLot: "LOOP-REFUSED-19"
        case .noSuchHold: "LOOP-REFUSED-20"
        case .stepGone: "LOOP-REFUSED-21"
        case .unsoundPlan: "LOOP-FAULT-1"
        case .unknownAnswer: "LOOP-PROPOSAL-3"
        }
    }

    package var message: String {
        switch self {
        case .requestWithoutID: "a request without an ID cannot be followed"
        case .requestWithoutWork(let request): "request \(request) names no segment and no known definition"
        case .unknownRequest(let request): "request \(request) is not known"
        case .unknownJob(let job): "job \(job) is not known"
        case .unknownProposal(let id): "proposal \(id) is not known"
        case .unknownLot(let lot): "lot \(lot) is not known"
        case .stepGone(let id): "the definition has not the step any more that proposal \(id) is about"
        case .noSuchHold(let lot, let reason): "lot \(lot) is not held for \(reason)"
        case .requestFinished(let request, let state): "request \(request) is \(state) and cannot change"
        case .runningMayOnlyBeReduced(let request, let difference):
            "request \(request) has begun and may only be reduced, but \(difference)"
        case .cancelOfRunningRefused(let request): "request \(request) has begun and is not cancelled"
        case .illegalTransition(let job, let command, let from):
            "job \(job) is \(from.rawValue), where \(command.rawValue) is not possible"
        case .outOfOrder(let subject, let at, let after):
            "\(subject): \(at) lies before \(after), which it has to follow"
        case .recordIncomplete(let source, let sequence, let missing):
            "record \(sequence) of \(source) lacks \(missing)"
        case .recordAmbiguous(let source, let sequence, let candidates):
            "record \(sequence) of \(source) could mean \(candidates) jobs"
        case .notACount(let source, let sequence):
            "record \(sequence) of \(source): a count begins at 1 and a quantity is not negative"
        case .objectWithoutID(let kind): "a \(kind) without an ID cannot be kept"
        case .responseNotReady(let request, let state):
            "request \(request) is \(state) and has no actuals to report"
        case .proposalDecided(let id): "proposal \(id) has been decided"
        case .approverMissing(let id): "proposal \(id) needs the name of the person who decides"
        case .quantity(let subject, let error): "\(subject): \(error)"
        case .circularDefinition(let definition, let circle):
            "definition \(definition): its steps wait for one another, \(circle.joined(separator: " → "))"
        case .tooManyDependencies(let definition):
            "definition \(definition) makes more than \(DefinedSteps.mostDependencies) dependencies between steps"
        case .calendarWithoutWork(let id): "work calendar \(id) has no working time"
        case .testResultIncomplete(let id, let missing): "test result \(id) lacks \(missing)"
        case .proposal(let error): error.message
        case .nonConformance(let error): error.message
        case .unsoundPlan(let violation): "the plan was not published, since it is unsound: \(violation)"
        case .unknownAnswer(let bodID): "no proposal was sent in the message \(bodID)"
        }
    }

    package var advice: String? {
        switch self {
        case .requestWithoutID: "Give it an ID, or map another business key to it."
        case .requestWithoutWork: "Send segments, or the definition first."
        case .stepGone: "Reject it."
        case .noSuchHold: "Name the reason with which it was held."
        case .unknownLot: "Send the lot first, or check the spelling."
        case .unknownRequest, .unknownJob, .unknownProposal: "Check the spelling and the partner."
        case .requestFinished: "Send a new request."
        case .runningMayOnlyBeReduced: "Send the smaller quantities alone, or a new request for the rest."
        case .cancelOfRunningRefused: "Stop its jobs on the floor, or set cancel-running to hold."
        case .illegalTransition(_, _, let from):
            from.legalCommands.isEmpty
                ? "Nothing can follow."
                : "Possible: \(from.legalCommands.map(\.rawValue).joined(separator: ", "))."
        case .outOfOrder: "Check the sender's clock and whether the two times were swapped."
        case .recordIncomplete: "Send the record again with it and the same sequence."
        case .recordAmbiguous: "Name the job."
        case .notACount: "Correct the record and send it again with its own sequence."
        case .objectWithoutID: "Give it an ID."
        case .responseNotReady: "Wait until all of its jobs have ended."
        case .proposalDecided: "Decide the next one."
        case .approverMissing: "Say who decides."
        case .quantity: "Use one unit for all quantities of one lot."
        case .circularDefinition: "Take one of the dependencies out."
        case .tooManyDependencies: "Name fewer steps in each dependency."
        case .calendarWithoutWork: "Send the entries with working time, and check their dates and types."
        case .testResultIncomplete: "Send it again with that."
        case .proposal(let error): error.advice
        case .nonConformance(let error): error.advice
        case .unsoundPlan: "Keep to the plan in force, and report this."
        case .unknownAnswer: "Name the BODID of the message that is answered, as it was sent."
        }
    }

    /// The input is refused, a person should look; a fault of ours only where the plan is unsound.
    package var exitStatus: ExitStatus {
        if case .unsoundPlan = self { .fault } else { .look }
    }
}
