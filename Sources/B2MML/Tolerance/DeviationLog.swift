import Diagnostics

/// Collects deviations; those of one kind that stand alike are one entry with a count, so that a habit of a million
/// records is one line.
struct DeviationLog {
    private struct Key: Hashable {
        let kind: DeviationKind
        let path: String
    }

    private let profile: Profile
    private(set) var deviations: [Deviation] = []
    private var known: [Key: Int] = [:]

    init(profile: Profile) {
        self.profile = profile
    }

    func accepts(_ kind: DeviationKind) -> Bool { profile.accepts(kind) }

    /// - Parameters:
    ///   - kind: what it is.
    ///   - place: in the document as it was sent.
    ///   - kindPath: the path without positions, the same for all that stand alike.
    ///   - message: what stood there.
    ///   - found: what stood there; nil for nothing.
    ///   - assumed: what it was read as; nil for nothing.
    mutating func add(
        _ kind: DeviationKind, at place: Place, kindPath: String, _ message: String, found: String? = nil,
        assumed: String? = nil
    ) {
        let key = Key(kind: kind, path: kindPath)
        if let index = known[key] {
            deviations[index].count += 1
            return
        }
        known[key] = deviations.count
        deviations.append(
            Deviation(
                kind: kind, severity: profile[kind].severity, place: place, message: message, found: found,
                assumed: assumed))
    }

    mutating func add(_ others: [Deviation]) {
        deviations += others
    }
}
