/// What stops us: thrown, never collected. Says what happened, where, and what to do, in this order.
package protocol AdapterError: Error, Sendable, CustomStringConvertible {
    var code: Code { get }
    /// What happened, one sentence without a full stop at its end. No secrets, no row values.
    var message: String { get }
    var place: Place? { get }
    /// What to do, one sentence.
    var advice: String? { get }
    /// With which status a command ends because of it.
    var exitStatus: ExitStatus { get }
}

extension AdapterError {
    package var place: Place? { nil }
    package var advice: String? { nil }
    package var exitStatus: ExitStatus { .fault }

    package var description: String {
        var text = place.map { "\($0.locator): " } ?? ""
        text += "error: \(message) [\(code)]"
        if let path = place?.path { text += "\n    at \(path)" }
        if let advice { text += "\n    \(advice)" }
        return text
    }

    /// The same as a finding, for lists in which errors and findings stand side by side.
    package var finding: Finding {
        Finding(code, .error, at: place ?? Place(), message, advice: advice)
    }
}
