/// Why a rule asked for something: the chain back to the event that nobody but the plant caused.
package struct Cause: Hashable, Sendable, Codable {
    /// The number of the event that the rule answers: its place among all events of the site, from 1.
    package var event: Int
    /// The number of the first event of the chain.
    package var correlation: Int
    /// The rules of the chain, the first that fired before the last.
    package var rules: [String]
    /// The command's own name: the same event, rule and action always give the same one, so that a command is
    /// recognised when it comes again.
    package var command: String

    package init(event: Int, correlation: Int, rules: [String], command: String) {
        self.event = event
        self.correlation = correlation
        self.rules = rules
        self.command = command
    }
}
