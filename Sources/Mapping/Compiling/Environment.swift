import Diagnostics
import XMLSchema

/// Where a rule stands while it is compiled.
struct Environment {
    /// The source elements from the noun down to the current one.
    var chain: [ElementDeclaration]
    var target: ElementDeclaration
    /// Values for `$name`.
    var parameters: [String: String] = [:]
    /// The block that the rules belong to; nil for those of the noun.
    var block: String?

    var source: ElementDeclaration { chain[chain.count - 1] }
}
