package import Diagnostics
package import XMLSchema

/// What a document that is not valid as it stands has been read as.
package struct TolerantReading: Sendable {
    /// One message of the document, normalised: valid, in the order of its set, without what was around it.
    package struct Message: Sendable {
        package let set: SchemaSet
        /// Its nodes have the lines and columns of the document as it was sent.
        package let document: Document
        /// Where the elements of ``document`` were in the document as it was sent, in document order.
        package let places: OriginalPlaces
    }

    /// In document order; empty when nothing could be read as a message.
    package var messages: [Message] = []
    /// Of the first message, valid or not.
    package var set: SchemaSet?
    /// Why that set.
    package var setReason: String?
    /// All that was read otherwise than the specification says.
    package var deviations: [Deviation] = []
    package var setAside: [SetAside] = []
    /// What no accepted deviation covers, at places of the document as it was sent. Without any, all messages are
    /// valid.
    package var findings: [Finding] = []

    /// Whether all that the document holds was read, and no deviation weighs as an error.
    package var isAccepted: Bool {
        !messages.isEmpty && !findings.hasErrors && !deviations.contains { $0.severity == .error }
    }
}
