/// The answer to the business: what became of its requests.
///
/// B2MML: `OperationsPerformanceType`; `ProductionPerformance` and `MaintenanceResponse` of the older
/// sets. The identifiers
/// that a set requires and nobody gave are derived where the document is written.
package struct OperationsPerformance: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var version: Identifier?
    package var operationsType: OperationsType?
    package var publishedDate: ZonedTime?
    package var startTime: ZonedTime?
    package var endTime: ZonedTime?
    package var hierarchyScope: HierarchyScope?
    package var scheduleID: Identifier?
    package var state: ResponseState?
    @Repeated package var responses: [OperationsResponse]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], version: Identifier? = nil,
        operationsType: OperationsType? = nil, publishedDate: ZonedTime? = nil,
        startTime: ZonedTime? = nil, endTime: ZonedTime? = nil, hierarchyScope: HierarchyScope? = nil,
        scheduleID: Identifier? = nil, state: ResponseState? = nil, responses: [OperationsResponse] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.version = version
        self.operationsType = operationsType
        self.publishedDate = publishedDate
        self.startTime = startTime
        self.endTime = endTime
        self.hierarchyScope = hierarchyScope
        self.scheduleID = scheduleID
        self.state = state
        self.responses = responses
    }
}
