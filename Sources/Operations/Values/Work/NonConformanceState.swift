/// How far a non-conformance got, from its detection to its end.
///
/// Source: ISO 9001:2015, 8.7, control of nonconforming outputs.
package enum NonConformanceState: String, Hashable, Sendable, Codable, CaseIterable {
    case detected = "Detected"
    /// The lot is held.
    case contained = "Contained"
    case underReview = "UnderReview"
    /// It is decided what becomes of the lot.
    case dispositioned = "Dispositioned"
    /// What was decided has been done.
    case executed = "Executed"
    /// Somebody has seen that it was done.
    case verified = "Verified"
    case closed = "Closed"
    case cancelled = "Cancelled"
}

/// What is done with a non-conformance.
package enum NonConformanceStep: String, Hashable, Sendable, Codable, CaseIterable {
    case contain, review, disposition, execute, verify, close, cancel
}

extension NonConformanceState {
    /// Every legal transition; what is not in this list is refused.
    package static let transitions: [(from: Self, command: NonConformanceStep, to: Self)] = [
        (.detected, .contain, .contained), (.contained, .review, .underReview),
        (.underReview, .disposition, .dispositioned), (.dispositioned, .execute, .executed),
        (.executed, .verify, .verified), (.verified, .close, .closed),
        (.detected, .cancel, .cancelled), (.contained, .cancel, .cancelled),
    ]

    private static let table = TransitionTable(transitions)

    /// Where a step leads from here; nil when it is not legal.
    package func after(_ step: NonConformanceStep) -> NonConformanceState? {
        Self.table.after(step, from: self)
    }

    /// The steps that are legal here, in the order of ``NonConformanceStep``.
    package var legalSteps: [NonConformanceStep] {
        NonConformanceStep.allCases.filter { after($0) != nil }
    }

    package var isOpen: Bool { self != .closed && self != .cancelled }
}
