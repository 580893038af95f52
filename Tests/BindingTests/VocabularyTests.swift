import Operations
import Testing
import XMLSchema
import XMLStream

@testable import Mapping

/// The shapes against the schema: no name that it does not have, and none forgotten without being listed here.
@Suite struct VocabularyTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let type: String
        let bound: [String]
        /// What V0700 has and the domain values do not.
        let unbound: [String]
        var testDescription: String { type }

        init<Owner>(_ type: String, _ shape: Shape<Owner>, unbound: [String] = []) {
            self.type = type
            bound = shape.elementNames
            self.unbound = unbound
        }
    }

    private static let onRequest = "RequiredByRequestedSegmentResponse"
    private static let assembly = ["AssemblyType", "AssemblyRelationship"]
    private static let requirement = ["SpatialDefinition", onRequest, "TestSpecificationID"]
    private static let specification = ["HierarchyScope", "SpatialDefinition", "TestSpecificationID"]
    private static let actual = ["SpatialDefinition", "TestResult", onRequest]
    private static let master = [
        "PublishedDate", "EffectiveStartDate", "EffectiveEndDate", "TestSpecificationID",
    ]

    static let rows: [Row] = requests + responses + definitions + materials + resources + tests + shared

    private static let requests: [Row] = [
        Row("OperationsScheduleType", RequestedOperations.shape),
        Row(
            "OperationsRequestType", OperationsRequest.shape,
            unbound: ["RequestedSegmentResponse", onRequest]),
        Row(
            "OpSegmentRequirementType", SegmentRequirement.shape,
            unbound: ["RequestedSegmentResponse", onRequest]),
        Row("OpPersonnelRequirementType", PersonnelRequirement.shape, unbound: requirement),
        Row("OpEquipmentRequirementType", EquipmentRequirement.shape, unbound: requirement),
        Row("OpPhysicalAssetRequirementType", PhysicalAssetRequirement.shape, unbound: requirement),
        Row("OpMaterialRequirementType", MaterialRequirement.shape, unbound: requirement + assembly),
        Row(
            "OpPersonnelRequirementPropertyType", Property.ofPersonnelRequirement,
            unbound: ["PersonnelClassPropertyID", "PersonPropertyID", onRequest]),
        Row(
            "OpEquipmentRequirementPropertyType", Property.ofEquipmentRequirement,
            unbound: ["EquipmentClassPropertyID", "EquipmentPropertyID", onRequest]),
        Row(
            "OpPhysicalAssetRequirementPropertyType", Property.ofPhysicalAssetRequirement,
            unbound: ["PhysicalAssetClassPropertyID", "PhysicalAssetPropertyID", onRequest]),
        Row(
            "OpMaterialRequirementPropertyType", Property.ofMaterialRequirement,
            unbound: [
                "MaterialClassPropertyID", "MaterialDefinitionPropertyID", "MaterialLotPropertyID", onRequest,
            ]),
    ]

    private static let responses: [Row] = [
        Row("OperationsPerformanceType", OperationsPerformance.shape),
        Row(
            "OperationsResponseType", OperationsResponse.shape,
            unbound: ["Version", "SegmentRequirementID", "OperationsSegmentID"]),
        Row(
            "OpSegmentResponseType", SegmentResponse.shape,
            unbound: ["PublishedDate", "PostingDate", "WorkResponseID", "PhysicalAssetActual", onRequest]),
        Row("OpSegmentDataType", SegmentData.shape, unbound: ["HierarchyScope", onRequest]),
        Row(
            "OpPersonnelActualType", PersonnelActual.shape,
            unbound: actual + ["OperationalLocation", "PersonnelActualChild"]),
        Row(
            "OpEquipmentActualType", EquipmentActual.shape,
            unbound: actual + ["OperationalLocation", "EquipmentActualChild"]),
        Row("OpMaterialActualType", MaterialActual.shape, unbound: actual + assembly + ["AssemblyActual"]),
        Row(
            "OpPersonnelActualPropertyType", Property.ofPersonnelActual,
            unbound: ["PersonnelClassPropertyID", "PersonPropertyID", onRequest]),
        Row(
            "OpEquipmentActualPropertyType", Property.ofEquipmentActual,
            unbound: ["EquipmentClassPropertyID", "EquipmentPropertyID", onRequest]),
        Row(
            "OpMaterialActualPropertyType", Property.ofMaterialActual,
            unbound: [
                "MaterialClassPropertyID", "MaterialDefinitionPropertyID", "MaterialLotPropertyID", onRequest,
            ]),
    ]

    private static let definitions: [Row] = [
        Row(
            "OperationsDefinitionType", OperationsDefinition.shape,
            unbound: [
                "DefinitionType", "BillOfMaterialsID", "WorkMasterSourceID", "BillOfResourcesID",
                "OperationsMaterialBillID", "OperationsDefinitionPatternID",
            ]),
        Row(
            "OperationsSegmentType", OperationsSegment.shape,
            unbound: [
                "PublishedDate", "EffectiveStartDate", "EffectiveEndDate", "OperationsType", "DefinitionType",
                "BillOfMaterialsID", "WorkMasterSourceID", "BillOfResourcesID", "OperationsMaterialBillID",
                "OperationsSegmentPatternID", "PhysicalAssetSpecification",
            ]),
        Row("SegmentDependencyType", SegmentDependency.shape),
        Row(
            "OperationsDefinitionInformationType", OperationsDefinitionInformation.shape,
            unbound: ["OperationsSegment", "OperationsMaterialBill"]),
        Row(
            "OpPersonnelSpecificationType", PersonnelSpecification.shape,
            unbound: specification + ["OperationalLocation", "PersonnelSpecificationChild"]),
        Row(
            "OpEquipmentSpecificationType", EquipmentSpecification.shape,
            unbound: specification + ["OperationalLocation", "EquipmentSpecificationChild"]),
        Row(
            "OpMaterialSpecificationType", MaterialSpecification.shape,
            unbound: specification + assembly + [
                "MaterialLotID", "MaterialSubLotID", "StorageLocation", "AssemblySpecification",
            ]),
        Row(
            "OpPersonnelSpecificationPropertyType", Property.ofPersonnelSpecification,
            unbound: ["PersonnelClassPropertyID", "PersonPropertyID"]),
        Row(
            "OpEquipmentSpecificationPropertyType", Property.ofEquipmentSpecification,
            unbound: ["EquipmentClassPropertyID", "EquipmentPropertyID"]),
        Row(
            "OpMaterialSpecificationPropertyType", Property.ofMaterialSpecification,
            unbound: ["MaterialClassPropertyID", "MaterialDefinitionPropertyID", "MaterialLotPropertyID"]),
    ]

    private static let materials: [Row] = [
        Row("MaterialInformationType", MaterialInformation.shape, unbound: ["TestSpecification"]),
        Row("MaterialClassType", MaterialClass.shape, unbound: master + assembly),
        Row("MaterialClassPropertyType", Property.ofMaterialClass, unbound: ["PropertyType"]),
        Row(
            "MaterialDefinitionType", MaterialDefinition.shape,
            unbound: master + assembly + ["SpatialDefinition"]),
        Row(
            "MaterialDefinitionPropertyType", Property.ofMaterialDefinition,
            unbound: ["Version", "PropertyType", "MaterialClassPropertyID"]),
        Row("MaterialLotType", MaterialLot.shape, unbound: master + assembly + ["SpatialDefinition"]),
        Row("MaterialLotPropertyType", Property.ofMaterialLot, unbound: ["MaterialDefinitionPropertyID"]),
        Row(
            "MaterialSubLotType", MaterialSubLot.shape,
            unbound: master + assembly + ["SpatialDefinition", "AssemblyLot", "AssemblySubLot"]),
    ]

    private static let resources: [Row] = [
        Row("EquipmentInformationType", EquipmentInformation.shape),
        Row(
            "EquipmentType", DescribedEquipment.shape,
            unbound: ["SpatialDefinition", "EquipmentAssetMapping", "TestSpecificationID"]),
        Row("EquipmentClassType", DescribedEquipmentClass.shape, unbound: ["TestSpecificationID"]),
        Row("EquipmentPropertyType", Property.ofEquipment, unbound: ["EquipmentClassPropertyID"]),
        Row("EquipmentClassPropertyType", Property.ofEquipmentClass, unbound: ["PropertyType"]),
        Row("PersonnelInformationType", PersonnelInformation.shape),
        Row("PersonType", DescribedPerson.shape, unbound: ["SpatialDefinition", "TestSpecificationID"]),
        Row("PersonnelClassType", DescribedPersonnelClass.shape, unbound: ["TestSpecificationID"]),
        Row("PersonPropertyType", Property.ofPerson, unbound: ["PersonnelClassPropertyID"]),
        Row("PersonnelClassPropertyType", Property.ofPersonnelClass, unbound: ["PropertyType"]),
        Row("PhysicalAssetInformationType", PhysicalAssetInformation.shape),
        Row(
            "PhysicalAssetType", DescribedPhysicalAsset.shape,
            unbound: [
                "FixedAssetID", "VendorID", "SpatialDefinition", "EquipmentLevel", "EquipmentAssetMapping",
                "TestSpecificationID",
            ]),
        Row(
            "PhysicalAssetClassType", DescribedPhysicalAssetClass.shape,
            unbound: ["Manufacturer", "TestSpecificationID"]),
        Row("PhysicalAssetPropertyType", Property.ofPhysicalAsset, unbound: ["PhysicalAssetClassPropertyID"]),
        Row("PhysicalAssetClassPropertyType", Property.ofPhysicalAssetClass, unbound: ["PropertyType"]),
        Row(
            "WorkCalendarInformationType", WorkCalendarInformation.shape, unbound: ["WorkCalendarDefinition"]),
        Row("WorkCalendarType", PlantCalendar.shape, unbound: ["WorkCalendarProperty"]),
        Row(
            "WorkCalendarEntryType", PlantCalendar.Entry.shape,
            unbound: ["PublishedDate", "WorkCalendarDefintionEntryID", "WorkCalendarEntryProperty"]),
    ]

    private static let tests: [Row] = [
        Row("OperationsTestInformationType", OperationsTestInformation.shape),
        Row(
            "TestSpecificationType", TestSpecification.shape,
            unbound: [
                "PublishedEndDate", "PhysicalSampleRequired", "TestSpecificationChild",
                "TestSpecificationProperty", "OperationsTestRequirementID",
            ]),
        Row(
            "TestSpecificationEvaluatedPropertyType", TestSpecification.EvaluatedProperty.shape,
            unbound: ["WorkDefinitionID"]),
        Row("TestSpecificationCriteriaType", TestSpecification.Criterion.shape, unbound: ["Sequence"]),
        Row("TestResultType", TestResult.shape, unbound: ["Expiration", "TestResultChild"]),
        Row(
            "PropertyMeasurementType", TestResult.Measurement.shape,
            unbound: ["Expiration", "WorkDefinitionID"]),
    ]

    private static let shared: [Row] = [
        Row(
            "ParameterType", Parameter.shape,
            unbound: ["ParameterSpecificationID", "ProcessSegmentParameterID"]),
        Row("HierarchyScopeType", HierarchyScope.shape),
        Row("ResourceLocationType", ResourceLocation.shape),
        Row("QuantityValueType", QuantityParts.shape),
        Row("ValueType", Operations.Value.shape),
    ]

    @Test(arguments: rows)
    func bindsWhatTheSchemaHas(_ row: Row) throws {
        let schema = try Canonical.schema()
        let type = try #require(schema.type(named: ExpandedName("http://www.mesa.org/xml/B2MML", row.type)))
        let model = try #require(schema.contentModel(of: type))
        let names = Set(model.children.map { schema.names[$0.name].local })
        #expect(Set(row.bound).isSubset(of: names))
        #expect(names.subtracting(row.bound) == Set(row.unbound))
        #expect(Set(row.bound).count == row.bound.count)
    }

    /// Our lists of words are the schema's, to the letter.
    @Test(arguments: [
        ("MaterialUse1Type", KnownMaterialUse.allCases.map(\.rawValue)),
        ("OperationsType1Type", KnownOperationsType.allCases.map(\.rawValue)),
        ("RequestState1Type", KnownRequestState.allCases.map(\.rawValue)),
        ("ResponseState1Type", KnownResponseState.allCases.map(\.rawValue)),
        ("Disposition1Type", KnownDisposition.allCases.map(\.rawValue)),
        ("EquipmentLevel1Type", KnownEquipmentLevel.allCases.map(\.rawValue)),
        ("Dependency1Type", KnownDependency.allCases.map(\.rawValue)),
        ("ResourceLocationType1Type", KnownLocationType.allCases.map(\.rawValue)),
    ])
    func knowsTheWordsOfTheSchema(_ type: String, _ words: [String]) throws {
        let schema = try Canonical.schema()
        let id = try #require(schema.type(named: ExpandedName("http://www.mesa.org/xml/B2MML", type)))
        let list = try #require(schema.simpleType(of: id)?.enumeration)
        #expect(list.values == words + ["Other"])
    }
}
