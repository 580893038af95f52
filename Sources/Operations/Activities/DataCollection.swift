import Diagnostics

/// What data collection is asked.
package enum CollectionCommand: Hashable, Sendable {
    case record(ShopFloorRecord)
    /// Of a laboratory, for a lot.
    case testResult(TestResult)
}

/// A record of the floor is in, once.
package struct RecordCollected: EventPayload {
    package static let typeName = "record.collected"
    package static let activity = Activity.dataCollection
    package static func fact(_ payload: Self) -> Fact { .recordCollected(payload) }

    package var record: ShopFloorRecord
    /// The job that it was found to be about.
    package var job: String?
}

extension LoopState {
    mutating func apply(_ fact: RecordCollected) {
        sources[fact.record.source, default: SourceEntry()].take(fact.record.sequence)
        guard let job = fact.job else { return }
        if let equipment = fact.record.equipment, jobs[job]?.run.equipment.contains(equipment) == false {
            jobs[job]?.run.equipment.append(equipment)
        }
        if let person = fact.record.person, jobs[job]?.run.persons.contains(person) == false {
            jobs[job]?.run.persons.append(person)
        }
    }
}

extension ActivityLoop {
    func decide(_ command: CollectionCommand, _ context: Context) throws(LoopError) -> Decision {
        switch command {
        case .record(let record): try collect(record, context)
        case .testResult(let result): try collect(result, context)
        }
    }

    /// Applied once for each pair of source and sequence; a refused record may be corrected and sent again.
    private func collect(_ record: ShopFloorRecord, _ context: Context) throws(LoopError) -> Decision {
        guard (1...ShopFloorRecord.highestSequence).contains(record.sequence),
            record.quantity?.isNegative != true
        else {
            throw .notACount(source: record.source, sequence: record.sequence)
        }
        let source = state.sources[record.source] ?? SourceEntry()
        if source.hasSeen(record.sequence) {
            return Decision(
                .duplicate,
                findings: [note("LOOP-RECORD-1", .note, record, "it came before and was not applied again")])
        }
        var result = Consequences(findings: arrivalFindings(record, source, context))
        switch record.kind {
        case .equipmentState: try collectEquipmentState(record, &result, context)
        case .counter: try collectCounter(record, &result, context)
        case .tested, .counted, .moved: try collectForLot(record, &result, context)
        default: try collectForJob(record, &result, context)
        }
        return Decision(
            .applied, events: result.events, findings: result.findings, notices: result.notices)
    }

    func note(
        _ code: Code, _ severity: Severity, _ record: ShopFloorRecord, _ message: String,
        advice: String? = nil
    ) -> Finding {
        LoopNote.make(code, severity, "\(record.source) \(record.sequence)", message, advice: advice)
    }

    private func arrivalFindings(_ record: ShopFloorRecord, _ source: SourceEntry, _ context: Context)
        -> [Finding]
    {
        var findings: [Finding] = []
        if record.sequence > source.last + 1 {
            findings.append(
                note(
                    "LOOP-RECORD-2", .warning, record,
                    "records \(source.last + 1) to \(record.sequence - 1) of this source have not come",
                    advice: "Send them; they are still taken."))
        }
        if record.at.instant > context.now + settings.clockTolerance {
            findings.append(
                note(
                    "LOOP-RECORD-3", .warning, record, "its time lies ahead of ours, which is \(context.now)")
            )
        }
        return findings
    }

    private func collectForJob(_ record: ShopFloorRecord, _ result: inout Consequences, _ context: Context)
        throws(LoopError)
    {
        let entry = try job(of: record, context)
        let job = entry.plan.id
        let context = context.of(entry.plan.domain)
        result.events += newResources(resources(of: record), entry.plan.request, context)
        result.events.append(
            context.event(.recordCollected(RecordCollected(record: record, job: job))))
        var named = entry
        named.run.note(record)
        if let command = record.kind.jobCommand {
            let changes = try transition(
                named, command, record.at, reason: record.reason,
                equipment: command == .run ? record.equipment : nil, context)
            result.append(changes)
            return
        }
        guard entry.state != .closed else {
            throw .requestFinished(request: entry.plan.request, state: .known(.closed))
        }
        if !entry.everRan {
            result.findings.append(
                note("LOOP-RECORD-4", .warning, record, "job \(job) has not begun according to the floor"))
        }
        if record.kind == .parameter {
            try track(parameter: record, named, &result, context)
        } else {
            try track(material: record, named, &result, context)
        }
    }

    func resources(of record: ShopFloorRecord) -> [ResourceName] {
        let names: [(ResourceKind, Identifier?)] = [
            (.equipment, record.equipment), (.person, record.person), (.materialDefinition, record.material),
            (.materialLot, record.lot), (.materialSubLot, record.subLot),
        ]
        return names.compactMap { kind, id in id.map { ResourceName(kind: kind, name: $0.matchingKey) } }
    }

    private func collectEquipmentState(
        _ record: ShopFloorRecord, _ result: inout Consequences, _ context: Context
    ) throws(LoopError) {
        guard let equipment = record.equipment, !equipment.isBlank else {
            throw .recordIncomplete(source: record.source, sequence: record.sequence, missing: "equipment")
        }
        guard record.value == "down" || record.value == "up" else {
            throw .recordIncomplete(
                source: record.source, sequence: record.sequence, missing: "the value down or up")
        }
        let name = equipment.matchingKey
        let change = EquipmentStateChanged(
            equipment: name, isDown: record.value == "down", occurred: record.at, reason: record.reason,
            planned: record.planned ?? false)
        let centre = state.workCentres[name] ?? WorkCentreEntry()
        let ended = change.isDown ? [] : centre.openStops(reason: change.reason)
        for stop in ended where record.at.instant < stop.time.start {
            throw .outOfOrder(
                subject: "equipment \(name)", at: record.at.instant, after: stop.time.start)
        }
        result.events += newResources(resources(of: record), nil, context)
        result.events.append(
            context.event(.recordCollected(RecordCollected(record: record, job: nil))))
        guard change.isDown || !ended.isEmpty else {
            result.findings.append(
                note("LOOP-RECORD-5", .warning, record, "\(name) was not down for this reason"))
            return
        }
        self.change(change, &result, context)
    }

    /// Equipment goes down or comes up, and the gates of the jobs that wait for it look again.
    func change(_ change: EquipmentStateChanged, _ result: inout Consequences, _ context: Context) {
        let name = change.equipment
        var centre = state.workCentres[name] ?? WorkCentreEntry()
        result.events.append(context.event(.equipmentStateChanged(change)))
        centre.change(change)
        let view = GateView(state: state, replacedCentre: (name, centre)).countingQueues()
        let waiting = centre.open.sorted().compactMap { state.jobs[$0] }
        result.events += waiting.compactMap { regated($0, view, context) }
        result.notices.append(.jobLists([name]))
    }
}

// MARK: - Which job

extension ActivityLoop {
    /// The job that a record names, else the only one that can be meant.
    func job(of record: ShopFloorRecord, _ context: Context) throws(LoopError) -> JobEntry {
        if let name = record.job {
            guard let entry = state.jobs[name] ?? state.jobs[Identifier(name).matchingKey] else {
                throw .unknownJob(name)
            }
            return entry
        }
        if let request = record.request { return try job(of: record, request, context) }
        guard let equipment = record.equipment?.matchingKey else {
            throw .recordIncomplete(
                source: record.source, sequence: record.sequence, missing: "job or request")
        }
        let active = (state.workCentres[equipment]?.active ?? []).compactMap { state.jobs[$0] }
        return try only(active, record)
    }

    private func job(of record: ShopFloorRecord, _ request: String, _ context: Context) throws(LoopError)
        -> JobEntry
    {
        let key = state.requestKey(context.domain, partner: context.origin?.partner, id: Identifier(request))
        guard let entry = state.requests[key] ?? state.requests[Identifier(request).matchingKey] else {
            throw .unknownRequest(request)
        }
        let jobs = entry.jobs.compactMap { state.jobs[$0] }
        if let segment = record.segment.map({ Identifier($0).matchingKey }) {
            let meant = jobs.filter { $0.plan.isCalled(segment) }
            guard !meant.isEmpty else { throw .unknownJob("\(entry.key)/\(segment)") }
            return try only(meant, record)
        }
        let active = jobs.filter(\.state.isActive)
        return try only(active.count == 1 ? active : jobs, record)
    }

    private func only(_ candidates: [JobEntry], _ record: ShopFloorRecord) throws(LoopError) -> JobEntry {
        guard let first = candidates.first, candidates.count == 1 else {
            guard !candidates.isEmpty else {
                throw .recordIncomplete(source: record.source, sequence: record.sequence, missing: "job")
            }
            throw .recordAmbiguous(
                source: record.source, sequence: record.sequence, candidates: candidates.count)
        }
        return first
    }
}

extension JobPlan {
    /// Whether a name means this step: its path, the last part of it, its segment's ID or its process
    /// segment.
    fileprivate func isCalled(_ name: String) -> Bool {
        path.joined(separator: "/") == name || path.last == name
            || segmentRequirementIDs.last?.matchingKey == name || processSegmentID?.matchingKey == name
    }
}

extension JobRun {
    fileprivate mutating func note(_ record: ShopFloorRecord) {
        if let equipment = record.equipment, !self.equipment.contains(equipment) {
            self.equipment.append(equipment)
        }
        if let person = record.person, !persons.contains(person) { persons.append(person) }
    }
}

extension Consequences {
    mutating func append(_ other: Consequences) {
        events += other.events
        findings += other.findings
        notices += other.notices
    }
}
