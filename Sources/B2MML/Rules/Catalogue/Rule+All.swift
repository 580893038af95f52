extension Rule {
    /// All rules, in the order of ``RuleCode``.
    package static let all: [Rule] =
        (messages + times + quantities + units + words + identifiers + references)
        .sorted { $0.id.rawValue < $1.id.rawValue }

    package static func rule(_ id: RuleCode) -> Rule? { all.first { $0.id == id } }
}
