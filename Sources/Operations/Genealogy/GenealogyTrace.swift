package import Diagnostics

/// How quantities are followed through lots that were mixed.
package enum AttributionMode: String, Hashable, Sendable, Codable, CaseIterable {
    /// Each output got its share by quantity: nothing appears and nothing gets lost.
    case proRata
    /// Each output may have got all of it: an upper bound for each lot by itself.
    case worstCase
}

/// What a lot went into, or what it was made of: a part of a ``LotGraph`` without circles, and with it the
/// transformations as evidence.
package struct GenealogyTrace: Hashable, Sendable {
    /// Nodes and transformations, in the order of distance and then of first mention.
    package struct Step: Hashable, Sendable {
        package let id: LotID
        /// Transformations and containments from the nearest start; 0 for the start itself.
        package let depth: Int
        /// Forward the quantity of the start that is attributed to this lot, in the unit of the start.
        /// Backward the quantity of this lot that is attributed to the start, in the unit of this lot. In
        /// both cases all that ever passed through it, not what is still there. Nil when there is no
        /// quantity to go by.
        package let attributed: Quantity?
        /// Forward of ``attributed`` what was not passed on.
        package let remaining: Quantity?
    }

    package let direction: TraceDirection
    package let mode: AttributionMode
    /// The lot asked for, with its sub-lots and versions.
    package let starts: [LotID]
    /// The starts first.
    package let steps: [Step]
    /// Positions in the graph, in the order of appending.
    package let transformations: [Int]
    /// Forward what came out as declared loss or went into a transformation without outputs.
    package let ended: Quantity?
    /// What the quantities rest upon besides what was recorded.
    package let findings: [Finding]

    /// Without the starts.
    package var reached: some Sequence<Step> { steps.lazy.filter { $0.depth > 0 } }
}

extension LotGraph {
    /// Where a lot was used.
    ///
    /// - Throws: ``GenealogyError/unknownLot(_:)``.
    package func forward(_ lot: LotReference, _ mode: AttributionMode = .proRata) throws(GenealogyError)
        -> GenealogyTrace
    {
        try trace(lot, .forward, mode)
    }

    /// Where a lot came from.
    ///
    /// - Throws: ``GenealogyError/unknownLot(_:)``.
    package func backward(_ lot: LotReference, _ mode: AttributionMode = .proRata) throws(GenealogyError)
        -> GenealogyTrace
    {
        try trace(lot, .backward, mode)
    }

    package func trace(_ lot: LotReference, _ direction: TraceDirection, _ mode: AttributionMode)
        throws(GenealogyError) -> GenealogyTrace
    {
        let starts = try parts(of: lot)
        let reach = reach(from: starts.map(\.rawValue), direction)
        var attribution = Attribution(graph: self, reach: reach, mode: mode)
        if direction == .forward { attribution.runForward() } else { attribution.runBackward() }
        let order = reach.nodes.indices.sorted {
            (reach.depths[$0], reach.nodes[$0]) < (reach.depths[$1], reach.nodes[$1])
        }
        let steps = order.map { position in
            GenealogyTrace.Step(
                id: LotID(rawValue: reach.nodes[position]), depth: Int(reach.depths[position]),
                attributed: attribution.attributed(position), remaining: attribution.remaining(position))
        }
        return GenealogyTrace(
            direction: direction, mode: mode, starts: starts, steps: steps,
            transformations: reach.steps.map(Int.init).sorted(), ended: attribution.ended,
            findings: attribution.findings(of: lot))
    }
}
