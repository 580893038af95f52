/// FNV-1a with 128 bits: names for equal content. It is no protection against somebody who wants a collision.
///
/// Source: Fowler, Noll, Vo; draft-eastlake-fnv.
package struct FowlerNollVo: Hashable, Sendable {
    private var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

    package init() {}

    package mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
        }
    }

    /// A field of many: with its length before it, so that no two lists of fields look alike.
    package mutating func add(field text: String) {
        add("\(text.utf8.count):".utf8)
        add(text.utf8)
    }

    /// 32 lower-case hexadecimal digits.
    package var digits: String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 32 - text.count) + text
    }

    /// The upper half xor the lower half, for a seed.
    var folded: UInt64 { UInt64(truncatingIfNeeded: value >> 64) ^ UInt64(truncatingIfNeeded: value) }
}
