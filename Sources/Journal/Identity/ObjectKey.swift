/// What makes two descriptions the same *business object*.
///
/// Source: the architecture, "Identity": a business object is (partner, noun, ID; blanks at its ends ignored for
/// matching, kept in the value). Leading zeros and case count: `007` is not `7`.
package struct ObjectKey: Sendable {
    package let partner: String
    /// The canonical noun or component, such as `OperationsRequest`.
    package let noun: String
    /// As the partner wrote it, blanks included.
    package let id: String
    /// What is compared: `id` without the blanks at its ends.
    package let matchingID: String

    package init(partner: String, noun: String, id: String) {
        self.partner = partner
        self.noun = noun
        self.id = id
        matchingID = id.withoutOuterBlanks
    }
}

extension ObjectKey: Hashable {
    package static func == (left: ObjectKey, right: ObjectKey) -> Bool {
        left.compared == right.compared
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(compared)
    }

    private var compared: [ExactText] {
        [ExactText(matchingID), ExactText(noun), ExactText(partner)]
    }
}
