package import Diagnostics
package import Journal
import Operations

/// All that a journal shows of itself. Two journals with equal dumps cannot be told apart.
package struct JournalDump: Hashable, Sendable {
    package var leases: [Lease?] = []
    package var events: [StoredEvent] = []
    package var snapshots: [Snapshot] = []
    package var snapshotEntries: [[SnapshotEntry]] = []
    package var messages: [InboxMessage] = []
    package var findings: [[Finding]] = []
    package var contents: [[UInt8]] = []
    package var deliveries: [RecordedDelivery] = []
    package var deliveryContents: [[UInt8]] = []
    package var outbox: [OutboxRow] = []
    package var outboxContents: [[UInt8]?] = []
    package var attempts: [[OutboxAttempt]] = []
    package var open: [OutboxState: Int] = [:]
    package var objects: [ObjectKey: ObjectVersion] = [:]
    package var histories: [KeyHistory] = []

    package init() {}

    /// `keys` are business keys and object IDs to ask for, since a journal does not list them.
    package init(_ journal: any Journal, keys: [String] = []) async throws {
        let all = Int(Int32.max)
        for site in try await journal.sites() {
            leases.append(try await journal.lease(of: site))
            events += try await journal.events(of: site, after: .start, limit: all)
            guard let open = try await journal.snapshot(of: site, under: nil) else { continue }
            snapshots.append(open.snapshot)
            snapshotEntries.append(try open.entries.entries(on: nil))
        }
        messages = try await journal.messages(in: nil, after: nil, limit: all)
        for message in messages {
            findings.append(try await journal.findings(of: message.id))
            contents.append(try await journal.content(of: message.id, in: 0..<all))
        }
        deliveries = try await journal.deliveries(of: nil, after: nil, limit: all)
        for delivery in deliveries {
            deliveryContents.append(try await journal.content(of: delivery.id, in: 0..<all))
        }
        outbox = try await journal.outbox(OutboxFilter(), after: nil, limit: all)
        for row in outbox {
            outboxContents.append(try await journal.content(of: row.id))
            attempts.append(try await journal.attempts(of: row.id))
        }
        open = try await journal.openOutbox()
        objects = try await journal.versions(of: keys.map { JournalSamples.object($0) })
        for key in keys { histories.append(try await journal.history(of: key)) }
    }
}
