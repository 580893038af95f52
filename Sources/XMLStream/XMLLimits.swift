/// What a reading refuses. Generous for B2MML, small for an attack. A value that equals its limit is accepted.
@usableFromInline
package struct XMLLimits: Hashable, Sendable {
    package enum Limit: String, Hashable, Sendable, CaseIterable {
        case depth, attributes, nameLength, names, nameStorage, textLength, tagLength, totalSize
    }

    /// Elements open at once.
    package var depth = 256
    /// Of one start tag, namespace declarations included.
    package var attributes = 256
    /// Of one element or attribute name with its prefix, in bytes.
    package var nameLength = 1_024
    /// Distinct element and attribute names of one reading.
    package var names = 65_536
    /// What libxml2's dictionary of names, prefixes and namespace names may take, in bytes. It grows in pools and
    /// is looked at after each piece of input, so this one is no sharp bound.
    package var nameStorage = 32 << 20
    /// Of what stands between two tags, in bytes: character data, comments, CDATA sections and processing instructions
    /// together, with their delimiters.
    package var textLength = 16 << 20
    /// Of one start tag or end tag from `<` to `>`, in bytes.
    package var tagLength = 1 << 20
    /// Of the whole input, in bytes of UTF-8 (after transcoding, when the input was in another encoding).
    package var totalSize = 64 << 30

    @usableFromInline
    package init() {}

    package subscript(_ limit: Limit) -> Int {
        switch limit {
        case .depth: depth
        case .attributes: attributes
        case .nameLength: nameLength
        case .names: names
        case .nameStorage: nameStorage
        case .textLength: textLength
        case .tagLength: tagLength
        case .totalSize: totalSize
        }
    }
}
