/// Reads JSON text strictly: no comments, no trailing commas, no member name twice in one object. A byte order mark is
/// passed over. It keeps its own stack: depth costs no stack of the thread.
///
/// Source: RFC 8259; section 4 leaves it open what a repeated name means, so it is refused.
struct JSONParser {
    private struct Container {
        let item: Int32
        var last: Int32 = -1
        var count = 0
    }

    private var scanner: JSONScanner
    private let limits: JSONLimits
    private var items: [JSONItem] = []
    private var open: [Container] = []
    /// Whose name is read and whose value is not.
    private var pending: JSONItem?

    private init(_ bytes: [UInt8], _ limits: JSONLimits) {
        scanner = JSONScanner(bytes)
        self.limits = limits
    }

    /// - Throws: ``JSONFault`` at the first thing that is wrong.
    static func parse(_ bytes: [UInt8], _ limits: JSONLimits) throws(JSONFault) -> JSONTree {
        var parser = JSONParser(bytes, limits)
        do {
            return try parser.parse()
        } catch {
            // A scanner knows no names.
            var fault = error
            if fault.path.isEmpty { fault.path = parser.path }
            throw fault
        }
    }

    private mutating func parse() throws(JSONFault) -> JSONTree {
        // Offsets are 32 bits wide.
        let size = min(limits.size, Int(UInt32.max))
        guard scanner.input.count <= size else { throw scanner.fault(.limit(.size, size)) }
        scanner.skipByteOrderMark()
        scanner.skipBlanks()
        guard scanner.peek != nil else { throw scanner.fault(.empty) }
        try value(scanner.item(.null))
        while let container = open.last { try step(container) }
        scanner.skipBlanks()
        if scanner.peek != nil { throw scanner.fault(.afterEnd(found: scanner.found)) }
        return JSONTree(input: scanner.input, decoded: scanner.decoded, items: items)
    }

    // MARK: Objects and arrays

    /// Reads one more member or item of the innermost container, or its end.
    private mutating func step(_ container: Container) throws(JSONFault) {
        let isObject = items[Int(container.item)].kind == .object
        scanner.skipBlanks()
        if scanner.take(isObject ? 0x7D : 0x5D) { return try close(container) }
        let end = isObject ? "}" : "]"
        if container.count > 0 {
            guard scanner.take(0x2C) else { throw scanner.unexpected("\",\" or \"\(end)\"") }
            scanner.skipBlanks()
        }
        if isObject {
            try member(isFirst: container.count == 0)
        } else {
            try value(scanner.item(.null))
        }
    }

    private mutating func member(isFirst: Bool) throws(JSONFault) {
        var item = scanner.item(.null)
        guard scanner.peek == 0x22 else {
            throw scanner.unexpected("a name in quotation marks\(isFirst ? " or \"}\"" : "")")
        }
        (item.key, item.isKeyDecoded) = try scanner.string()
        guard item.key.count <= limits.nameLength else {
            throw JSONFault(
                .limit(.nameLength, limits.nameLength), line: Int(item.line), column: Int(item.column),
                path: "")
        }
        scanner.skipBlanks()
        pending = item
        guard scanner.take(0x3A) else { throw scanner.unexpected("\":\"") }
        scanner.skipBlanks()
        try value(item)
    }

    private mutating func close(_ container: Container) throws(JSONFault) {
        let item = items[Int(container.item)]
        if item.kind == .object { try refuseDuplicates(in: item, count: container.count) }
        open.removeLast()
    }

    /// Few names are compared with each other, many by a set.
    private func refuseDuplicates(in object: JSONItem, count: Int) throws(JSONFault) {
        var known: Set<ArraySlice<UInt8>> = []
        var next = object.firstChild
        while next >= 0 {
            let item = items[Int(next)]
            let isNew =
                count > 16
                ? known.insert(key(of: item)).inserted
                : !isName(of: item, among: object.firstChild, before: next)
            guard isNew else {
                let name = String(decoding: key(of: item), as: UTF8.self)
                throw JSONFault(
                    .duplicate(name), line: Int(item.line), column: Int(item.column),
                    path: "\(path)/\(name)")
            }
            next = item.next
        }
    }

    private func isName(of item: JSONItem, among first: Int32, before end: Int32) -> Bool {
        let key = key(of: item)
        var other = first
        while other != end {
            let sibling = items[Int(other)]
            if sibling.key.count == item.key.count, self.key(of: sibling).elementsEqual(key) { return true }
            other = sibling.next
        }
        return false
    }

    private func key(of item: JSONItem) -> ArraySlice<UInt8> {
        scanner.text(item.key, isDecoded: item.isKeyDecoded)
    }

    // MARK: Values

    private mutating func value(_ start: JSONItem) throws(JSONFault) {
        var item = start
        switch scanner.peek {
        case 0x7B?: return try begin(item, .object)
        case 0x5B?: return try begin(item, .array)
        case 0x22?:
            item.kind = .string
            (item.text, item.isTextDecoded) = try scanner.string()
        case let byte? where byte == 0x2D || (0x30...0x39).contains(byte):
            item.kind = .number
            item.text = try scanner.number()
        case UInt8(ascii: "t")?: (item.kind, item.text) = (.true, try scanner.word("true"))
        case UInt8(ascii: "f")?: (item.kind, item.text) = (.false, try scanner.word("false"))
        case UInt8(ascii: "n")?: _ = try scanner.word("null")
        default: throw scanner.unexpected("a value")
        }
        _ = try append(item)
    }

    private mutating func begin(_ start: JSONItem, _ kind: JSONItem.Kind) throws(JSONFault) {
        var item = start
        item.kind = kind
        guard open.count < limits.depth else { throw scanner.fault(.limit(.depth, limits.depth)) }
        scanner.advance()
        open.append(Container(item: try append(item)))
    }

    private mutating func append(_ item: JSONItem) throws(JSONFault) -> Int32 {
        let limit = min(limits.items, Int(Int32.max))
        guard items.count < limit else { throw scanner.fault(.limit(.items, limit)) }
        let index = Int32(items.count)
        items.append(item)
        pending = nil
        guard !open.isEmpty else { return index }
        let parent = open[open.count - 1]
        if parent.last >= 0 {
            items[Int(parent.last)].next = index
        } else {
            items[Int(parent.item)].firstChild = index
        }
        open[open.count - 1].last = index
        open[open.count - 1].count += 1
        return index
    }

    // MARK: Paths

    /// The members that are open, the items of arrays counted from 1.
    private var path: String {
        var path = ""
        for (depth, container) in open.enumerated() {
            let item = items[Int(container.item)]
            if item.key.count > 0 { path += "/" + String(decoding: key(of: item), as: UTF8.self) }
            // What is open further in counts already, an item that is being read does not.
            let isInnermost = depth == open.count - 1
            if item.kind == .array { path += "[\(container.count + (isInnermost ? 1 : 0))]" }
        }
        return pending.map { path + "/" + String(decoding: key(of: $0), as: UTF8.self) } ?? path
    }
}
