@testable import XMLSchema

/// Writes JSON again, the members of every object in another order, attributes among the others.
struct JSONShuffle {
    private let tree: JSONTree

    init(_ tree: JSONTree) {
        self.tree = tree
    }

    func text(using random: inout SampleRandom) -> String {
        text(of: tree.items[0], &random)
    }

    private func text(of item: JSONItem, _ random: inout SampleRandom) -> String {
        switch item.kind {
        case .object:
            let members = shuffled(tree.children(of: item).map { $0 }, &random).map { member in
                "\(quoted(tree.key(of: member))):\(text(of: member, &random))"
            }
            return "{\(members.joined(separator: ","))}"
        case .array:
            return "[\(tree.children(of: item).map { text(of: $0, &random) }.joined(separator: ","))]"
        case .string: return quoted(tree.text(of: item))
        case .number, .true, .false: return tree.string(of: item)
        case .null: return "null"
        }
    }

    /// Attributes keep their order among themselves, since a document keeps the order in which they come.
    private func shuffled(_ members: [JSONItem], _ random: inout SampleRandom) -> [JSONItem] {
        let isAttribute = { (item: JSONItem) in tree.key(of: item).first == UInt8(ascii: "@") }
        var attributes = members.filter(isAttribute)[...]
        return members.shuffled(using: &random).map { item in
            isAttribute(item) ? attributes.removeFirst() : item
        }
    }

    private func quoted(_ text: ArraySlice<UInt8>) -> String {
        String(decoding: JSONText.quoted(String(decoding: text, as: UTF8.self)), as: UTF8.self)
    }
}
