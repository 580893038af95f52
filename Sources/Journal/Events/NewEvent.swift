package import Operations

/// An event as it is handed to the journal, which gives it its position, its message and the time of recording.
package struct NewEvent: Hashable, Sendable {
    package var domain: DomainKind
    package var activity: Activity
    /// The event type's stable name, such as `requestAccepted`.
    package var type: String
    /// Of `payload`, so that old events can be migrated when they are read.
    package var formatVersion: Int
    /// The business key that the event is about, such as the ID of an operations request: by it "why" is answered.
    package var key: String?
    /// JSON, UTF-8.
    package var payload: [UInt8]
    /// When it happened, which may be long before it was recorded.
    package var at: Instant
    /// The event that led to this one; it may be an earlier one of the same entry.
    package var causation: EventPosition?
    package var correlation: String?

    package init(
        domain: DomainKind, activity: Activity, type: String, formatVersion: Int, key: String?,
        payload: [UInt8], at: Instant, causation: EventPosition? = nil, correlation: String? = nil
    ) {
        self.domain = domain
        self.activity = activity
        self.type = type
        self.formatVersion = formatVersion
        self.key = key
        self.payload = payload
        self.at = at
        self.causation = causation
        self.correlation = correlation
    }
}
