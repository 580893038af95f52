package import Journal
package import Operations

/// An event of the loop as the journal keeps it: the fact as its payload, who asked as its correlation.
extension NewEvent {
    /// The state is the one after the event: by it a job's event finds the request that it is about.
    init(_ event: Event, in state: LoopState) throws {
        let encoded = try event.encoded()
        self.init(
            domain: encoded.domain, activity: encoded.activity, type: encoded.typeName,
            formatVersion: encoded.formatVersion, key: state.businessKey(of: event.fact),
            payload: encoded.payload, at: encoded.at,
            correlation: try encoded.origin.map { String(decoding: try $0.json(), as: UTF8.self) })
    }
}

extension Event {
    /// - Throws: ``EventCodingError`` for an event that this program does not know.
    package init(_ stored: NewEvent) throws {
        let origin = try stored.correlation.map { try Origin(json: Array($0.utf8)) }
        try self.init(
            EncodedEvent(
                typeName: stored.type, formatVersion: stored.formatVersion, domain: stored.domain,
                activity: stored.activity, at: stored.at, origin: origin, payload: stored.payload))
    }
}

extension LoopState {
    /// The request, or else the resource, that a fact is about; nil for one that is about many.
    fileprivate func businessKey(of fact: Fact) -> String? {
        switch fact {
        case .requestAccepted(let fact): fact.key
        case .requestRevised(let fact): fact.key
        case .requestCancelled(let fact): fact.key
        case .responseReady(let fact): fact.request
        case .alertRaised(let fact): fact.request
        case .resourceKnown(let fact): fact.request
        case .jobDispatched(let fact): request(ofJob: fact.job)
        case .jobGated(let fact): request(ofJob: fact.job)
        case .dispatchRevoked(let fact): request(ofJob: fact.job)
        case .jobTransitioned(let fact): request(ofJob: fact.job)
        case .recordCollected(let fact): fact.job.flatMap(request)
        case .materialMoved(let fact): request(ofJob: fact.job)
        case .segmentDataTracked(let fact): request(ofJob: fact.job)
        case .cycleMeasured(let fact): request(ofJob: fact.job)
        case .definitionStored(let fact): fact.key
        case .testSpecificationStored(let fact): fact.key
        case .resourceStored(let fact): fact.resource.id?.matchingKey
        case .calendarSet(let fact): fact.equipment
        case .materialDefinitionStored(let fact): fact.key
        case .materialClassStored(let fact): fact.key
        case .materialLotStored(let fact): fact.key
        case .lotTested(let fact): fact.job.flatMap(request) ?? fact.lot
        case .lotCounted(let fact): fact.lot
        case .lotMoved(let fact): fact.lot
        case .lotHeld(let fact): fact.lot
        case .lotReleased(let fact): fact.lot
        case .lotScrapped(let fact): fact.lot
        case .characteristicOutOfControl(let fact): fact.lot
        case .testSuspected(let fact): fact.lot
        case .calibrationOverdue(let fact): fact.gauge.name
        case .jobDueSoon(let fact): request(ofJob: fact.job)
        case .nonConformanceOpened(let fact): fact.lot
        case .nonConformanceAdvanced(let fact): nonConformances[fact.id]?.lot
        case .counterRead(let fact): fact.equipment
        case .ruleFired(let fact): fact.rule
        case .ruleSuppressed(let fact): fact.rule
        case .feedbackProposed(let fact): fact.draft.target.object
        case .feedbackAdvanced(let fact): register[fact.proposal]?.target.object
        case .equipmentStateChanged, .scheduleRevised, .proposalMade, .proposalDecided: nil
        }
    }

    private func request(ofJob job: String) -> String? {
        jobs[job]?.plan.request
    }
}
