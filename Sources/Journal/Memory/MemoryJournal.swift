package import Diagnostics
package import Operations

/// The journal that lasts as long as the process: for trials, dry runs and as the model that the durable ones are
/// compared with. Written to be obviously right, not fast.
package actor MemoryJournal: Journal {
    var leases: [String: HeldLease] = [:]
    var messages: [InboxMessage] = []
    var findings: [MessageID: [Finding]] = [:]
    var contents: [MessageID: [UInt8]] = [:]
    var identities: [MessageIdentity: MessageID] = [:]
    var deliveries: [RecordedDelivery] = []
    var deliveryContents: [DeliveryID: [UInt8]] = [:]
    var current: [ObjectKey: ObjectVersion] = [:]
    var objects: [RecordedObject] = []
    /// Of all sites, in the order of recording.
    var events: [StoredEvent] = []
    var snapshots: [String: MemorySnapshot] = [:]
    var rows: [OutboxRow] = []
    var rowContents: [[UInt8]] = []
    var attempts: [OutboxID: [OutboxAttempt]] = [:]

    /// A site's lease; `holder` is nil when it was given back, the token stays.
    struct HeldLease {
        var holder: String?
        var token: Int64
        var until: Instant
    }

    package init() {}
}

// MARK: - Leases

extension MemoryJournal {
    package func acquireLease(
        of site: String, by holder: String, at now: Instant, until: Instant, replacing dead: Lease?
    ) throws(JournalError) -> Lease {
        let found = lease(of: site)
        if let found, !found.isFree(for: holder, at: now, replacing: dead) {
            throw .leaseHeld(site: site, by: found.holder, until: found.until)
        }
        let token = (leases[site]?.token ?? 0) + 1
        leases[site] = HeldLease(holder: holder, token: token, until: until)
        return Lease(site: site, holder: holder, token: token, until: until)
    }

    package func renew(_ lease: Lease, until: Instant) throws(JournalError) -> Lease {
        try check(lease)
        leases[lease.site]?.until = until
        return Lease(site: lease.site, holder: lease.holder, token: lease.token, until: until)
    }

    package func release(_ lease: Lease) {
        if isCurrent(lease) { leases[lease.site]?.holder = nil }
    }

    package func lease(of site: String) -> Lease? {
        guard let held = leases[site], let holder = held.holder else { return nil }
        return Lease(site: site, holder: holder, token: held.token, until: held.until)
    }

    private func isCurrent(_ lease: Lease) -> Bool {
        guard let held = leases[lease.site] else { return false }
        return held.holder == lease.holder && held.token == lease.token
    }

    func check(_ lease: Lease) throws(JournalError) {
        guard isCurrent(lease) else { throw .leaseLost(site: lease.site) }
    }
}

// MARK: - Reading

extension MemoryJournal {
    package func message(_ identity: MessageIdentity) -> InboxMessage? {
        identities[identity].flatMap { message($0) }
    }

    package func message(_ id: MessageID) -> InboxMessage? {
        index(of: id).map { messages[$0] }
    }

    func index(of id: MessageID) -> Int? {
        let index = Int(id.rawValue) - 1
        return messages.indices.contains(index) ? index : nil
    }

    package func messages(in state: InboxState?, after id: MessageID?, limit: Int) -> [InboxMessage] {
        page(messages, limit) { message in
            (state == nil || message.progress.state == state) && (id.map { message.id > $0 } ?? true)
        }
    }

    package func findings(of message: MessageID) -> [Finding] {
        findings[message] ?? []
    }

    package func content(of message: MessageID, in range: Range<Int>) -> [UInt8] {
        contents[message].map { cut($0, range) } ?? []
    }

    package func content(of delivery: DeliveryID, in range: Range<Int>) -> [UInt8] {
        deliveryContents[delivery].map { cut($0, range) } ?? []
    }

    package func deliveries(of message: MessageID?, after id: DeliveryID?, limit: Int) -> [RecordedDelivery] {
        page(deliveries, limit) { delivery in
            (message == nil || delivery.message == message) && (id.map { delivery.id > $0 } ?? true)
        }
    }

    package func versions(of keys: [ObjectKey]) -> [ObjectKey: ObjectVersion] {
        var found: [ObjectKey: ObjectVersion] = [:]
        for key in keys { found[key] = current[key] }
        return found
    }

    package func position(of site: String) -> EventPosition {
        events.last { $0.site == site }?.position ?? .start
    }

    package func events(of site: String, after position: EventPosition, limit: Int) -> [StoredEvent] {
        page(events, limit) { $0.site == site && $0.position > position }
    }

    package func snapshot(of site: String, under _: Lease?) -> OpenSnapshot? {
        snapshots[site].map { OpenSnapshot($0.snapshot, $0) }
    }

    package func sites() -> [String] {
        leases.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    package func history(of key: String) -> KeyHistory {
        let wanted = ExactText(key)
        let wantedID = ExactText(key.withoutOuterBlanks)
        let events = events.filter { $0.event.key.map(ExactText.init) == wanted }
        let objects = objects.filter { ExactText($0.key.matchingID) == wantedID }
        let messages = Set(events.compactMap(\.message) + objects.compactMap(\.message))
        return KeyHistory(
            events: events, objects: objects,
            deliveries: deliveries.filter { $0.message.map(messages.contains) ?? false },
            outbox: rows.filter { $0.key.map(ExactText.init) == wanted })
    }

    func page<Element>(
        _ elements: [Element], _ limit: Int, where isWanted: (Element) -> Bool
    ) -> [Element] {
        Array(elements.lazy.filter(isWanted).prefix(max(0, limit)))
    }

    private func cut(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        Array(bytes[range.clamped(to: 0..<bytes.count)])
    }
}
