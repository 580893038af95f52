import XMLStream

/// The children of each type by their local names, for those who build documents.
final class ChildIndex: Sendable {
    /// By number of the type.
    private let children: [[String: ContentModel.Child]]
    /// Types with a group that repeats: its parts share a slot.
    let repeating: Set<TypeID>

    init(_ schema: Schema) {
        var children: [[String: ContentModel.Child]] = []
        var repeating: Set<TypeID> = []
        for index in schema.types.indices {
            let type = TypeID(rawValue: Int32(index))
            let all = schema.contentModel(of: type)?.children ?? []
            if Set(all.map(\.slot)).count < all.count { repeating.insert(type) }
            children.append(
                Dictionary(
                    all.map { (schema.names[$0.name].local, $0) }, uniquingKeysWith: { first, _ in first }))
        }
        self.children = children
        self.repeating = repeating
    }

    func child(_ local: String, of type: TypeID) -> ContentModel.Child? {
        children[Int(type.rawValue)][local]
    }
}
