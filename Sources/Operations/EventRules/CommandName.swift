/// The name of a command that a rule makes: the same rule, event and action always give the same one.
enum CommandName {
    /// 32 hexadecimal digits.
    static func of(rule: EventRule, event: Int, action: Int) -> String {
        var hash = FowlerNollVo()
        for field in [String(action), rule.id, String(rule.version), String(event)] { hash.add(field: field) }
        return hash.digits
    }
}
