/// Keeping the graph acyclic: each node and each step has a level that rises along every edge.
///
/// A new edge that respects the levels costs nothing. One that does not raises what lies behind it, in the
/// order of the levels that were, each vertex once; what reaches an input of the new step is a cycle.
extension LotGraph {
    /// Nodes as they are, steps as their complement.
    private typealias Vertex = Int32

    private struct Change {
        var vertex: Vertex
        var level: Int32
    }

    private static var furthest: Int32 { .max / 2 }

    /// Puts the step between its inputs and its outputs, new versions where an output of a rework is its own
    /// ancestor.
    ///
    /// - Returns: The level of the step.
    /// - Throws: ``GenealogyError/cycle(transformation:path:)``, with all levels as they were.
    mutating func order(_ draft: inout Draft, of transformation: Transformation) throws(GenealogyError)
        -> Int32
    {
        let inputs = draft.inputs.filter(draft.isEdge(input:))
        for node in inputs { nodeFlags[Int(node)].insert(.isInput) }
        defer { for node in inputs { nodeFlags[Int(node)].remove(.isInput) } }
        let level = level(between: inputs, and: draft.outputs.filter(draft.isEdge(output:)))
        guard abs(level) < Self.furthest else { throw .tooLarge("transformations one after another") }
        for node in inputs where !hasAncestors(node) {
            nodeLevels[Int(node)] = min(nodeLevels[Int(node)], level - 1)
        }
        var changes: [Change] = []
        for position in draft.outputs.indices where draft.isEdge(output: draft.outputs[position]) {
            let output = draft.outputs[position]
            if !draft.toldVersions.contains(output), raise(output, to: level + 1, &changes) { continue }
            let isWork = nodeFlags[Int(output)].contains(.work)
            guard transformation.kind == .rework || isWork else {
                undo(&changes, downTo: 0)
                throw .cycle(transformation: transformation.id.text, path: pathToInput(from: output))
            }
            draft.outputs[position] = try newVersion(of: output, at: transformation.at, &draft)
            nodeLevels[Int(draft.outputs[position])] = level + 1
            // What the job had in process before is still in there.
            if isWork { draft.inputs.append(output) }
        }
        for part in draft.newParts { link(part, &changes) }
        return level
    }

    private func level(between inputs: [Int32], and outputs: [Int32]) -> Int32 {
        if let highest = inputs.lazy.filter(hasAncestors).map({ self.nodeLevels[Int($0)] }).max() {
            return highest + 1
        }
        if let lowest = outputs.lazy.filter(hasDescendants).map({ self.nodeLevels[Int($0)] }).min() {
            return lowest - 1
        }
        return (inputs.lazy.map { self.nodeLevels[Int($0)] }.max() ?? -1) + 1
    }

    private func hasAncestors(_ node: Int32) -> Bool {
        !nodeFlags[Int(node)].isDisjoint(with: [.takenFromLot, .hasSubLots]) || !makers.isEmpty(node)
    }

    private func hasDescendants(_ node: Int32) -> Bool {
        !nodeFlags[Int(node)].isDisjoint(with: [.partOfLot, .hasSubLots]) || !takers.isEmpty(node)
    }

    /// Makes a new sub-lot a part of its lot, unless it was made from that lot.
    private mutating func link(_ part: Int32, _ changes: inout [Change]) {
        guard raise(parents[Int(part)], to: nodeLevels[Int(part)] + 1, &changes) else { return }
        nodeFlags[Int(part)].insert(.partOfLot)
    }

    /// False when an input is reached; the levels are then as they were before the call.
    private mutating func raise(_ node: Int32, to level: Int32, _ changes: inout [Change]) -> Bool {
        if nodeFlags[Int(node)].contains(.isInput) { return false }
        guard nodeLevels[Int(node)] < level else { return true }
        let mark = changes.count
        var pending = LevelQueue()
        lift(node, to: level, &pending, &changes)
        var steps: [Int32] = []
        while let vertex = pending.popFirst() {
            steps.removeAll(keepingCapacity: true)
            if vertex < 0 {
                for position in outputPositions(of: ~vertex) where !amounts.isIdentity(position) {
                    steps.append(amounts.nodes[position])
                }
            } else {
                takers.collect(vertex, into: &steps)
                for index in steps.indices { steps[index] = ~steps[index] }
                appendContainers(of: vertex, forward: true, to: &steps)
            }
            let next = self.level(vertex) + 1
            for successor in steps {
                if successor >= 0, nodeFlags[Int(successor)].contains(.isInput) {
                    undo(&changes, downTo: mark)
                    return false
                }
                lift(successor, to: next, &pending, &changes)
            }
        }
        return true
    }

    private mutating func lift(
        _ vertex: Vertex, to level: Int32, _ pending: inout LevelQueue, _ changes: inout [Change]
    ) {
        let old = self.level(vertex)
        guard old < level else { return }
        changes.append(Change(vertex: vertex, level: old))
        // One that waits already keeps its turn: whatever leads to it had a lower level and comes before.
        pending.insert(vertex, level: old)
        set(vertex, level)
    }

    private mutating func undo(_ changes: inout [Change], downTo count: Int) {
        while changes.count > count {
            let change = changes.removeLast()
            set(change.vertex, change.level)
        }
    }

    private func level(_ vertex: Vertex) -> Int32 {
        vertex < 0 ? stepLevels[Int(~vertex)] : nodeLevels[Int(vertex)]
    }

    private mutating func set(_ vertex: Vertex, _ level: Int32) {
        if vertex < 0 { stepLevels[Int(~vertex)] = level } else { nodeLevels[Int(vertex)] = level }
    }

    /// The lot that a part belongs to, and what was taken out of a lot; backward the opposite.
    func appendContainers(of node: Int32, forward: Bool, to buffer: inout [Int32]) {
        let flags = nodeFlags[Int(node)]
        if flags.contains(forward ? .partOfLot : .takenFromLot) { buffer.append(parents[Int(node)]) }
        guard flags.contains(.hasSubLots) else { return }
        let wanted: NodeFlags = forward ? .takenFromLot : .partOfLot
        for child in children[node] ?? [] where nodeFlags[Int(child)].contains(wanted) {
            buffer.append(child)
        }
    }

    /// A shortest way down to a node that is marked as an input.
    private func pathToInput(from start: Int32) -> [LotNode] {
        var before: [Int32: Int32] = [:]
        var queue = [start]
        var position = 0
        var buffer: [Int32] = []
        while position < queue.count {
            let node = queue[position]
            position += 1
            if nodeFlags[Int(node)].contains(.isInput) {
                var path = [node]
                while let last = path.last, last != start, let previous = before[last] {
                    path.append(previous)
                }
                return path.reversed().map(self.node)
            }
            buffer.removeAll(keepingCapacity: true)
            appendSuccessors(of: node, to: &buffer)
            for next in buffer where next != start && before[next] == nil {
                before[next] = node
                queue.append(next)
            }
        }
        return [node(start)]
    }

    /// Every node that one step or containment leads to, repetitions included.
    func appendSuccessors(of node: Int32, to buffer: inout [Int32]) {
        var steps: [Int32] = []
        takers.collect(node, into: &steps)
        for step in steps {
            for position in outputPositions(of: step) where !amounts.isIdentity(position) {
                buffer.append(amounts.nodes[position])
            }
        }
        appendContainers(of: node, forward: true, to: &buffer)
    }

    func inputPositions(of step: Int32) -> Range<Int> {
        Int(starts[Int(step)])..<Int(outputStarts[Int(step)])
    }

    /// Without the losses.
    func outputPositions(of step: Int32) -> Range<Int> {
        let start = Int(outputStarts[Int(step)])
        var end = Int(starts[Int(step) + 1])
        while end > start, amounts.nodes[end - 1] < 0 { end -= 1 }
        return start..<end
    }

    func lossPositions(of step: Int32) -> Range<Int> {
        outputPositions(of: step).upperBound..<Int(starts[Int(step) + 1])
    }
}

/// Vertices by level, the lowest first, as a binary heap.
private struct LevelQueue {
    private var heap: [(level: Int32, vertex: Int32)] = []
    private var known: Set<Int32> = []

    /// The first level that is told of a vertex counts.
    mutating func insert(_ vertex: Int32, level: Int32) {
        guard known.insert(vertex).inserted else { return }
        heap.append((level, vertex))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].level < heap[parent].level else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func popFirst() -> Int32? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first.vertex }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if heap[child].level < heap[least].level { least = child }
            }
            guard least != parent else { return first.vertex }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
