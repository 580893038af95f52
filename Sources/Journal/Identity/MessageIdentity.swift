/// What makes two deliveries the same *message*.
///
/// Source: the architecture, "Identity": a message is (partner, BODID), or where there is none (partner, Sender,
/// CreationDateTime, root). B2MML: `ApplicationArea/BODID`, `ApplicationArea/Sender`,
/// `ApplicationArea/CreationDateTime` and the document element.
///
/// A document without an ApplicationArea (a bare schedule or master-data file) has neither; its content then is its
/// identity, so that the same file is a duplicate and two different files never are.
package enum MessageIdentity: Sendable {
    case bod(partner: String, id: String)
    /// `creation` is the text of CreationDateTime as it stands, not the instant: which instant a local time means may
    /// change with the settings, which message it is may not.
    case creation(partner: String, sender: String, creation: String, root: String)
    case content(partner: String, root: String, hash: String)

    /// The strongest identity that the message offers. A BODID or CreationDateTime of nothing but blanks is none.
    package init(
        partner: String, bodID: String?, sender: String?, creation: String?, root: String, contentHash: String
    ) {
        if let bodID, !bodID.isBlank {
            self = .bod(partner: partner, id: bodID)
        } else if let creation, !creation.isBlank {
            self = .creation(partner: partner, sender: sender ?? "", creation: creation, root: root)
        } else {
            self = .content(partner: partner, root: root, hash: contentHash)
        }
    }

    package var partner: String {
        switch self {
        case .bod(let partner, _), .creation(let partner, _, _, _), .content(let partner, _, _): partner
        }
    }
}

extension MessageIdentity: Hashable {
    package static func == (left: MessageIdentity, right: MessageIdentity) -> Bool {
        left.compared == right.compared
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(compared)
    }

    private var compared: [ExactText] {
        let parts =
            switch self {
            case .bod(let partner, let id): ["bod", partner, id]
            case .creation(let partner, let sender, let creation, let root):
                ["creation", partner, sender, creation, root]
            case .content(let partner, let root, let hash): ["content", partner, root, hash]
            }
        return parts.map(ExactText.init)
    }
}
