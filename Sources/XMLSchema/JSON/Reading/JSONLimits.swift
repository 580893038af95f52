/// What a reading of JSON refuses. Generous for B2MML, small for an attack. A value that equals its limit is accepted.
///
/// Unlike XML, which streams, JSON is held whole: members may come in any order. An item takes 48 bytes.
package struct JSONLimits: Hashable, Sendable {
    package enum Limit: String, Hashable, Sendable, CaseIterable {
        case size, items, depth, elementDepth, attributes, nameLength
    }

    /// Of the input, in bytes.
    package var size = 256 << 20
    /// Objects, arrays, strings and other values of the whole input.
    package var items = 16 << 20
    /// Objects and arrays open at once. An element takes three at most.
    package var depth = 1_024
    /// Elements open at once, as in XML.
    package var elementDepth = 256

    /// Of one element.
    package var attributes = 256
    /// Of one member name with its prefix, in bytes.
    package var nameLength = 1_024

    package init() {}

    package subscript(_ limit: Limit) -> Int {
        switch limit {
        case .size: size
        case .items: items
        case .depth: depth
        case .elementDepth: elementDepth
        case .attributes: attributes
        case .nameLength: nameLength
        }
    }
}
