/// Reads a namespace that resembles one of B2MML's: by its version number, whatever the host, the letter case and the
/// end of the name.
struct NearNamespace {
    /// The sets that it can mean, the likeliest first; empty when it resembles none.
    let sets: [SchemaSet]
    /// Whether it names a version older than any published set that is here: it is tried, not known.
    let isOlder: Bool

    init(_ namespace: String) {
        let text = namespace.lowercased()
        guard let name = ["b2mml", "batchml"].compactMap({ text.firstRange(of: $0) }).first,
            !text.contains("allextensions"), !text.contains("mtconnect")
        else {
            self.init([])
            return
        }
        self.init(version: text[name.upperBound...], of: text)
    }

    private init(_ sets: [SchemaSet], isOlder: Bool = false) {
        self.sets = sets
        self.isOlder = isOlder
    }

    private init(version text: Substring, of namespace: String) {
        let digits = text.drop { !$0.isNumber }.prefix { $0.isNumber }
        switch Self.generation(digits) {
        case 1, 2, 3: self.init([.v0401], isOlder: true)
        case 4: self.init([.v0401])
        case 5: self.init([.v0500])
        case 6: self.init([.v0600])
        case 7: self.init([.v0700, .v0700of2020])
        case nil where namespace.contains("mesa"): self.init([.v0700, .v0700of2020, .v0600])
        case nil: self.init([.v0401, .v0500, .v0600, .v0700, .v0700of2020])
        default: self.init([])
        }
    }

    /// `0401`, `401`, `4` and `04` are of the fourth generation; nil where no digits stand.
    private static func generation(_ digits: Substring) -> Int? {
        guard !digits.isEmpty else { return nil }
        let number = digits.drop { $0 == "0" }
        return number.first?.wholeNumberValue ?? 0
    }
}
