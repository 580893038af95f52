import Diagnostics
import Synchronization

/// Libraries as they were read: hundreds of mappings use the same few. Good for as long as the files are not to be read
/// again.
final class DraftCache: Sendable {
    struct Parsed: Sendable {
        /// Nil when it is no file of the mapping language.
        let draft: MappingDraft?
        let findings: [Finding]
    }

    private let parsed = Mutex<[String: Parsed]>([:])

    /// A file as it was read, now or before. What `text` throws comes through, and the next call tries again.
    func draft(_ path: String, reading text: () throws -> String) rethrows -> Parsed {
        if let known = parsed.withLock({ $0[path] }) { return known }
        var parser = MappingParser(file: path)
        let draft = parser.parse(try text())
        let result = Parsed(draft: draft, findings: parser.findings)
        parsed.withLock { $0[path] = result }
        return result
    }
}
