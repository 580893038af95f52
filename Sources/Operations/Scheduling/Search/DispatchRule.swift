/// One way to build a schedule from nothing: which waiting operation a unit does next.
package struct DispatchRule: Hashable, Sendable {
    package enum Priority: String, Hashable, Sendable, CaseIterable {
        case shortestProcessing
        case weightedShortestProcessing
        case earliestDue
        case leastSlack
        case mostWorkRemaining
        case apparentTardinessCost
        case modifiedDueDate
        case criticalRatio
        case firstReady
        case leastSetup
    }

    package var priority: Priority
    /// How long a unit may wait for a better operation: 0 not at all, 1 as long as it delays none it could
    /// have finished (Giffler and Thompson).
    package var patience: Double
    /// Of ``Priority/apparentTardinessCost``: how many average operations it looks ahead.
    package var lookahead: Double
    /// From 0: how much chance is mixed into the priorities.
    package var noise: Double

    package init(_ priority: Priority, patience: Double = 0, lookahead: Double = 2, noise: Double = 0) {
        self.priority = priority
        self.patience = patience
        self.lookahead = lookahead
        self.noise = noise
    }

    /// The forty variants from which a search starts, those that are good most often first.
    package static let variants: [DispatchRule] = {
        var rules: [DispatchRule] = []
        for lookahead in [2.0, 1, 4, 0.5, 8] {
            for patience in [0, 0.5] {
                rules.append(
                    DispatchRule(.apparentTardinessCost, patience: patience, lookahead: lookahead))
            }
        }
        for priority in Priority.allCases where priority != .apparentTardinessCost {
            rules.append(DispatchRule(priority))
            rules.append(DispatchRule(priority, patience: 1))
        }
        for priority in [Priority.apparentTardinessCost, .mostWorkRemaining, .modifiedDueDate] {
            for patience in [0, 0.25, 0.5, 1] {
                rules.append(DispatchRule(priority, patience: patience, noise: 0.2))
            }
        }
        return rules
    }()
}
