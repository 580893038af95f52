import Mapping
import Operations

/// What is or holds master data that the loop keeps.
protocol HoldsMasterData {
    /// In document order within each kind.
    var importedObjects: [ImportedObject] { get }
}

extension OperationsDefinition: HoldsMasterData {
    var importedObjects: [ImportedObject] {
        [
            ImportedObject(
                content: .operationsDefinition(self), noun: Self.noun, id: id?.text ?? "",
                published: publishedDate?.instant, version: version?.text)
        ]
    }
}

extension DescribedResource {
    /// Itself and its parts.
    var importedObjects: [ImportedObject] {
        all.map { resource in
            ImportedObject(
                content: .resource(resource), noun: Self.noun, id: resource.id?.text ?? "",
                published: resource.publishedDate?.instant, version: resource.version?.text)
        }
    }
}

extension DescribedEquipment: HoldsMasterData {}
extension DescribedEquipmentClass: HoldsMasterData {}
extension DescribedPerson: HoldsMasterData {}
extension DescribedPersonnelClass: HoldsMasterData {}
extension DescribedPhysicalAsset: HoldsMasterData {}
extension DescribedPhysicalAssetClass: HoldsMasterData {}

extension PlantCalendar: HoldsMasterData {
    var importedObjects: [ImportedObject] {
        [
            ImportedObject(
                content: .calendar(self), noun: Self.noun, id: id?.text ?? "",
                published: publishedDate?.instant, version: version?.text)
        ]
    }
}

extension TestSpecification: HoldsMasterData {
    var importedObjects: [ImportedObject] {
        [
            ImportedObject(
                content: .testSpecification(self), noun: Self.noun, id: id?.text ?? "", published: nil,
                version: version?.text)
        ]
    }
}

extension TestResult: HoldsMasterData {
    var importedObjects: [ImportedObject] {
        [
            ImportedObject(
                content: .testResult(self), noun: Self.noun, id: id?.text ?? "",
                published: evaluationDate?.instant, version: nil)
        ]
    }
}

// MARK: - Together

extension OperationsDefinitionInformation: HoldsMasterData {
    var importedObjects: [ImportedObject] { definitions.flatMap(\.importedObjects) }
}

extension EquipmentInformation: HoldsMasterData {
    var importedObjects: [ImportedObject] {
        classes.flatMap(\.importedObjects) + equipment.flatMap(\.importedObjects)
            + tests.flatMap(\.importedObjects)
    }
}

extension PersonnelInformation: HoldsMasterData {
    var importedObjects: [ImportedObject] {
        classes.flatMap(\.importedObjects) + persons.flatMap(\.importedObjects)
            + tests.flatMap(\.importedObjects)
    }
}

extension PhysicalAssetInformation: HoldsMasterData {
    var importedObjects: [ImportedObject] {
        classes.flatMap(\.importedObjects) + assets.flatMap(\.importedObjects)
            + tests.flatMap(\.importedObjects)
    }
}

extension WorkCalendarInformation: HoldsMasterData {
    var importedObjects: [ImportedObject] { calendars.flatMap(\.importedObjects) }
}

extension OperationsTestInformation: HoldsMasterData {
    var importedObjects: [ImportedObject] {
        specifications.flatMap(\.importedObjects) + results.flatMap(\.importedObjects)
    }
}
