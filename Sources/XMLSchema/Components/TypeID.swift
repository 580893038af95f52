/// Index of a type definition in ``Schema/types``.
package struct TypeID: Hashable, Sendable {
    package let rawValue: Int32

    @inlinable
    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}
