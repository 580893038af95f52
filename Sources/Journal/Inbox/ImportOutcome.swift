/// How a delivery ended, in the words of `b2mml import`.
package enum ImportOutcome: String, Hashable, Sendable, Codable, CaseIterable {
    case imported, revised, unchanged, stale, duplicate, conflict, held, refused
}
