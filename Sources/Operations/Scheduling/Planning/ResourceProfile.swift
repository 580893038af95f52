/// How much of a cumulative resource is held over time, as steps in ascending order.
struct ResourceProfile {
    private let capacity: Int
    /// The amount of `held[i]` is held from `times[i]` to `times[i + 1]`.
    private var times: [Int] = []
    private var held: [Int] = []

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The start when so much is free all the time; otherwise the end of the last step of the time that has
    /// too little, before which there is no place.
    func earliest(_ amount: Int, from start: Int, to end: Int) -> Int {
        var result = start
        var index = max(0, firstStep(after: start) - 1)
        while index < times.count, times[index] < end {
            let stepEnd = index + 1 < times.count ? times[index + 1] : Int.max
            if held[index] + amount > capacity, stepEnd > start { result = stepEnd }
            index += 1
        }
        return result
    }

    mutating func add(_ amount: Int, from start: Int, to end: Int) {
        guard amount > 0, start < end else { return }
        let from = split(at: start)
        let to = split(at: end)
        for index in from..<to { held[index] += amount }
    }

    private mutating func split(at time: Int) -> Int {
        let index = firstStep(after: time)
        if index > 0, times[index - 1] == time { return index - 1 }
        times.insert(time, at: index)
        held.insert(index > 0 ? held[index - 1] : 0, at: index)
        return index
    }

    private func firstStep(after time: Int) -> Int {
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] > time { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// A queue of operations by ascending key, then by index.
struct EarliestFirst {
    private var heap: [(key: Int, operation: Int32)] = []

    mutating func push(_ operation: Int32, key: Int) {
        heap.append((key, operation))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func pop() -> Int32? {
        guard let result = heap.first?.operation, let end = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return result }
        heap[0] = end
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { return result }
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < heap[parent] else { return result }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
