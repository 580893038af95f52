package import Diagnostics
package import Operations

/// One transaction of the journal: everything in it is durable together, or nothing is.
package struct JournalEntry: Sendable {
    /// Names the site whose stream is written, and proves the right to.
    package var lease: Lease
    /// The time of recording.
    package var at: Instant
    package var inbox: InboxPart?
    package var events: [NewEvent]
    package var outbox: [NewOutboxRow]
    package var objects: [ObjectChange]
    /// The state *after* the events of this entry.
    package var snapshot: NewSnapshot?

    package init(
        under lease: Lease, at: Instant, inbox: InboxPart? = nil, events: [NewEvent] = [],
        outbox: [NewOutboxRow] = [], objects: [ObjectChange] = [], snapshot: NewSnapshot? = nil
    ) {
        self.lease = lease
        self.at = at
        self.inbox = inbox
        self.events = events
        self.outbox = outbox
        self.objects = objects
        self.snapshot = snapshot
    }
}

/// What an entry says about a message: which one, and how far it is once the entry is committed.
package struct InboxPart: Sendable {
    package enum Subject: Sendable {
        /// The first commit of a message: its row and its bytes are written.
        case first(ReceivedMessage)
        /// A later one. `from` is where the caller believes the message stands; when it stands elsewhere, somebody
        /// else went on with it and the commit is contention.
        case known(MessageID, from: RecordCursor)
    }

    package var subject: Subject
    package var progress: MessageProgress
    /// What was noticed since the last commit of the message; added to what was noticed before.
    package var findings: [Finding]

    package init(_ subject: Subject, _ progress: MessageProgress, findings: [Finding] = []) {
        self.subject = subject
        self.progress = progress
        self.findings = findings
    }
}

/// What an entry says about a business object.
package struct ObjectChange: Hashable, Sendable {
    package var key: ObjectKey
    package var version: ObjectVersion
    package var recognition: ObjectRecognition
    /// The version that `recognition` was judged against; when the journal knows another by now, the commit is
    /// contention.
    package var known: ObjectVersion?

    package init(
        _ key: ObjectKey, _ version: ObjectVersion, as recognition: ObjectRecognition, known: ObjectVersion?
    ) {
        self.key = key
        self.version = version
        self.recognition = recognition
        self.known = known
    }
}

/// What a commit made.
package struct Committed: Hashable, Sendable {
    /// Of the last event of the site: the next commit expects it.
    package let position: EventPosition
    /// The message of the entry's inbox part.
    package let message: MessageID?
    /// The numbers of the entry's outbox rows, in their order.
    package let outbox: [OutboxID]

    package init(position: EventPosition, message: MessageID?, outbox: [OutboxID]) {
        self.position = position
        self.message = message
        self.outbox = outbox
    }
}
