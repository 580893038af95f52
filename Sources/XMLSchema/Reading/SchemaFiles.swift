/// Where schema files come from. Paths use `/`; nothing else than the files of this source is ever read.
package protocol SchemaFiles: Sendable {
    /// - Throws: whatever says best why the file could not be read; it becomes part of a ``SchemaError``.
    func read(_ path: String) throws -> [UInt8]
}

/// Resolves `schemaLocation` against the file that names it; nil for a URL, which is never followed.
func resolveLocation(_ location: String, from path: String) -> String? {
    let text = location.trimmingBlanks
    guard !text.isEmpty, !text.contains("://"), !text.hasPrefix("urn:"), !text.hasPrefix("file:") else {
        return nil
    }
    if text.hasPrefix("/") { return text }
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
    for part in text.split(separator: "/").map(String.init) where part != "." {
        if part == "..", let last = parts.last, last != "..", !last.isEmpty {
            parts.removeLast()
        } else {
            parts.append(part)
        }
    }
    return parts.joined(separator: "/")
}
