/// The fact about a document: well-formedness and schema validity under a set, nothing else.
package enum Verdict: String, Sendable, Codable, CaseIterable {
    case valid
    case invalid
    case notWellFormed = "not-well-formed"
    /// A document type declaration, or a limit.
    case refused
    case unknownSet = "unknown-set"
    /// Nothing was validated, because the validation could not start.
    case notExecuted = "not-executed"
    /// A fault of ours.
    case error
}
