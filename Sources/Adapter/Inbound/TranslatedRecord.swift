import Diagnostics

/// One record in the words of the domain.
struct TranslatedRecord: Sendable {
    /// Counted from 1 over the document.
    var number: Int
    /// Of the record's start tag.
    var place: Place
    /// Local name of the record's element, and the text of its ID; empty when it has none.
    var element: String
    var id: String
    /// Empty when the record is held or refused.
    var objects: [ImportedObject]
    var findings: [Finding]
    /// Waits for a person, with the findings saying for what.
    var isHeld: Bool
}
