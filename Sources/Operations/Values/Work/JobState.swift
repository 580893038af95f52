/// The state of a job order: permission to start and readiness to start are two things.
///
/// Source: OPC 10031-4 (ISA-95 job control), `NotAllowedToStart` and `AllowedToStart` with the substates
/// `Waiting`, `Ready` and `Loaded`, `Running`, `Interrupted` with `Held` (a constraint stopped it) and
/// `Suspended` (somebody decided so), `Ended` with `Completed` and `Closed`, `Aborted`.
package enum JobState: String, Hashable, Sendable, Codable, CaseIterable {
    case notAllowedWaiting = "NotAllowedToStart.Waiting"
    case notAllowedReady = "NotAllowedToStart.Ready"
    case notAllowedLoaded = "NotAllowedToStart.Loaded"
    case allowedWaiting = "AllowedToStart.Waiting"
    case allowedReady = "AllowedToStart.Ready"
    case allowedLoaded = "AllowedToStart.Loaded"
    case running = "Running"
    case held = "Interrupted.Held"
    case suspended = "Interrupted.Suspended"
    case completed = "Ended.Completed"
    case closed = "Ended.Closed"
    case aborted = "Aborted"
}

/// What can be asked of a job order. `run` is the report that work began; the others are the methods of OPC
/// 10031-4, with `ready`, `wait`, `load` and `unload` moving between the substates.
package enum JobCommand: String, Hashable, Sendable, Codable, CaseIterable {
    /// The plan or the content changes, the state does not.
    case update
    case ready, wait, load, unload
    /// Gives permission: `NotAllowedToStart` → `AllowedToStart`. B2MML `JobOrderCommand` `Start`.
    case start
    case revokeStart
    case run
    case hold, pause, resume
    case stop, abort, cancel, close
}

extension JobState {
    package static let notAllowed: [JobState] = [.notAllowedWaiting, .notAllowedReady, .notAllowedLoaded]
    package static let allowed: [JobState] = [.allowedWaiting, .allowedReady, .allowedLoaded]
    package static let interrupted: [JobState] = [.held, .suspended]

    package var isNotStarted: Bool { Self.notAllowed.contains(self) || Self.allowed.contains(self) }
    package var isAllowedToStart: Bool { Self.allowed.contains(self) }
    package var isInterrupted: Bool { Self.interrupted.contains(self) }
    /// Running or interrupted: it began and has not ended.
    package var isActive: Bool { self == .running || isInterrupted }
    package var isEnded: Bool { self == .completed || self == .closed || self == .aborted }
    package var isWaiting: Bool { self == .notAllowedWaiting || self == .allowedWaiting }

    /// Every legal transition; what is not in this list is refused.
    package static let transitions: [(from: JobState, command: JobCommand, to: JobState)] = {
        var rows: [(JobState, JobCommand, JobState)] = []
        for states in [notAllowed, allowed] {
            let (waiting, ready, loaded) = (states[0], states[1], states[2])
            rows += states.map { ($0, .update, $0) }
            rows += [(waiting, .ready, ready), (ready, .wait, waiting), (loaded, .wait, waiting)]
            rows += [(ready, .load, loaded), (loaded, .unload, ready)]
            rows += states.map { ($0, .abort, .aborted) }
            rows += states.map { ($0, .cancel, .aborted) }
        }
        rows += zip(notAllowed, allowed).map { ($0, .start, $1) }
        rows += zip(allowed, notAllowed).map { ($0, .revokeStart, $1) }
        rows += allowed.map { ($0, .run, .running) }
        rows += [(.running, .hold, .held), (.suspended, .hold, .held)]
        rows += [(.running, .pause, .suspended), (.held, .pause, .suspended)]
        rows += interrupted.map { ($0, .resume, .running) }
        rows += [.running, .held, .suspended].map { ($0, .stop, .completed) }
        rows += [.running, .held, .suspended].map { ($0, .abort, .aborted) }
        rows += [(.completed, .close, .closed)]
        return rows
    }()

    private static let table = TransitionTable(transitions)

    /// Where a command leads from here; nil when it is not legal.
    package func after(_ command: JobCommand) -> JobState? {
        Self.table.after(command, from: self)
    }

    /// The commands that are legal here, in the order of ``JobCommand``.
    package var legalCommands: [JobCommand] { JobCommand.allCases.filter { after($0) != nil } }

    /// B2MML `DispatchStatus`. `everRan` tells a job that was cancelled from one that was aborted.
    package func dispatchStatus(everRan: Bool) -> DispatchStatus {
        switch self {
        case .notAllowedWaiting: .known(.waiting)
        case .notAllowedReady, .notAllowedLoaded: .known(.pending)
        case .allowedWaiting: .known(.dispatched)
        case .allowedReady: .known(.ready)
        case .allowedLoaded: .other("Loaded")
        case .running: .known(.running)
        case .held: .known(.held)
        case .suspended: .known(.suspended)
        case .completed: .known(.completed)
        case .closed: .known(.closed)
        case .aborted: .known(everRan ? .aborted : .cancelled)
        }
    }

    /// B2MML `JobState` and `SegmentState`.
    package var responseState: ResponseState {
        switch self {
        case .notAllowedWaiting: .known(.waiting)
        case .notAllowedReady, .notAllowedLoaded, .allowedWaiting, .allowedReady, .allowedLoaded:
            .known(.ready)
        case .running: .known(.running)
        case .held: .known(.held)
        case .suspended: .known(.suspended)
        case .completed: .known(.completed)
        case .closed: .known(.closed)
        case .aborted: .known(.aborted)
        }
    }
}
