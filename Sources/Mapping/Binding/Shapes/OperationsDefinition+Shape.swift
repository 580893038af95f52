import Diagnostics
package import Operations

extension OperationsDefinition: CanonicalNoun {
    package static let noun = "OperationsDefinition"

    /// B2MML: `OperationsDefinitionType`.
    package static let shape: Shape<OperationsDefinition> = Shape(
        { OperationsDefinition() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("Version", \.version, .identifier),
            .one("PublishedDate", \.publishedDate, .time),
            .one("EffectiveStartDate", \.effectiveStart, .time),
            .one("EffectiveEndDate", \.effectiveEnd, .time),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("OperationsType", \.operationsType, .word()),
            .many("OperationsSegment", \.segments, .shape(OperationsSegment.shape)),
        ],
        check: { value, node, reader in
            reader.checkID(value.id, of: node)
            reader.checkOrder(value.effectiveStart, value.effectiveEnd, of: node, .error)
        })
}

extension OperationsSegment: CanonicalValue {
    /// B2MML: `OperationsSegmentType`.
    package static let shape: Shape<OperationsSegment> = Shape(
        { OperationsSegment() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("Version", \.version, .identifier),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("Duration", \.duration, .duration),
            .many("ProcessSegmentID", \.processSegmentIDs, .identifier),
            .many("ParameterSpecification", \.parameters, .shape(Parameter.shape)),
            .many("PersonnelSpecification", \.personnel, .shape(PersonnelSpecification.shape)),
            .many("EquipmentSpecification", \.equipment, .shape(EquipmentSpecification.shape)),
            .many("MaterialSpecification", \.materials, .shape(MaterialSpecification.shape)),
            .many("SegmentDependency", \.dependencies, .shape(SegmentDependency.shape)),
            .many("DependentOperationsSegmentID", \.dependentSegmentIDs, .identifier),
            .many("OperationsSegmentChild", \.children, .shape(OperationsSegment.shape)),
        ],
        check: { value, node, reader in reader.checkDuration(value.duration, of: node) })
}

extension SegmentDependency: CanonicalValue {
    /// B2MML: `SegmentDependencyType`.
    package static let shape: Shape<SegmentDependency> = Shape(
        { SegmentDependency() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("Dependency", \.dependency, .word()),
            .one("DependencyFactor", \.factor, .shape(Value.shape)),
            .many("ProductSegmentID", \.productSegmentIDs, .identifier),
            .many("ProcessSegmentID", \.processSegmentIDs, .identifier),
            .many("SegmentID", \.segmentIDs, .identifier),
        ])
}

extension PersonnelSpecification: CanonicalValue {
    /// B2MML: `OpPersonnelSpecificationType`.
    package static let shape: Shape<PersonnelSpecification> = Shape(
        { PersonnelSpecification() },
        [
            .one("ID", \.id, .identifier),
            .many("PersonnelClassID", \.classIDs, .identifier),
            .many("PersonID", \.personIDs, .identifier),
            .many("Description", \.descriptions, .description),
            .one("PersonnelUse", \.use, .text),
            .many("Quantity", \.quantities, .quantity(.required)),
            .many("PersonnelSpecificationProperty", \.properties, .shape(Property.ofPersonnelSpecification)),
        ],
        check: { value, node, reader in reader.checkKeys(value.quantities, at: node) })
}

extension EquipmentSpecification: CanonicalValue {
    /// B2MML: `OpEquipmentSpecificationType`.
    package static let shape: Shape<EquipmentSpecification> = Shape(
        { EquipmentSpecification() },
        [
            .one("ID", \.id, .identifier),
            .many("EquipmentClassID", \.classIDs, .identifier),
            .many("EquipmentID", \.equipmentIDs, .identifier),
            .lost("level", when: { $0.level != nil }),
            .many("Description", \.descriptions, .description),
            .one("EquipmentUse", \.use, .text),
            .many("Quantity", \.quantities, .quantity(.required)),
            .many("EquipmentSpecificationProperty", \.properties, .shape(Property.ofEquipmentSpecification)),
        ],
        check: { value, node, reader in reader.checkKeys(value.quantities, at: node) })
}

extension MaterialSpecification: CanonicalValue {
    /// B2MML: `OpMaterialSpecificationType`.
    package static let shape: Shape<MaterialSpecification> = Shape(
        { MaterialSpecification() },
        [
            .one("ID", \.id, .identifier),
            .many("MaterialClassID", \.classIDs, .identifier),
            .many("MaterialDefinitionID", \.definitionIDs, .identifier),
            .many("Description", \.descriptions, .description),
            .one("MaterialUse", \.use, .word()),
            .many("Quantity", \.quantities, .quantity(.required)),
            .many("MaterialSpecificationProperty", \.properties, .shape(Property.ofMaterialSpecification)),
        ],
        check: { value, node, reader in reader.checkKeys(value.quantities, at: node) })
}
