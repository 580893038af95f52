package import Diagnostics

extension XMLFailure {
    /// For a person: what happened, where (in the source by that name, as ``Place/source`` has it), what to do.
    package func finding(source: String?) -> Finding {
        let place = Place(source: source, line: line, column: column)
        switch reason {
        case .empty:
            return Finding(
                "XML-EMPTY-1", .error, at: place, "The document is empty",
                advice: "Check that the sender writes the file completely before it hands it over.")
        case .notWellFormed(let message):
            return Finding(
                "XML-WF-1", .error, at: place, "The document is not well-formed XML: \(Self.clause(message))",
                advice: "Have the sender's software write well-formed XML; nothing was read from here on.")
        case .doctype:
            return Finding(
                "XML-DOCTYPE-1", .error, at: place, "A document type declaration is not accepted",
                advice: "Remove the DOCTYPE: B2MML needs none, and it can pull in files or exhaust memory.")
        case .limit(let limit, let value):
            return Finding(
                "XML-LIMIT-1", .error, at: place,
                "The document exceeds the limit \(limit.rawValue) of \(value) \(limit.unit)",
                expected: ["at most \(value)"],
                advice: "If the document is meant to be like this, raise the limit \(limit.rawValue).")
        case .encoding(let name):
            return Finding(
                "XML-ENCODING-1", .error, at: place, "The encoding \"\(name)\" is not supported", found: name,
                advice: "Send UTF-8 or UTF-16, and say so in the XML declaration.")
        }
    }

    /// A message without its full stop.
    private static func clause(_ message: String) -> String {
        message.last == "." ? String(message.dropLast()) : message
    }
}

extension XMLLimits.Limit {
    /// What its value counts.
    fileprivate var unit: String {
        switch self {
        case .depth: "open elements"
        case .attributes: "attributes"
        case .names: "names"
        case .nameLength, .nameStorage, .textLength, .tagLength, .totalSize: "bytes"
        }
    }
}
