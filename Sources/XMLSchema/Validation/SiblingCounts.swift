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

    /// So many names of one element are looked through one by one. No type of B2MML has more, a hostile document may.
    private static let few = 128

    /// Where the counts beyond the first few of an element are, for the elements that are open.
    private var others: [Key: Int] = [:]

    private struct Key: Hashable {
        let first: Int
        let name: Int32
    }

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
            guard counts.count - parent.pointee.firstCount < Self.few else {
                return addSearching(name, first: parent.pointee.firstCount)
            }
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
        var index = min(counts.count, first + Self.few) - 1
        while index >= first {
            if counts.base[index].name == name { return addOne(at: index) }
            index -= 1
        }
        let isFew = counts.count - first < Self.few
        if !isFew, let index = others[Key(first: first, name: name.rawValue)] { return addOne(at: index) }
        if !isFew { others[Key(first: first, name: name.rawValue)] = counts.count }
        counts.push(Count(name: name, count: 1))
        return 1
    }

    private mutating func addOne(at index: Int) -> Int32 {
        counts.base[index].count += 1
        return counts.base[index].count
    }

    @inline(__always)
    mutating func remove(from first: Int) {
        if counts.count - first > Self.few { forgetOthers(from: first) }
        counts.truncate(to: first)
    }

    @inline(never)
    private mutating func forgetOthers(from first: Int) {
        for index in (first + Self.few)..<counts.count {
            others[Key(first: first, name: counts.base[index].name.rawValue)] = nil
        }
    }
}
