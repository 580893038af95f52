/// What the owner of a definition says to the message that asked it for a change.
///
/// Source: ISA-95 Part 5, CHANGE and RESPOND; B2MML `TransActionCodeType`.
package struct OwnerAnswer: Hashable, Sendable {
    /// The action codes of an answer.
    package enum Verdict: String, Hashable, Sendable, CaseIterable {
        case accepted = "Accepted"
        case modified = "Modified"
        case rejected = "Rejected"
    }

    /// Of the message that is answered.
    package var bodID: String
    /// Nil when the answer has no action code.
    package var verdict: Verdict?
    /// As the owner has it now: whole, or only what it was asked for. Nil when it was not sent along.
    package var definition: OperationsDefinition?
    package var reason: String?

    package init(
        bodID: String, verdict: Verdict?, definition: OperationsDefinition? = nil, reason: String? = nil
    ) {
        self.bodID = bodID
        self.verdict = verdict
        self.definition = definition
        self.reason = reason
    }
}
