/// Where tags begin and end, from the guard that sees them first to the callbacks of libxml2 that report them.
///
/// First in, first out. One start mark for each start tag, one end mark for each end tag; an empty-element tag has
/// both. Owns its memory, which grows with the tags of one piece of input and is used again for the next.
struct MarkQueue: ~Copyable {
    struct Mark {
        /// Of `<` for a start, of the byte after `>` for an end.
        let offset: Int
        /// Counted from 1; 0 marks an end.
        let line: Int
        let column: Int

        var isStart: Bool { line > 0 }
    }

    private var storage: UnsafeMutablePointer<Mark>
    private var capacity: Int
    private var head = 0
    private var tail = 0

    init() {
        capacity = 1_024
        storage = .allocate(capacity: capacity)
    }

    deinit {
        storage.deallocate()
    }

    var isEmpty: Bool { head == tail }

    mutating func push(_ mark: Mark) {
        if tail == capacity { makeRoom() }
        (storage + tail).initialize(to: mark)
        tail += 1
    }

    mutating func pop() -> Mark? {
        guard head < tail else { return nil }
        let mark = storage[head]
        head += 1
        if head == tail {
            head = 0
            tail = 0
        }
        return mark
    }

    /// Moves the marks in use to the front, into twice the memory when they fill more than half of it.
    private mutating func makeRoom() {
        let count = tail - head
        if count > capacity / 2 {
            let larger = UnsafeMutablePointer<Mark>.allocate(capacity: capacity * 2)
            larger.initialize(from: storage + head, count: count)
            storage.deallocate()
            storage = larger
            capacity *= 2
        } else {
            storage.update(from: storage + head, count: count)
        }
        head = 0
        tail = count
    }
}
