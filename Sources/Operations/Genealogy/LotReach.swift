/// Which way a trace goes.
package enum TraceDirection: String, Hashable, Sendable, Codable, CaseIterable {
    /// Where-used: what was made of a lot.
    case forward
    /// Where-from: what a lot was made of.
    case backward
}

/// What is reached from some nodes, in the order of distance, as numbers of one graph.
struct LotReach: Sendable {
    var nodes: [Int32] = []
    /// Steps and containments from the nearest start, by position in ``nodes``.
    var depths: [Int32] = []
    var steps: [Int32] = []
    var nodePositions = IndexMap()
    var stepPositions = IndexMap()

    mutating func add(_ node: Int32, depth: Int32) {
        guard nodePositions.insert(node) else { return }
        nodes.append(node)
        depths.append(depth)
    }
}

extension LotGraph {
    /// Breadth first; time and space in proportion to what is reached.
    func reach(from starts: some Sequence<Int32>, _ direction: TraceDirection) -> LotReach {
        var reach = LotReach()
        for start in starts { reach.add(start, depth: 0) }
        let forward = direction == .forward
        var steps: [Int32] = []
        var contained: [Int32] = []
        var position = 0
        while position < reach.nodes.count {
            let node = reach.nodes[position]
            let depth = reach.depths[position] + 1
            position += 1
            steps.removeAll(keepingCapacity: true)
            if forward { takers.collect(node, into: &steps) } else { makers.collect(node, into: &steps) }
            for step in steps where reach.stepPositions.insert(step) {
                reach.steps.append(step)
                let targets = forward ? outputPositions(of: step) : inputPositions(of: step)
                for position in targets where !amounts.isIdentity(position) {
                    reach.add(amounts.nodes[position], depth: depth)
                }
            }
            guard !nodeFlags[Int(node)].isDisjoint(with: .containment) else { continue }
            contained.removeAll(keepingCapacity: true)
            appendActiveContainers(of: node, forward: forward, to: &contained)
            for next in contained { reach.add(next, depth: depth) }
        }
        return reach
    }

    /// As ``appendContainers(of:forward:to:)``, without the lots that nothing was taken from as a whole: a
    /// sub-lot then did not get anywhere through them.
    func appendActiveContainers(of node: Int32, forward: Bool, to buffer: inout [Int32]) {
        let start = buffer.count
        appendContainers(of: node, forward: forward, to: &buffer)
        guard buffer.count > start else { return }
        if forward, nodeFlags[Int(node)].contains(.partOfLot), !isTakenAsWhole(parents[Int(node)]) {
            buffer.remove(at: start)
        } else if !forward, nodeFlags[Int(node)].contains(.hasSubLots), !isTakenAsWhole(node) {
            buffer.removeAll { nodeFlags[Int($0)].contains(.partOfLot) && parents[Int($0)] == node }
        }
    }

    private func isTakenAsWhole(_ lot: Int32) -> Bool {
        !takers.isEmpty(lot)
            || (children[lot] ?? []).contains { nodeFlags[Int($0)].contains(.takenFromLot) }
    }
}

extension LotGraph.NodeFlags {
    static let containment: LotGraph.NodeFlags = [.partOfLot, .takenFromLot, .hasSubLots]
}
