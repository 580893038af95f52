/// The names that XML allows.
enum XMLName {
    private static let start: UInt8 = 1
    private static let inside: UInt8 = 2

    /// For each ASCII byte, whether a name may begin with it and whether it may go on with it.
    private static let ascii: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 128)
        for byte in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_".utf8 {
            table[Int(byte)] = start | inside
        }
        for byte in "0123456789-.".utf8 { table[Int(byte)] = inside }
        return table
    }()

    /// Beyond ASCII. Source: XML 1.0, fifth edition, production 4.
    private static let starts: [ClosedRange<UInt32>] = [
        0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D,
        0x2070...0x218F,
        0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF,
    ]
    /// Beyond ASCII, in addition to `starts`. Source: production 4a.
    private static let others: [ClosedRange<UInt32>] = [0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040]

    /// A name without a colon. Source: Namespaces in XML 1.0, production 4.
    static func isUnqualified(_ name: String) -> Bool {
        var wanted = start
        for scalar in name.unicodeScalars {
            if scalar.value < 0x80 {
                guard ascii[Int(scalar.value)] & wanted != 0 else { return false }
            } else {
                let isStart = starts.contains { $0.contains(scalar.value) }
                guard isStart || wanted == inside && others.contains(where: { $0.contains(scalar.value) })
                else {
                    return false
                }
            }
            wanted = inside
        }
        return wanted == inside
    }
}
