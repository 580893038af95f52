/// A table of a compiled schema, read in place.
///
/// `@unchecked Sendable`: the memory is never written, and the owner keeps it.
package struct Rows<Row: BitwiseCopyable>: RandomAccessCollection, @unchecked Sendable {
    let base: UnsafeBufferPointer<Row>
    private let owner: SchemaBlock

    init(_ base: UnsafeBufferPointer<Row>, owner: SchemaBlock) {
        self.base = base
        self.owner = owner
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { base.count }

    package subscript(_ index: Int) -> Row {
        precondition(index >= 0 && index < base.count)
        return base[index]
    }
}
