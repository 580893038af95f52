/// A habit of real senders that the specification does not allow, or that needs a word although it is allowed. Each
/// has a code of its own and is accepted, or not, by a ``Profile``.
///
/// The raw value is the stable code. What each one means, does and looks like is in ``description``.
package enum DeviationKind: String, Sendable, CaseIterable, Hashable, Codable {
    // The set.
    case namespaceMissing = "DEV-NS-1"
    case namespaceNearMiss = "DEV-NS-2"
    case namespaceOfChild = "DEV-NS-3"

    // Around the message.
    case encodingLabel = "DEV-ENCODING-1"
    case soapEnvelope = "DEV-WRAP-1"
    case mtconnectAsset = "DEV-WRAP-2"
    case unknownWrapper = "DEV-WRAP-3"
    case releaseMissing = "DEV-RELEASE-1"
    case nounWithoutEnvelope = "DEV-ENVELOPE-1"

    // Elements and attributes.
    case order = "DEV-ORDER-1"
    case emptyElement = "DEV-EMPTY-1"
    case valueWithoutValue = "DEV-EMPTY-2"
    case unitOrTypeMissing = "DEV-EMPTY-3"
    case extensionElement = "DEV-EXT-1"
    case foreignElement = "DEV-EXT-2"
    case unknownElement = "DEV-EXT-3"
    case foreignAttribute = "DEV-EXT-4"
    case nameCase = "DEV-NAME-1"
    case nestedIdentifier = "DEV-NAME-2"
    case viewMarks = "DEV-TEXT-1"

    // Values.
    case identifierBlanks = "DEV-BLANK-1"
    case valueBlanks = "DEV-BLANK-2"
    case enumerationCase = "DEV-ENUM-1"
    case enumerationOther = "DEV-ENUM-2"
    case localTime = "DEV-TIME-1"
    case timeForm = "DEV-TIME-2"
    case dateOnly = "DEV-TIME-3"
    case americanDate = "DEV-TIME-4"
    case initialDate = "DEV-TIME-5"
}
