/// Something that goes wrong between a partner and us; done on the socket, not pretended.
package enum Fault: Sendable, Hashable {
    /// 503; the request is read and not taken.
    case refuse(retryAfter: Duration?)
    /// 500; with `afterCommit` the request has been taken all the same.
    case serverError(afterCommit: Bool)
    /// Taken, and answered properly after this time.
    case delay(Duration)
    /// Taken, and never answered; the connection stays open until the client or the simulator ends it.
    case stall
    /// Taken, and the connection is closed without a reply: the client cannot know.
    case commitThenDrop
    /// The connection is reset after the head of the request; its body is not read, nothing is taken.
    case dropBeforeReading
    /// Taken; the connection is reset in the middle of the reply.
    case resetMidReply
    /// Taken; the reply announces its whole length, half of it is sent, and the connection is closed properly.
    case truncate
    /// Taken; the reply's body comes byte by byte with this pause between two of them.
    case trickle(pause: Duration)
}

extension Fault {
    /// Whether the partner acts on the request in spite of the fault.
    package var takesRequest: Bool {
        switch self {
        case .refuse, .dropBeforeReading: false
        case .serverError(let afterCommit): afterCommit
        case .delay, .stall, .commitThenDrop, .resetMidReply, .truncate, .trickle: true
        }
    }

    /// As it stands in the ledger.
    package var name: String {
        switch self {
        case .refuse: "refuse"
        case .serverError(let afterCommit): afterCommit ? "error-after-commit" : "error"
        case .delay: "delay"
        case .stall: "stall"
        case .commitThenDrop: "drop"
        case .dropBeforeReading: "drop-unread"
        case .resetMidReply: "reset"
        case .truncate: "truncate"
        case .trickle: "trickle"
        }
    }
}
