/// The unit of scheduling and dispatch: one step of a request with everything below it.
///
/// B2MML: `JobOrderType`. Made from a request by ``JobBreakdown``; how far it got is kept beside it, not in it.
package struct JobOrder: Hashable, Sendable, Codable {
    /// Unique in the plant; made from the request's ID and the segment's path, such as `258456/0010/Weighing`.
    package var id: String
    /// The loop's key of the request.
    package var request: String
    package var domain: DomainKind
    /// The keys of the segments from the outermost one down to this one.
    package var path: [String]
    /// The IDs that the sender gave on that path, outermost first.
    @Repeated package var segmentRequirementIDs: [Identifier]
    /// The step itself with its descendants, as asked for.
    package var segment: SegmentRequirement
    /// What the segments above, which are no jobs themselves, want produced: every job below them works for it.
    @Repeated package var inheritedMaterials: [MaterialRequirement]
    package var workCentre: WorkCentre
    package var priority: ExactDecimal?
    package var earliestStart: ZonedTime?
    package var due: ZonedTime?
    /// Working time, without breaks.
    package var duration: TimeSpan
    package var durationSource: DurationSource
    /// The loop's key of the definition that it follows.
    package var definition: String?

    package init(
        id: String, request: String, domain: DomainKind, path: [String],
        segmentRequirementIDs: [Identifier] = [], segment: SegmentRequirement,
        inheritedMaterials: [MaterialRequirement] = [], workCentre: WorkCentre, priority: ExactDecimal? = nil,
        earliestStart: ZonedTime? = nil, due: ZonedTime? = nil, duration: TimeSpan,
        durationSource: DurationSource, definition: String? = nil
    ) {
        self.id = id
        self.request = request
        self.domain = domain
        self.path = path
        self.segmentRequirementIDs = segmentRequirementIDs
        self.segment = segment
        self.inheritedMaterials = inheritedMaterials
        self.workCentre = workCentre
        self.priority = priority
        self.earliestStart = earliestStart
        self.due = due
        self.duration = duration
        self.durationSource = durationSource
        self.definition = definition
    }
}

/// Where a job is done, and how that was found out.
package struct WorkCentre: Hashable, Sendable, Codable {
    package enum Source: String, Hashable, Sendable, Codable, CaseIterable {
        case equipmentRequirement, materialLocation, hierarchyScope, none
    }

    /// The equipment's ID without blanks at its ends; ``unassignedName`` when nothing names one.
    package var name: String
    package var source: Source

    package static let unassignedName = "unassigned"
    package static let unassigned = WorkCentre(name: unassignedName, source: .none)

    package init(name: String, source: Source) {
        self.name = name
        self.source = source
    }
}

/// Where the planned duration of a job comes from.
package enum DurationSource: String, Hashable, Sendable, Codable, CaseIterable {
    case segment, definition, setting
}

/// The planned place of a job in time.
package struct PlannedTime: Hashable, Sendable, Codable {
    package var start: Instant
    package var end: Instant

    package init(start: Instant, end: Instant) {
        self.start = start
        self.end = end
    }
}
