package import Operations

/// An event as the journal keeps it. It never changes.
package struct StoredEvent: Hashable, Sendable {
    package let site: String
    package let position: EventPosition
    package let event: NewEvent
    package let recordedAt: Instant
    /// The message whose commit recorded it; nil when no message did, such as an operator's command.
    package let message: MessageID?

    package init(
        site: String, position: EventPosition, event: NewEvent, recordedAt: Instant, message: MessageID?
    ) {
        self.site = site
        self.position = position
        self.event = event
        self.recordedAt = recordedAt
        self.message = message
    }
}
