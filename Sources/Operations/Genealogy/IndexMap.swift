/// From sparse numbers to the dense ones of one query, as small as what the query has met.
struct IndexMap: Sendable {
    private var keys: [Int32] = Array(repeating: -1, count: 32)
    private var values: [Int32] = Array(repeating: 0, count: 32)
    private(set) var count = 0

    subscript(key: Int32) -> Int? {
        let slot = slot(of: key)
        return keys[slot] < 0 ? nil : Int(values[slot])
    }

    func contains(_ key: Int32) -> Bool {
        keys[slot(of: key)] >= 0
    }

    /// Numbers a new key with the count so far; false when it was known. Keys are not negative.
    mutating func insert(_ key: Int32) -> Bool {
        let slot = slot(of: key)
        guard keys[slot] < 0 else { return false }
        keys[slot] = key
        values[slot] = Int32(truncatingIfNeeded: count)
        count += 1
        if count * 2 > keys.count { grow() }
        return true
    }

    private func slot(of key: Int32) -> Int {
        let mask = keys.count - 1
        var slot = Self.scattered(key) & mask
        while keys[slot] >= 0, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = (keys: keys, values: values)
        keys = Array(repeating: -1, count: old.keys.count * 2)
        values = Array(repeating: 0, count: old.keys.count * 2)
        for index in old.keys.indices where old.keys[index] >= 0 {
            let slot = slot(of: old.keys[index])
            keys[slot] = old.keys[index]
            values[slot] = old.values[index]
        }
    }

    /// Fibonacci hashing: neighbours end up far from each other.
    private static func scattered(_ key: Int32) -> Int {
        Int(truncatingIfNeeded: (UInt64(UInt32(bitPattern: key)) &* 0x9E37_79B9_7F4A_7C15) >> 32)
    }
}
