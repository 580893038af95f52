/// Numbers in as few bytes as they need (LEB128; signed ones zigzag), one after another.
struct ColumnWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: value))
    }

    mutating func put(count: Int) {
        put(UInt64(count))
    }

    /// Not below -1.
    mutating func put(index: Int32) {
        put(UInt64(Int64(index) + 1))
    }

    mutating func put(signed value: Int64) {
        put(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    mutating func put(text: some Sequence<UInt8>, count: Int) {
        put(count: count)
        bytes.append(contentsOf: text)
    }

    mutating func put(_ pool: NamePool) {
        put(count: pool.count)
        for index in 0..<Int32(pool.count) {
            let range = pool.range(index)
            put(text: pool.bytes[range], count: range.count)
        }
    }
}

/// Reads what a ``ColumnWriter`` wrote; anything else is ``GenealogyError/malformedSnapshot(_:)``.
struct ColumnReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func value() throws(GenealogyError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            guard shift < 63 || byte <= 1 else { break }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .malformedSnapshot("a number is cut off")
    }

    /// Of things of at least one byte each, so that a damaged count does not ask for all memory.
    mutating func count() throws(GenealogyError) -> Int {
        guard let count = Int(exactly: try value()), count <= bytes.count - position else {
            throw .malformedSnapshot("a count is larger than what follows")
        }
        return count
    }

    /// -1 or within the count.
    mutating func index(below count: Int, orNone: Bool = true) throws(GenealogyError) -> Int32 {
        let value = try value()
        guard value <= UInt64(count), let index = Int32(exactly: value), orNone || index > 0 else {
            throw .malformedSnapshot("a number points nowhere")
        }
        return index - 1
    }

    mutating func signed() throws(GenealogyError) -> Int64 {
        let value = try value()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func small<Value: FixedWidthInteger>(_: Value.Type) throws(GenealogyError) -> Value {
        guard let small = Value(exactly: try signed()) else {
            throw .malformedSnapshot("a number is too large")
        }
        return small
    }

    mutating func text() throws(GenealogyError) -> [UInt8] {
        let count = try count()
        position += count
        return Array(bytes[(position - count)..<position])
    }

    mutating func pool() throws(GenealogyError) -> NamePool {
        var pool = NamePool()
        for _ in 0..<(try count()) {
            guard try pool.intern(try text()).isNew else { throw .malformedSnapshot("a name stands twice") }
        }
        return pool
    }
}

/// RFC 4648, with padding.
enum Base64 {
    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let known = min(3, bytes.count - start)
            var group: UInt32 = 0
            for offset in 0..<3 {
                group = group << 8 | (offset < known ? UInt32(bytes[start + offset]) : 0)
            }
            for offset in 0..<4 {
                let letter = letters[Int(group >> UInt32(18 - 6 * offset) & 63)]
                text.append(offset <= known ? letter : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil when it is not base64.
    static func bytes(_ text: String) -> [UInt8]? {
        let all = Array(text.utf8)
        guard all.count % 4 == 0 else { return nil }
        let padding = all.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(all.count / 4 * 3)
        var group: UInt32 = 0
        for (position, letter) in all.enumerated() {
            let isPadding = position >= all.count - padding
            let value = isPadding ? 0 : values[Int(letter)]
            guard value < 64 else { return nil }
            group = group << 6 | UInt32(value)
            if position % 4 == 3 {
                for shift in [16, 8, 0] as [UInt32] {
                    bytes.append(UInt8(truncatingIfNeeded: group >> shift))
                }
                group = 0
            }
        }
        bytes.removeLast(padding)
        return bytes
    }
}
