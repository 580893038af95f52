/// The transformations at each node: those told before the last sealing in one compressed sparse row array,
/// those told since as a chain for each node.
///
/// Sealing costs time in proportion to everything, and is done when the tail has grown by half: each item is
/// moved a constant number of times.
struct Adjacency: Sendable {
    /// Of the sealed nodes; one more than there are.
    private var offsets: [Int32] = [0]
    private var items: [Int32] = []
    /// The newest of the tail, by node; -1 ends the chain.
    private var tailFirst = SparseColumn()
    private var nodeCount = 0
    private var tailNext: [Int32] = []
    private var tailItems: [Int32] = []

    private static let smallestTail = 4_096

    var count: Int { items.count + tailItems.count }

    mutating func addNode() {
        nodeCount += 1
    }

    /// Nodes without items only.
    mutating func removeNodes(downTo count: Int) {
        nodeCount = count
        tailFirst.removeLast(downTo: count)
    }

    mutating func append(_ item: Int32, to node: Int32) {
        tailNext.append(tailFirst[Int(node)])
        tailFirst[Int(node)] = Int32(tailItems.count)
        tailItems.append(item)
        if tailItems.count > max(Self.smallestTail, items.count / 2) { seal() }
    }

    func isEmpty(_ node: Int32) -> Bool {
        tailFirst[Int(node)] < 0 && sealed(node).isEmpty
    }

    /// Appends the items of a node in the order in which they were told.
    func collect(_ node: Int32, into buffer: inout [Int32]) {
        buffer.append(contentsOf: items[sealed(node)])
        let start = buffer.count
        var position = tailFirst[Int(node)]
        guard position >= 0 else { return }
        while position >= 0 {
            buffer.append(tailItems[Int(position)])
            position = tailNext[Int(position)]
        }
        buffer[start...].reverse()
    }

    private func sealed(_ node: Int32) -> Range<Int> {
        let position = Int(node)
        guard position + 1 < offsets.count else { return 0..<0 }
        return Int(offsets[position])..<Int(offsets[position + 1])
    }

    /// Moves the tail into the compressed array.
    mutating func seal() {
        guard !tailItems.isEmpty || offsets.count != nodeCount + 1 else { return }
        var merged: [Int32] = []
        merged.reserveCapacity(count)
        var bounds: [Int32] = [0]
        bounds.reserveCapacity(nodeCount + 1)
        for node in 0..<Int32(nodeCount) {
            collect(node, into: &merged)
            bounds.append(Int32(merged.count))
        }
        tailFirst.removeAll()
        items = merged
        offsets = bounds
        tailNext = []
        tailItems = []
    }
}
