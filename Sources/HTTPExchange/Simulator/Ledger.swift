package import Operations

/// What the simulated partner received, in order of arrival: the truth that tests compare our outbox with.
package actor Ledger {
    package struct Entry: Sendable, Hashable, Codable {
        package enum Verdict: String, Sendable, Codable, CaseIterable {
            /// A message not taken before.
            case new
            /// A message with a key that was taken before.
            case duplicate
            /// Not taken: refused by a fault, too large, or its body never read.
            case refused
        }

        /// Counted from 1.
        package let number: Int
        /// When the head of the request had been read.
        package let receivedAt: Instant
        /// The same for all requests over one connection; counted from 1.
        package let connection: Int
        package let method: String
        package let target: String
        /// Those the settings ask for, by lower-case name; never credentials.
        package let headers: [String: String]
        /// Of the body, as far as it was read.
        package let bytes: Int
        /// Lower-case hexadecimal; nil when the body was not read to its end.
        package let sha256: String?
        /// Nil when the body was not read to its end.
        package let key: String?
        package let verdict: Verdict
        /// For a duplicate, the number of the request that was taken first.
        package let repeats: Int?
        /// ``Fault/name``, when one was played.
        package let fault: String?
    }

    private var written: [Int: Entry] = [:]
    private var taken: [String: Int] = [:]
    private var lastNumber = 0
    private var connections: [ObjectIdentifier: Int] = [:]
    private var lastConnection = 0

    package init() {}

    /// By number. A request appears when its fate is decided, before it is answered.
    package var entries: [Entry] { written.values.sorted { $0.number < $1.number } }

    /// Keys that were taken, each with how often: more than 1 is a duplicate the partner had to recognise.
    package var deliveries: [String: Int] {
        written.values.reduce(into: [:]) { counts, entry in
            if entry.verdict != .refused, let key = entry.key { counts[key, default: 0] += 1 }
        }
    }

    func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    /// Numbers connections; `channel` identifies one until ``connectionClosed(_:)``.
    func connection(of channel: ObjectIdentifier) -> Int {
        if let known = connections[channel] { return known }
        lastConnection += 1
        connections[channel] = lastConnection
        return lastConnection
    }

    func connectionClosed(_ channel: ObjectIdentifier) { connections[channel] = nil }

    /// Takes the message with this key: the number of the request that had taken it before, if any.
    func take(_ key: String, by number: Int) -> Int? {
        if let first = taken[key] { return first }
        taken[key] = number
        return nil
    }

    func write(_ entry: Entry) { written[entry.number] = entry }
}
