/// Bytes looked at eight at a time.
enum Words {
    private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    static let high: UInt64 = 0x8080_8080_8080_8080

    /// Eight bytes, the first one lowest.
    @inline(__always)
    static func load(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self).littleEndian
    }

    /// Fewer than eight bytes; zero follows them. Reads eight.
    @inline(__always)
    static func load(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        load(bytes) & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
    }

    /// The high bit of each byte that equals `byte`; all others are clear.
    @inline(__always)
    static func matches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        let zeros = word ^ (0x0101_0101_0101_0101 &* UInt64(byte))
        return ~(((zeros & low) &+ low) | zeros | low)
    }

    /// How many bytes a match has marked.
    @inline(__always)
    static func count(_ matches: UInt64) -> Int {
        Int(truncatingIfNeeded: ((matches &>> 7) &* 0x0101_0101_0101_0101) &>> 56)
    }
}
