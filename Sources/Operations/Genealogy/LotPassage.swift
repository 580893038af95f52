/// All that lies between two lots: how the one got into the other.
package struct LotPassage: Hashable, Sendable {
    /// Both ends included, in the order in which they are made; empty when there is no way.
    package let lots: [LotID]
    /// Positions in the graph, in the order of appending.
    package let transformations: [Int]
    /// Ways through lots and transformations; the largest number when there are more.
    package let ways: UInt64
    /// A shortest way.
    package let shortest: [LotID]
}

extension LotGraph {
    /// The ways from one lot, its sub-lots and versions to another.
    ///
    /// - Throws: ``GenealogyError/unknownLot(_:)``.
    package func between(_ start: LotReference, _ end: LotReference) throws(GenealogyError) -> LotPassage {
        let starts = try parts(of: start).map(\.rawValue)
        let ends = try parts(of: end).map(\.rawValue)
        let down = reach(from: starts, .forward)
        let up = reach(from: ends, .backward)
        let nodes = down.nodes.filter(up.nodePositions.contains).sorted {
            (nodeLevels[Int($0)], $0) < (nodeLevels[Int($1)], $1)
        }
        let steps = down.steps.filter(up.stepPositions.contains).sorted()
        return LotPassage(
            lots: nodes.map(LotID.init(rawValue:)), transformations: steps.map(Int.init),
            ways: ways(from: Set(starts), to: Set(ends), through: nodes, steps),
            shortest: shortest(from: starts, to: ends, through: nodes).map(LotID.init(rawValue:)))
    }

    /// Counted in topological order, each way from its first start to its last end.
    private func ways(
        from starts: Set<Int32>, to ends: Set<Int32>, through nodes: [Int32], _ steps: [Int32]
    ) -> UInt64 {
        var counts: [Int32: UInt64] = [:]
        let inside = Set(nodes)
        let used = Set(steps)
        var total: UInt64 = 0
        for node in nodes {
            let known = counts[node] ?? 0
            let count = starts.contains(node) ? Self.saturating(known, 1) : known
            if ends.contains(node) { total = Self.saturating(total, count) }
            for next in successors(of: node, used) where inside.contains(next) {
                counts[next] = Self.saturating(counts[next] ?? 0, count)
            }
        }
        return total
    }

    private static func saturating(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }

    /// One for each pair of a step and an output of it, each once.
    private func successors(of node: Int32, _ used: Set<Int32>) -> [Int32] {
        var steps: [Int32] = []
        takers.collect(node, into: &steps)
        var result: [Int32] = []
        var last: Int32 = -1
        for step in steps where step != last && used.contains(step) {
            last = step
            var outputs: Set<Int32> = []
            for position in outputPositions(of: step) where !amounts.isIdentity(position) {
                let output = amounts.nodes[position]
                if outputs.insert(output).inserted { result.append(output) }
            }
        }
        appendActiveContainers(of: node, forward: true, to: &result)
        return result
    }

    private func shortest(from starts: [Int32], to ends: [Int32], through nodes: [Int32]) -> [Int32] {
        let inside = Set(nodes)
        let targets = Set(ends)
        var before: [Int32: Int32] = [:]
        var queue = starts.filter(inside.contains)
        var known = Set(queue)
        var position = 0
        while position < queue.count {
            let node = queue[position]
            position += 1
            if targets.contains(node) {
                var path = [node]
                while let last = path.last, let previous = before[last] { path.append(previous) }
                return path.reversed()
            }
            var buffer: [Int32] = []
            appendSuccessors(of: node, to: &buffer)
            for next in buffer where inside.contains(next) && known.insert(next).inserted {
                before[next] = node
                queue.append(next)
            }
        }
        return []
    }
}
