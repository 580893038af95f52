/// One pass over the bytes of a ``CompactJSON``.
struct CompactJSONScanner {
    private let bytes: [UInt8]
    private var position = 0
    private var nodes: [CompactJSON.Node] = []
    private var isASCII = true

    private static let deepest = 64

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        nodes.reserveCapacity(bytes.count / 8 + 1)
    }

    /// The nodes of the whole text; nil when it is not of the form.
    mutating func document() -> [CompactJSON.Node]? {
        guard bytes.count <= Int32.max, value(depth: 0), position == bytes.count else { return nil }
        guard isASCII || String(validating: bytes, as: UTF8.self) != nil else { return nil }
        return nodes
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func append(_ kind: CompactJSON.Kind, from start: Int, to end: Int) {
        nodes.append(
            CompactJSON.Node(kind: kind, start: Int32(start), end: Int32(end), next: Int32(nodes.count + 1)))
    }

    private mutating func value(depth: Int) -> Bool {
        guard depth <= Self.deepest, let byte = next else { return false }
        switch byte {
        case UInt8(ascii: "{"): return container(.object, depth: depth) { $0.members(depth: depth + 1) }
        case UInt8(ascii: "["): return container(.array, depth: depth) { $0.elements(depth: depth + 1) }
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "t"): return literal("true", .true)
        case UInt8(ascii: "f"): return literal("false", .false)
        case UInt8(ascii: "n"): return literal("null", .null)
        default: return number()
        }
    }

    private mutating func container(
        _ kind: CompactJSON.Kind, depth: Int, content: (inout CompactJSONScanner) -> Bool
    ) -> Bool {
        let index = nodes.count
        append(kind, from: position, to: position)
        position += 1
        guard content(&self) else { return false }
        nodes[index].end = Int32(position)
        nodes[index].next = Int32(nodes.count)
        return true
    }

    private mutating func elements(depth: Int) -> Bool {
        if take(UInt8(ascii: "]")) { return true }
        repeat {
            guard value(depth: depth) else { return false }
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]"))
    }

    private mutating func members(depth: Int) -> Bool {
        if take(UInt8(ascii: "}")) { return true }
        var last: Int?
        repeat {
            let name = nodes.count
            guard self.name(), last.map({ ascends($0, name) }) ?? true, take(UInt8(ascii: ":")),
                value(depth: depth)
            else { return false }
            last = name
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}"))
    }

    private mutating func name() -> Bool {
        guard next == UInt8(ascii: "\""), string() else { return false }
        let node = nodes[nodes.count - 1]
        return bytes[Int(node.start)..<Int(node.end)].allSatisfy { $0 < 0x80 }
    }

    /// Ascending names are not there twice.
    private func ascends(_ first: Int, _ second: Int) -> Bool {
        let (first, second) = (nodes[first], nodes[second])
        return bytes[Int(first.start)..<Int(first.end)]
            .lexicographicallyPrecedes(bytes[Int(second.start)..<Int(second.end)])
    }

    private mutating func string() -> Bool {
        position += 1
        let start = position
        while let byte = next {
            if byte == UInt8(ascii: "\"") {
                append(.string, from: start, to: position)
                position += 1
                return true
            }
            guard byte >= 0x20, byte != UInt8(ascii: "\\") else { return false }
            if byte >= 0x80 { isASCII = false }
            position += 1
        }
        return false
    }

    private mutating func literal(_ text: StaticString, _ kind: CompactJSON.Kind) -> Bool {
        let start = position
        for index in 0..<text.utf8CodeUnitCount {
            guard take(text.utf8Start[index]) else { return false }
        }
        append(kind, from: start, to: position)
        return true
    }

    private mutating func number() -> Bool {
        let start = position
        let isNegative = take(UInt8(ascii: "-"))
        let isZero = next == UInt8(ascii: "0")
        let whole = digits()
        guard whole == 1 || whole > 1 && !isZero else { return false }
        var isInteger = whole <= 18 && !(isNegative && isZero)
        if take(UInt8(ascii: ".")) {
            isInteger = false
            guard digits() > 0 else { return false }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits() > 0 else { return false }
        }
        append(isInteger ? .integer : .decimal, from: start, to: position)
        return true
    }

    /// How many there were.
    private mutating func digits() -> Int {
        let start = position
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        return position - start
    }
}
