/// How a step of a definition depends on others.
///
/// B2MML: `SegmentDependencyType`.
package struct SegmentDependency: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var dependency: Dependency?
    /// The time that has to pass at least, or may pass at most, as the word says.
    package var factor: Value?
    /// The other steps, by their IDs, as V0401 to V0600 know them.
    @Repeated package var productSegmentIDs: [Identifier]
    /// The other steps, by their process segments.
    @Repeated package var processSegmentIDs: [Identifier]
    /// The other steps, by their IDs.
    @Repeated package var segmentIDs: [Identifier]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], dependency: Dependency? = nil,
        factor: Value? = nil, productSegmentIDs: [Identifier] = [], processSegmentIDs: [Identifier] = [],
        segmentIDs: [Identifier] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.dependency = dependency
        self.factor = factor
        self.productSegmentIDs = productSegmentIDs
        self.processSegmentIDs = processSegmentIDs
        self.segmentIDs = segmentIDs
    }
}

/// B2MML: `Dependency1Type`; the meaning of the words is in the documentation of `DependencyType`.
package typealias Dependency = Open<KnownDependency>

/// Of a step B that has the dependency, and a step A that it names.
package enum KnownDependency: String, Hashable, Sendable, Codable, CaseIterable {
    /// B cannot follow A: A does not begin before B has.
    case notFollow = "NotFollow"
    case possibleParallel = "PossibleParallel"
    case notInParallel = "NotInParallel"
    /// B starts when A does, or the factor later.
    case atStart = "AtStart"
    case afterStart = "AfterStart"
    case afterEnd = "AfterEnd"
    /// B starts after A has started, at the latest the factor later.
    case noLaterAfterStart = "NoLaterAfterStart"
    case noEarlierAfterStart = "NoEarlierAfterStart"
    /// B starts after A has ended, at the latest the factor later.
    case noLaterAfterEnd = "NoLaterAfterEnd"
    case noEarlierAfterEnd = "NoEarlierAfterEnd"

    /// What one of the two waits for; nil when it asks for nothing.
    var kind: JobDependency.Kind? {
        switch self {
        case .notFollow, .atStart, .afterStart, .noLaterAfterStart, .noEarlierAfterStart: .afterStart
        case .afterEnd, .noLaterAfterEnd, .noEarlierAfterEnd: .afterEnd
        case .notInParallel: .notInParallel
        case .possibleParallel: nil
        }
    }

    /// Whether A waits for B.
    var isReversed: Bool { self == .notFollow }

    /// Whether it asks for nothing without its factor.
    var needsFactor: Bool { self == .noLaterAfterStart || self == .noLaterAfterEnd }

    /// What passes at least; nil: nothing.
    func minimumLag(_ factor: TimeSpan?) -> TimeSpan? {
        switch self {
        case .atStart, .afterStart, .afterEnd, .noEarlierAfterStart, .noEarlierAfterEnd:
            factor.flatMap { $0 > .zero ? $0 : nil }
        case .notFollow, .possibleParallel, .notInParallel, .noLaterAfterStart, .noLaterAfterEnd: nil
        }
    }

    /// What passes at most; nil: any time.
    func maximumLag(_ factor: TimeSpan?) -> TimeSpan? {
        switch self {
        case .atStart: factor ?? .zero
        case .noLaterAfterStart, .noLaterAfterEnd: factor
        case .notFollow, .possibleParallel, .notInParallel, .afterStart, .afterEnd, .noEarlierAfterStart,
            .noEarlierAfterEnd:
            nil
        }
    }
}
