/// A lot that is not as it should be, and what was done about it.
package struct NonConformance: Codable, Hashable, Sendable {
    /// One step that was taken.
    package struct Passage: Codable, Hashable, Sendable {
        package var step: NonConformanceStep
        package var at: Instant
        package var by: String?
        package var reason: String?
    }

    /// `NC-` and the place among all of the site, from 1.
    package let id: String
    /// The loop's key of the lot.
    package let lot: String
    /// What is wrong; the lot is held for it.
    package let reason: String
    /// The characteristic that a test found wrong.
    package let characteristic: String?
    package let detectedBy: Identifier?
    package let detectedAt: Instant
    package internal(set) var state = NonConformanceState.detected
    package internal(set) var disposition: NonConformanceDisposition?
    /// The loop's key of the request that works on the lot again.
    package internal(set) var request: String?
    package internal(set) var history: [Passage] = []

    init(_ fact: NonConformanceOpened, at instant: Instant) {
        id = fact.id
        lot = fact.lot
        reason = fact.reason
        characteristic = fact.characteristic
        detectedBy = fact.detectedBy
        detectedAt = instant
    }

    /// Whether the lot is held on its account.
    package var holdsLot: Bool { state.isOpen && state != .detected }
}

/// All that there were, in the order in which they were opened.
package struct NonConformanceRegister: Codable, Hashable, Sendable {
    package private(set) var entries: [NonConformance] = []
    /// By ID.
    private var places: [String: Int] = [:]
    /// By the lot's key.
    private var byLot: [String: [Int]] = [:]

    package init() {}

    package subscript(id: String) -> NonConformance? { places[id].map { entries[$0] } }

    /// The ID of the next one.
    var nextID: String { "NC-\(entries.count + 1)" }

    /// Those of a lot that have not ended.
    package func open(of lot: String) -> [NonConformance] {
        (byLot[lot] ?? []).map { entries[$0] }.filter(\.state.isOpen)
    }

    mutating func open(_ entry: NonConformance) {
        places[entry.id] = entries.count
        byLot[entry.lot, default: []].append(entries.count)
        entries.append(entry)
    }

    mutating func advance(_ fact: NonConformanceAdvanced, at instant: Instant) {
        guard let place = places[fact.id] else { return }
        entries[place].state = fact.to
        entries[place].disposition = fact.disposition ?? entries[place].disposition
        entries[place].request = fact.request ?? entries[place].request
        entries[place].history.append(
            NonConformance.Passage(step: fact.step, at: instant, by: fact.by, reason: fact.reason))
    }
}
