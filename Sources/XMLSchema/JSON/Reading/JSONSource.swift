package import Diagnostics

/// A document of B2MML as JSON, read and not judged yet: what its first members say tells which schema to judge it by.
package struct JSONSource: Sendable {
    /// The member name of the root element.
    package let root: String
    /// `@xmlns`; nil where the document does not say.
    package let namespace: String?
    /// `@set`; nil where the document does not say.
    package let set: String?
    /// Those of the document and those that are always declared.
    let prefixes: [String: String]
    let tree: JSONTree
    /// The value of the root element.
    let rootItem: JSONItem
    let limits: JSONLimits
    /// What findings call the document.
    package let name: String?

    /// Reads the text and its first members.
    ///
    /// - Parameters:
    ///   - bytes: JSON in UTF-8, from anyone.
    ///   - source: what findings call the document.
    ///   - limits: what is refused.
    /// - Returns: nil, and at least one finding, where the text is no JSON or not that of one element.
    package static func parse(
        _ bytes: [UInt8], source: String? = nil, limits: JSONLimits = JSONLimits()
    ) -> Checked<JSONSource?> {
        do {
            let tree = try JSONParser.parse(bytes, limits)
            var reader = JSONHeaderReader(tree: tree, source: source)
            let document = reader.read(limits)
            return Checked(document, reader.findings)
        } catch {
            return Checked(nil, [error.finding(source: source)])
        }
    }
}
