import XMLStream

/// How many children of each name every open element has had: the positions of paths, without nodes.
///
/// The counts of an element lie behind those of its parent and go when it closes. Children of one name mostly come in a
/// run, so the last count is nearly always the one that is asked for; whether a name is new shows a bit of the frame.
struct SiblingCounts: ~Copyable {
    struct Count: BitwiseCopyable {
        let name: NameID
        var count: Int32
    }

    private var counts = Stack<Count>(capacity: 512)

    /// Where the counts of an element that opens now begin.
    var end: Int { counts.count }

    /// The counts of the innermost element, in the order in which its names came.
    func forEach(from first: Int, _ body: (Count) -> Void) {
        for index in first..<counts.count { body(counts.base[index]) }
    }

    /// Counts a child and answers its position among those of its name, from 1.
    @inline(__always)
    mutating func add(_ name: NameID, to parent: UnsafeMutablePointer<Frame>) -> Int32 {
        let bit: UInt64 = 1 << (UInt64(UInt32(bitPattern: name.rawValue)) & 63)
        if parent.pointee.namesSeen & bit == 0 {
            parent.pointee.namesSeen |= bit
            counts.push(Count(name: name, count: 1))
            return 1
        }
        let last = counts.top
        if last.pointee.name == name {
            last.pointee.count += 1
            return last.pointee.count
        }
        return addSearching(name, first: parent.pointee.firstCount)
    }

    @inline(never)
    private mutating func addSearching(_ name: NameID, first: Int) -> Int32 {
        var index = counts.count - 1
        while index >= first {
            if counts.base[index].name == name {
                counts.base[index].count += 1
                return counts.base[index].count
            }
            index -= 1
        }
        counts.push(Count(name: name, count: 1))
        return 1
    }

    @inline(__always)
    mutating func remove(from first: Int) {
        counts.truncate(to: first)
    }
}
