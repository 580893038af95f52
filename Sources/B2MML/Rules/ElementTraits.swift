/// What the rules look for at the elements of one declaration.
struct ElementTraits: Sendable {
    /// Why an element is looked at. Where it is empty the element costs one comparison.
    struct Interest: OptionSet, Sendable {
        let rawValue: UInt32

        static let identifier = Interest(rawValue: 1)
        static let time = Interest(rawValue: 1 << 1)
        static let duration = Interest(rawValue: 1 << 2)
        /// An enumeration that a site may extend.
        static let word = Interest(rawValue: 1 << 3)
        static let quantity = Interest(rawValue: 1 << 4)
        static let value = Interest(rawValue: 1 << 5)
        /// Has a start and an end.
        static let period = Interest(rawValue: 1 << 6)
        /// Has children that repeat and have identifiers.
        static let siblings = Interest(rawValue: 1 << 7)
        /// Has quantities that repeat.
        static let quantities = Interest(rawValue: 1 << 8)
        static let priority = Interest(rawValue: 1 << 9)
        static let materialUse = Interest(rawValue: 1 << 10)
        static let operationsType = Interest(rawValue: 1 << 11)
        static let state = Interest(rawValue: 1 << 12)
        static let level = Interest(rawValue: 1 << 13)
        static let procedureLogic = Interest(rawValue: 1 << 14)
        static let workflow = Interest(rawValue: 1 << 15)
        static let dependency = Interest(rawValue: 1 << 16)
        /// Is an object of a kind that something may refer to.
        static let declares = Interest(rawValue: 1 << 17)
        /// Refers to an object of a kind.
        static let refers = Interest(rawValue: 1 << 18)
        static let lotID = Interest(rawValue: 1 << 19)
        static let ownID = Interest(rawValue: 1 << 20)

        // Groups, as bits: a set that is written as a list is made anew wherever it stands.
        static let ofValue: UInt32 = 1 << 4 | 1 << 5
        static let ofMeaning: UInt32 = 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12 | 1 << 13
        static let ofReference: UInt32 = 1 << 16 | 1 << 17 | 1 << 18 | 1 << 19 | 1 << 20

        func has(_ group: UInt32) -> Bool { rawValue & group != 0 }
    }

    var interest: Interest = []
    var role = ElementRole.none
    /// For a start or an end: which of the pairs.
    var pair: UInt8 = 0
    var hasOwnID = false
    /// An identifier of which two alike are less grave: a requirement, an actual, a property.
    var isDetail = false
    var kind = ReferenceKind.none
    /// Of the type; elements of one type may contain each other.
    var type: Int32 = -1
}

/// What an element is to its parent, by its local name, whatever the set.
enum ElementRole: UInt8, Sendable {
    case none, id, version, start, end, duration, quantity, quantityString, valueString, dataType
    case interpretation, unit, key, operationsType, materialUse, requestState, responseState, level, priority
    case link, linkEnd, linkValue, step, transition, recipeElement, recipeElementID, node, connection,
        connectionEnd
    case dependency, dependencyWord, lotID, scopeID, segmentRequirement, response

    private static let names: [String: (role: ElementRole, pair: UInt8)] = [
        "ID": (.id, 0), "Version": (.version, 0), "Duration": (.duration, 0), "Quantity": (.quantity, 0),
        "QuantityString": (.quantityString, 0), "ValueString": (.valueString, 0), "DataType": (.dataType, 0),
        "DataInterpretation": (.interpretation, 0), "UnitOfMeasure": (.unit, 0), "Key": (.key, 0),
        "OperationsType": (.operationsType, 0), "WorkType": (.operationsType, 0),
        "MaterialUse": (.materialUse, 0), "RequestState": (.requestState, 0),
        "ScheduleState": (.requestState, 0),
        "SegmentState": (.responseState, 0), "ResponseState": (.responseState, 0),
        "EquipmentElementLevel": (.level, 0), "EquipmentLevel": (.level, 0), "Priority": (.priority, 0),
        "Link": (.link, 0), "FromID": (.linkEnd, 0), "ToID": (.linkEnd, 0), "FromIDValue": (.linkValue, 0),
        "ToIDValue": (.linkValue, 0), "Step": (.step, 0), "Transition": (.transition, 0),
        "RecipeElement": (.recipeElement, 0), "RecipeElementID": (.recipeElementID, 0),
        "WorkflowSpecificationNode": (.node, 0), "WorkflowSpecificationConnection": (.connection, 0),
        "FromWSNodeID": (.connectionEnd, 0), "ToWSNodeID": (.connectionEnd, 0),
        "FromNodeID": (.connectionEnd, 0), "ToNodeID": (.connectionEnd, 0),
        "SegmentDependency": (.dependency, 0), "Dependency": (.dependencyWord, 0),
        "MaterialLotID": (.lotID, 0), "IDScope": (.scopeID, 0),
        "StartTime": (.start, 0), "EndTime": (.end, 0), "Endtime": (.end, 0),
        "EarliestStartTime": (.start, 1), "LatestEndTime": (.end, 1),
        "ActualStartTime": (.start, 2), "ActualEndTime": (.end, 2), "ActualFinishTime": (.end, 2),
        "PlannedStartTime": (.start, 3), "PlannedFinishTime": (.end, 3),
        "RequestedStartTime": (.start, 4), "RequestedEndTime": (.end, 4),
        "EffectiveStartDate": (.start, 5), "EffectiveEndDate": (.end, 5),
        "EffectiveDate": (.start, 6), "ExpirationDate": (.end, 6),
        "EffectiveTimeStamp": (.start, 7), "EffectiveTimestamp": (.start, 7),
        "ExpirationTimeStamp": (.end, 7), "ExpirationTimestamp": (.end, 7),
        "StartDateTime": (.start, 8), "FinishDateTime": (.end, 8),
    ]

    /// Of the pairs of start and end, those that say when work is done or may be done.
    static let pairsOfWork = 3
    static let windowPair: UInt8 = 1
    static let actualPair: UInt8 = 2
    static let pairCount = 9

    static func of(_ local: String) -> (role: ElementRole, pair: UInt8) {
        names[local] ?? (.none, 0)
    }
}

/// Kinds of objects that are referred to across a document.
enum ReferenceKind: UInt8, Sendable, CaseIterable {
    case none
    case processSegment, productSegment, segment
    case materialClass, materialDefinition, materialLot, equipmentClass, personnelClass, physicalAssetClass

    /// What declares an object of the kind.
    private static let declaring: [String: ReferenceKind] = [
        "ProcessSegment": .processSegment, "ProcessSegmentChild": .processSegment,
        "ProductSegment": .productSegment, "OperationsSegment": .segment, "OperationsSegmentChild": .segment,
        "MaterialClass": .materialClass, "MaterialDefinition": .materialDefinition,
        "MaterialLot": .materialLot,
        "EquipmentClass": .equipmentClass, "PersonnelClass": .personnelClass,
        "PhysicalAssetClass": .physicalAssetClass,
    ]

    /// What refers to one: in a segment dependency, or in a noun of information.
    private static let referring: [String: ReferenceKind] = [
        "ProcessSegmentID": .processSegment, "ProductSegmentID": .productSegment, "SegmentID": .segment,
        "MaterialClassID": .materialClass, "MaterialDefinitionID": .materialDefinition,
        "MaterialLotID": .materialLot, "EquipmentClassID": .equipmentClass,
        "PersonnelClassID": .personnelClass, "PhysicalAssetClassID": .physicalAssetClass,
    ]

    var isSegment: Bool { self == .processSegment || self == .productSegment || self == .segment }

    /// A noun that lists objects for their own sake, so that what they refer to can be expected in it.
    var information: String? {
        switch self {
        case .none, .processSegment, .productSegment, .segment: nil
        case .materialClass, .materialDefinition, .materialLot: "MaterialInformation"
        case .equipmentClass: "EquipmentInformation"
        case .personnelClass: "PersonnelInformation"
        case .physicalAssetClass: "PhysicalAssetInformation"
        }
    }

    static func declared(by local: String) -> ReferenceKind { declaring[local] ?? .none }
    static func referred(by local: String) -> ReferenceKind { referring[local] ?? .none }
}
