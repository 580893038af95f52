/// The UTF-8 of the input that is still needed: what libxml2 has not got yet, and what stands between the last place
/// that was counted and there. Offsets are those of the whole input.
///
/// Owns its memory, which moves to the front what is kept and grows only for a construct that is larger than it.
struct InputWindow: ~Copyable {
    /// Readable bytes after the last one in use, so that a word can be loaded at every offset.
    static let padding = 16

    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Of the first byte kept.
    private(set) var start: Int
    /// Of the byte after the last one.
    private(set) var end: Int

    init(offset: Int) {
        capacity = 0
        bytes = .allocate(capacity: Self.padding)
        start = offset
        end = offset
    }

    deinit {
        bytes.deallocate()
    }

    /// At `offset`, which is in the window or at its end.
    func pointer(at offset: Int) -> UnsafePointer<UInt8> {
        UnsafePointer(bytes + (offset - start))
    }

    subscript(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: pointer(at: range.lowerBound), count: range.count)
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
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity + Self.padding)
        larger.initialize(from: bytes, count: end - start)
        bytes.deallocate()
        bytes = larger
        capacity = newCapacity
    }
}
