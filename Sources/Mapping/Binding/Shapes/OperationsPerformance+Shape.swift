import Diagnostics
package import Operations

extension OperationsPerformance: CanonicalNoun {
    package static let noun = "OperationsPerformance"

    /// B2MML: `OperationsPerformanceType`. `Endtime` is the official spelling.
    package static let shape: Shape<OperationsPerformance> = Shape(
        { OperationsPerformance() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("Version", \.version, .identifier),
            .one("PublishedDate", \.publishedDate, .time),
            .one("StartTime", \.startTime, .time),
            .one("Endtime", \.endTime, .time),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("OperationsType", \.operationsType, .word()),
            .one("OperationsScheduleID", \.scheduleID, .identifier),
            .one("PerformanceState", \.state, .responseState),
            .many("OperationsResponse", \.responses, .shape(OperationsResponse.shape)),
        ],
        check: { value, node, reader in
            reader.checkOrder(value.startTime, value.endTime, of: node, .warning)
        })
}

extension OperationsResponse: CanonicalValue {
    /// B2MML: `OperationsResponseType`.
    package static let shape: Shape<OperationsResponse> = Shape(
        { OperationsResponse() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("StartTime", \.startTime, .time),
            .one("EndTime", \.endTime, .time),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("OperationsType", \.operationsType, .word()),
            .many("OperationsRequestID", \.requestIDs, .identifier),
            .many("OperationsDefinitionID", \.definitionIDs, .identifier),
            .one("ResponseState", \.state, .responseState),
            .many("SegmentResponse", \.segments, .shape(SegmentResponse.shape)),
        ],
        check: { value, node, reader in
            reader.checkOrder(value.startTime, value.endTime, of: node, .warning)
        })
}

extension SegmentResponse: CanonicalValue {
    /// B2MML: `OpSegmentResponseType`.
    package static let shape: Shape<SegmentResponse> = Shape(
        { SegmentResponse() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("ActualStartTime", \.actualStart, .time),
            .one("ActualEndTime", \.actualEnd, .time),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("OperationsType", \.operationsType, .word()),
            .many("ProcessSegmentID", \.processSegmentIDs, .identifier),
            .many("OperationsRequestID", \.requestIDs, .identifier),
            .many("SegmentRequirementID", \.segmentRequirementIDs, .identifier),
            .many("OperationsDefinitionID", \.definitionIDs, .identifier),
            .many("OperationsSegmentID", \.operationsSegmentIDs, .identifier),
            .many("JobResponseID", \.jobResponseIDs, .identifier),
            .one("SegmentState", \.state, .responseState),
            .many("SegmentData", \.data, .shape(SegmentData.shape)),
            .many("PersonnelActual", \.personnel, .shape(PersonnelActual.shape)),
            .many("EquipmentActual", \.equipment, .shape(EquipmentActual.shape)),
            .many("MaterialActual", \.materials, .shape(MaterialActual.shape)),
            .many("SegmentResponseChild", \.children, .shape(SegmentResponse.shape)),
        ],
        check: { value, node, reader in
            reader.checkOrder(value.actualStart, value.actualEnd, of: node, .warning)
        })
}

extension SegmentData: CanonicalValue {
    /// B2MML: `OpSegmentDataType`.
    package static let shape: Shape<SegmentData> = Shape(
        { SegmentData() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .many("Value", \.values, .shape(Value.shape)),
            .many("SegmentDataChild", \.children, .shape(SegmentData.shape)),
        ])
}
