/// Something about the user's input that a person may have to act on. Findings are values: they are collected.
///
/// What stops *us* is an ``AdapterError`` and is thrown.
package struct Finding: Hashable, Sendable, Codable {
    package var code: Code
    package var severity: Severity
    package var place: Place
    /// What happened, one sentence without a full stop at its end.
    package var message: String
    /// What would have been accepted here, shortened sensibly; empty when that cannot be said.
    package var expected: [String]
    /// What stood there instead.
    package var found: String?
    /// What to do, one sentence.
    package var advice: String?

    package init(
        _ code: Code, _ severity: Severity, at place: Place, _ message: String, expected: [String] = [],
        found: String? = nil, advice: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.place = place
        self.message = message
        self.expected = expected
        self.found = found
        self.advice = advice
    }
}

extension Finding: CustomStringConvertible {
    /// Three lines at most: what and where, the path, what to do.
    package var description: String {
        let locator = place.source == nil && place.line == nil ? "" : "\(place.locator): "
        var text = "\(locator)\(severity.rawValue): \(message) [\(code)]".visible
        if let path = place.path { text += "\n    at \(path.visible)" }
        if let advice { text += "\n    \(advice.visible)" }
        return text
    }
}

extension Sequence where Element == Finding {
    /// The heaviest severity among the findings; nil when there are none.
    package var worst: Severity? { map(\.severity).max() }

    package var hasErrors: Bool { contains { $0.severity == .error } }
}
