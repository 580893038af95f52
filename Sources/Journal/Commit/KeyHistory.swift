package import Operations

/// Everything that the journal has about one business key: the answer to "why".
package struct KeyHistory: Hashable, Sendable {
    /// Of all sites, by time of recording.
    package var events: [StoredEvent]
    /// Every description of an object with this ID, applied or not, in the order in which they came.
    package var objects: [RecordedObject]
    /// Every delivery of a message that made one of those events or carried one of those objects; duplicates and
    /// conflicts of it included.
    package var deliveries: [RecordedDelivery]
    package var outbox: [OutboxRow]

    package init(
        events: [StoredEvent] = [], objects: [RecordedObject] = [], deliveries: [RecordedDelivery] = [],
        outbox: [OutboxRow] = []
    ) {
        self.events = events
        self.objects = objects
        self.deliveries = deliveries
        self.outbox = outbox
    }
}

/// One description of a business object as it came in.
package struct RecordedObject: Hashable, Sendable {
    package let key: ObjectKey
    package let version: ObjectVersion
    package let recognition: ObjectRecognition
    package let message: MessageID?
    package let recordedAt: Instant

    package init(
        key: ObjectKey, version: ObjectVersion, recognition: ObjectRecognition, message: MessageID?,
        recordedAt: Instant
    ) {
        self.key = key
        self.version = version
        self.recognition = recognition
        self.message = message
        self.recordedAt = recordedAt
    }
}
