/// One character beyond ASCII, decoded strictly: no overlong forms, no surrogates, nothing beyond U+10FFFF.
///
/// Source: The Unicode Standard, table 3-7.
struct UTF8Scalar {
    let scalar: Unicode.Scalar
    /// In bytes.
    let count: Int

    /// By the number of bytes.
    private static let smallest: [UInt32] = [0, 0, 0x80, 0x800, 0x10000]

    /// Nil where no such character begins.
    init?(_ bytes: [UInt8], at index: Int) {
        let lead = bytes[index]
        switch lead {
        case 0xC2...0xDF: count = 2
        case 0xE0...0xEF: count = 3
        case 0xF0...0xF4: count = 4
        default: return nil
        }
        guard index + count <= bytes.count else { return nil }
        var value = UInt32(lead) & (0xFF >> UInt32(count + 1))
        for next in bytes[(index + 1)..<(index + count)] {
            guard next & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(next & 0x3F)
        }
        guard value >= Self.smallest[count], let scalar = Unicode.Scalar(value) else { return nil }
        self.scalar = scalar
    }
}
