/// A regular expression as a tree.
///
/// Source: XSD 1.0 Part 2, appendix F.
indirect enum RegularExpression: Hashable {
    case set(ScalarSet)
    case sequence([RegularExpression])
    case choice([RegularExpression])
    /// `max` is nil for unbounded.
    case repeated(RegularExpression, min: Int, max: Int?)

    /// Why an expression could not be read.
    struct Problem: Error {
        let message: String
    }

    /// How many character positions it has when its counters are written out; capped, so that it cannot overflow.
    var size: Int {
        switch self {
        case .set: return 1
        case .sequence(let parts), .choice(let parts):
            return parts.reduce(1) { Self.capped($0 + $1.size) }
        case .repeated(let part, let min, let max):
            let times = Swift.max(max ?? (min + 1), 1)
            let (product, overflows) = part.size.multipliedReportingOverflow(by: times)
            return overflows ? Self.largest : Self.capped(product)
        }
    }

    private static let largest = 1 << 40

    private static func capped(_ size: Int) -> Int { min(size, largest) }
}
