/// One rule before one event: which commands it makes.
struct RuleAnswer {
    let rule: EventRule
    let event: Event
    let number: Int
    let key: String
    let fields: EventFields
    /// The chain that led to the event.
    let before: Cause?

    private func origin(_ command: String) -> Origin {
        Origin(
            actor: "rule \(rule.id)",
            cause: Cause(
                event: number, correlation: before?.correlation ?? number,
                rules: (before?.rules ?? []) + [rule.id], command: command))
    }

    /// Nil when the event lacks what the action is about.
    func command(_ index: Int, named name: String, _ now: Instant) -> Command? {
        let origin = origin(name)
        switch rule.actions[index] {
        case .request(let template):
            guard let request = request(template, named: name, now) else { return nil }
            return Command(
                template.domain, .detailedScheduling(.importRequest(ImportedRequest(.process, request))),
                origin: origin)
        case .hold(let reason):
            return lot.map {
                Command(
                    event.domain,
                    .resourceManagement(.holdLot($0.lot, material: $0.material, reason: reason)),
                    origin: origin)
            }
        case .release(let reason):
            return lot.map {
                Command(
                    event.domain,
                    .resourceManagement(.releaseLot($0.lot, material: $0.material, reason: reason)),
                    origin: origin)
            }
        case .nonConformance(let reason): return nonConformance(reason, origin)
        case .block(let reason):
            return fields.equipment.map {
                Command(
                    event.domain, .resourceManagement(.block(equipment: $0, reason: reason)), origin: origin)
            }
        case .revoke(let reason):
            return fields.job.map {
                Command(event.domain, .dispatching(.revoke(job: $0, reason: reason)), origin: origin)
            }
        case .reschedule(let domain):
            return Command(domain, .detailedScheduling(.sequence(from: nil)), origin: origin)
        }
    }

    private func nonConformance(_ reason: String, _ origin: Origin) -> Command? {
        lot.map {
            let report = NonConformanceReport(
                lot: $0.lot, material: $0.material, reason: reason, characteristic: fields[.characteristic],
                detectedBy: fields[.person].map { Identifier($0) })
            return Command(.quality, .tracking(.openNonConformance(report)), origin: origin)
        }
    }

    /// What an action that has no command would have needed.
    func missing(_ index: Int) -> String {
        switch rule.actions[index] {
        case .request(let template): template.subject.rawValue
        case .hold, .release, .nonConformance: EventField.lot.rawValue
        case .block: EventField.equipment.rawValue
        case .revoke: EventField.job.rawValue
        case .reschedule: "domain"
        }
    }

    private var lot: (lot: Identifier, material: Identifier?)? {
        guard let key = fields.lot else { return nil }
        let known = fields.state.lots[key]?.lot
        return (known?.id ?? Identifier(key), known?.definitionID)
    }

    /// A request of one segment for what the event is about, or of the segments of its definition when that is
    /// known.
    private func request(_ template: EventRule.RequestTemplate, named name: String, _ now: Instant)
        -> OperationsRequest?
    {
        guard let subject = fields[template.subject.field] else { return nil }
        let use = MaterialUse.known(template.domain.profile.subjectUse)
        let quantity = template.quantity ?? (template.takesQuantity ? fields.quantity : nil)
        let quantities = quantity.map { [$0] } ?? []
        var segment = SegmentRequirement(
            id: Identifier("1"), processSegmentID: Identifier(template.definition),
            operationsDefinitionID: Identifier(template.definition), duration: template.duration)
        if let centre = template.workCentre ?? fields.equipment {
            segment.equipment = [EquipmentRequirement(equipmentIDs: [Identifier(centre)])]
        }
        switch template.subject {
        case .lot:
            let lot = self.lot
            segment.materials = [
                MaterialRequirement(
                    definitionIDs: lot?.material.map { [$0] } ?? [],
                    lotIDs: [lot?.lot ?? Identifier(subject)],
                    use: use, quantities: quantities)
            ]
        case .material:
            segment.materials = [
                MaterialRequirement(definitionIDs: [Identifier(subject)], use: use, quantities: quantities)
            ]
        case .equipment:
            segment.physicalAssets = [PhysicalAssetRequirement(assetIDs: [Identifier(subject)])]
        }
        segment.parameters = [Parameter(id: "CausedBy", values: [Value(name, dataType: "string")])]
        return OperationsRequest(
            id: Identifier("\(rule.id)-\(name.prefix(12))"),
            descriptions: rule.summary.isEmpty ? [] : [Description(rule.summary)],
            operationsType: OperationsType(template.domain), startTime: ZonedTime(now, zoneSource: .site),
            endTime: template.due.map { ZonedTime(now + $0, zoneSource: .site) }, priority: template.priority,
            operationsDefinitionID: Identifier(template.definition), segments: [segment])
    }
}

extension EventRule.RequestTemplate.Subject {
    package var field: EventField {
        switch self {
        case .lot: .lot
        case .material: .material
        case .equipment: .equipment
        }
    }
}
