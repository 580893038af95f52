import Diagnostics
import Mapping
import XMLSchema

/// One noun on its way through the mappings: which of its values became which.
struct NounLineage {
    /// Where a value of the last mapping's output comes from.
    struct Ancestry {
        let origin: Trace.Origin
        let rules: [Place]
        let tableRows: [Place]
        /// Nodes of the first mapping's input. Nil where the value itself was not read.
        let source: Int32?
        let others: [Int32]
    }

    /// What became of a value of the first mapping's input.
    struct Destiny {
        let fate: Explanation.Fate
        var reason: String?
        var rule: Place?
    }

    let steps: [Conversion.Step]
    /// Of each step, by node of its output.
    private let writers: [[Int32: Trace.Link]]
    /// Of each step, by node of its input: the nodes of the output that it went into.
    private let uses: [[Int32: [Int32]]]

    /// - Parameter steps: of one noun, in their order.
    init(_ steps: [Conversion.Step]) {
        self.steps = steps
        writers = steps.map { step in
            Dictionary((step.trace?.links ?? []).map { ($0.output, $0) }, uniquingKeysWith: { $1 })
        }
        uses = writers.map { writers in
            var uses: [Int32: [Int32]] = [:]
            for link in writers.values {
                for input in link.inputs { uses[input, default: []].append(link.output) }
            }
            return uses
        }
    }

    /// Nil where nothing is known.
    func ancestry(of node: Int32) -> Ancestry? {
        var chain: [Trace.Link] = []
        var wanted = node
        for writers in writers.reversed() where wanted >= 0 {
            guard let link = writers[wanted] else { return nil }
            chain.append(link)
            wanted = link.input
        }
        guard let first = chain.last, let last = chain.first else { return nil }
        let source = wanted >= 0 ? wanted : nil
        // What one mapping has put in the place of an empty value is not given because the next one copies it.
        let isFallback = chain.contains { $0.origin == .fallback }
        let origin = source == nil ? first.origin : isFallback ? .fallback : last.origin
        return Ancestry(
            origin: origin, rules: chain.reversed().map(\.rule),
            tableRows: chain.reversed().compactMap(\.tableRow), source: source,
            others: sources(of: [node]).filter { $0 != source })
    }

    /// The nodes of the first input that went into nodes of the last output, each once.
    private func sources(of nodes: [Int32]) -> [Int32] {
        var current = nodes
        for writers in writers.reversed() {
            var seen: Set<Int32> = []
            current = current.flatMap { writers[$0]?.inputs ?? [] }.filter { seen.insert($0).inserted }
        }
        return current
    }

    /// What became of a node of the input of a step, in all steps from there on.
    func destiny(of node: Int32, in step: Int = 0) -> Destiny {
        if let loss = loss(of: node, in: step) {
            guard let declared = loss.declared else { return Destiny(fate: .ignoredByAccident) }
            return Destiny(fate: .ignoredDeclared, reason: declared.reason, rule: declared.rule)
        }
        let made = (uses[step][node] ?? []).filter { steps[step].output.node(at: $0).record.valueLength > 0 }
        guard !made.isEmpty else { return Destiny(fate: .read, rule: steps[step].trace?.readers[node]) }
        guard step + 1 < steps.count else { return Destiny(fate: .written) }
        let destinies = made.map { destiny(of: $0, in: step + 1) }
        return destinies.max { $0.weight < $1.weight } ?? Destiny(fate: .read)
    }

    /// That of the node, or of what it stands in.
    private func loss(of node: Int32, in step: Int) -> Trace.Loss? {
        guard let losses = steps[step].trace?.losses, !losses.isEmpty else { return nil }
        let root = steps[step].input
        var current: Node? = root.document.node(at: node)
        while let node = current {
            if let loss = losses[node.index] { return loss }
            current = node.index == root.index ? nil : node.parent
        }
        return nil
    }
}

extension NounLineage.Destiny {
    /// Of several, the heaviest counts: what is somewhere in the output is not lost.
    fileprivate var weight: Int {
        switch fate {
        case .written: 3
        case .ignoredByAccident: 2
        case .ignoredDeclared: 1
        case .read, .envelope: 0
        }
    }
}

extension Trace.Link {
    fileprivate var inputs: [Int32] { (input >= 0 ? [input] : []) + others }
}
