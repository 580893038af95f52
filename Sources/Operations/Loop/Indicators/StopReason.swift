/// What a site means by a word that the floor gives as the reason of a stop.
package struct StopReason: Hashable, Sendable {
    /// What a stop for it counts as.
    package enum Class: String, Hashable, Sendable, Codable, CaseIterable {
        case failure, maintenance, setup, stop
        /// A break, a planned stop, no demand.
        case planned
    }

    package var reason: String
    package var `class`: Class
    /// From the class to the detail; empty: the word itself.
    package var path: [String]

    package init(_ reason: String, _ class: Class, path: [String] = []) {
        self.reason = reason
        self.class = `class`
        self.path = path
    }

    /// What a stop counts as, and what its reason is. A word that the site does not explain is a path with `/` between
    /// its steps, and the first of them may say the class.
    static func meaning(of word: String?, planned: Bool, in reasons: [StopReason]) -> (
        category: TimeCategory, path: ReasonPath
    ) {
        guard let word, !word.isEmpty else { return (planned ? .plannedDown : .stop, .unknown) }
        let steps = word.split(separator: "/").map { Identifier(String($0)).matchingKey }.filter {
            !$0.isEmpty
        }
        let known = reasons.first { $0.reason == word }
        let `class` = known?.class ?? steps.first.flatMap(Self.commonClass)
        let path = known.map { $0.path.isEmpty ? steps : $0.path } ?? steps
        let category: TimeCategory =
            switch `class` {
            case .setup: .setup
            case .planned: .plannedDown
            case _ where planned: .plannedDown
            case .failure: .failure
            case .maintenance: .preventiveMaintenance
            case .stop, nil: .stop
            }
        return (category, ReasonPath(path))
    }

    private static func commonClass(_ word: String) -> Class? {
        switch word.lowercased() {
        case "breakdown", "failure": .failure
        case "setup", "set-up", "changeover": .setup
        case "maintenance": .maintenance
        default: nil
        }
    }
}
