/// What a reading refuses. Generous for B2MML, small for an attack.
package struct XMLLimits: Hashable, Sendable {
    package enum Limit: String, Hashable, Sendable, CaseIterable {
        case depth, attributes, nameLength, textLength, tagLength, totalSize
    }

    /// Elements open at once.
    package var depth = 256
    /// Of one start tag, namespace declarations included.
    package var attributes = 256
    /// Of one name with its prefix, in bytes.
    package var nameLength = 1_024
    /// Of one run of character data, comment, CDATA section or processing instruction, in bytes.
    package var textLength = 16 << 20
    /// Of one start tag with its attributes, in bytes.
    package var tagLength = 1 << 20
    /// Of the whole input, in bytes.
    package var totalSize = 64 << 30

    package init() {}
}
