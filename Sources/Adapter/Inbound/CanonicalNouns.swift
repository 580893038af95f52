import Diagnostics
import Mapping
import Operations
import XMLSchema

/// The canonical nouns that are taken in: which of their children are records, and which objects are in them.
enum CanonicalNouns {
    /// Children that are records; empty where the noun itself is one. Nil for a noun that is not taken in.
    static func records(of noun: String) -> Set<String>? {
        switch noun {
        case RequestedOperations.noun: ["OperationsRequest"]
        case MaterialInformation.noun:
            ["MaterialClass", "MaterialDefinition", "MaterialLot", "MaterialSubLot"]
        case OperationsDefinitionInformation.noun: ["OperationsDefinition"]
        case EquipmentInformation.noun: ["Equipment", "EquipmentClass", "TestSpecification"]
        case PersonnelInformation.noun: ["Person", "PersonnelClass", "TestSpecification"]
        case PhysicalAssetInformation.noun: ["PhysicalAsset", "PhysicalAssetClass", "TestSpecification"]
        case WorkCalendarInformation.noun: ["WorkCalendar"]
        case OperationsTestInformation.noun: ["TestSpecification", "TestResult"]
        case MaterialClass.noun, MaterialDefinition.noun, MaterialLot.noun, MaterialSubLot.noun,
            OperationsDefinition.noun, DescribedEquipment.noun, DescribedEquipmentClass.noun,
            DescribedPerson.noun, DescribedPersonnelClass.noun, DescribedPhysicalAsset.noun,
            DescribedPhysicalAssetClass.noun, PlantCalendar.noun, TestSpecification.noun, TestResult.noun:
            []
        default: nil
        }
    }

    /// The objects of a noun element, in document order within each kind.
    static func objects(in node: Node, _ reader: inout NounReader) -> Checked<[ImportedObject]> {
        switch node.localName {
        case RequestedOperations.noun: requests(reader.read(node, as: RequestedOperations.self))
        case MaterialInformation.noun: materials(reader.read(node, as: MaterialInformation.self))
        case MaterialClass.noun: one(reader.read(node, as: MaterialClass.self), ImportedObject.init)
        case MaterialDefinition.noun: one(reader.read(node, as: MaterialDefinition.self), ImportedObject.init)
        case MaterialLot.noun: one(reader.read(node, as: MaterialLot.self), ImportedObject.init)
        case MaterialSubLot.noun: one(reader.read(node, as: MaterialSubLot.self), ImportedObject.init)
        default: masterData(in: node, &reader)
        }
    }

    private static func masterData(in node: Node, _ reader: inout NounReader) -> Checked<[ImportedObject]> {
        switch node.localName {
        case OperationsDefinition.noun: all(reader.read(node, as: OperationsDefinition.self))
        case OperationsDefinitionInformation.noun:
            all(reader.read(node, as: OperationsDefinitionInformation.self))
        case DescribedEquipment.noun: all(reader.read(node, as: DescribedEquipment.self))
        case DescribedEquipmentClass.noun: all(reader.read(node, as: DescribedEquipmentClass.self))
        case EquipmentInformation.noun: all(reader.read(node, as: EquipmentInformation.self))
        case DescribedPerson.noun: all(reader.read(node, as: DescribedPerson.self))
        case DescribedPersonnelClass.noun: all(reader.read(node, as: DescribedPersonnelClass.self))
        case PersonnelInformation.noun: all(reader.read(node, as: PersonnelInformation.self))
        case DescribedPhysicalAsset.noun: all(reader.read(node, as: DescribedPhysicalAsset.self))
        case DescribedPhysicalAssetClass.noun: all(reader.read(node, as: DescribedPhysicalAssetClass.self))
        case PhysicalAssetInformation.noun: all(reader.read(node, as: PhysicalAssetInformation.self))
        case PlantCalendar.noun: all(reader.read(node, as: PlantCalendar.self))
        case WorkCalendarInformation.noun: all(reader.read(node, as: WorkCalendarInformation.self))
        case TestSpecification.noun: all(reader.read(node, as: TestSpecification.self))
        case TestResult.noun: all(reader.read(node, as: TestResult.self))
        case OperationsTestInformation.noun: all(reader.read(node, as: OperationsTestInformation.self))
        default: Checked([])
        }
    }

    private static func all(_ read: Checked<(some HoldsMasterData)?>) -> Checked<[ImportedObject]> {
        Checked(read.value?.importedObjects ?? [], read.findings)
    }

    private static func requests(_ read: Checked<RequestedOperations?>) -> Checked<[ImportedObject]> {
        guard let value = read.value else { return Checked([], read.findings) }
        let objects = value.requests.map { ImportedObject($0, in: value.schedule) }
        return Checked(objects, read.findings)
    }

    private static func materials(_ read: Checked<MaterialInformation?>) -> Checked<[ImportedObject]> {
        guard let value = read.value else { return Checked([], read.findings) }
        let objects =
            value.classes.map(ImportedObject.init) + value.definitions.map(ImportedObject.init)
            + value.lots.map(ImportedObject.init) + value.subLots.map(ImportedObject.init)
        return Checked(objects, read.findings)
    }

    private static func one<Value>(
        _ read: Checked<Value?>, _ object: (Value) -> ImportedObject
    ) -> Checked<[ImportedObject]> {
        Checked(read.value.map { [object($0)] } ?? [], read.findings)
    }
}

extension ImportedObject {
    init(_ request: OperationsRequest, in schedule: OperationsSchedule) {
        self.init(
            content: .request(request, schedule: schedule), noun: "OperationsRequest",
            id: request.id?.text ?? "",
            published: schedule.publishedDate?.instant,
            version: request.version?.text ?? schedule.version?.text)
    }

    init(_ value: MaterialClass) {
        self.init(
            content: .materialClass(value), noun: MaterialClass.noun, id: value.id?.text ?? "",
            published: nil,
            version: nil)
    }

    init(_ value: MaterialDefinition) {
        self.init(
            content: .materialDefinition(value), noun: MaterialDefinition.noun, id: value.id?.text ?? "",
            published: nil, version: nil)
    }

    init(_ value: MaterialLot) {
        self.init(
            content: .materialLot(value), noun: MaterialLot.noun, id: value.id?.text ?? "", published: nil,
            version: nil)
    }

    init(_ value: MaterialSubLot) {
        self.init(
            content: .materialSubLot(value), noun: MaterialSubLot.noun, id: value.id?.text ?? "",
            published: nil,
            version: nil)
    }
}
