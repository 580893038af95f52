/// From libxml2's interned pointers to ``NameID``s, without a `String` for a name that was seen before.
///
/// libxml2 keeps one copy of each local name and namespace name in its dictionary as long as its context lives:
/// two pointers identify a name. An open-addressing table with linear probing, at most half full; never shrinks.
struct NameIndex: ~Copyable {
    private struct Slot {
        var local: UnsafePointer<UInt8>?
        var namespace: UnsafePointer<UInt8>?
        var id: NameID
    }

    private static var free: Slot { Slot(local: nil, namespace: nil, id: NameID(rawValue: -1)) }

    private let names: NameInterner
    private var slots: UnsafeMutablePointer<Slot>
    /// The number of slots less one; the number is a power of two.
    private var mask: Int
    private(set) var count = 0

    init(names: NameInterner) {
        self.names = names
        mask = 511
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: Self.free, count: mask + 1)
    }

    deinit {
        slots.deallocate()
    }

    /// Both are NUL-terminated and in the dictionary; the namespace is nil for a name in none.
    @inline(__always)
    mutating func id(
        local: UnsafePointer<UInt8>, namespace: UnsafePointer<UInt8>?
    ) -> NameID {
        let index = Self.hash(local, namespace) & mask
        if slots[index].local == local, slots[index].namespace == namespace { return slots[index].id }
        return probe(local: local, namespace: namespace)
    }

    @inline(never)
    private mutating func probe(
        local: UnsafePointer<UInt8>, namespace: UnsafePointer<UInt8>?
    ) -> NameID {
        var index = Self.hash(local, namespace) & mask
        while let found = slots[index].local {
            if found == local, slots[index].namespace == namespace { return slots[index].id }
            index = (index + 1) & mask
        }
        let name = ExpandedName(namespace.map { String(cString: $0) } ?? "", String(cString: local))
        let id = names.intern(name)
        slots[index] = Slot(local: local, namespace: namespace, id: id)
        count += 1
        if count * 2 > mask { grow() }
        return id
    }

    private mutating func grow() {
        let old = slots
        let oldCount = mask + 1
        mask = oldCount * 2 - 1
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: Self.free, count: mask + 1)
        for slot in UnsafeBufferPointer(start: old, count: oldCount) {
            guard let local = slot.local else { continue }
            var index = Self.hash(local, slot.namespace) & mask
            while slots[index].local != nil { index = (index + 1) & mask }
            slots[index] = slot
        }
        old.deallocate()
    }

    /// Multiplicative: the low bits of pointers into one pool differ little, the high bits of the product do.
    private static func hash(_ local: UnsafePointer<UInt8>, _ namespace: UnsafePointer<UInt8>?) -> Int {
        let key = UInt(bitPattern: local) &+ UInt(bitPattern: namespace) &* 31
        return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
    }
}
