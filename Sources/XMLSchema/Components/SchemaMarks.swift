/// Where a schema differs from another of the same namespace: what a document must not touch for both to say the same
/// about it. See ``Validator/mayDependOnMarks``.
package struct SchemaMarks: Sendable {
    /// What differs in one type.
    package enum Part: Hashable, Sendable {
        /// More than children and values: whatever has the type is marked.
        case whole
        /// The local name of a child that is not the same in both, or that only one of them has. Without all such
        /// children the content is the same.
        case child(String)
        /// A value that the enumeration of only one of them lists.
        case value(String)
    }

    private var parts: [String: Set<Part>] = [:]

    package init() {}

    /// - Parameters:
    ///   - part: what differs.
    ///   - type: the local name of the type.
    package mutating func insert(_ part: Part, of type: String) {
        parts[type, default: []].insert(part)
    }

    /// What differs in a type; empty where nothing does.
    package subscript(_ type: String) -> Set<Part> { parts[type] ?? [] }
}
