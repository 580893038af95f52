/// A place in the hash table of an enumeration; tables are open-addressed, at most half full, a power of two long.
struct EnumerationSlot: BitwiseCopyable {
    /// Of the value's bytes among the texts.
    let offset: UInt32
    /// The number of bytes and one more; 0 where the slot is empty.
    let extent: UInt32

    /// Set in ``offset`` where only one dialect of the namespace lists the value; see ``SchemaMarks``.
    private static let mark: UInt32 = 1 << 31

    private var start: Int { Int(offset & ~Self.mark) }

    static let empty = EnumerationSlot(offset: 0, extent: 0)

    /// Appends the bytes of the values to `text`.
    static func table(
        _ values: [String], marking marked: Set<String>, text: inout [UInt8]
    ) -> [EnumerationSlot] {
        var count = 4
        while count < values.count * 2 { count *= 2 }
        var slots = [EnumerationSlot](repeating: .empty, count: count)
        for var value in values {
            var slot = value.withUTF8 { Int(truncatingIfNeeded: hash($0)) } & (count - 1)
            while slots[slot].extent > 0 { slot = (slot + 1) & (count - 1) }
            let offset = text.count
            text += value.utf8
            slots[slot] = EnumerationSlot(
                offset: UInt32(offset) | (marked.contains(value) ? mark : 0),
                extent: UInt32(text.count - offset + 1))
        }
        return slots
    }

    /// The length, the first eight and the last eight bytes: what tells the words of a list apart. The list is ours, so
    /// nobody can fill it with words that do not differ there.
    @inline(__always)
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let count = bytes.count
        guard count > 0, let base = UnsafeRawPointer(bytes.baseAddress) else { return 0 }
        var low: UInt64
        var high: UInt64 = 0
        if count >= 8 {
            low = base.loadUnaligned(as: UInt64.self)
            high = base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        } else if count >= 4 {
            low = UInt64(base.loadUnaligned(as: UInt32.self))
            high = UInt64(base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        } else {
            low = UInt64(bytes[0]) | UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1]) << 16
        }
        low ^= UInt64(count) << 56
        let product = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
        return product >> 32 ^ product
    }

    @inline(__always)
    static func contains(
        _ value: UnsafeBufferPointer<UInt8>, slots: UnsafePointer<EnumerationSlot>, mask: UInt32,
        text: UnsafePointer<UInt8>
    ) -> Bool {
        find(value, slots: slots, mask: mask, text: text) != nil
    }

    /// Whether the value is listed without a mark.
    static func containsUnmarked(
        _ value: UnsafeBufferPointer<UInt8>, slots: UnsafePointer<EnumerationSlot>, mask: UInt32,
        text: UnsafePointer<UInt8>
    ) -> Bool {
        find(value, slots: slots, mask: mask, text: text).map { $0.offset & Self.mark == 0 } ?? false
    }

    @inline(__always)
    private static func find(
        _ value: UnsafeBufferPointer<UInt8>, slots: UnsafePointer<EnumerationSlot>, mask: UInt32,
        text: UnsafePointer<UInt8>
    ) -> EnumerationSlot? {
        var index = Int(UInt32(truncatingIfNeeded: hash(value)) & mask)
        while slots[index].extent > 0 {
            let slot = slots[index]
            if Int(slot.extent) - 1 == value.count, isEqual(text + slot.start, value) { return slot }
            index = (index + 1) & Int(mask)
        }
        return nil
    }

    /// Eight bytes at a time, the last eight overlapping those before.
    @inline(__always)
    private static func isEqual(_ text: UnsafePointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = UnsafeRawPointer(value.baseAddress) else { return true }
        let other = UnsafeRawPointer(text)
        let count = value.count
        if count < 8 {
            for index in 0..<count where text[index] != value[index] { return false }
            return true
        }
        var offset = 0
        while offset + 8 <= count {
            if base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                != other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            {
                return false
            }
            offset += 8
        }
        return base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            == other.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    }
}
