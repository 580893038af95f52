import Diagnostics
package import Operations

extension SegmentRequirement: CanonicalValue {
    /// B2MML: `OpSegmentRequirementType`.
    package static let shape: Shape<SegmentRequirement> = Shape(
        { SegmentRequirement() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("Version", \.version, .identifier),
            .one("EarliestStartTime", \.earliestStart, .time),
            .one("LatestEndTime", \.latestEnd, .time),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("OperationsType", \.operationsType, .word()),
            .one("ProcessSegmentID", \.processSegmentID, .identifier),
            .one("Duration", \.duration, .duration),
            .one("OperationsDefinitionID", \.operationsDefinitionID, .identifier),
            .one("OperationsSegmentID", \.operationsSegmentID, .identifier),
            .one("SegmentState", \.state, .word()),
            .many("SegmentParameter", \.parameters, .shape(Parameter.shape)),
            .many("PersonnelRequirement", \.personnel, .shape(PersonnelRequirement.shape)),
            .many("EquipmentRequirement", \.equipment, .shape(EquipmentRequirement.shape)),
            .many("PhysicalAssetRequirement", \.physicalAssets, .shape(PhysicalAssetRequirement.shape)),
            .many("MaterialRequirement", \.materials, .shape(MaterialRequirement.shape)),
            .many("SegmentRequirementChild", \.children, .shape(SegmentRequirement.shape)),
        ],
        check: { value, node, reader in
            reader.checkOrder(value.earliestStart, value.latestEnd, of: node, .error)
            reader.checkDuration(value.duration, of: node)
        })
}

extension Parameter: CanonicalValue {
    /// B2MML: `ParameterType`.
    package static let shape: Shape<Parameter> = Shape(
        { Parameter() },
        [
            .one("ID", \.id, .identifier),
            .many("Value", \.values, .shape(Value.shape)),
            .many("Description", \.descriptions, .description),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .many("ParameterChild", \.children, .shape(Parameter.shape)),
        ])
}
