import Diagnostics

/// What definition management is asked.
package enum DefinitionCommand: Hashable, Sendable {
    case store(OperationsDefinition)
    case storeTest(TestSpecification)
}

/// A version of a definition is known from now on.
package struct DefinitionStored: EventPayload {
    package static let typeName = "definition.stored"
    package static let activity = Activity.definitionManagement
    package static func fact(_ payload: Self) -> Fact { .definitionStored(payload) }

    package var key: String
    package var version: DefinitionVersion
}

/// One version of a definition, numbered from 1 by us whatever the partner calls it.
package struct DefinitionVersion: Codable, Hashable, Sendable {
    package enum Basis: String, Codable, Hashable, Sendable, CaseIterable {
        /// A partner sent it.
        case message
        /// Nobody sent it: it was read off a request.
        case derived
        /// An approved proposal changed it.
        case proposal
    }

    package var number: Int
    package var basis: Basis
    /// The proposal that it comes from.
    package var proposal: String?
    package var definition: OperationsDefinition
}

/// All versions of a definition, the oldest first.
package struct DefinitionEntry: Codable, Hashable, Sendable {
    /// In the order of their numbers. Of those in a row that were derived from requests there is only the last: they
    /// follow one another with every request that looks different, and none is effective after the next.
    package internal(set) var versions: [DefinitionVersion]
    /// The partner that sent a version last; nil when none did, or it has no name.
    package internal(set) var owner: String?

    /// The version that a partner's name means, else the latest that is effective at an instant, else the
    /// latest.
    package func version(named name: Identifier? = nil, at instant: Instant) -> DefinitionVersion? {
        if let name,
            let named = versions.last(where: { $0.definition.version?.matchingKey == name.matchingKey })
        {
            return named
        }
        return versions.last { version in
            let (start, end) = (version.definition.effectiveStart, version.definition.effectiveEnd)
            return (start.map { $0.instant <= instant } ?? true) && (end.map { instant < $0.instant } ?? true)
        } ?? versions.last
    }
}

extension DefinitionEntry {
    fileprivate mutating func store(_ version: DefinitionVersion) {
        if version.basis == .derived, versions.last?.basis == .derived { versions.removeLast() }
        versions.append(version)
    }
}

extension LoopState {
    package static func definitionKey(_ domain: DomainKind, _ id: Identifier) -> String {
        domain.rawValue + "/" + id.matchingKey
    }

    mutating func apply(_ fact: DefinitionStored, origin: Origin?) {
        definitions[fact.key, default: DefinitionEntry(versions: [])].store(fact.version)
        if fact.version.basis == .message, let partner = origin?.partner {
            definitions[fact.key]?.owner = partner
        }
    }
}

extension ActivityLoop {
    func decide(_ command: DefinitionCommand, _ context: Context) throws(LoopError) -> Decision {
        switch command {
        case .store(let definition): try store(definition, context)
        case .storeTest(let specification): try store(specification, context)
        }
    }

    /// Equal content is unchanged; other content is a new version, also under a version name that was used
    /// before.
    private func store(_ definition: OperationsDefinition, _ context: Context) throws(LoopError) -> Decision {
        guard let id = definition.id, !id.isBlank else { throw .objectWithoutID("definition") }
        let key = LoopState.definitionKey(context.domain, id)
        let known = state.definitions[key]
        if known?.versions.last?.definition == definition { return Decision(.unchanged) }
        var findings = try dependencyFindings(of: definition, id, key: key)
        if let name = definition.version,
            known?.versions.contains(where: { $0.definition.version == name }) == true
        {
            findings.append(
                LoopNote.make(
                    "LOOP-DEFINITION-2", .warning, "OperationsDefinition \(id)",
                    "version \(name) came again with other content", advice: "Give new content a new version."
                ))
        }
        let version = DefinitionVersion(
            number: (known?.versions.last?.number ?? 0) + 1, basis: .message, definition: definition)
        let stored = DefinitionStored(key: key, version: version)
        return Decision(
            known == nil ? .applied : .revised,
            events: [context.event(.definitionStored(stored))] + settled(by: version, context),
            findings: findings)
    }
}

// MARK: - The definition of a request

extension ActivityLoop {
    /// The definition that a request follows, with the event that stores it when it had to be derived.
    struct FollowedDefinition {
        var key: String
        var definition: OperationsDefinition
        var stored: DefinitionStored?
        var findings: [Finding] = []
    }

    /// The definition that a request names, else the one of its subject. One that nobody sent is derived from
    /// the segments and marked so; when later requests for the same look different, a new version is derived.
    /// What a partner sent, or somebody approved, is never replaced by what a request looks like.
    func definition(followedBy request: OperationsRequest, key requestKey: String, _ context: Context)
        -> FollowedDefinition
    {
        let subject = context.domain.profile.subject.name(in: request.segments)
        let id =
            request.operationsDefinitionID.flatMap { $0.isBlank ? nil : $0 }
            ?? Identifier(subject.flatMap { $0.isEmpty ? nil : $0 } ?? requestKey)
        let key = LoopState.definitionKey(context.domain, id)
        let entry = state.definitions[key]
        let known = entry?.version(named: request.operationsDefinitionVersion, at: context.now)
        let derived = OperationsDefinition(derivedFrom: request, id: id, domain: context.domain)
        let isSent = known?.basis != .derived && entry?.versions.contains { $0.basis == .message } ?? false
        if let known, isSent || known.definition.hasSameSteps(as: derived) {
            return FollowedDefinition(key: key, definition: known.definition)
        }
        let number = (entry?.versions.last?.number ?? 0) + 1
        var result = FollowedDefinition(key: key, definition: derived)
        result.stored = DefinitionStored(
            key: key, version: DefinitionVersion(number: number, basis: .derived, definition: derived))
        if known == nil, request.operationsDefinitionID != nil {
            result.findings.append(
                LoopNote.make(
                    "LOOP-DEFINITION-1", .note, "OperationsRequest \(requestKey)",
                    "definition \(id) is not known and was derived from the segments",
                    advice: "Send the definition to replace the derived one."))
        }
        return result
    }

    /// The standard duration of a job's step in the version that is in force; nil when the definition has
    /// none.
    package func standard(of plan: JobPlan, at instant: Instant) -> TimeSpan? {
        guard let key = plan.definition, let segment = plan.definitionSegment else { return nil }
        return state.definitions[key]?.version(at: instant)?.definition.segment(segment)?.duration
    }
}

extension OperationsDefinition {
    /// One step for each job that the request is broken into: who, where, with which materials and how long,
    /// without the quantities, which are the request's own.
    init(derivedFrom request: OperationsRequest, id: Identifier, domain: DomainKind) {
        self.init(id: id, operationsType: OperationsType(domain))
        segments = JobBreakdown.steps(of: request).map { step in
            OperationsSegment(
                id: Identifier(step.path.joined(separator: "/")), descriptions: step.segment.descriptions,
                processSegmentIDs: step.segment.processSegmentID.map { [$0] } ?? [],
                duration: step.segment.duration,
                parameters: step.segment.parameters.map {
                    Parameter(id: $0.id, descriptions: $0.descriptions)
                },
                equipment: step.segment.equipment.map {
                    EquipmentSpecification(
                        id: $0.id, classIDs: $0.classIDs, equipmentIDs: $0.equipmentIDs, level: $0.level,
                        use: $0.use)
                },
                materials: step.segment.allMaterials.map {
                    MaterialSpecification(
                        id: $0.id, classIDs: $0.classIDs, definitionIDs: $0.definitionIDs, use: $0.use)
                })
        }
    }

    /// Equal but for the durations and scrap factors, which proposals change.
    func hasSameSteps(as other: OperationsDefinition) -> Bool {
        func bare(_ segments: [OperationsSegment]) -> [OperationsSegment] {
            segments.map { segment in
                var segment = segment
                segment.duration = nil
                segment.scrapFactor = nil
                segment.children = bare(segment.children)
                return segment
            }
        }
        return bare(segments) == bare(other.segments)
    }

    /// The step of an ID, at any depth.
    package func segment(_ id: String) -> OperationsSegment? {
        segments.firstDeep { $0.id?.matchingKey == id }
    }

    /// The step that a segment requirement means: by its ID, else by its process segment. Of several steps that perform
    /// it the first requirement means the first, and so on; `performed` counts them, and those too many mean the first.
    func segment(
        for requirement: SegmentRequirement, path: [String], _ performed: inout [String: Int]
    ) -> OperationsSegment? {
        if let id = requirement.operationsSegmentID, let found = segment(id.matchingKey) { return found }
        if let found = segment(path.joined(separator: "/")) { return found }
        guard let process = requirement.processSegmentID?.matchingKey else { return nil }
        let count = performed[process, default: 0]
        performed[process] = count + 1
        func performs(_ segment: OperationsSegment) -> Bool {
            segment.processSegmentIDs.contains { $0.matchingKey == process }
        }
        guard count > 0 else { return segments.firstDeep(where: performs) }
        let all = allSegments.filter(performs)
        return all.indices.contains(count) ? all[count] : all.first
    }

    /// What an owner is asked to change: one step with its duration, with the steps that it is in, and nothing else.
    /// Nil when there is no such step.
    package func asking(for duration: TimeSpan, of id: String) -> OperationsDefinition? {
        func asked(_ segments: [OperationsSegment]) -> OperationsSegment? {
            for segment in segments {
                if segment.id?.matchingKey == id {
                    return OperationsSegment(id: segment.id, duration: duration)
                }
                if let child = asked(segment.children) {
                    return OperationsSegment(id: segment.id, children: [child])
                }
            }
            return nil
        }
        return asked(segments).map {
            OperationsDefinition(id: self.id, operationsType: operationsType, segments: [$0])
        }
    }

    /// The same with one step changed.
    func replacing(_ id: String, _ change: (inout OperationsSegment) -> Void) -> OperationsDefinition {
        func replaced(_ segments: [OperationsSegment]) -> [OperationsSegment] {
            segments.map { segment in
                var segment = segment
                if segment.id?.matchingKey == id { change(&segment) }
                segment.children = replaced(segment.children)
                return segment
            }
        }
        var copy = self
        copy.segments = replaced(segments)
        return copy
    }
}

extension [OperationsSegment] {
    fileprivate func firstDeep(where holds: (OperationsSegment) -> Bool) -> OperationsSegment? {
        for segment in self {
            if holds(segment) { return segment }
            if let found = segment.children.firstDeep(where: holds) { return found }
        }
        return nil
    }
}
