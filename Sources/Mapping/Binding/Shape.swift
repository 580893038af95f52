import XMLSchema

/// The children of an element that a value of this type has a place for. Reading and writing follow the same list.
///
/// A class for its identity: a reader keeps one table of names for each shape that it meets.
package final class Shape<Owner: Sendable>: Sendable {
    /// At most 64, in no particular order: the schema has it.
    let fields: [Field<Owner>]
    /// A value with nothing in it, before the first child.
    let make: @Sendable () -> Owner
    /// What is to be said about a whole value, after the last child.
    let check: (@Sendable (Owner, Node, inout NounReader) -> Void)?

    init(
        _ make: @escaping @Sendable () -> Owner, _ fields: [Field<Owner>],
        check: (@Sendable (Owner, Node, inout NounReader) -> Void)? = nil
    ) {
        self.fields = fields
        self.make = make
        self.check = check
    }

    /// The local names of all children that are bound.
    var elementNames: [String] { fields.flatMap(\.names) }
}
