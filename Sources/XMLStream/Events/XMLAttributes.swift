/// The attributes of a start tag in document order, namespace declarations left out. A view: no copies are made.
@usableFromInline
package struct XMLAttributes {
    /// One attribute: its name, and its value after normalisation of line ends and references, in UTF-8.
    @usableFromInline
    package struct Attribute {
        @usableFromInline package let name: NameID
        @usableFromInline package let value: UnsafeBufferPointer<UInt8>

        @inlinable
        package init(name: NameID, value: UnsafeBufferPointer<UInt8>) {
            self.name = name
            self.value = value
        }

        package var text: String { String(decoding: value, as: UTF8.self) }
    }

    @usableFromInline let storage: UnsafeBufferPointer<Attribute>

    @inlinable
    package init(_ storage: UnsafeBufferPointer<Attribute>) {
        self.storage = storage
    }

    @inlinable package var count: Int { storage.count }
    @inlinable package var isEmpty: Bool { storage.isEmpty }
    @inlinable package subscript(_ index: Int) -> Attribute { storage[index] }
}
