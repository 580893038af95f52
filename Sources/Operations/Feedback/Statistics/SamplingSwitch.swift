/// How many are inspected.
///
/// Source: ISO 2859-1, switching rules, as section 3.2 of the design states them.
package enum SamplingLevel: String, Hashable, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
    case reduced = "Reduced"
    case normal = "Normal"
    case tightened = "Tightened"
}

/// The switching rules between the levels of sampling, with what they counted since the last switch.
package struct SamplingSwitch: Hashable, Sendable {
    package struct Limits: Hashable, Sendable {
        /// So many rejected lots …
        package var rejected = 2
        /// … among so many consecutive ones lead from normal to tightened.
        package var among = 5
        /// So many consecutive accepted lots lead from tightened to normal.
        package var acceptedToNormal = 5
        /// So many consecutive accepted lots of a stable process lead from normal to reduced.
        package var acceptedToReduced = 10

        package init() {}
    }

    package let limits: Limits
    package private(set) var level: SamplingLevel
    /// The verdicts since the last switch, oldest first; true is accepted.
    private var verdicts: [Bool] = []

    package init(level: SamplingLevel, limits: Limits = Limits()) {
        self.level = level
        self.limits = limits
    }

    /// Counts a lot.
    ///
    /// - Parameters:
    ///   - accepted: whether the lot passed.
    ///   - isStable: whether the process may go to reduced inspection, and may stay there.
    ///   - isOutOfControl: a rule of the control chart was broken: tightened at once, from every level.
    /// - Returns: the level that begins with the next lot.
    package mutating func count(accepted: Bool, isStable: Bool, isOutOfControl: Bool = false) -> SamplingLevel
    {
        verdicts.append(accepted)
        let next = next(isStable: isStable, isOutOfControl: isOutOfControl)
        if next != level {
            level = next
            verdicts = []
        }
        return level
    }

    private func next(isStable: Bool, isOutOfControl: Bool) -> SamplingLevel {
        if isOutOfControl { return .tightened }
        switch level {
        case .normal:
            if verdicts.suffix(limits.among).count(where: { !$0 }) >= limits.rejected { return .tightened }
            return isStable && accepted(inARow: limits.acceptedToReduced) ? .reduced : .normal
        case .tightened:
            return accepted(inARow: limits.acceptedToNormal) ? .normal : .tightened
        case .reduced:
            return verdicts.last == true && isStable ? .reduced : .normal
        }
    }

    private func accepted(inARow count: Int) -> Bool {
        verdicts.count >= count && verdicts.suffix(count).allSatisfy { $0 }
    }
}
