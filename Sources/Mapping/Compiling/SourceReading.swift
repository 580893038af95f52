import Diagnostics
import XMLSchema
import XMLStream

/// Which children of which types the rules of a mapping read: what is left over would be lost by accident.
struct SourceReading {
    private struct Known {
        /// Of the first element of the type that a rule goes into, with its name.
        let place: Place
        let element: NameID
        var children: Set<NameID> = []
    }

    /// Types of which everything is read or ignored, known or not.
    private var whole: Set<TypeID> = []

    private var types: [TypeID: Known] = [:]

    /// A rule goes into an element.
    mutating func enter(_ element: ElementDeclaration, at place: Place?) {
        guard types[element.type] == nil, let place else { return }
        types[element.type] = Known(place: place, element: element.name)
    }

    mutating func read(_ child: NameID, of type: TypeID) {
        types[type]?.children.insert(child)
    }

    mutating func readAll(of type: TypeID) {
        whole.insert(type)
    }

    /// An element is taken over or given up with all that is in it.
    mutating func readTree(of type: TypeID, in schema: Schema) {
        guard whole.insert(type).inserted else { return }
        for child in schema.contentModel(of: type)?.children ?? [] {
            readTree(of: schema.element(child.declaration).type, in: schema)
        }
    }

    /// What no rule reads, and where a rule for it would stand. Types that several elements have count as one: what one of
    /// them reads is read.
    func unread(in schema: Schema) -> [(place: Place, message: String)] {
        types.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap { id, type in
            guard !whole.contains(id) else { return nil }
            let names = (schema.contentModel(of: id)?.children ?? [])
                .filter { !type.children.contains($0.name) }
                .map { schema.names[$0.name].local }
            guard !names.isEmpty else { return nil }
            let owner = schema.names[type.element].local
            let list =
                names.prefix(8).joined(separator: ", ")
                + (names.count > 8 ? " and \(names.count - 8) more" : "")
            return (type.place, "nothing reads \(list) of \(owner)")
        }
    }
}
