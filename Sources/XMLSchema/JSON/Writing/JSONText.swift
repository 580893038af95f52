/// JSON in UTF-8, written from its beginning to its end: commas, colons, indentation and escapes.
///
/// The caller keeps the order: a member's name, then its one value; an object or array is ended as often as begun.
///
/// Source: RFC 8259.
struct JSONText {
    private(set) var bytes: [UInt8] = []
    private let isIndented: Bool
    private var depth = 0
    /// Nothing stands in the innermost object or array yet.
    private var isEmpty = true

    init(_ layout: JSONLayout) {
        isIndented = layout == .indented
    }

    mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(count)
    }

    /// Gives away what is written so far.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    // MARK: Structure

    mutating func beginObject() { begin(0x7B) }
    mutating func endObject() { end(0x7D) }
    mutating func beginArray() { begin(0x5B) }
    mutating func endArray() { end(0x5D) }

    private mutating func begin(_ bracket: UInt8) {
        bytes.append(bracket)
        depth += 1
        isEmpty = true
    }

    private mutating func end(_ bracket: UInt8) {
        depth -= 1
        if !isEmpty { breakLine() }
        bytes.append(bracket)
        isEmpty = false
    }

    /// Before each item of an array.
    mutating func item() {
        if !isEmpty { bytes.append(0x2C) }
        isEmpty = false
        breakLine()
    }

    /// Before the value of a member.
    ///
    /// - Parameter name: quoted, as ``quoted(_:)`` makes it.
    mutating func member(_ name: [UInt8]) {
        item()
        bytes += name
        bytes.append(0x3A)
        if isIndented { bytes.append(0x20) }
    }

    mutating func member(_ name: String) {
        member(Self.quoted(name))
    }

    mutating func endText() {
        if isIndented { bytes.append(0x0A) }
    }

    private mutating func breakLine() {
        guard isIndented else { return }
        bytes.append(0x0A)
        for _ in 0..<depth {
            bytes.append(0x20)
            bytes.append(0x20)
        }
    }

    // MARK: Values

    /// - Parameter utf8: must be UTF-8; it is copied where nothing is to be escaped.
    mutating func string(_ utf8: UnsafeBufferPointer<UInt8>) {
        bytes.append(0x22)
        var start = 0
        for index in utf8.indices where Self.needsEscape(utf8[index]) {
            bytes.append(contentsOf: utf8[start..<index])
            escape(utf8[index])
            start = index + 1
        }
        bytes.append(contentsOf: utf8[start...])
        bytes.append(0x22)
    }

    mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { string($0) }
    }

    mutating func integer(_ number: Int) {
        bytes += String(number).utf8
    }

    mutating func boolean(_ value: Bool) {
        bytes += (value ? "true" : "false").utf8
    }

    static func quoted(_ text: String) -> [UInt8] {
        var quoted = JSONText(.compact)
        quoted.string(text)
        return quoted.bytes
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(0x5C)
        switch byte {
        case 0x22, 0x5C: bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes += [UInt8(ascii: "u"), 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
