/// The name of a command that a rule makes: the same rule, event and action always give the same one.
///
/// FNV-1a over 128 bits: it recognises, and protects against nobody. Source: RFC draft-eastlake-fnv, sections 2
/// and 5.
enum CommandName {
    private static let basis: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    private static let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013b

    /// 32 hexadecimal digits.
    static func of(rule: EventRule, event: Int, action: Int) -> String {
        hash("\(rule.id)|\(rule.version)|\(event)|\(action)")
    }

    static func hash(_ text: String) -> String {
        var value = basis
        for byte in text.utf8 {
            value ^= UInt128(byte)
            value = value.multipliedReportingOverflow(by: prime).partialValue
        }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
