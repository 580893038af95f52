package import B2MML
package import Diagnostics

/// What is said about one document: the fact (`verdict`) and the policy (`accepted`), never mixed.
package struct ValidationResult: Sendable {
    package var file: String
    /// Nil when the bytes could not be read.
    package var sha256: String?
    package var set: SchemaSet?
    package var setReason: String
    /// Local name of the document element.
    package var root: String?
    package var verdict: Verdict
    package var accepted: Bool
    /// By which the document was read.
    package var profile = Profile.strict
    /// Habits that were read as what they can only mean; none under the profile `strict`.
    package var deviations: [Deviation] = []
    /// Parts that have no place in the set and were kept apart.
    package var setAside: [SetAside] = []
    /// The dialects of V0700 that accept the document as it stands; nil for one of another namespace, and where the set
    /// was asked for.
    package var dialects: [SchemaSet]?
    package var findings: [Finding]
}

extension ValidationResult: Encodable {
    private enum Key: String, CodingKey {
        case file, sha256, set, setReason, dialects, root, verdict, profile, accepted, deviations, setAside
        case findings
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(file, forKey: .file)
        try container.encode(sha256, forKey: .sha256)
        try container.encode(set, forKey: .set)
        try container.encode(setReason, forKey: .setReason)
        try container.encode(root, forKey: .root)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(accepted, forKey: .accepted)
        try container.encode(dialects, forKey: .dialects)
        try container.encode(profile.name, forKey: .profile)
        try container.encode(deviations.map { FlatDeviation($0, profile) }, forKey: .deviations)
        try container.encode(setAside.map(FlatSetAside.init), forKey: .setAside)
        try container.encode(findings.map(FlatFinding.init), forKey: .findings)
    }
}
