import B2MML
import Diagnostics
import Journal
import XMLStream

/// The findings of deliveries that are valid, or nearly so, and are not taken in.
enum InboundRefusals {
    static func noMessage(_ root: MessageRoot?, _ name: ExpandedName, _ source: String) -> [Finding] {
        guard let root else { return [] }
        let message =
            root == .confirmation
            ? "a confirmation answers a message of ours and is not imported"
            : "\(name.local) is no message"
        return [
            Finding(
                "IMPORT-ROOT-1", .error, at: Place(source: source, path: "/\(name.local)"), message,
                advice: "Send a transaction or one of the nouns.")
        ]
    }

    static func noMapping(_ noun: String, _ set: SchemaSet, _ source: String) -> Finding {
        Finding(
            "IMPORT-NOUN-1", .error, at: Place(source: source, path: "/\(noun)"),
            "no mapping takes \(noun) of \(set.rawValue) in", found: noun,
            advice: "Add one below Mappings, or send one of the nouns that Mappings/isa95 has.")
    }

    static func nothingToTakeIn(_ transaction: Transaction, _ source: String) -> Finding {
        Finding(
            "IMPORT-VERB-1", .error, at: Place(source: source, path: "/\(transaction.root)"),
            "\(transaction.root) asks or answers; it brings nothing to take in",
            found: transaction.verb?.rawValue, advice: "Send Process, Sync, Change or Cancel.")
    }

    /// A message is acknowledged as a whole, so that one delivery cannot be two of them.
    static func manyMessages(_ count: Int, _ source: String) -> Finding {
        Finding(
            "IMPORT-MESSAGES-1", .error, at: Place(source: source),
            "the document holds \(count) messages, and a delivery is one",
            advice: "Deliver each of them as a document of its own.")
    }

    static func answersNothing(_ bodID: String?, _ root: String, _ source: String) -> Finding {
        let named = bodID.map { "the message \($0)" }
        return Finding(
            "IMPORT-ANSWER-1", .error, at: Place(source: source, path: "/\(root)"),
            named.map { "\(root) answers \($0), and no proposal was sent to its sender in it" }
                ?? "\(root) does not say which message it answers",
            found: bodID,
            advice: "Name the BODID of our message in the OriginalApplicationArea, as it was sent.")
    }

    static func conflict(_ message: String, _ known: InboxMessage?, _ source: String) -> Finding {
        let first = known.map { ", first received from \($0.origin)" } ?? ""
        return Finding(
            "MESSAGE-CONFLICT-1", .error, at: Place(source: source),
            "the message \(message) is known with other content\(first)",
            advice: "Nothing was changed. Give a new message its own BODID or a later CreationDateTime.")
    }
}

extension MessageRoot {
    /// The noun of what can be taken in.
    var noun: String? {
        switch self {
        case .transaction(_, let noun), .noun(let noun): noun
        case .confirmation, .fragment: nil
        }
    }
}

extension MessageIdentity {
    /// What findings and events call a message.
    var label: String {
        switch self {
        case .bod(_, let id): id
        case .creation(_, let sender, let creation, let root): "\(root) of \(sender) created \(creation)"
        case .content(_, let root, let hash): "\(root) \(hash.prefix(12))"
        }
    }
}
