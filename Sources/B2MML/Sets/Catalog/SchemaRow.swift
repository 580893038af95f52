package import Diagnostics
package import XMLSchema

/// One line of a set's content tree: an element, an attribute, or what holds them together.
package struct SchemaRow: Encodable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case element, attribute, type, choice, sequence, group
        /// Where a site's own elements go.
        case `extension`
        /// Any element (`xs:any`).
        case any
    }

    package let set: SchemaSet
    /// 0 for what was asked for.
    package let depth: Int
    /// From what was asked for down to here; compositors have no step.
    package let path: String
    package let kind: Kind
    package let name: String
    /// The name of the type, `xs:` before a built-in one; nil for what has none.
    package let type: String?
    package let occurrence: Occurrence
    package let isNillable: Bool
    /// The values that an enumeration lists.
    package let values: [String]
    /// What the value is derived from in the end, such as `xs:decimal`; nil with children.
    package let primitive: String?
    package let documentation: String?
    /// Types and elements that hold or use it; only for what was asked for.
    package let usedIn: [String]
    /// The type is one of those around it, and is not opened again.
    package let isRecursive: Bool
    package let place: Place

    /// The occurrence as people write it: `1`, `0..1`, `1..*`.
    package var occurs: String {
        guard let most = occurrence.max else { return "\(occurrence.min)..*" }
        return occurrence.min == most ? "\(most)" : "\(occurrence.min)..\(most)"
    }

    private enum Key: String, CodingKey {
        case set, depth, path, kind, name, type, minOccurs, maxOccurs, nillable, values, primitive,
            documentation, usedIn, recursive, file, line
    }

    /// All keys are always there; what is not known is null. `maxOccurs` is null for unbounded.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(set, forKey: .set)
        try container.encode(depth, forKey: .depth)
        try container.encode(path, forKey: .path)
        try container.encode(kind, forKey: .kind)
        try container.encode(name, forKey: .name)
        try container.encode(type, forKey: .type)
        try container.encode(occurrence.min, forKey: .minOccurs)
        try container.encode(occurrence.max, forKey: .maxOccurs)
        try container.encode(isNillable, forKey: .nillable)
        try container.encode(values, forKey: .values)
        try container.encode(primitive, forKey: .primitive)
        try container.encode(documentation, forKey: .documentation)
        try container.encode(usedIn, forKey: .usedIn)
        try container.encode(isRecursive, forKey: .recursive)
        try container.encode(place.source, forKey: .file)
        try container.encode(place.line, forKey: .line)
    }
}
