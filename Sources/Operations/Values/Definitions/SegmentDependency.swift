/// How a step of a definition depends on others.
///
/// B2MML: `SegmentDependencyType`.
package struct SegmentDependency: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var dependency: Dependency?
    /// Such as the time that has to pass.
    package var factor: Value?
    /// The other steps, by their process segments.
    @Repeated package var processSegmentIDs: [Identifier]
    /// The other steps, by their IDs.
    @Repeated package var segmentIDs: [Identifier]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], dependency: Dependency? = nil,
        factor: Value? = nil, processSegmentIDs: [Identifier] = [], segmentIDs: [Identifier] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.dependency = dependency
        self.factor = factor
        self.processSegmentIDs = processSegmentIDs
        self.segmentIDs = segmentIDs
    }
}

/// B2MML: `Dependency1Type`.
package typealias Dependency = Open<KnownDependency>

package enum KnownDependency: String, Hashable, Sendable, Codable, CaseIterable {
    case notFollow = "NotFollow"
    case possibleParallel = "PossibleParallel"
    case notInParallel = "NotInParallel"
    case atStart = "AtStart"
    case afterStart = "AfterStart"
    case afterEnd = "AfterEnd"
    case noLaterAfterStart = "NoLaterAfterStart"
    case noEarlierAfterStart = "NoEarlierAfterStart"
    case noLaterAfterEnd = "NoLaterAfterEnd"
    case noEarlierAfterEnd = "NoEarlierAfterEnd"

    /// Whether the other step has to have begun or ended before.
    var isPrecedence: Bool {
        switch self {
        case .afterStart, .afterEnd, .noEarlierAfterStart, .noEarlierAfterEnd: true
        case .notFollow, .possibleParallel, .notInParallel, .atStart, .noLaterAfterStart, .noLaterAfterEnd:
            false
        }
    }
}
