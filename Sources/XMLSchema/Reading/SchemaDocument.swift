import Diagnostics
import XMLStream

/// A schema file in the role of one target namespace. A chameleon file is one document for each namespace that
/// includes it.
struct SchemaDocument {
    let path: String
    /// The effective one: a chameleon's is that of its includer.
    let targetNamespace: String
    let isChameleon: Bool
    /// Read in place of what the set has.
    let isReplacement: Bool
    let qualifiesLocalElements: Bool
    let qualifiesLocalAttributes: Bool
    /// Which derivations its types and elements block, and which they forbid, where they do not say it themselves.
    let blockDefault: String?
    let finalDefault: String?
    let root: XSDElement

    /// Resolves a QName in an attribute value.
    ///
    /// Source: XSD 1.0 Part 1, 3.15.3; 4.2.1 for the unprefixed names of a chameleon.
    func resolve(_ qualifiedName: String, in element: XSDElement) throws(SchemaError) -> ExpandedName {
        let text = qualifiedName.trimmingBlanks
        guard let colon = text.firstIndex(of: ":") else {
            let namespace = element.namespaces[""] ?? ""
            return ExpandedName(namespace.isEmpty && isChameleon ? targetNamespace : namespace, text)
        }
        let prefix = String(text[..<colon])
        guard let namespace = element.namespaces[prefix] else {
            throw .malformed("the prefix of \"\(text)\" is not declared", at: element.place)
        }
        return ExpandedName(namespace, String(text[text.index(after: colon)...]))
    }
}

extension String {
    /// Without the blanks of XML at both ends.
    package var trimmingBlanks: String {
        let bytes = utf8
        guard let first = bytes.firstIndex(where: { !isBlank($0) }),
            let last = bytes.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(self[first...last])
    }
}
