package import Diagnostics

/// What a person has to know about one ``DeviationKind``. The examples are its documentation and its test.
package struct DeviationDescription: Sendable {
    package let title: String
    /// What the tolerant reading does about it, one sentence.
    package let reading: String
    /// Where it is seen, or why it is not read by default; one sentence.
    package let why: String
    /// Under the profile `tolerant`.
    package let isAccepted: Bool
    package let severity: Severity
    /// Documents that are like this are valid, and their verdict stays that.
    package let isValid: Bool
    /// A document without the habit; valid.
    package let passes: String
    /// The same document with the habit.
    package let fails: String

    init(
        _ title: String, reading: String, why: String, isAccepted: Bool = true, severity: Severity = .warning,
        isValid: Bool = false, passes: String, fails: String
    ) {
        self.title = title
        self.reading = reading
        self.why = why
        self.isAccepted = isAccepted
        self.severity = severity
        self.isValid = isValid
        self.passes = passes
        self.fails = fails
    }
}
