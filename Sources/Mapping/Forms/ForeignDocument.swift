package import Diagnostics
package import XMLSchema

/// What was read of a document in a foreign form.
package struct ForeignDocument: Sendable {
    /// Nil where the text cannot be read; then there is at least one error.
    package var document: Document?
    /// Input that the shape does not know, in the order of the text: what no rule can read.
    package var unknown: [(path: String, place: Place)] = []
    package var findings: [Finding] = []
}
