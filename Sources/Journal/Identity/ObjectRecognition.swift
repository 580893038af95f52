/// What a description of a business object is to what is known of that object.
///
/// Source: the architecture, "Identity": equal content is *unchanged*; newer (CreationDateTime, then PublishedDate,
/// then Version) is a *revision*; older is *stale*, recorded and not applied.
package enum ObjectRecognition: String, Hashable, Sendable, Codable, CaseIterable {
    case new
    /// Equal content, whatever its stamps say.
    case unchanged
    case revision
    case stale
    /// Other content, and no stamp says which of the two is newer: never applied in silence.
    case conflict

    package init(of version: ObjectVersion, known: ObjectVersion?) {
        guard let known else {
            self = .new
            return
        }
        guard version.contentHash != known.contentHash else {
            self = .unchanged
            return
        }
        switch version.age(against: known) {
        case .newer: self = .revision
        case .older: self = .stale
        case .undecided: self = .conflict
        }
    }
}

extension ObjectVersion {
    /// What is known of an object after this version of it came in and was recognised as `recognition`.
    ///
    /// Equal content with newer stamps moves the known stamps forward: what was written between the two is stale then.
    package func current(after known: ObjectVersion?, as recognition: ObjectRecognition) -> ObjectVersion? {
        switch recognition {
        case .new, .revision: self
        case .unchanged: known.map { age(against: $0) == .newer ? self : $0 }
        case .stale, .conflict: known
        }
    }
}
