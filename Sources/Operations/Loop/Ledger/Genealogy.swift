/// Which lots went into which: one transformation a job, lots as nodes.
///
/// Source: ISA-95 Part 3, product tracking and genealogy.
package struct Genealogy: Codable, Hashable, Sendable {
    /// What one job made out of what; keys of lots, each once, in the order of the first record.
    package struct Transformation: Codable, Hashable, Sendable {
        package internal(set) var inputs: [String] = []
        package internal(set) var outputs: [String] = []
    }

    /// By job.
    package private(set) var transformations = Shelf<Transformation>()
    /// By lot, the jobs that took from it and those that put into it.
    private var takers = Shelf<[String]>()
    private var makers = Shelf<[String]>()

    mutating func settle() {
        transformations.settle()
        takers.settle()
        makers.settle()
    }

    mutating func record(job: String, lot: String, direction: Movement.Direction) {
        var transformation = transformations[job] ?? Transformation()
        switch direction {
        case .consumed:
            guard !transformation.inputs.contains(lot) else { return }
            transformation.inputs.append(lot)
            takers[lot, default: []].append(job)
        case .produced, .scrapped:
            guard !transformation.outputs.contains(lot) else { return }
            transformation.outputs.append(lot)
            makers[lot, default: []].append(job)
        }
        transformations[job] = transformation
    }

    /// Whether anything was made of a lot, or a lot was made.
    package func names(_ lot: String) -> Bool { takers[lot] != nil || makers[lot] != nil }

    /// The jobs that put into a lot, in the order of the first record.
    package func makers(of lot: String) -> [String] { makers[lot] ?? [] }

    /// Every lot that went into this one, directly or not, in alphabetical order.
    package func backward(from lot: String) -> [String] {
        reach(lot) { (makers[$0] ?? []).flatMap { transformations[$0]?.inputs ?? [] } }
    }

    /// Every lot that this one went into, directly or not, in alphabetical order.
    package func forward(from lot: String) -> [String] {
        reach(lot) { (takers[$0] ?? []).flatMap { transformations[$0]?.outputs ?? [] } }
    }

    /// Ends on rework too, where a lot comes back to itself.
    private func reach(_ start: String, _ next: (String) -> [String]) -> [String] {
        var seen: Set<String> = [start]
        var queue = [start]
        while let lot = queue.popLast() {
            for neighbour in next(lot) where seen.insert(neighbour).inserted { queue.append(neighbour) }
        }
        seen.remove(start)
        return seen.sorted()
    }
}
