import B2MML
import Operations

/// What a transaction asks for, from its verb and action code.
///
/// Source: ISA-95 Part 5, transaction verbs. A noun without an envelope is taken like a Sync: here is how it is.
enum InboundAction {
    case apply(ImportedRequest.Action)
    /// The verb brings nothing to take in.
    case nothing(Verb)

    init(verb: Verb?, actionCode: String?) {
        switch verb {
        case nil: self = .apply(.sync)
        case .process: self = .apply(Self.coded(actionCode) ?? .process)
        case .change: self = .apply(Self.coded(actionCode) ?? .change)
        case .cancel: self = .apply(.cancel)
        case .sync: self = .apply(Self.coded(actionCode) ?? .sync)
        case .get, .show, .acknowledge, .respond, .confirm, .notify:
            self = .nothing(verb ?? .get)
        }
    }

    /// The values of `TransActionCodeType` that ask for something; others are answers, or a partner's own.
    private static func coded(_ actionCode: String?) -> ImportedRequest.Action? {
        switch actionCode {
        case "Add": .add
        case "Change": .change
        case "Delete": .cancel
        case "Replaced": .replace
        default: nil
        }
    }
}
