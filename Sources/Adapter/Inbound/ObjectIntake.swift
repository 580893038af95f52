import Diagnostics
import Journal
import Operations

/// Takes the objects of one message in: recognises each, and lets the loop decide what is new about it.
struct ObjectIntake {
    let partner: String
    let action: ImportedRequest.Action
    let created: Instant?
    /// What events call the message.
    let message: String
    let source: String

    struct Taken {
        var object: ImportResult.Object
        var findings: [Finding]
    }

    func keys(of records: [TranslatedRecord]) -> [ObjectKey] {
        records.flatMap { record in record.objects.map(key) }
    }

    private func key(_ object: ImportedObject) -> ObjectKey {
        ObjectKey(partner: partner, noun: object.noun, id: object.id)
    }

    /// Takes one object in. What is known of it is brought up to date, so that a message may describe an object twice.
    func take(
        _ object: ImportedObject, _ record: TranslatedRecord, known: inout [ObjectKey: ObjectVersion],
        _ draft: Draft
    ) throws -> Taken {
        let key = key(object)
        let before = known[key]
        let version = ObjectVersion(
            contentHash: try contentHash(of: object), created: created, published: object.published,
            version: object.version)
        let recognition = ObjectRecognition(of: version, known: before)
        var taken = Taken(
            object: ImportResult.Object(noun: object.noun, id: object.id, outcome: recognition.outcome),
            findings: [])
        switch recognition {
        case .new, .revision:
            guard isTakenIn(object, record, &taken), decide(object, record, draft, &taken) else {
                return taken
            }
        case .conflict:
            taken.findings.append(conflict(object, record))
        case .unchanged, .stale:
            break
        }
        draft.objects.append(ObjectChange(key, version, as: recognition, known: before))
        known[key] = version.current(after: before, as: recognition)
        return taken
    }

    /// A cancellation is another statement about an object than its content.
    private func contentHash(of object: ImportedObject) throws -> String {
        action == .cancel ? ContentHash.of(Array("cancel".utf8)) : try object.contentHash()
    }

    /// A request can be cancelled; what is known of anything else is not taken back.
    private func isTakenIn(
        _ object: ImportedObject, _ record: TranslatedRecord, _ taken: inout Taken
    ) -> Bool {
        if case .request = object.content { return true }
        guard action == .cancel else { return true }
        taken.findings.append(
            Finding(
                "IMPORT-CANCEL-1", .error, at: record.place,
                "\(object.noun) \(object.id) cannot be cancelled: only requests can",
                advice: "Send it again as it is to be, with a status that says it is out of use."))
        taken.object.outcome = .refused
        return false
    }

    /// Answers false when the loop refuses: then the object stays as it was known, so that a later message about it
    /// is judged against what is really in force.
    private func decide(
        _ object: ImportedObject, _ record: TranslatedRecord, _ draft: Draft, _ taken: inout Taken
    ) -> Bool {
        do throws(LoopError) {
            let decision = try draft.perform(command(for: object))
            taken.findings += decision.findings.map { $0.ofLoop(at: record.place) }
            taken.object.outcome = taken.object.outcome.refined(by: decision.outcome)
            return true
        } catch {
            taken.findings.append(error.finding.ofLoop(at: record.place))
            taken.object.outcome = .refused
            return false
        }
    }

    private func command(for object: ImportedObject) -> Command {
        let origin = Origin(partner: partner, message: message)
        switch object.content {
        case .request(let request, let schedule):
            let domain = request.operationsType?.domain ?? schedule.operationsType?.domain ?? .production
            let stamp = RevisionStamp(
                created: created, published: object.published, version: object.version.map { Identifier($0) })
            return Command(
                domain,
                .detailedScheduling(
                    .importRequest(ImportedRequest(action, request, schedule: schedule, stamp: stamp))),
                origin: origin)
        case .materialClass(let value):
            return Command(.production, .resourceManagement(.storeMaterialClass(value)), origin: origin)
        case .materialDefinition(let value):
            return Command(.production, .resourceManagement(.storeMaterialDefinition(value)), origin: origin)
        case .materialLot(let value):
            return Command(.production, .resourceManagement(.storeMaterialLot(value)), origin: origin)
        case .materialSubLot(let value):
            return Command(.production, .resourceManagement(.storeMaterialSubLot(value)), origin: origin)
        case .operationsDefinition(let value):
            let domain = value.operationsType?.domain ?? .production
            return Command(domain, .definitionManagement(.store(value)), origin: origin)
        case .resource(let value):
            return Command(.production, .resourceManagement(.storeResource(value)), origin: origin)
        case .calendar(let value):
            return Command(.production, .resourceManagement(.storeCalendar(value)), origin: origin)
        case .testSpecification(let value):
            return Command(.quality, .definitionManagement(.storeTest(value)), origin: origin)
        case .testResult(let value):
            return Command(.quality, .dataCollection(.testResult(value)), origin: origin)
        }
    }

    private func conflict(_ object: ImportedObject, _ record: TranslatedRecord) -> Finding {
        Finding(
            "OBJECT-CONFLICT-1", .error, at: record.place,
            "\(object.noun) \(object.id) is known with other content, and nothing says which of the two is newer",
            advice: "Send it again with a later CreationDateTime, PublishedDate or Version.")
    }
}

extension ObjectRecognition {
    fileprivate var outcome: ImportOutcome {
        switch self {
        case .new: .imported
        case .unchanged: .unchanged
        case .revision: .revised
        case .stale: .stale
        case .conflict: .conflict
        }
    }
}

extension ImportOutcome {
    /// What the loop found out about an object that the journal took for new or revised.
    fileprivate func refined(by outcome: Decision.Outcome) -> ImportOutcome {
        switch outcome {
        case .applied: self
        case .revised: .revised
        case .unchanged: .unchanged
        case .stale: .stale
        case .duplicate: .unchanged
        }
    }
}
