import Operations

/// What a stored event says of its subject, in the words of B2MML: what kind of object it is about, what happened to
/// it, and when on the floor.
struct EventSubject: Hashable, Sendable {
    /// B2MML `OperationsRecordActionType`.
    enum Action: String, Hashable, Sendable, CaseIterable {
        case added = "Added"
        case changed = "Changed"
        case deleted = "Deleted"
        case observed = "Observed"
    }

    let action: Action
    /// B2MML `InformationObjectTypeType`; nil where it has no word for it.
    let kind: String?
    /// By the loop's key.
    let id: String
    /// Nil when it happened as it was decided.
    var occurred: ZonedTime?
    /// B2MML `OperationsEventTypeType`.
    var isAlert = false

    init(_ action: Action, _ kind: String?, _ id: String, occurred: ZonedTime? = nil, isAlert: Bool = false) {
        self.action = action
        self.kind = kind
        self.id = id
        self.occurred = occurred
        self.isAlert = isAlert
    }
}

extension EventSubject {
    init(_ fact: Fact) {
        self =
            Self.ofMasterData(fact) ?? Self.ofRequest(fact) ?? Self.ofJob(fact) ?? Self.ofLot(fact)
            ?? Self.ofAnalysis(fact)
    }

    private static func ofMasterData(_ fact: Fact) -> EventSubject? {
        switch fact {
        case .definitionStored(let fact):
            EventSubject(
                fact.version.number == 1 ? .added : .changed, "Operations Definition",
                fact.version.definition.id?.text ?? fact.key)
        case .testSpecificationStored(let fact): EventSubject(.changed, "Test Specification", fact.key)
        case .resourceStored(let fact):
            EventSubject(
                .changed, word(for: fact.resource.kind), fact.resource.id?.matchingKey ?? fact.key)
        case .resourceKnown(let fact):
            EventSubject(.added, word(for: fact.resource.kind), fact.resource.name)
        case .materialDefinitionStored(let fact): EventSubject(.changed, "Material Definition", fact.key)
        case .materialClassStored(let fact): EventSubject(.changed, "Material Class", fact.key)
        case .calendarSet(let fact): EventSubject(.changed, "Work Calendar", fact.equipment ?? "calendar")
        case .equipmentStateChanged(let fact):
            EventSubject(.changed, "Equipment", fact.equipment, occurred: fact.occurred)
        case .calibrationOverdue(let fact):
            EventSubject(
                .observed, word(for: fact.gauge.kind), fact.gauge.name, occurred: fact.due, isAlert: true)
        default: nil
        }
    }

    private static func ofRequest(_ fact: Fact) -> EventSubject? {
        switch fact {
        case .requestAccepted(let fact): EventSubject(.added, "Operations Request", fact.key)
        case .requestRevised(let fact): EventSubject(.changed, "Operations Request", fact.key)
        case .requestCancelled(let fact): EventSubject(.deleted, "Operations Request", fact.key)
        case .responseReady(let fact): EventSubject(.added, "Operations Response", fact.request)
        case .alertRaised(let fact): EventSubject(.added, "Work Alert", fact.request, isAlert: true)
        case .scheduleRevised(let fact): EventSubject(.changed, "Work Schedule", "\(fact.revision)")
        default: nil
        }
    }

    private static func ofJob(_ fact: Fact) -> EventSubject? {
        switch fact {
        case .jobDispatched(let fact): EventSubject(.changed, "Job Order", fact.job)
        case .jobGated(let fact): EventSubject(.changed, "Job Order", fact.job)
        case .dispatchRevoked(let fact): EventSubject(.changed, "Job Order", fact.job)
        case .jobDueSoon(let fact): EventSubject(.observed, "Job Order", fact.job)
        case .jobTransitioned(let fact):
            EventSubject(.changed, "Job Order", fact.job, occurred: fact.occurred)
        case .recordCollected(let fact):
            EventSubject(
                .observed, "Job Response", fact.job ?? fact.record.source, occurred: fact.record.at)
        case .materialMoved(let fact):
            EventSubject(.observed, "Job Response", fact.job, occurred: fact.movement.at)
        case .segmentDataTracked(let fact):
            EventSubject(.observed, "Job Response", fact.job, occurred: fact.at)
        case .cycleMeasured(let fact): EventSubject(.observed, "Job Response", fact.job)
        case .counterRead(let fact):
            EventSubject(.observed, "Equipment", fact.equipment, occurred: fact.occurred)
        default: nil
        }
    }

    private static func ofLot(_ fact: Fact) -> EventSubject? {
        switch fact {
        case .materialLotStored(let fact): EventSubject(.changed, "Material Lot", fact.key)
        case .lotTested(let fact):
            EventSubject(.added, "Test Result", fact.lot, occurred: fact.occurred)
        case .testSuspected(let fact): EventSubject(.changed, "Test Result", fact.lot, isAlert: true)
        case .characteristicOutOfControl(let fact):
            EventSubject(.observed, "Material Lot", fact.lot, occurred: fact.occurred, isAlert: true)
        case .lotCounted(let fact):
            EventSubject(.observed, "Material Lot", fact.lot, occurred: fact.occurred)
        case .lotMoved(let fact):
            EventSubject(.changed, "Material Lot", fact.lot, occurred: fact.occurred)
        case .lotHeld(let fact): EventSubject(.changed, "Material Lot", fact.lot)
        case .lotReleased(let fact): EventSubject(.changed, "Material Lot", fact.lot)
        case .lotScrapped(let fact): EventSubject(.changed, "Material Lot", fact.lot)
        default: nil
        }
    }

    /// What is left: what the loop thinks of what happened. B2MML has no noun for rules, proposals and
    /// non-conformances.
    private static func ofAnalysis(_ fact: Fact) -> EventSubject {
        switch fact {
        case .proposalMade(let fact): EventSubject(.added, nil, fact.proposal.id)
        case .proposalDecided(let fact): EventSubject(.changed, nil, fact.proposal)
        case .feedbackProposed(let fact): EventSubject(.added, nil, fact.draft.id)
        case .feedbackAdvanced(let fact): EventSubject(.changed, nil, fact.proposal)
        case .nonConformanceOpened(let fact): EventSubject(.added, nil, fact.id, isAlert: true)
        case .nonConformanceAdvanced(let fact): EventSubject(.changed, nil, fact.id)
        case .ruleFired(let fact): EventSubject(.observed, nil, fact.rule)
        case .ruleSuppressed(let fact): EventSubject(.observed, nil, fact.rule)
        default: EventSubject(.observed, nil, fact.payload.typeName)
        }
    }

    private static func word(for kind: ResourceKind) -> String {
        switch kind {
        case .equipment: "Equipment"
        case .equipmentClass: "Equipment Class"
        case .person: "Person"
        case .personnelClass: "Personnel Class"
        case .physicalAsset: "Physical Asset"
        case .physicalAssetClass: "Physical Asset Class"
        case .materialClass: "Material Class"
        case .materialDefinition: "Material Definition"
        case .materialLot: "Material Lot"
        case .materialSubLot: "Material SubLot"
        }
    }
}

extension EventPayload {
    fileprivate var typeName: String { Self.typeName }
}
