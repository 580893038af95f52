/// A column of numbers of which -1, for none, takes no room behind the last that is another.
struct SparseColumn: Hashable, Sendable {
    private var values: [Int32] = []

    subscript(position: Int) -> Int32 {
        get { position < values.count ? values[position] : -1 }
        set {
            if position >= values.count {
                guard newValue != -1 else { return }
                while values.count < position { values.append(-1) }
                values.append(newValue)
            } else {
                values[position] = newValue
            }
        }
    }

    /// Sets everything from there on to none.
    mutating func removeLast(downTo count: Int) {
        if values.count > count { values.removeLast(values.count - count) }
    }

    /// Sets everything to none, and gives back the room.
    mutating func removeAll() {
        values = []
    }
}
