import Diagnostics

/// The loop of the eight activities, for all four domains: commands in, events out, `apply` replays them.
///
/// A value without a clock, input or output. ``decide(_:at:)`` reads the state and changes nothing;
/// ``apply(_:)`` is the only thing that changes it and reads nothing else, so that replaying the events gives
/// the same state. Each activity is an extension in its own file, with its commands, its events and both
/// halves.
package struct ActivityLoop: Sendable {
    package private(set) var state: LoopState
    package var settings: LoopSettings

    package init(state: LoopState = LoopState(), settings: LoopSettings = LoopSettings()) {
        self.state = state
        self.settings = settings
    }

    /// What a command leads to, decided at the time `now`, which becomes ``Event/at``.
    ///
    /// - Throws: ``LoopError`` when the command is refused; nothing has changed then.
    package func decide(_ command: Command, at now: Instant) throws(LoopError) -> Decision {
        let context = Context(domain: command.domain, origin: command.origin, now: now)
        switch command.action {
        case .definitionManagement(let command): return try decide(command, context)
        case .resourceManagement(let command): return try decide(command, context)
        case .detailedScheduling(let command): return try decide(command, context)
        case .dispatching(let command): return try decide(command, context)
        case .executionManagement(let command): return try decide(command, context)
        case .dataCollection(let command): return try decide(command, context)
        case .tracking(let command): return try decide(command, context)
        case .performanceAnalysis(let command): return try decide(command, context)
        }
    }

    package mutating func apply(_ event: Event) {
        state.apply(event)
    }

    /// Says that the state's snapshot is kept.
    package mutating func settle() {
        state.settle()
    }

    package mutating func apply(_ events: some Sequence<Event>) {
        for event in events { state.apply(event) }
    }

    /// Decides and applies at once, for callers that have nothing to commit in between.
    package mutating func perform(_ command: Command, at now: Instant) throws(LoopError) -> Decision {
        let decision = try decide(command, at: now)
        apply(decision.events)
        return decision
    }
}

extension ActivityLoop {
    /// What all decisions of one command share.
    struct Context {
        let domain: DomainKind
        let origin: Origin?
        let now: Instant

        /// The same in the domain of what is touched, whatever domain the sender believed it to be in.
        func of(_ domain: DomainKind) -> Context {
            Context(domain: domain, origin: origin, now: now)
        }

        func event(_ fact: Fact) -> Event {
            Event(domain, at: now, origin: origin, fact)
        }
    }
}

extension LoopState {
    /// Adds one event to the fold. Never fails: what a decision allowed has happened.
    mutating func apply(_ event: Event) {
        eventCount += 1
        matrix.count(event)
        switch event.fact {
        case .definitionStored(let fact): apply(fact, origin: event.origin)
        case .testSpecificationStored(let fact): apply(fact)
        case .resourceKnown(let fact): apply(fact)
        case .resourceStored(let fact): apply(fact)
        case .materialDefinitionStored(let fact): apply(fact)
        case .materialClassStored(let fact): apply(fact)
        case .materialLotStored(let fact): apply(fact, at: event.at)
        case .calendarSet(let fact): apply(fact)
        case .equipmentStateChanged(let fact): apply(fact)
        case .requestAccepted(let fact): apply(fact, domain: event.domain, origin: event.origin)
        case .requestRevised(let fact): apply(fact)
        case .requestCancelled(let fact): apply(fact, at: event.at)
        case .scheduleRevised(let fact): apply(fact)
        case .jobDispatched(let fact): apply(fact, at: event.at)
        case .jobGated(let fact): apply(fact)
        case .dispatchRevoked(let fact): apply(fact, at: event.at)
        case .jobTransitioned(let fact): apply(fact)
        case .alertRaised(let fact): apply(fact)
        case .recordCollected(let fact): apply(fact)
        case .materialMoved(let fact): apply(fact)
        case .segmentDataTracked(let fact): apply(fact)
        case .responseReady(let fact): apply(fact)
        case .cycleMeasured(let fact): apply(fact)
        case .proposalMade(let fact): apply(fact)
        case .proposalDecided(let fact): apply(fact)
        case .counterRead(let fact): apply(fact)
        case .lotTested(let fact): apply(fact)
        case .lotCounted(let fact): apply(fact)
        case .lotMoved(let fact): apply(fact)
        case .lotHeld(let fact): apply(fact)
        case .lotReleased(let fact): apply(fact)
        case .lotScrapped(let fact): apply(fact, at: event.at)
        case .characteristicOutOfControl: break
        case .calibrationOverdue(let fact): apply(fact)
        case .testSuspected(let fact): apply(fact)
        case .jobDueSoon(let fact): apply(fact)
        case .nonConformanceOpened(let fact): apply(fact, at: event.at)
        case .nonConformanceAdvanced(let fact): apply(fact, at: event.at)
        case .ruleFired(let fact): apply(fact, at: event.at)
        case .ruleSuppressed: break
        case .feedbackProposed(let fact): apply(fact, at: event.at)
        case .feedbackAdvanced(let fact): apply(fact, at: event.at)
        }
    }
}

/// The findings of the loop, each with its stable code.
enum LoopNote {
    static func make(
        _ code: Code, _ severity: Severity, _ subject: String, _ message: String, advice: String? = nil
    ) -> Finding {
        Finding(code, severity, at: Place(path: subject), message, advice: advice)
    }
}
