/// An XPath 1.0 abbreviated location path as the language has it: `..`, steps, `@attribute`, `*`, and predicates by
/// position or by equality, joined by `and`. No axes, no arithmetic.
struct LocationPath: Hashable, Sendable {
    /// Leading `..` steps.
    var ups = 0
    var steps: [Step] = []
    var attribute: Name?

    enum Name: Hashable, Sendable {
        case named(String)
        /// `*`
        case any

        var text: String {
            switch self {
            case .named(let name): name
            case .any: "*"
            }
        }
    }

    struct Step: Hashable, Sendable {
        var name: Name
        var predicates: [Predicate] = []
        /// Of the step's first character in the text of the path.
        var offset = 0
    }

    enum Predicate: Hashable, Sendable {
        /// From 1.
        case position(Int)
        case equals([Equality])
    }

    /// `.='x'`, `A/B='x'`, `@c='x'`, `A/@c='x'`, and `A=current()/B`.
    struct Equality: Hashable, Sendable {
        var steps: [String] = []
        var attribute: String?
        var value: String
        /// Of the element that the rule runs with, whose value it is then; never in a `to`.
        var join: LocationPath?
        var offset = 0
    }

    /// Of the attribute's name in the text of the path.
    var attributeOffset = 0

    /// Whether it is `.`, the element itself.
    var isSelf: Bool { ups == 0 && steps.isEmpty && attribute == nil }
}
