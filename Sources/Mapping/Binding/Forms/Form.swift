import XMLSchema

/// How one value and one element of the canonical form say the same, in both directions.
struct Form<Bound: Sendable>: Sendable {
    /// Nil when the element gives no value: then the reason is among the reader's findings, or it is empty.
    let read: @Sendable (Node, inout NounReader) -> Bound?
    let write:
        @Sendable (Bound, DocumentEditor.Element, inout NounWriter) throws(DocumentEditor.Refusal) -> Void

    /// An element with children. The shape is asked for when it is needed: it may contain itself.
    static func shape(_ shape: @escaping @autoclosure @Sendable () -> Shape<Bound>) -> Form {
        Form(
            read: { node, reader in reader.value(of: node, shape()) },
            write: { value, element, writer throws(DocumentEditor.Refusal) in
                try writer.write(value, shape(), into: element)
            })
    }
}
