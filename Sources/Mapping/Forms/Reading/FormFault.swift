import Diagnostics

/// Why a declaration, a sample or a document cannot be read further.
struct FormFault: Error {
    let finding: Finding

    init(_ finding: Finding) {
        self.finding = finding
    }

    init(
        _ code: Code, at place: Place, _ message: String, expected: [String] = [], found: String? = nil,
        advice: String? = nil
    ) {
        finding = Finding(code, .error, at: place, message, expected: expected, found: found, advice: advice)
    }

    static func limit(_ limit: String, _ value: Int, at place: Place) -> FormFault {
        FormFault(
            "FORM-LIMIT-1", at: place, "the document has more than \(value) \(limit)",
            expected: ["at most \(value)"], advice: "Have the sender split it into several documents.")
    }
}
