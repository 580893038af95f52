/// What the business asks of operations: one order of any domain.
///
/// B2MML: `OperationsRequestType`; `ProductionRequest` and `MaintenanceRequest` of the older sets.
package struct OperationsRequest: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var version: Identifier?
    package var operationsType: OperationsType?
    /// Not to begin before.
    package var startTime: ZonedTime?
    /// Due.
    package var endTime: ZonedTime?
    package var priority: ExactDecimal?
    package var hierarchyScope: HierarchyScope?
    package var state: RequestState?
    package var operationsDefinitionID: Identifier?
    /// Not in the schema of every set; nil means the version in force.
    package var operationsDefinitionVersion: Identifier?
    package var operationsSegmentID: Identifier?
    @Repeated package var segments: [SegmentRequirement]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], version: Identifier? = nil,
        operationsType: OperationsType? = nil, startTime: ZonedTime? = nil, endTime: ZonedTime? = nil,
        priority: ExactDecimal? = nil, hierarchyScope: HierarchyScope? = nil, state: RequestState? = nil,
        operationsDefinitionID: Identifier? = nil, operationsDefinitionVersion: Identifier? = nil,
        operationsSegmentID: Identifier? = nil, segments: [SegmentRequirement] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.version = version
        self.operationsType = operationsType
        self.startTime = startTime
        self.endTime = endTime
        self.priority = priority
        self.hierarchyScope = hierarchyScope
        self.state = state
        self.operationsDefinitionID = operationsDefinitionID
        self.operationsDefinitionVersion = operationsDefinitionVersion
        self.operationsSegmentID = operationsSegmentID
        self.segments = segments
    }
}
