/// What has happened, in one domain and one activity. Events are kept for ever: their coded forms never
/// change, a new form gets a new version.
package struct Event: Hashable, Sendable {
    package var domain: DomainKind
    /// When it was decided; when it happened on the floor is in the fact.
    package var at: Instant
    package var origin: Origin?
    package var fact: Fact

    package init(_ domain: DomainKind, at: Instant, origin: Origin? = nil, _ fact: Fact) {
        self.domain = domain
        self.at = at
        self.origin = origin
        self.fact = fact
    }

    package var activity: Activity { type(of: fact.payload).activity }
    /// Stable, such as `request.accepted`.
    package var typeName: String { type(of: fact.payload).typeName }
    package var formatVersion: Int { type(of: fact.payload).formatVersion }
}

/// The content of one type of event.
package protocol EventPayload: Codable, Hashable, Sendable {
    static var typeName: String { get }
    /// The version that is written today.
    static var formatVersion: Int { get }
    static var activity: Activity { get }
    static func fact(_ payload: Self) -> Fact
}

extension EventPayload {
    package static var formatVersion: Int { 1 }
}

/// Every type of event.
package enum Fact: Hashable, Sendable {
    case definitionStored(DefinitionStored)
    case testSpecificationStored(TestSpecificationStored)
    case resourceKnown(ResourceKnown)
    case resourceStored(ResourceStored)
    case materialDefinitionStored(MaterialDefinitionStored)
    case materialClassStored(MaterialClassStored)
    case materialLotStored(MaterialLotStored)
    case calendarSet(CalendarSet)
    case equipmentStateChanged(EquipmentStateChanged)
    case requestAccepted(RequestAccepted)
    case requestRevised(RequestRevised)
    case requestCancelled(RequestCancelled)
    case scheduleRevised(ScheduleRevised)
    case jobDispatched(JobDispatched)
    case jobGated(JobGated)
    case dispatchRevoked(DispatchRevoked)
    case jobTransitioned(JobTransitioned)
    case alertRaised(AlertRaised)
    case recordCollected(RecordCollected)
    case materialMoved(MaterialMoved)
    case segmentDataTracked(SegmentDataTracked)
    case responseReady(ResponseReady)
    case cycleMeasured(CycleMeasured)
    case proposalMade(ProposalMade)
    case proposalDecided(ProposalDecided)
    case counterRead(CounterRead)
    case lotTested(LotTested)
    case lotCounted(LotCounted)
    case lotMoved(LotMoved)
    case lotHeld(LotHeld)
    case lotReleased(LotReleased)
    case lotScrapped(LotScrapped)
    case characteristicOutOfControl(CharacteristicOutOfControl)
    case calibrationOverdue(CalibrationOverdue)
    case testSuspected(TestSuspected)
    case jobDueSoon(JobDueSoon)
    case nonConformanceOpened(NonConformanceOpened)
    case nonConformanceAdvanced(NonConformanceAdvanced)
    case ruleFired(RuleFired)
    case ruleSuppressed(RuleSuppressed)
    case feedbackProposed(FeedbackProposed)
    case feedbackAdvanced(FeedbackAdvanced)

    package var payload: any EventPayload {
        switch self {
        case .definitionStored(let payload): payload
        case .testSpecificationStored(let payload): payload
        case .resourceKnown(let payload): payload
        case .resourceStored(let payload): payload
        case .materialDefinitionStored(let payload): payload
        case .materialClassStored(let payload): payload
        case .materialLotStored(let payload): payload
        case .calendarSet(let payload): payload
        case .equipmentStateChanged(let payload): payload
        case .requestAccepted(let payload): payload
        case .requestRevised(let payload): payload
        case .requestCancelled(let payload): payload
        case .scheduleRevised(let payload): payload
        case .jobDispatched(let payload): payload
        case .jobGated(let payload): payload
        case .dispatchRevoked(let payload): payload
        case .jobTransitioned(let payload): payload
        case .alertRaised(let payload): payload
        case .recordCollected(let payload): payload
        case .materialMoved(let payload): payload
        case .segmentDataTracked(let payload): payload
        case .responseReady(let payload): payload
        case .cycleMeasured(let payload): payload
        case .proposalMade(let payload): payload
        case .proposalDecided(let payload): payload
        case .counterRead(let payload): payload
        case .lotTested(let payload): payload
        case .lotCounted(let payload): payload
        case .lotMoved(let payload): payload
        case .lotHeld(let payload): payload
        case .lotReleased(let payload): payload
        case .lotScrapped(let payload): payload
        case .characteristicOutOfControl(let payload): payload
        case .calibrationOverdue(let payload): payload
        case .testSuspected(let payload): payload
        case .jobDueSoon(let payload): payload
        case .nonConformanceOpened(let payload): payload
        case .nonConformanceAdvanced(let payload): payload
        case .ruleFired(let payload): payload
        case .ruleSuppressed(let payload): payload
        case .feedbackProposed(let payload): payload
        case .feedbackAdvanced(let payload): payload
        }
    }

    /// Every payload type: the register by which coded events are read. A type is never taken out of it.
    package static let payloadTypes: [any EventPayload.Type] = [
        DefinitionStored.self, ResourceKnown.self, MaterialDefinitionStored.self, MaterialClassStored.self,
        MaterialLotStored.self, CalendarSet.self, EquipmentStateChanged.self, RequestAccepted.self,
        RequestRevised.self, RequestCancelled.self, ScheduleRevised.self, JobDispatched.self, JobGated.self,
        DispatchRevoked.self, JobTransitioned.self, AlertRaised.self, RecordCollected.self,
        MaterialMoved.self,
        SegmentDataTracked.self, ResponseReady.self, CycleMeasured.self, ProposalMade.self,
        ProposalDecided.self, CounterRead.self, LotTested.self, LotCounted.self, LotMoved.self,
        LotHeld.self, LotReleased.self, RuleFired.self, RuleSuppressed.self, FeedbackProposed.self,
        FeedbackAdvanced.self, TestSpecificationStored.self, ResourceStored.self,
        LotScrapped.self, NonConformanceOpened.self, NonConformanceAdvanced.self,
        CharacteristicOutOfControl.self, CalibrationOverdue.self, TestSuspected.self, JobDueSoon.self,
    ]
}
