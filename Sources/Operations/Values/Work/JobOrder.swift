/// The unit of scheduling and dispatch: one step of a request with everything below it.
///
/// B2MML: `JobOrderType`. Made from a request by ``JobBreakdown``; how far it got is kept beside it, not in
/// it.
@dynamicMemberLookup
package struct JobOrder: Hashable, Sendable, Codable {
    package var plan: JobPlan
    /// The step itself with its descendants, as asked for.
    package var segment: SegmentRequirement
    /// What the segments above, which are no jobs themselves, want produced: every job below them works for
    /// it.
    @Repeated package var inheritedMaterials: [MaterialRequirement]

    package init(
        plan: JobPlan, segment: SegmentRequirement, inheritedMaterials: [MaterialRequirement] = []
    ) {
        self.plan = plan
        self.segment = segment
        self.inheritedMaterials = inheritedMaterials
    }

    package subscript<Member>(dynamicMember path: KeyPath<JobPlan, Member>) -> Member {
        plan[keyPath: path]
    }
}

/// What is known of a job besides the content of its segment, which stays in the request.
package struct JobPlan: Hashable, Sendable, Codable {
    /// Unique in the plant; made from the request's ID and the segment's path, such as
    /// `258456/0010/Weighing`.
    package var id: String
    /// The loop's key of the request.
    package var request: String
    package var domain: DomainKind
    /// Where the segment stands in the request: the index at each level, from 0.
    package var position: [Int]
    /// The keys of the segments from the outermost one down to this one.
    package var path: [String]
    /// The IDs that the sender gave on that path, outermost first.
    @Repeated package var segmentRequirementIDs: [Identifier]
    package var processSegmentID: Identifier?
    package var workCentre: WorkCentre
    package var earliestStart: ZonedTime?
    /// The end that the segment itself must keep.
    package var latestEnd: ZonedTime?
    /// Working time, without breaks, as the request says it; nil leaves it to the definition.
    package var duration: TimeSpan?
    /// The loop's key of the definition that it follows, and the ID of its segment there.
    package var definition: String?
    package var definitionSegment: String?
    /// What it keeps to on account of other jobs of its request. Nil: it waits for the job before it in the request.
    package var dependencies: [JobDependency]?

    package init(
        id: String, request: String, domain: DomainKind, position: [Int], path: [String],
        segmentRequirementIDs: [Identifier] = [], processSegmentID: Identifier? = nil, workCentre: WorkCentre,
        earliestStart: ZonedTime? = nil, latestEnd: ZonedTime? = nil, duration: TimeSpan? = nil,
        definition: String? = nil, definitionSegment: String? = nil, dependencies: [JobDependency]? = nil
    ) {
        self.id = id
        self.request = request
        self.domain = domain
        self.position = position
        self.path = path
        self.segmentRequirementIDs = segmentRequirementIDs
        self.processSegmentID = processSegmentID
        self.workCentre = workCentre
        self.earliestStart = earliestStart
        self.latestEnd = latestEnd
        self.duration = duration
        self.definition = definition
        self.definitionSegment = definitionSegment
        self.dependencies = dependencies
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

/// The planned place of a job, and the working time that it was planned with.
package struct PlannedTime: Hashable, Sendable, Codable {
    package var start: Instant
    package var end: Instant
    package var duration: TimeSpan
    package var durationSource: DurationSource
    /// When the set-up for it begins; nil when there is none.
    package var setupStart: Instant?
    /// The equipment that was chosen for it; nil where there was no choice.
    package var workCentre: String?

    package init(
        start: Instant, end: Instant, duration: TimeSpan, durationSource: DurationSource,
        setupStart: Instant? = nil, workCentre: String? = nil
    ) {
        self.start = start
        self.end = end
        self.duration = duration
        self.durationSource = durationSource
        self.setupStart = setupStart
        self.workCentre = workCentre
    }

    /// When its equipment is set up for it; nil when it is not.
    package var setup: Interval? { setupStart.flatMap { try? Interval($0, start) } }
}
