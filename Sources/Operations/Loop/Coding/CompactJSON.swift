/// JSON as ``Event/encoded()`` writes it, taken apart and not yet decoded: no blanks, no escapes, names of
/// ASCII characters in ascending order.
///
/// What is not of this form is not wrong: Foundation reads it too, which takes two to three times as long, and
/// says what is wrong if something is. So this reader may refuse what it does not know, but never reads
/// anything otherwise than Foundation does.
final class CompactJSON: Sendable {
    enum Kind: Sendable {
        case null, `false`, `true`
        /// At most 18 digits, so that it fits an `Int64`; not `-0`.
        case integer
        /// Any other number.
        case decimal
        case string, array, object
    }

    /// A value or the name of a member. The members of an object follow it, each its name and its value; so do
    /// the elements of an array.
    struct Node: Sendable {
        var kind: Kind
        /// The bytes of a string without its quotes, of any other value with all that it has.
        var start: Int32
        var end: Int32
        /// The node after this one and all that is in it.
        var next: Int32
    }

    let bytes: [UInt8]
    /// The first is the whole document.
    let nodes: [Node]

    /// Nil for what is not of this form.
    init?(_ bytes: [UInt8]) {
        var scanner = CompactJSONScanner(bytes)
        guard let nodes = scanner.document() else { return nil }
        self.bytes = bytes
        self.nodes = nodes
    }

    /// The value of a member of an object; nil when there is no such member.
    func member(_ name: String, of object: Int) -> Int? {
        var name = name
        return name.withUTF8 { name in
            var index = object + 1
            let end = Int(nodes[object].next)
            while index < end {
                if isName(index, name) { return index + 1 }
                index = Int(nodes[index + 1].next)
            }
            return nil
        }
    }

    /// The names of an object, by node, when it may have many; they are in ascending order.
    func names(ofLarge object: Int) -> [Int] {
        let end = Int(nodes[object].next)
        guard end - object > 64 else { return [] }
        return Array(sequence(first: object + 1) { Int(self.nodes[$0 + 1].next) }.prefix { $0 < end })
    }

    /// The value of a member of an object that has these names.
    func member(_ name: String, among names: [Int]) -> Int? {
        var name = name
        return name.withUTF8 { name in
            var range = names[...]
            while !range.isEmpty {
                let middle = range.startIndex + range.count / 2
                let node = nodes[names[middle]]
                let found = bytes[Int(node.start)..<Int(node.end)]
                if found.lexicographicallyPrecedes(name) {
                    range = range[(middle + 1)...]
                } else if found.elementsEqual(name) {
                    return names[middle] + 1
                } else {
                    range = range[..<middle]
                }
            }
            return nil
        }
    }

    private func isName(_ index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let node = nodes[index]
        guard Int(node.end - node.start) == name.count else { return false }
        var position = Int(node.start)
        for byte in name {
            guard bytes[position] == byte else { return false }
            position += 1
        }
        return true
    }

    /// Of a string, a name or a number.
    func text(_ index: Int) -> String {
        let node = nodes[index]
        return String(decoding: bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
    }

    /// Of a node of the kind ``Kind/integer``.
    func integer(_ index: Int) -> Int64 {
        let node = nodes[index]
        var digits = bytes[Int(node.start)..<Int(node.end)]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        let magnitude = digits.reduce(into: Int64(0)) { $0 = $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        return isNegative ? -magnitude : magnitude
    }
}
