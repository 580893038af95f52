/// Names numbered in the order of first mention, in one byte array: 4 bytes and the text for each name, and
/// at most 6 for finding it again.
struct NamePool: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Behind the last byte of each name.
    private(set) var ends: [UInt32] = []
    /// Open addressing with linear probing; -1 is free. The hash is seeded anew in each process, the numbers
    /// do not depend on it.
    private var slots: [Int32] = Array(repeating: -1, count: 16)

    var count: Int { ends.count }

    mutating func reserveCapacity(_ count: Int) {
        ends.reserveCapacity(count)
        if count * 10 > slots.count * 7 { resize(to: count * 10 / 7 + 1) }
    }

    /// The bytes of a name in ``bytes``.
    func range(_ index: Int32) -> Range<Int> {
        let position = Int(index)
        return (position == 0 ? 0 : Int(ends[position - 1]))..<Int(ends[position])
    }

    func text(_ index: Int32) -> String {
        String(decoding: bytes[range(index)], as: UTF8.self)
    }

    func find(_ name: [UInt8]) -> Int32? {
        let slot = slot(of: name)
        return slots[slot] < 0 ? nil : slots[slot]
    }

    func find(_ name: String) -> Int32? {
        find(Array(name.utf8))
    }

    /// - Throws: ``GenealogyError/tooLarge(_:)`` beyond 2³¹ names or 4 GB of them.
    mutating func intern(_ name: [UInt8]) throws(GenealogyError) -> (index: Int32, isNew: Bool) {
        let slot = slot(of: name)
        if slots[slot] >= 0 { return (slots[slot], false) }
        guard let end = UInt32(exactly: bytes.count + name.count), let index = Int32(exactly: ends.count)
        else {
            throw .tooLarge("names")
        }
        bytes.append(contentsOf: name)
        ends.append(end)
        slots[slot] = index
        if ends.count * 10 > slots.count * 7 { resize(to: slots.count * 3 / 2) }
        return (index, true)
    }

    mutating func intern(_ name: String) throws(GenealogyError) -> Int32 {
        try intern(Array(name.utf8)).index
    }

    /// Forgets the newest names. Nothing was put behind them in a probe chain, so their slots become free.
    mutating func truncate(to count: Int) {
        while ends.count > count {
            let range = range(Int32(ends.count - 1))
            let slot = slot(of: Array(bytes[range]))
            slots[slot] = -1
            bytes.removeSubrange(range)
            ends.removeLast()
        }
    }

    /// Where the name is, or the free slot where it belongs.
    private func slot(of name: [UInt8]) -> Int {
        var slot = Self.slot(name.withUnsafeBytes(Self.hash), of: slots.count)
        bytes.withUnsafeBufferPointer { all in
            while slots[slot] >= 0 {
                let range = range(slots[slot])
                if range.count == name.count, all[range].elementsEqual(name) { return }
                slot = slot + 1 == slots.count ? 0 : slot + 1
            }
        }
        return slot
    }

    private mutating func resize(to count: Int) {
        var wider = [Int32](repeating: -1, count: count)
        bytes.withUnsafeBytes { all in
            for index in 0..<Int32(ends.count) {
                let name = UnsafeRawBufferPointer(rebasing: all[range(index)])
                var slot = Self.slot(Self.hash(name), of: count)
                while wider[slot] >= 0 { slot = slot + 1 == count ? 0 : slot + 1 }
                wider[slot] = index
            }
        }
        slots = wider
    }

    /// Spreads the hash over any number of slots without a division.
    private static func slot(_ hash: Int, of count: Int) -> Int {
        Int(truncatingIfNeeded: UInt(bitPattern: hash).multipliedFullWidth(by: UInt(count)).high)
    }

    private static func hash(_ name: UnsafeRawBufferPointer) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: name)
        return hasher.finalize()
    }
}

extension NamePool: Hashable {
    static func == (left: NamePool, right: NamePool) -> Bool {
        left.ends == right.ends && left.bytes == right.bytes
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(ends.count)
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
