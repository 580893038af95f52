/// What became of one segment requirement.
///
/// B2MML: `OpSegmentResponseType`.
package struct SegmentResponse: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var operationsType: OperationsType?
    package var actualStart: ZonedTime?
    package var actualEnd: ZonedTime?
    package var hierarchyScope: HierarchyScope?
    @Repeated package var processSegmentIDs: [Identifier]
    @Repeated package var requestIDs: [Identifier]
    /// From the outermost to the innermost that has one.
    @Repeated package var segmentRequirementIDs: [Identifier]
    @Repeated package var definitionIDs: [Identifier]
    @Repeated package var operationsSegmentIDs: [Identifier]
    @Repeated package var jobResponseIDs: [Identifier]
    package var state: ResponseState?
    @Repeated package var data: [SegmentData]
    @Repeated package var personnel: [PersonnelActual]
    @Repeated package var equipment: [EquipmentActual]
    @Repeated package var materials: [MaterialActual]
    @Repeated package var children: [SegmentResponse]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], operationsType: OperationsType? = nil,
        actualStart: ZonedTime? = nil, actualEnd: ZonedTime? = nil, hierarchyScope: HierarchyScope? = nil,
        processSegmentIDs: [Identifier] = [], requestIDs: [Identifier] = [],
        segmentRequirementIDs: [Identifier] = [], definitionIDs: [Identifier] = [],
        operationsSegmentIDs: [Identifier] = [], jobResponseIDs: [Identifier] = [],
        state: ResponseState? = nil, data: [SegmentData] = [], personnel: [PersonnelActual] = [],
        equipment: [EquipmentActual] = [], materials: [MaterialActual] = [],
        children: [SegmentResponse] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.operationsType = operationsType
        self.actualStart = actualStart
        self.actualEnd = actualEnd
        self.hierarchyScope = hierarchyScope
        self.processSegmentIDs = processSegmentIDs
        self.requestIDs = requestIDs
        self.segmentRequirementIDs = segmentRequirementIDs
        self.definitionIDs = definitionIDs
        self.operationsSegmentIDs = operationsSegmentIDs
        self.jobResponseIDs = jobResponseIDs
        self.state = state
        self.data = data
        self.personnel = personnel
        self.equipment = equipment
        self.materials = materials
        self.children = children
    }
}
