/// The namespace declarations of one start tag, in document order. A view: Strings are made when asked for.
@usableFromInline
package struct NamespaceDeclarations {
    /// NUL-terminated UTF-8; the prefix is nil for the default namespace, the name is nil where it is undeclared.
    @usableFromInline
    package struct Declaration {
        @usableFromInline let prefixBytes: UnsafePointer<UInt8>?
        @usableFromInline let nameBytes: UnsafePointer<UInt8>?

        @inlinable
        package init(prefix: UnsafePointer<UInt8>?, name: UnsafePointer<UInt8>?) {
            prefixBytes = prefix
            nameBytes = name
        }

        /// Empty for the default namespace.
        package var prefix: String { prefixBytes.map { String(cString: $0) } ?? "" }
        /// Empty where the declaration takes the namespace away.
        package var name: String { nameBytes.map { String(cString: $0) } ?? "" }
    }

    @usableFromInline let storage: UnsafeBufferPointer<Declaration>

    @inlinable
    package init(_ storage: UnsafeBufferPointer<Declaration>) {
        self.storage = storage
    }

    @inlinable package var count: Int { storage.count }
    @inlinable package var isEmpty: Bool { storage.isEmpty }
    @inlinable package subscript(_ index: Int) -> Declaration { storage[index] }
}
