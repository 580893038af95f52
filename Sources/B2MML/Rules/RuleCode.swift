package import Diagnostics

/// The rules beyond the schemas. The raw value is an index into tables; what is stable is the ``code``, and the number
/// of a rule is never given to another one.
package enum RuleCode: Int, Sendable, CaseIterable, Hashable {
    case noMessage, emptyNoun, emptyRelease
    case emptyBODID, answerWithQuestionsBODID, answerWithoutQuestion, answerBeforeQuestion
    case syncWithoutAction, actionOfOtherDirection, unknownAction, severalCriteria
    case endBeforeStart, negativeDuration, windowTooShort, partOutside, unsetTime, actualInFuture
    case missingZone, mixedZones
    case quantityNotANumber, quantityWithComma, quantityWithExponent, quantityOutsideDataType,
        quantityWithoutNumber
    case negativeRequirement, negativeActual, quantityOfOtherKind
    case repeatedKey, missingKey
    case valueNotOfDataType, valueWithComma, booleanSpelling, localDate, durationAsNumber
    case unusablePriority
    case unknownUnit, unitAlias, missingUnit, contradictingUnits
    case otherWithoutValue, otherValueBesideWord, otherValueIsListed
    case illegalMaterialUse
    case contradictingType
    case stateAgainstTimes, stateAgainstPart, finishedRequest
    case levelAboveParent
    case emptyID, emptyReference, blanksAtEnds, onlyZeros, repeatedID, repeatedDetailID
    case danglingLink, danglingRecipeElement, danglingNode, danglingDependency, danglingResource
    case circularDependency, foreignLot, selfContainment

    package var code: Code {
        switch self {
        case .noMessage: "RULE-ROOT-1"
        case .emptyNoun: "RULE-ROOT-2"
        case .emptyRelease: "RULE-ROOT-3"
        case .emptyBODID: "RULE-MESSAGE-1"
        case .answerWithQuestionsBODID: "RULE-MESSAGE-2"
        case .answerWithoutQuestion: "RULE-MESSAGE-3"
        case .answerBeforeQuestion: "RULE-MESSAGE-4"
        case .syncWithoutAction: "RULE-ACTION-1"
        case .actionOfOtherDirection: "RULE-ACTION-2"
        case .unknownAction: "RULE-ACTION-3"
        case .severalCriteria: "RULE-ACTION-4"
        case .endBeforeStart: "RULE-TIME-1"
        case .negativeDuration: "RULE-TIME-2"
        case .windowTooShort: "RULE-TIME-3"
        case .partOutside: "RULE-TIME-4"
        case .unsetTime: "RULE-TIME-5"
        case .actualInFuture: "RULE-TIME-6"
        case .missingZone: "RULE-ZONE-1"
        case .mixedZones: "RULE-ZONE-2"
        case .quantityNotANumber: "RULE-QUANTITY-1"
        case .quantityWithComma: "RULE-QUANTITY-2"
        case .quantityWithExponent: "RULE-QUANTITY-3"
        case .quantityOutsideDataType: "RULE-QUANTITY-4"
        case .quantityWithoutNumber: "RULE-QUANTITY-5"
        case .negativeRequirement: "RULE-QUANTITY-6"
        case .negativeActual: "RULE-QUANTITY-7"
        case .quantityOfOtherKind: "RULE-QUANTITY-8"
        case .repeatedKey: "RULE-KEY-1"
        case .missingKey: "RULE-KEY-2"
        case .valueNotOfDataType: "RULE-VALUE-1"
        case .valueWithComma: "RULE-VALUE-2"
        case .booleanSpelling: "RULE-VALUE-3"
        case .localDate: "RULE-VALUE-4"
        case .durationAsNumber: "RULE-VALUE-5"
        case .unusablePriority: "RULE-PRIORITY-1"
        case .unknownUnit: "RULE-UNIT-1"
        case .unitAlias: "RULE-UNIT-2"
        case .missingUnit: "RULE-UNIT-3"
        case .contradictingUnits: "RULE-UNIT-4"
        case .otherWithoutValue: "RULE-OTHER-1"
        case .otherValueBesideWord: "RULE-OTHER-2"
        case .otherValueIsListed: "RULE-OTHER-3"
        case .illegalMaterialUse: "RULE-USE-1"
        case .contradictingType: "RULE-TYPE-1"
        case .stateAgainstTimes: "RULE-STATE-1"
        case .stateAgainstPart: "RULE-STATE-2"
        case .finishedRequest: "RULE-STATE-3"
        case .levelAboveParent: "RULE-LEVEL-1"
        case .emptyID: "RULE-ID-1"
        case .emptyReference: "RULE-ID-2"
        case .blanksAtEnds: "RULE-ID-3"
        case .onlyZeros: "RULE-ID-4"
        case .repeatedID: "RULE-ID-5"
        case .repeatedDetailID: "RULE-ID-6"
        case .danglingLink: "RULE-REF-1"
        case .danglingRecipeElement: "RULE-REF-2"
        case .danglingNode: "RULE-REF-3"
        case .danglingDependency: "RULE-REF-4"
        case .danglingResource: "RULE-REF-5"
        case .circularDependency: "RULE-REF-6"
        case .foreignLot: "RULE-REF-7"
        case .selfContainment: "RULE-REF-8"
        }
    }

    package init?(_ code: Code) {
        guard let known = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = known
    }
}
