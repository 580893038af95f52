/// The verbs of the transaction model.
///
/// Source: ISA-95 Part 5; B2MML `TransactionVerb` elements. There are no Create, Update and Delete.
package enum Verb: String, Sendable, Codable, CaseIterable, Hashable {
    case get = "Get"
    case show = "Show"
    case process = "Process"
    case acknowledge = "Acknowledge"
    case change = "Change"
    case respond = "Respond"
    case cancel = "Cancel"
    case sync = "Sync"
    case confirm = "Confirm"
    case notify = "Notify"
}
