package import Diagnostics

extension LotGraph {
    /// What is missing for an unbroken chain: lots that came from nowhere.
    ///
    /// A warning for each lot that was produced of nothing and not received, a note for each that was used and
    /// neither produced nor received. In the order of first mention.
    package func completenessFindings() -> [Finding] {
        var findings: [Finding] = []
        for node in 0..<Int32(nodeCount) where !nodeFlags[Int(node)].contains(.work) {
            let place = Place(path: "MaterialLot \(self.node(node))")
            switch origin(of: node) {
            case .known: break
            case .nothing:
                findings.append(
                    Finding(
                        "GEN-ORIGIN-1", .warning, at: place,
                        "it was produced out of nothing and not received",
                        advice: "Record what its job consumed."))
            case .untold:
                findings.append(
                    Finding(
                        "GEN-ORIGIN-2", .note, at: place, "it was used and neither produced nor received",
                        advice: "Record its receipt."))
            }
        }
        return findings
    }

    private enum Origin {
        case known, nothing, untold
    }

    private func origin(of node: Int32) -> Origin {
        var steps: [Int32] = []
        makers.collect(node, into: &steps)
        for step in steps where kind(of: step) == .receive || hasLotBefore(step) { return .known }
        guard steps.isEmpty else { return .nothing }
        // A sub-lot of a lot, or a lot of sub-lots, came with that.
        var others: [Int32] = []
        appendContainers(of: node, forward: false, to: &others)
        guard others.isEmpty, !takers.isEmpty(node) else { return .known }
        return .untold
    }

    /// Whether a lot went in, directly or by the work in process of the job.
    private func hasLotBefore(_ step: Int32) -> Bool {
        var pending = [step]
        while let step = pending.popLast() {
            for position in inputPositions(of: step) where !amounts.isIdentity(position) {
                let node = amounts.nodes[position]
                guard nodeFlags[Int(node)].contains(.work) else { return true }
                makers.collect(node, into: &pending)
            }
        }
        return false
    }
}
