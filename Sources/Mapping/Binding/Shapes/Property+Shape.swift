import Operations

extension Property {
    static let ofPersonnelRequirement: Shape<Property> = measured(
        "PersonnelRequirementPropertyChild", ofPersonnelRequirement)
    static let ofEquipmentRequirement: Shape<Property> = measured(
        "EquipmentRequirementPropertyChild", ofEquipmentRequirement)
    static let ofPhysicalAssetRequirement: Shape<Property> = measured(
        "PhysicalAssetRequirementPropertyChild", ofPhysicalAssetRequirement)
    static let ofMaterialRequirement: Shape<Property> = measured(
        "MaterialRequirementPropertyChild", ofMaterialRequirement)
    static let ofPersonnelSpecification: Shape<Property> = measured(
        "PersonnelSpecificationPropertyChild", ofPersonnelSpecification)
    static let ofEquipmentSpecification: Shape<Property> = measured(
        "EquipmentSpecificationPropertyChild", ofEquipmentSpecification)
    static let ofMaterialSpecification: Shape<Property> = measured(
        "MaterialSpecificationPropertyChild", ofMaterialSpecification)
    static let ofPersonnelActual: Shape<Property> = measured(
        "PersonnelActualPropertyChild", ofPersonnelActual)
    static let ofEquipmentActual: Shape<Property> = measured(
        "EquipmentActualPropertyChild", ofEquipmentActual)
    static let ofMaterialActual: Shape<Property> = measured("MaterialActualPropertyChild", ofMaterialActual)
    static let ofMaterialClass: Shape<Property> = described("MaterialClassPropertyChild", ofMaterialClass)
    static let ofMaterialDefinition: Shape<Property> = described(
        "MaterialDefinitionPropertyChild", ofMaterialDefinition)
    static let ofMaterialLot: Shape<Property> = described("MaterialLotPropertyChild", ofMaterialLot)
    static let ofEquipment: Shape<Property> = described("EquipmentPropertyChild", ofEquipment)
    static let ofEquipmentClass: Shape<Property> = described("EquipmentClassPropertyChild", ofEquipmentClass)
    static let ofPerson: Shape<Property> = described("PersonPropertyChild", ofPerson)
    static let ofPersonnelClass: Shape<Property> = described("PersonnelClassPropertyChild", ofPersonnelClass)
    static let ofPhysicalAsset: Shape<Property> = described("PhysicalAssetPropertyChild", ofPhysicalAsset)
    static let ofPhysicalAssetClass: Shape<Property> = described(
        "PhysicalAssetClassPropertyChild", ofPhysicalAssetClass)

    /// Of a requirement, a specification or an actual: with quantities.
    private static func measured(
        _ child: String, _ nested: @escaping @autoclosure @Sendable () -> Shape<Property>
    ) -> Shape<Property> {
        Shape(
            { Property() }, common(child, nested) + [.many("Quantity", \.quantities, .quantity(.free))],
            check: { value, node, reader in reader.checkKeys(value.quantities, at: node) })
    }

    /// Of a resource: V0700 gives it values only.
    private static func described(
        _ child: String, _ nested: @escaping @autoclosure @Sendable () -> Shape<Property>
    ) -> Shape<Property> {
        Shape({ Property() }, common(child, nested) + [.lost("quantity", when: { !$0.quantities.isEmpty })])
    }

    private static func common(_ child: String, _ nested: @escaping @Sendable () -> Shape<Property>)
        -> [Field<
            Property
        >]
    {
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .many("Value", \.values, .shape(Value.shape)),
            .many(child, \.children, .shape(nested())),
        ]
    }
}

extension Operations.Value {
    /// B2MML: `ValueType`.
    static let shape: Shape<Operations.Value> = Shape(
        { Value("") },
        [
            .required("ValueString", \.text, .text),
            .one("DataType", \.dataType, .dataType),
            .one("UnitOfMeasure", \.unit, .unit),
            .one("Key", \.key, .identifier),
        ])
}
