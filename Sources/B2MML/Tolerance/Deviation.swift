package import Diagnostics

/// A habit that was met in a document and read as something that the specification allows.
package struct Deviation: Sendable, Hashable {
    package var kind: DeviationKind
    /// As the profile weighs it.
    package var severity: Severity
    /// Of the first one, in the document as it was sent.
    package var place: Place
    /// What stood there, one sentence without a full stop at its end.
    package var message: String
    /// What stood there; nil where nothing did.
    package var found: String?
    /// What it was read as; nil where it was passed over or stays as it is.
    package var assumed: String?
    /// How many there are like it: of the same kind, at the same place but for positions.
    package var count: Int

    package init(
        kind: DeviationKind, severity: Severity, place: Place, message: String, found: String? = nil,
        assumed: String? = nil, count: Int = 1
    ) {
        self.kind = kind
        self.severity = severity
        self.place = place
        self.message = message
        self.found = found
        self.assumed = assumed
        self.count = count
    }

    /// As a finding, for lists in which only findings stand.
    package var finding: Finding {
        let times = count > 1 ? " (\(count) times; this is the first)" : ""
        return Finding(
            Code(rawValue: kind.rawValue), severity, at: place, message + times, found: found,
            advice: advice)
    }

    /// What was done about it.
    package var advice: String {
        switch kind {
        case .extensionElement, .foreignElement, .unknownElement, .foreignAttribute:
            "It was set aside with its content."
        case .emptyElement, .valueWithoutValue, .initialDate: "It was left out."
        default: assumed.map { "It was read as \($0)." } ?? kind.description.reading
        }
    }
}

/// A part of a document that has no place in its set, kept apart when the rest was read.
package struct SetAside: Sendable, Hashable {
    package var kind: DeviationKind
    /// In the document as it was sent.
    package var place: Place
    package var namespace: String
    /// Local name; an attribute's begins with `@`.
    package var name: String
    /// The element as XML, or the attribute's value.
    package var content: String

    package init(kind: DeviationKind, place: Place, namespace: String, name: String, content: String) {
        self.kind = kind
        self.place = place
        self.namespace = namespace
        self.name = name
        self.content = content
    }
}
