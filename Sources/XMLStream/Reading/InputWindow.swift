/// The UTF-8 of the input that is still needed: what libxml2 has not got yet, and what stands between the last place
/// that was counted and there. Offsets are those of the whole input.
///
/// Owns its memory, which moves to the front what is kept and grows only for a construct that is larger than it.
struct InputWindow: ~Copyable {
    /// Readable bytes before the first one and after the last one, so that a word can be loaded at every offset, and
    /// before every offset.
    private static let padding = 16

    /// Of the first byte kept; the memory begins with the padding before it.
    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Of the first byte kept.
    private(set) var start: Int
    /// Of the byte after the last one.
    private(set) var end: Int

    init(offset: Int) {
        capacity = 0
        bytes = Self.allocate(0)
        start = offset
        end = offset
    }

    deinit {
        (bytes - Self.padding).deallocate()
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 2 * padding)
        memory.initialize(repeating: 0, count: padding)
        return memory + padding
    }

    /// At `offset`, which is in the window or at its end.
    func pointer(at offset: Int) -> UnsafePointer<UInt8> {
        UnsafePointer(bytes + (offset - start))
    }

    subscript(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: pointer(at: range.lowerBound), count: range.count)
    }

    /// The offset of the last such byte before `end`; that of the first byte where there is none.
    func lastIndex(of byte: UInt8, before end: Int) -> Int {
        var rest = end &- start
        while rest > 0 {
            let found = Words.matches(Words.load(pointer(at: start) + (rest &- 8)), byte)
            if found != 0 { return max(start, start &+ rest &- 1 &- found.leadingZeroBitCount / 8) }
            rest &-= 8
        }
        return start
    }

    /// How many such bytes there are.
    func count(of byte: UInt8, in range: Range<Int>) -> Int {
        let bytes = pointer(at: range.lowerBound)
        var count = 0
        var index = 0
        while range.count &- index >= 8 {
            count &+= Words.count(Words.matches(Words.load(bytes + index), byte))
            index &+= 8
        }
        let rest = range.count &- index
        return rest == 0 ? count : count &+ Words.count(Words.matches(Words.load(bytes + index, rest), byte))
    }

    /// Moves an empty window to where the input begins.
    mutating func begin(at offset: Int) {
        start = offset
        end = offset
    }

    mutating func discard(before offset: Int) {
        let kept = end - offset
        if offset > start, kept > 0 { bytes.update(from: bytes + (offset - start), count: kept) }
        start = offset
    }

    /// - Returns: room for at least `count` bytes after the last one, uninitialised, to be used before anything else.
    mutating func room(for count: Int) -> UnsafeMutableRawBufferPointer {
        let used = end - start
        if used + count > capacity { grow(to: max(used + count, capacity * 2)) }
        return UnsafeMutableRawBufferPointer(start: bytes + used, count: capacity - used)
    }

    /// Takes bytes that were written into the room.
    mutating func extend(by count: Int) {
        end += count
    }

    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
        room(for: piece.count).copyMemory(from: UnsafeRawBufferPointer(piece))
        extend(by: piece.count)
    }

    private mutating func grow(to newCapacity: Int) {
        let larger = Self.allocate(newCapacity)
        larger.initialize(from: bytes, count: end - start)
        (bytes - Self.padding).deallocate()
        bytes = larger
        capacity = newCapacity
    }
}
