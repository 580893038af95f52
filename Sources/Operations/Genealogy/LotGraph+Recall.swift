extension LotGraph {
    /// The lots that a predicate describes and all that was made of them, by where they are.
    ///
    /// - Throws: ``GenealogyError/unknownLot(_:)`` for a lot that the predicate names.
    package func recall(_ predicate: RecallPredicate, _ sources: RecallSources = RecallSources())
        throws(GenealogyError) -> RecallSet
    {
        let seeds = try seeds(of: predicate, sources)
        let reach = reach(from: seeds, .forward)
        var sorter = RecallSorter(graph: self, sources: sources, reach: reach)
        return sorter.sort(seeds: seeds)
    }

    /// In the order of first mention.
    func seeds(of predicate: RecallPredicate, _ sources: RecallSources) throws(GenealogyError) -> [Int32] {
        var seeds: Set<Int32> = []
        for lot in predicate.lots { seeds.formUnion(try parts(of: lot).map(\.rawValue)) }
        if !predicate.materials.isEmpty {
            let wanted = Set(predicate.materials.compactMap { words.find($0.matchingKey) })
            for node in 0..<Int32(nodeCount) where wanted.contains(materials[Int(node)]) {
                seeds.insert(node)
            }
        }
        for test in sources.tests where Self.matches(test, predicate) {
            seeds.formUnion(((try? parts(of: test.lot)) ?? []).map(\.rawValue))
        }
        let places = Set(predicate.equipment.map(\.matchingKey))
        for stay in sources.stays where places.contains(stay.location.matchingKey) {
            guard Self.overlaps(stay.from, stay.to, predicate.window) else { continue }
            seeds.formUnion(((try? parts(of: stay.lot)) ?? []).map(\.rawValue))
        }
        if predicate.choosesTransformations { insertOutputs(of: predicate, &seeds) }
        return seeds.sorted()
    }

    private static func matches(_ test: LotTest, _ predicate: RecallPredicate) -> Bool {
        guard overlaps(test.at, test.at, predicate.window) else { return false }
        return predicate.tests.contains { criterion in
            criterion.test.matchingKey == test.test.matchingKey
                && (criterion.verdict == nil || criterion.verdict == test.verdict)
                && (criterion.gauge == nil || criterion.gauge?.matchingKey == test.gauge?.matchingKey)
        }
    }

    private static func overlaps(_ start: Instant, _ end: Instant?, _ window: Interval?) -> Bool {
        guard let window else { return true }
        return start < window.end && (end.map { $0 >= window.start } ?? true)
    }

    /// Circumstances are few: they are matched once, then each transformation by number and time.
    private func insertOutputs(of predicate: RecallPredicate, _ seeds: inout Set<Int32>) {
        let equipment = wanted(predicate.equipment)
        let persons = wanted(predicate.persons)
        let definitionVersions = wanted(predicate.definitionVersions)
        let partners = wanted(predicate.partners)
        let matches = circumstanceValues.map { value in
            (equipment?.contains(value.equipment) ?? true) && (persons?.contains(value.person) ?? true)
                && (definitionVersions?.contains(value.definitionVersion) ?? true)
                && (partners?.contains(value.partner) ?? true)
        }
        var wantedJobs: Set<Int32>?
        if !predicate.jobs.isEmpty {
            wantedJobs = Set(predicate.jobs.compactMap { jobs.find($0.matchingKey) })
        }
        for step in 0..<Int32(transformationCount) where matches[Int(circumstances[Int(step)])] {
            if let wantedJobs, !wantedJobs.contains(stepJobs[Int(step)]) { continue }
            let end = ends[Int(step)]
            guard Self.overlaps(start(of: step) ?? end, end, predicate.window) else { continue }
            for position in outputPositions(of: step) { seeds.insert(amounts.nodes[position]) }
        }
    }

    private func wanted(_ names: [Identifier]) -> Set<Int32>? {
        names.isEmpty ? nil : Set(names.compactMap { words.find($0.matchingKey) })
    }
}

/// Sorts the lots of a recall by where they are.
private struct RecallSorter {
    let graph: LotGraph
    let sources: RecallSources
    let reach: LotReach

    private var stock: [Identifier?: [RecallSet.Holding]] = [:]
    private var shipped: [Identifier?: [RecallSet.Use]] = [:]
    private var inProcess: [RecallSet.WorkInProcess] = []
    private var consumed: [RecallSet.Use] = []
    private var transformed: [LotReference] = []
    private var unaccounted: [LotReference] = []

    init(graph: LotGraph, sources: RecallSources, reach: LotReach) {
        self.graph = graph
        self.sources = sources
        self.reach = reach
    }

    mutating func sort(seeds: [Int32]) -> RecallSet {
        var lots: [LotReference] = []
        for node in reach.nodes.sorted() {
            switch graph.node(node) {
            case .work(let job): sort(work: node, of: job)
            case .lot(let lot):
                lots.append(lot)
                sort(node, lot)
            }
        }
        return RecallSet(
            seeds: seeds.compactMap { graph.node($0).reference }, lots: lots,
            inStock: Self.byName(stock).map { RecallSet.Stock(location: $0, holdings: $1) },
            inProcess: inProcess,
            shipped: Self.byName(shipped).map { RecallSet.Shipment(customer: $0, uses: $1) },
            consumed: consumed, transformed: transformed, unaccounted: unaccounted)
    }

    /// What nobody said comes first.
    private static func byName<Value>(_ parts: [Identifier?: [Value]]) -> [(Identifier?, [Value])] {
        parts.sorted { ($0.key?.text ?? "") < ($1.key?.text ?? "") }.map { ($0.key, $0.value) }
    }

    private mutating func sort(_ node: Int32, _ lot: LotReference) {
        var isFound = false
        // The books name lots as the messages do, of which only the last version can be at hand.
        if isLatest(node) {
            let named = LotReference(lot.lot, subLot: lot.subLot)
            for balance in sources.ledger.onHand(named) where !balance.quantity.value.isNegative {
                isFound = true
                stock[balance.account.location, default: []].append(
                    RecallSet.Holding(lot: lot, quantity: balance.quantity))
            }
        }
        var becomesOther = graph.isHeldByParts(node)
        var steps: [Int32] = []
        graph.takers.collect(node, into: &steps)
        var last: Int32 = -1
        for step in steps where step != last {
            last = step
            guard let use = use(of: node, lot, in: step) else {
                becomesOther = true
                continue
            }
            isFound = true
            if graph.kind(of: step) == .ship {
                shipped[graph.partner(of: step), default: []].append(use)
            } else {
                consumed.append(use)
            }
        }
        if becomesOther {
            transformed.append(lot)
        } else if !isFound {
            unaccounted.append(lot)
        }
    }

    private func isLatest(_ node: Int32) -> Bool {
        (graph.versions[graph.firstVersion(of: node)]?.last?.node ?? node) == node
    }

    /// Nil when the step leaves a lot, or may still leave one, in which case the lot is in that.
    private func use(of node: Int32, _ lot: LotReference, in step: Int32) -> RecallSet.Use? {
        let leaves = graph.outputPositions(of: step).contains { position in
            let output = graph.amounts.nodes[position]
            return !graph.nodeFlags[Int(output)].contains(.work) || !isUsedUp(output)
        }
        guard !leaves || graph.kind(of: step) == .ship else { return nil }
        let quantities = graph.inputPositions(of: step).filter { graph.amounts.nodes[$0] == node }
            .compactMap(graph.amounts.quantity)
        return RecallSet.Use(
            lot: lot, quantity: (try? quantities.sum()) ?? nil, transformation: graph.id(of: step),
            at: graph.ends[Int(step)])
    }

    /// Whether a job has ended and has made nothing out of it.
    private func isUsedUp(_ work: Int32) -> Bool {
        guard case .work(let job) = graph.node(work) else { return false }
        return sources.endedJobs.contains(job.matchingKey) && graph.takers.isEmpty(work)
    }

    private mutating func sort(work node: Int32, of job: Identifier) {
        guard !sources.endedJobs.contains(job.matchingKey) else { return }
        var steps: [Int32] = []
        graph.makers.collect(node, into: &steps)
        var inputs: Set<Int32> = []
        for step in steps {
            for position in graph.inputPositions(of: step) {
                let input = graph.amounts.nodes[position]
                if reach.nodePositions.contains(input) { inputs.insert(input) }
            }
        }
        inProcess.append(
            RecallSet.WorkInProcess(
                job: job, lots: inputs.sorted().compactMap { graph.node($0).reference }))
    }
}

extension LotGraph {
    func partner(of step: Int32) -> Identifier? {
        word(at: circumstanceValues[Int(circumstances[Int(step)])].partner)
    }

    /// Whether what happened to it happened to its sub-lots, to its lot, or to a later version of it.
    fileprivate func isHeldByParts(_ node: Int32) -> Bool {
        var others: [Int32] = []
        appendActiveContainers(of: node, forward: true, to: &others)
        return !others.isEmpty || !(children[node] ?? []).isEmpty
    }
}
