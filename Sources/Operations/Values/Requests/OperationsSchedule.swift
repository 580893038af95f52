/// The header under which requests arrive; the requests travel beside it, one by one.
///
/// B2MML: `OperationsScheduleType` without its `OperationsRequest`s.
package struct OperationsSchedule: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var version: Identifier?
    package var operationsType: OperationsType?
    package var publishedDate: ZonedTime?
    package var startTime: ZonedTime?
    package var endTime: ZonedTime?
    package var hierarchyScope: HierarchyScope?
    package var state: RequestState?

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], version: Identifier? = nil,
        operationsType: OperationsType? = nil, publishedDate: ZonedTime? = nil,
        startTime: ZonedTime? = nil, endTime: ZonedTime? = nil, hierarchyScope: HierarchyScope? = nil,
        state: RequestState? = nil
    ) {
        self.id = id
        self.descriptions = descriptions
        self.version = version
        self.operationsType = operationsType
        self.publishedDate = publishedDate
        self.startTime = startTime
        self.endTime = endTime
        self.hierarchyScope = hierarchyScope
        self.state = state
    }
}
