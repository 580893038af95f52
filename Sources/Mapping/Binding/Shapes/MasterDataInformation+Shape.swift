import Operations

extension Field where Owner: MasterDataInformation {
    /// What stands before the objects.
    fileprivate static var header: [Field] {
        [
            .one("ID", \.header.id, .identifier),
            .many("Description", \.header.descriptions, .description),
            .one("HierarchyScope", \.header.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("PublishedDate", \.header.publishedDate, .time),
        ]
    }
}

extension OperationsDefinitionInformation {
    package static let noun = "OperationsDefinitionInformation"

    /// B2MML: `OperationsDefinitionInformationType`.
    package static let shape: Shape<OperationsDefinitionInformation> = Shape(
        { OperationsDefinitionInformation() },
        Field.header + [
            .many("OperationsDefinition", \.definitions, .shape(OperationsDefinition.shape))
        ])
}

extension EquipmentInformation {
    package static let noun = "EquipmentInformation"

    /// B2MML: `EquipmentInformationType`.
    package static let shape: Shape<EquipmentInformation> = Shape(
        { EquipmentInformation() },
        Field.header + [
            .many("Equipment", \.equipment, .shape(DescribedEquipment.shape)),
            .many("EquipmentClass", \.classes, .shape(DescribedEquipmentClass.shape)),
            .many("TestSpecification", \.tests, .shape(TestSpecification.shape)),
        ])
}

extension PersonnelInformation {
    package static let noun = "PersonnelInformation"

    /// B2MML: `PersonnelInformationType`.
    package static let shape: Shape<PersonnelInformation> = Shape(
        { PersonnelInformation() },
        Field.header + [
            .many("Person", \.persons, .shape(DescribedPerson.shape)),
            .many("PersonnelClass", \.classes, .shape(DescribedPersonnelClass.shape)),
            .many("TestSpecification", \.tests, .shape(TestSpecification.shape)),
        ])
}

extension PhysicalAssetInformation {
    package static let noun = "PhysicalAssetInformation"

    /// B2MML: `PhysicalAssetInformationType`.
    package static let shape: Shape<PhysicalAssetInformation> = Shape(
        { PhysicalAssetInformation() },
        Field.header + [
            .many("PhysicalAsset", \.assets, .shape(DescribedPhysicalAsset.shape)),
            .many("PhysicalAssetClass", \.classes, .shape(DescribedPhysicalAssetClass.shape)),
            .many("TestSpecification", \.tests, .shape(TestSpecification.shape)),
        ])
}

extension WorkCalendarInformation {
    package static let noun = "WorkCalendarInformation"

    /// B2MML: `WorkCalendarInformationType`.
    package static let shape: Shape<WorkCalendarInformation> = Shape(
        { WorkCalendarInformation() },
        Field.header + [
            .many("WorkCalendar", \.calendars, .shape(PlantCalendar.shape))
        ])
}

extension OperationsTestInformation {
    package static let noun = "OperationsTestInformation"

    /// B2MML: `OperationsTestInformationType`.
    package static let shape: Shape<OperationsTestInformation> = Shape(
        { OperationsTestInformation() },
        Field.header + [
            .many("TestSpecification", \.specifications, .shape(TestSpecification.shape)),
            .many("TestResult", \.results, .shape(TestResult.shape)),
        ])
}
