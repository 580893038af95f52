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
    private var byID = Shelf<NonConformance>()
    /// By the lot's key, the IDs.
    private var byLot = Shelf<[String]>()

    package init() {}

    package subscript(id: String) -> NonConformance? { byID[id] }

    /// In the order in which they were opened.
    package var entries: [NonConformance] { (0..<byID.count).compactMap { byID[Self.id($0)] } }

    /// The ID of the next one.
    var nextID: String { Self.id(byID.count) }

    private static func id(_ index: Int) -> String { "NC-\(index + 1)" }

    /// Those of a lot that have not ended.
    package func open(of lot: String) -> [NonConformance] {
        (byLot[lot] ?? []).compactMap { byID[$0] }.filter(\.state.isOpen)
    }

    mutating func open(_ entry: NonConformance) {
        byLot[entry.lot, default: []].append(entry.id)
        byID[entry.id] = entry
    }

    mutating func advance(_ fact: NonConformanceAdvanced, at instant: Instant) {
        byID[fact.id]?.take(fact, at: instant)
    }

    mutating func settle() {
        byID.settle()
        byLot.settle()
    }
}

extension NonConformance {
    fileprivate mutating func take(_ fact: NonConformanceAdvanced, at instant: Instant) {
        state = fact.to
        disposition = fact.disposition ?? disposition
        request = fact.request ?? request
        history.append(Passage(step: fact.step, at: instant, by: fact.by, reason: fact.reason))
    }
}
