/// The values of an enumeration facet, looked up by bytes: one hash, one comparison.
package struct EnumerationSet: Sendable {
    package let values: [String]
    private let bytes: [[UInt8]]
    /// Indices into `bytes`, -1 for empty; the count is a power of two.
    private let slots: [Int32]

    package init(_ values: [String]) {
        self.values = values
        let bytes = values.map { Array($0.utf8) }
        self.bytes = bytes
        var count = 4
        while count < values.count * 2 { count *= 2 }
        var slots = [Int32](repeating: -1, count: count)
        for (index, value) in bytes.enumerated() {
            var slot = value.withUnsafeBufferPointer(Self.hash) & (count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (count - 1) }
            slots[slot] = Int32(index)
        }
        self.slots = slots
    }

    package func contains(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var slot = Self.hash(value) & (slots.count - 1)
        while slots[slot] >= 0 {
            let candidate = bytes[Int(slots[slot])]
            if candidate.count == value.count, candidate.elementsEqual(value) { return true }
            slot = (slot + 1) & (slots.count - 1)
        }
        return false
    }

    /// FNV-1a, kept to the non-negative numbers.
    private static func hash(_ value: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in value {
            hash = (hash ^ UInt32(byte)) &* 16_777_619
        }
        return Int(hash)
    }
}
