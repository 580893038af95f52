package import Operations

/// The journal's number of an outgoing message: counted from 1, in the order in which they were decided.
package struct OutboxID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (left: OutboxID, right: OutboxID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// An outgoing message and where it stands, without its bytes, which ``Journal/content(of:)`` reads.
package struct OutboxRow: Hashable, Sendable {
    package let id: OutboxID
    package let partner: String
    package let endpoint: String
    package let key: String?
    package let root: String
    package let verb: String?
    package let noun: String?
    package let bodID: String?
    package let contentHash: String
    /// In bytes.
    package let size: Int
    /// The message that led to it.
    package let message: MessageID?
    package let createdAt: Instant
    package internal(set) var state: OutboxState
    /// How many times it was claimed.
    package internal(set) var attempts: Int
    /// When it may be claimed next: of a pending or unknown row the next attempt, of a sending row the end of the
    /// claim. Nil for all others.
    package internal(set) var dueAt: Instant?
    /// Whether an attempt so far may have arrived without our knowing.
    package internal(set) var isUncertain: Bool
    /// The worker of the last claim while it lasts.
    package internal(set) var owner: String?
    package internal(set) var lastError: String?
    /// What the partner answered last.
    package internal(set) var reply: [UInt8]?
    package internal(set) var changedAt: Instant

    package init(
        id: OutboxID, partner: String, endpoint: String, key: String?, root: String, verb: String?,
        noun: String?, bodID: String?, contentHash: String, size: Int, message: MessageID?,
        createdAt: Instant, state: OutboxState, attempts: Int, dueAt: Instant?, isUncertain: Bool,
        owner: String?, lastError: String?, reply: [UInt8]?, changedAt: Instant
    ) {
        self.id = id
        self.partner = partner
        self.endpoint = endpoint
        self.key = key
        self.root = root
        self.verb = verb
        self.noun = noun
        self.bodID = bodID
        self.contentHash = contentHash
        self.size = size
        self.message = message
        self.createdAt = createdAt
        self.state = state
        self.attempts = attempts
        self.dueAt = dueAt
        self.isUncertain = isUncertain
        self.owner = owner
        self.lastError = lastError
        self.reply = reply
        self.changedAt = changedAt
    }
}

/// Which outgoing messages are listed; a nil field lets all through.
package struct OutboxFilter: Hashable, Sendable {
    package var state: OutboxState?
    package var partner: String?
    package var key: String?
    package var bodID: String?

    package init(
        state: OutboxState? = nil, partner: String? = nil, key: String? = nil, bodID: String? = nil
    ) {
        self.state = state
        self.partner = partner
        self.key = key
        self.bodID = bodID
    }
}
