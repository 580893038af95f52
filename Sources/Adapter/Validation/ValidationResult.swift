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
    /// Named tolerances that were applied; none while only the specification is applied.
    package var deviations: [String]
    package var findings: [Finding]
}

extension ValidationResult: Encodable {
    private enum Key: String, CodingKey {
        case file, sha256, set, setReason, root, verdict, accepted, deviations, findings
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
        try container.encode(deviations, forKey: .deviations)
        try container.encode(findings.map(FlatFinding.init), forKey: .findings)
    }
}
