import B2MML
import Diagnostics

/// Reads what a partner answers to a message of ours.
struct ReplyReader: Sendable {
    enum Meaning: Equatable {
        /// Empty, a ConfirmBOD without an action code Rejected, or a Respond: who responds has the message, whatever it
        /// says of it.
        case taken
        case rejected(String)
        /// Neither: whether the message was taken is not known.
        case unreadable(String)
    }

    private let reader: DocumentReader

    init(library: SchemaLibrary) {
        reader = DocumentReader(library: library)
    }

    /// - Parameters:
    ///   - body: the complete body of a 2xx reply.
    ///   - bodID: of the message that was sent; a confirmation of another one says nothing about it.
    /// - Returns: what the body means.
    func read(_ body: [UInt8], expecting bodID: String?) -> Meaning {
        guard body.contains(where: { !($0 == 0x20 || (0x09...0x0D).contains($0)) }) else { return .taken }
        guard let judgement = try? reader.read(MemoryBytes(body), source: "the reply") else {
            return .unreadable("its reply could not be judged")
        }
        guard judgement.verdict == .valid else {
            let reason = judgement.findings.first?.message ?? judgement.verdict.rawValue
            return .unreadable("its reply is no valid B2MML: \(reason)")
        }
        let response = judgement.document.flatMap(Response.init)
        let confirmation = judgement.document.flatMap(Confirmation.init)
        guard confirmation != nil || response != nil else {
            return .unreadable("its reply is no ConfirmBOD and no Respond")
        }
        if let confirmed = (confirmation?.original ?? response?.original)?.bodID, let bodID,
            confirmed != bodID
        {
            return .unreadable("its reply confirms the message \(confirmed)")
        }
        guard let confirmation, confirmation.isRejection else { return .taken }
        let words = confirmation.descriptions.joined(separator: "; ")
        return .rejected(words.isEmpty ? "the partner rejected it without a description" : words)
    }
}
