/// How something is made, tested, maintained or moved.
///
/// B2MML: `OperationsDefinitionType`; `ProductDefinition` of the older sets.
package struct OperationsDefinition: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var version: Identifier?
    package var operationsType: OperationsType?
    package var publishedDate: ZonedTime?
    package var effectiveStart: ZonedTime?
    package var effectiveEnd: ZonedTime?
    package var hierarchyScope: HierarchyScope?
    @Repeated package var segments: [OperationsSegment]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], version: Identifier? = nil,
        operationsType: OperationsType? = nil, publishedDate: ZonedTime? = nil,
        effectiveStart: ZonedTime? = nil, effectiveEnd: ZonedTime? = nil,
        hierarchyScope: HierarchyScope? = nil, segments: [OperationsSegment] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.version = version
        self.operationsType = operationsType
        self.publishedDate = publishedDate
        self.effectiveStart = effectiveStart
        self.effectiveEnd = effectiveEnd
        self.hierarchyScope = hierarchyScope
        self.segments = segments
    }
}
