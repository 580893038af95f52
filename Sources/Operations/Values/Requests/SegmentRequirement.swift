/// One step of a request with all that it needs; nested, the order of the children is the order of work.
///
/// B2MML: `OpSegmentRequirementType`. The schema requires `ID`, `ProcessSegmentID`,
/// `OperationsDefinitionID` and
/// `OperationsSegmentID`; real senders leave each of them out.
package struct SegmentRequirement: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var version: Identifier?
    package var operationsType: OperationsType?
    package var processSegmentID: Identifier?
    package var operationsDefinitionID: Identifier?
    package var operationsSegmentID: Identifier?
    package var earliestStart: ZonedTime?
    package var latestEnd: ZonedTime?
    /// Working time, without breaks.
    package var duration: TimeSpan?
    package var hierarchyScope: HierarchyScope?
    package var state: RequestState?
    @Repeated package var parameters: [Parameter]
    @Repeated package var personnel: [PersonnelRequirement]
    @Repeated package var equipment: [EquipmentRequirement]
    @Repeated package var physicalAssets: [PhysicalAssetRequirement]
    @Repeated package var materials: [MaterialRequirement]
    @Repeated package var children: [SegmentRequirement]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], version: Identifier? = nil,
        operationsType: OperationsType? = nil, processSegmentID: Identifier? = nil,
        operationsDefinitionID: Identifier? = nil, operationsSegmentID: Identifier? = nil,
        earliestStart: ZonedTime? = nil, latestEnd: ZonedTime? = nil, duration: TimeSpan? = nil,
        hierarchyScope: HierarchyScope? = nil, state: RequestState? = nil, parameters: [Parameter] = [],
        personnel: [PersonnelRequirement] = [], equipment: [EquipmentRequirement] = [],
        physicalAssets: [PhysicalAssetRequirement] = [], materials: [MaterialRequirement] = [],
        children: [SegmentRequirement] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.version = version
        self.operationsType = operationsType
        self.processSegmentID = processSegmentID
        self.operationsDefinitionID = operationsDefinitionID
        self.operationsSegmentID = operationsSegmentID
        self.earliestStart = earliestStart
        self.latestEnd = latestEnd
        self.duration = duration
        self.hierarchyScope = hierarchyScope
        self.state = state
        self.parameters = parameters
        self.personnel = personnel
        self.equipment = equipment
        self.physicalAssets = physicalAssets
        self.materials = materials
        self.children = children
    }
}
