/// Walks a value byte by byte; every step says whether it could be taken.
struct ByteCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var offset = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }
    var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    @inline(__always)
    mutating func skip(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        offset += 1
        return true
    }

    /// Of ASCII. Not a `Character`, which costs a hundred times as much.
    @inline(__always)
    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        skip(UInt8(truncatingIfNeeded: scalar.value))
    }

    /// Skips digits and answers how many there were.
    mutating func digits() -> Int {
        let start = offset
        while offset < bytes.count, bytes[offset] &- 0x30 < 10 { offset += 1 }
        return offset - start
    }

    /// Exactly `count` digits as a number; nil when there are fewer.
    mutating func number(_ count: Int) -> Int? {
        guard offset + count <= bytes.count else { return nil }
        var number = 0
        for index in offset..<offset + count {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            number = number * 10 + Int(digit)
        }
        offset += count
        return number
    }

    /// Digits as a number; more than 18 after leading zeros count as the largest number of 18.
    mutating func cappedNumber() -> Int {
        while skip(0x30) {}
        let count = digits()
        return count > 18 ? 999_999_999_999_999_999 : numberBefore(count)
    }

    /// Digits after a point, without trailing zeros.
    mutating func fraction() -> [UInt8] {
        let count = digits()
        var fraction = Array(bytes[offset - count..<offset])
        while fraction.last == 0x30 { fraction.removeLast() }
        return fraction
    }

    /// The last `count` bytes as a number, for digits that were skipped before. At most 18 digits are looked at.
    func numberBefore(_ count: Int) -> Int {
        bytes[max(offset - min(count, 18), 0)..<offset].reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    }

    /// Whether the last `count` bytes are all the digit zero.
    func isZeroBefore(_ count: Int) -> Bool {
        bytes[offset - count..<offset].allSatisfy { $0 == 0x30 }
    }
}
