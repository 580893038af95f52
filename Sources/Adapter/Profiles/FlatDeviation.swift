package import B2MML
import Diagnostics

/// A deviation in the form of the commands' JSON: one object, without nesting.
package struct FlatDeviation: Encodable, Sendable {
    private let deviation: Deviation
    private let decision: Profile.Decision?

    /// - Parameters:
    ///   - deviation: what was met.
    ///   - profile: what it was read by.
    package init(_ deviation: Deviation, _ profile: Profile) {
        self.deviation = deviation
        decision = profile[deviation.kind].decision
    }

    private enum Key: String, CodingKey {
        case code, severity, line, column, path, message, found, assumed, count, decidedBy, decidedOn, reason
    }

    /// All keys are always there; what is not known is null.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(deviation.kind, forKey: .code)
        try container.encode(deviation.severity, forKey: .severity)
        try container.encode(deviation.place.line, forKey: .line)
        try container.encode(deviation.place.column, forKey: .column)
        try container.encode(deviation.place.path, forKey: .path)
        try container.encode(deviation.message, forKey: .message)
        try container.encode(deviation.found, forKey: .found)
        try container.encode(deviation.assumed, forKey: .assumed)
        try container.encode(deviation.count, forKey: .count)
        try container.encode(decision?.by, forKey: .decidedBy)
        try container.encode(decision?.on, forKey: .decidedOn)
        try container.encode(decision?.reason, forKey: .reason)
    }
}

/// A part that was set aside, in the form of the commands' JSON.
package struct FlatSetAside: Encodable, Sendable {
    private let part: SetAside

    package init(_ part: SetAside) {
        self.part = part
    }

    private enum Key: String, CodingKey {
        case code, line, column, path, namespace, name, content
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(part.kind, forKey: .code)
        try container.encode(part.place.line, forKey: .line)
        try container.encode(part.place.column, forKey: .column)
        try container.encode(part.place.path, forKey: .path)
        try container.encode(part.namespace, forKey: .namespace)
        try container.encode(part.name, forKey: .name)
        try container.encode(part.content, forKey: .content)
    }
}
