/// What became of one request.
///
/// B2MML: `OperationsResponseType`.
package struct OperationsResponse: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var operationsType: OperationsType?
    package var startTime: ZonedTime?
    package var endTime: ZonedTime?
    package var hierarchyScope: HierarchyScope?
    @Repeated package var requestIDs: [Identifier]
    @Repeated package var definitionIDs: [Identifier]
    package var state: ResponseState?
    @Repeated package var segments: [SegmentResponse]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], operationsType: OperationsType? = nil,
        startTime: ZonedTime? = nil, endTime: ZonedTime? = nil, hierarchyScope: HierarchyScope? = nil,
        requestIDs: [Identifier] = [], definitionIDs: [Identifier] = [], state: ResponseState? = nil,
        segments: [SegmentResponse] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.operationsType = operationsType
        self.startTime = startTime
        self.endTime = endTime
        self.hierarchyScope = hierarchyScope
        self.requestIDs = requestIDs
        self.definitionIDs = definitionIDs
        self.state = state
        self.segments = segments
    }
}
