/// Memory that grows at its end and is used again: no reference counting, no copies on write.
///
/// The owner keeps the indices right; nothing is checked here.
struct Stack<Element: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit {
        base.deallocate()
    }

    /// The last element.
    var top: UnsafeMutablePointer<Element> {
        @inline(__always) get { base + (count - 1) }
    }

    /// Where the next element goes: memory that is not initialised, good until something is pushed. It belongs to the
    /// stack after ``advance()``.
    @inline(__always)
    mutating func next() -> UnsafeMutablePointer<Element> {
        if count == capacity { grow(to: count + 1) }
        return base + count
    }

    @inline(__always)
    mutating func advance() {
        count += 1
    }

    @inline(__always)
    mutating func push(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        (base + count).initialize(to: element)
        count += 1
    }

    @inline(__always)
    mutating func append(_ elements: UnsafeBufferPointer<Element>) {
        guard let start = elements.baseAddress else { return }
        if count + elements.count > capacity { grow(to: count + elements.count) }
        (base + count).initialize(from: start, count: elements.count)
        count += elements.count
    }

    /// Only ever to fewer elements.
    @inline(__always)
    mutating func truncate(to count: Int) {
        self.count = count
    }

    /// Gives the memory away and starts with new one.
    mutating func take() -> UnsafeMutableBufferPointer<Element> {
        let taken = UnsafeMutableBufferPointer(start: base, count: count)
        capacity = 64
        base = .allocate(capacity: capacity)
        count = 0
        return taken
    }

    func withElements<Result>(_ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
        body(UnsafeBufferPointer(start: base, count: count))
    }

    @inline(never)
    private mutating func grow(to needed: Int) {
        capacity = max(capacity * 2, needed)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.initialize(from: base, count: count)
        base.deallocate()
        base = larger
    }
}
