import Diagnostics
package import Operations

extension RequestedOperations: CanonicalNoun {
    package static let noun = "OperationsSchedule"

    /// B2MML: `OperationsScheduleType`.
    package static let shape: Shape<RequestedOperations> = Shape(
        { RequestedOperations() },
        [
            .one("ID", \.schedule.id, .identifier),
            .many("Description", \.schedule.descriptions, .description),
            .one("Version", \.schedule.version, .identifier),
            .one("PublishedDate", \.schedule.publishedDate, .time),
            .one("StartTime", \.schedule.startTime, .time),
            .one("EndTime", \.schedule.endTime, .time),
            .one("HierarchyScope", \.schedule.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("OperationsType", \.schedule.operationsType, .word()),
            .one("ScheduleState", \.schedule.state, .word()),
            .many("OperationsRequest", \.requests, .shape(OperationsRequest.shape)),
        ],
        check: { value, node, reader in
            reader.checkOrder(value.schedule.startTime, value.schedule.endTime, of: node, .error)
        })
}

extension OperationsRequest: CanonicalValue {
    /// B2MML: `OperationsRequestType`.
    package static let shape: Shape<OperationsRequest> = Shape(
        { OperationsRequest() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("Version", \.version, .identifier),
            .one("StartTime", \.startTime, .time),
            .one("EndTime", \.endTime, .time),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("OperationsType", \.operationsType, .word()),
            .one("Priority", \.priority, .decimal),
            .one("RequestState", \.state, .word()),
            .one("OperationsDefinitionID", \.operationsDefinitionID, .identifier),
            .lost("version of the operations definition", when: { $0.operationsDefinitionVersion != nil }),
            .one("OperationsSegmentID", \.operationsSegmentID, .identifier),
            .many("SegmentRequirement", \.segments, .shape(SegmentRequirement.shape)),
        ],
        check: { value, node, reader in
            reader.checkID(value.id, of: node)
            reader.checkOrder(value.startTime, value.endTime, of: node, .error)
        })
}
