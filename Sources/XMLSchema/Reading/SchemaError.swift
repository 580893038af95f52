package import Diagnostics

/// A schema that cannot be loaded: something is missing, contradictory, or not supported.
package struct SchemaError: AdapterError {
    package let code: Code
    package let message: String
    package let place: Place?
    package let advice: String?
    package let exitStatus = ExitStatus.usage

    init(_ code: Code, _ message: String, at place: Place?, advice: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.advice = advice
    }

    package static func unreadable(_ path: String, from place: Place?, reason: String) -> SchemaError {
        SchemaError(
            "SCHEMA-FILE-1", "the schema file \"\(path)\" cannot be read: \(reason)", at: place,
            advice:
                "Check that the file is there and readable. Schemas are read from files only, never from the network."
        )
    }

    /// A file that is a schema, and not one for what is asked.
    package static func unfitting(_ message: String, advice: String) -> SchemaError {
        SchemaError("SCHEMA-SET-1", message, at: nil, advice: advice)
    }

    static func malformed(_ message: String, at place: Place) -> SchemaError {
        SchemaError(
            "SCHEMA-FORM-1", message, at: place,
            advice: "Check the file with another XSD tool; it is not a schema that XSD 1.0 allows.")
    }

    static func unsupported(_ construct: String, at place: Place) -> SchemaError {
        SchemaError(
            "SCHEMA-SUPPORT-1", "\(construct) is not supported", at: place,
            advice:
                "Nothing was validated with this schema. Express it with what is supported: sequence, choice, all, "
                + "group, derived types, facets, attributes and wildcards.")
    }

    static func unresolved(_ kind: String, _ name: String, at place: Place, nearest: String?) -> SchemaError {
        SchemaError(
            "SCHEMA-NAME-1", "there is no \(kind) named \(name)", at: place,
            advice: nearest.map { "Did you mean \"\($0)\"?" }
                ?? "Include or import the file that declares it.")
    }

    static func ambiguous(_ name: String, in type: String, at place: Place?) -> SchemaError {
        SchemaError(
            "SCHEMA-UPA-1", "the content of \(type) is ambiguous at \(name): two particles could take it",
            at: place, advice: "XSD 1.0 requires unique particle attribution: merge the two particles.")
    }
}
