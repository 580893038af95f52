import Operations
import XMLSchema

/// One child element of a shape and the property that it fills.
struct Field<Owner: Sendable>: Sendable {
    typealias Reading =
        @Sendable (
            _ first: Node, _ rest: inout NodeChildren, _ owner: inout Owner, _ reader: inout NounReader
        ) -> Node?
    typealias Writing =
        @Sendable (
            _ owner: Owner, _ parent: DocumentEditor.Element, _ writer: inout NounWriter
        ) throws(DocumentEditor.Refusal) -> Void

    /// The local names that fill the property; the first one is written. None when nothing does.
    let names: [String]
    let isRepeated: Bool
    /// Reads the child and, of a repeated one, its followers of the same name; answers the first node after them.
    let read: Reading
    let write: Writing

    /// A child that occurs once at most. A second one is left over. `also` are other names under which the same is
    /// sent; they are read and not written.
    static func one<Bound: Sendable>(
        _ name: String, also: [String] = [], _ property: any WritableKeyPath<Owner, Bound?> & Sendable,
        _ form: Form<Bound>
    ) -> Field {
        Field(
            names: [name] + also, isRepeated: false,
            read: { node, rest, owner, reader in
                if let value = form.read(node, &reader) { owner[keyPath: property] = value }
                return rest.next()
            },
            write: { owner, parent, writer throws(DocumentEditor.Refusal) in
                guard let value = owner[keyPath: property] else { return }
                try form.write(value, writer.editor.append(name, to: parent), &writer)
            })
    }

    /// A child that the schema requires and the value always has.
    static func required<Bound: Sendable>(
        _ name: String, _ property: any WritableKeyPath<Owner, Bound> & Sendable, _ form: Form<Bound>
    ) -> Field {
        Field(
            names: [name], isRepeated: false,
            read: { node, rest, owner, reader in
                if let value = form.read(node, &reader) { owner[keyPath: property] = value }
                return rest.next()
            },
            write: { owner, parent, writer throws(DocumentEditor.Refusal) in
                try form.write(owner[keyPath: property], writer.editor.append(name, to: parent), &writer)
            })
    }

    /// A child that occurs any number of times. A run of them is collected before it is stored: a long array is not
    /// copied for each of its elements.
    static func many<Bound: Sendable>(
        _ name: String, _ property: any WritableKeyPath<Owner, [Bound]> & Sendable, _ form: Form<Bound>
    ) -> Field {
        Field(
            names: [name], isRepeated: true,
            read: { first, rest, owner, reader in
                let id = first.nameID
                var values: [Bound] = []
                var next: Node? = first
                while let node = next, node.nameID == id {
                    if let value = form.read(node, &reader) { values.append(value) }
                    next = rest.next()
                }
                if owner[keyPath: property].isEmpty {
                    owner[keyPath: property] = values
                } else {
                    owner[keyPath: property] += values
                }
                return next
            },
            write: { owner, parent, writer throws(DocumentEditor.Refusal) in
                for value in owner[keyPath: property] {
                    try form.write(value, writer.editor.append(name, to: parent), &writer)
                }
            })
    }

    /// A property that the canonical form has no place for: a finding when it is set and has to be written.
    static func lost(_ words: String, when isSet: @escaping @Sendable (Owner) -> Bool) -> Field {
        Field(
            names: [], isRepeated: false,
            read: { _, rest, _, _ in rest.next() },
            write: { owner, parent, writer throws(DocumentEditor.Refusal) in
                if isSet(owner) { writer.noteLost(words, at: parent) }
            })
    }
}
