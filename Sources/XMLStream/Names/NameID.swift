/// An interned ``ExpandedName``: an index into a ``NameTable``, or beyond it into the names of one reading.
@usableFromInline
package struct NameID: Hashable, Sendable, Comparable, BitwiseCopyable {
    @usableFromInline package let rawValue: Int32

    @inlinable
    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    @inlinable
    package static func < (left: NameID, right: NameID) -> Bool {
        left.rawValue < right.rawValue
    }

    @inlinable
    package static func == (left: NameID, right: NameID) -> Bool {
        left.rawValue == right.rawValue
    }
}
