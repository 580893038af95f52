package import Operations

/// What stands around master data that arrives together.
package struct InformationHeader: Hashable, Sendable {
    package var id: Identifier?
    package var descriptions: [Operations.Description] = []
    package var hierarchyScope: HierarchyScope?
    package var publishedDate: ZonedTime?

    package init() {}
}

/// Master data of one kind that arrives together.
package protocol MasterDataInformation: CanonicalNoun, Hashable {
    var header: InformationHeader { get set }
}

/// B2MML: `OperationsDefinitionInformationType`.
package struct OperationsDefinitionInformation: MasterDataInformation {
    package var header = InformationHeader()
    package var definitions: [OperationsDefinition] = []

    package init() {}
}

/// B2MML: `EquipmentInformationType`.
package struct EquipmentInformation: MasterDataInformation {
    package var header = InformationHeader()
    package var equipment: [DescribedEquipment] = []
    package var classes: [DescribedEquipmentClass] = []
    package var tests: [TestSpecification] = []

    package init() {}
}

/// B2MML: `PersonnelInformationType`.
package struct PersonnelInformation: MasterDataInformation {
    package var header = InformationHeader()
    package var persons: [DescribedPerson] = []
    package var classes: [DescribedPersonnelClass] = []
    package var tests: [TestSpecification] = []

    package init() {}
}

/// B2MML: `PhysicalAssetInformationType`.
package struct PhysicalAssetInformation: MasterDataInformation {
    package var header = InformationHeader()
    package var assets: [DescribedPhysicalAsset] = []
    package var classes: [DescribedPhysicalAssetClass] = []
    package var tests: [TestSpecification] = []

    package init() {}
}

/// B2MML: `WorkCalendarInformationType`.
package struct WorkCalendarInformation: MasterDataInformation {
    package var header = InformationHeader()
    package var calendars: [PlantCalendar] = []

    package init() {}
}

/// B2MML: `OperationsTestInformationType`.
package struct OperationsTestInformation: MasterDataInformation {
    package var header = InformationHeader()
    package var specifications: [TestSpecification] = []
    package var results: [TestResult] = []

    package init() {}
}
