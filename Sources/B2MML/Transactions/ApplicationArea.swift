package import XMLSchema

/// Who sent a transaction, when, and under which identity.
///
/// Source: B2MML `TransApplicationAreaType`.
package struct ApplicationArea: Hashable, Sendable {
    /// `Sender/LogicalID`.
    package var sender: String?
    package var senderComponent: String?
    package var senderReference: String?
    /// `Receiver/LogicalID`, from V0600.
    package var receivers: [String]
    /// As it was written: an `xs:dateTime`, with or without a zone.
    package var creationDateTime: String?
    package var bodID: String?
    package var confirmation: AnswerPolicy

    package init(
        sender: String? = nil, senderComponent: String? = nil, senderReference: String? = nil,
        receivers: [String] = [], creationDateTime: String? = nil, bodID: String? = nil,
        confirmation: AnswerPolicy = .never
    ) {
        self.sender = sender
        self.senderComponent = senderComponent
        self.senderReference = senderReference
        self.receivers = receivers
        self.creationDateTime = creationDateTime
        self.bodID = bodID
        self.confirmation = confirmation
    }

    package init(_ node: Node) {
        let from = node.child("Sender")
        self.init(
            sender: from?.child("LogicalID")?.text, senderComponent: from?.child("ComponentID")?.text,
            senderReference: from?.child("ReferenceID")?.text,
            receivers: node.children("Receiver").compactMap { $0.child("LogicalID")?.text },
            creationDateTime: node.child("CreationDateTime")?.text, bodID: node.child("BODID")?.text,
            confirmation: AnswerPolicy(from?.child("ConfirmationCode")?.text) ?? .never)
    }
}

/// When a sender wants an answer.
///
/// Source: B2MML `TransConfirmationCodeType` and `TransResponseCodeType`.
package enum AnswerPolicy: String, Sendable, Codable, Hashable {
    case always = "Always"
    case onError = "OnError"
    case never = "Never"

    /// Nil for an absent code, and for one that is none of the three.
    init?(_ text: String?) {
        guard let text, let policy = AnswerPolicy(rawValue: text) else { return nil }
        self = policy
    }
}
