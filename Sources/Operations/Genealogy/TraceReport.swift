/// What a lot was made of and what became of it, for people: both trees of it as lines, and as a value for
/// JSON.
///
/// A lot that several ways lead to has its branches where it is met first, and is only named elsewhere.
package struct TraceReport: Hashable, Sendable, Codable {
    /// A lot under the lot that it went into or was made into.
    package struct Entry: Hashable, Sendable, Codable {
        /// 1 directly below the lot asked for.
        package let level: Int
        package let lot: LotNode
        package let material: Identifier?
        /// What of this lot went in, or came out, here.
        package let quantity: Quantity?
        /// See ``GenealogyTrace/Step/attributed``.
        package let attributed: Quantity?
        /// Nil where a sub-lot is a part of its lot, or the other way round.
        package let transformation: Identifier?
        package let kind: Transformation.Kind?
        package let job: Identifier?
        package let at: Instant?
        /// Its branches stand at an earlier entry.
        package let isShownBefore: Bool
    }

    package let lot: LotReference
    package let material: Identifier?
    package let madeFrom: [Entry]
    package let wentInto: [Entry]
    /// Entries that there was no room for, in both directions.
    package let omitted: Int
}

extension LotGraph {
    /// - Parameters:
    ///   - lot: that is asked for.
    ///   - mode: how quantities are followed.
    ///   - limit: of the entries in each direction.
    /// - Returns: Both trees.
    /// - Throws: ``GenealogyError/unknownLot(_:)``.
    package func report(
        on lot: LotReference, _ mode: AttributionMode = .proRata, limit: Int = 10_000
    ) throws(GenealogyError) -> TraceReport {
        let starts = try parts(of: lot)
        var back = TraceTree(graph: self, trace: try backward(lot, mode), limit: limit)
        var ahead = TraceTree(graph: self, trace: try forward(lot, mode), limit: limit)
        back.run()
        ahead.run()
        return TraceReport(
            lot: lot, material: starts.lazy.compactMap(material).first, madeFrom: back.entries,
            wentInto: ahead.entries, omitted: back.omitted + ahead.omitted)
    }
}

/// Walks through a trace in depth, with a stack of its own: chains may be long.
private struct TraceTree {
    private struct Branch {
        var node: Int32
        /// -1 for a containment.
        var step: Int32
        var level: Int
        var quantity: Quantity?
    }

    private let graph: LotGraph
    private let isForward: Bool
    private let starts: [Int32]
    private let limit: Int
    private var attributed: [Int32: Quantity] = [:]
    private var seen: Set<Int32> = []
    var entries: [TraceReport.Entry] = []
    var omitted = 0

    init(graph: LotGraph, trace: GenealogyTrace, limit: Int) {
        self.graph = graph
        self.limit = limit
        isForward = trace.direction == .forward
        starts = trace.starts.map(\.rawValue)
        for step in trace.steps { attributed[step.id.rawValue] = step.attributed }
    }

    mutating func run() {
        seen = Set(starts)
        var stack: [Branch] = []
        for start in starts.reversed() { stack.append(contentsOf: branches(of: start, level: 1).reversed()) }
        while let branch = stack.popLast() {
            if seen.contains(branch.node), starts.contains(branch.node) { continue }
            let isNew = seen.insert(branch.node).inserted
            if entries.count < limit {
                entries.append(entry(branch, isShownBefore: !isNew))
            } else {
                omitted += 1
            }
            guard isNew else { continue }
            stack.append(contentsOf: branches(of: branch.node, level: branch.level + 1).reversed())
        }
    }

    /// In the order in which they were told; each lot of a transformation once.
    private func branches(of node: Int32, level: Int) -> [Branch] {
        var steps: [Int32] = []
        (isForward ? graph.takers : graph.makers).collect(node, into: &steps)
        var result: [Branch] = []
        var last: Int32 = -1
        for step in steps where step != last {
            last = step
            let positions = isForward ? graph.outputPositions(of: step) : graph.inputPositions(of: step)
            var places: [Int32: Int] = [:]
            for position in positions where !graph.amounts.isIdentity(position) {
                let target = graph.amounts.nodes[position]
                let quantity = graph.amounts.quantity(position)
                if let place = places[target] {
                    let sum = [result[place].quantity, quantity].compactMap(\.self)
                    result[place].quantity = (try? sum.sum()) ?? nil
                } else {
                    places[target] = result.count
                    result.append(Branch(node: target, step: step, level: level, quantity: quantity))
                }
            }
        }
        var others: [Int32] = []
        graph.appendActiveContainers(of: node, forward: isForward, to: &others)
        result += others.map { Branch(node: $0, step: -1, level: level, quantity: nil) }
        return result
    }

    private func entry(_ branch: Branch, isShownBefore: Bool) -> TraceReport.Entry {
        let step = branch.step
        return TraceReport.Entry(
            level: branch.level, lot: graph.node(branch.node),
            material: graph.word(at: graph.materials[Int(branch.node)]), quantity: branch.quantity,
            attributed: attributed[branch.node], transformation: step < 0 ? nil : graph.id(of: step),
            kind: step < 0 ? nil : graph.kind(of: step), job: step < 0 ? nil : graph.job(of: step),
            at: step < 0 ? nil : graph.ends[Int(step)], isShownBefore: isShownBefore)
    }
}

extension TraceReport {
    /// Plain text, two blanks for each level.
    package var lines: [String] {
        var lines = [Self.title(.lot(lot), material)]
        lines.append("  made from" + (madeFrom.isEmpty ? " nothing that is known" : ""))
        lines += madeFrom.map { Self.line($0, share: "of it") }
        lines.append("  went into" + (wentInto.isEmpty ? " nothing that is known" : ""))
        lines += wentInto.map { Self.line($0, share: "of \(lot)") }
        if omitted > 0 { lines.append("  and \(omitted) more") }
        return lines
    }

    private static func title(_ lot: LotNode, _ material: Identifier?) -> String {
        lot.description + (material.map { " (\($0))" } ?? "")
    }

    private static func line(_ entry: Entry, share: String) -> String {
        // A chain of thousands would be all margin.
        var text = String(repeating: "  ", count: min(entry.level, 40) + 1)
        text += title(entry.lot, entry.material)
        if let quantity = entry.quantity { text += ", \(Self.text(quantity))" }
        if let attributed = entry.attributed, attributed != entry.quantity {
            text += " [\(Self.text(attributed)) \(share)]"
        }
        if let kind = entry.kind {
            text += ", \(kind.rawValue)"
            if let job = entry.job { text += " by job \(job)" }
            if let at = entry.at { text += " at \(at)" }
        } else {
            text += ", as a part"
        }
        return entry.isShownBefore ? text + ", see above" : text
    }

    private static func text(_ quantity: Quantity) -> String {
        quantity.unit.map { "\(quantity.value) \($0)" } ?? quantity.value.lexicalForm
    }
}
