/// One step of a definition; nested. The order of the children is the order of work when no step has dependencies.
///
/// B2MML: `OperationsSegmentType`.
package struct OperationsSegment: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var version: Identifier?
    @Repeated package var processSegmentIDs: [Identifier]
    /// The standard: working time, without breaks.
    package var duration: TimeSpan?
    package var hierarchyScope: HierarchyScope?
    @Repeated package var parameters: [Parameter]
    @Repeated package var personnel: [PersonnelSpecification]
    @Repeated package var equipment: [EquipmentSpecification]
    @Repeated package var materials: [MaterialSpecification]
    @Repeated package var dependencies: [SegmentDependency]
    @Repeated package var dependentSegmentIDs: [Identifier]
    @Repeated package var children: [OperationsSegment]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], version: Identifier? = nil,
        processSegmentIDs: [Identifier] = [], duration: TimeSpan? = nil,
        hierarchyScope: HierarchyScope? = nil, parameters: [Parameter] = [],
        personnel: [PersonnelSpecification] = [], equipment: [EquipmentSpecification] = [],
        materials: [MaterialSpecification] = [], dependencies: [SegmentDependency] = [],
        dependentSegmentIDs: [Identifier] = [], children: [OperationsSegment] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.version = version
        self.processSegmentIDs = processSegmentIDs
        self.duration = duration
        self.hierarchyScope = hierarchyScope
        self.parameters = parameters
        self.personnel = personnel
        self.equipment = equipment
        self.materials = materials
        self.dependencies = dependencies
        self.dependentSegmentIDs = dependentSegmentIDs
        self.children = children
    }
}
