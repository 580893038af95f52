/// A set of small numbers, one bit each: the symbols of a content automaton.
struct SymbolSet: Hashable, Sendable {
    private var words: [UInt64]

    /// - Parameter count: of the symbols; all members are below it.
    init(below count: Int) {
        words = Array(repeating: 0, count: (count + 63) / 64)
    }

    func contains(_ symbol: Int) -> Bool {
        words[symbol / 64] & (1 << UInt64(symbol % 64)) != 0
    }

    mutating func insert(_ symbol: Int) {
        words[symbol / 64] |= 1 << UInt64(symbol % 64)
    }

    /// - Returns: whether there is anything new.
    @discardableResult
    mutating func add(_ other: SymbolSet) -> Bool {
        var isNew = false
        for index in words.indices {
            let union = words[index] | other.words[index]
            isNew = isNew || union != words[index]
            words[index] = union
        }
        return isNew
    }
}
