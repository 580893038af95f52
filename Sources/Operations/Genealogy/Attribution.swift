import Diagnostics

/// Follows quantities through a reach in topological order.
///
/// Pro rata, an amount that arrives at a lot leaves with each taker as `taken ÷ max(made, taken in all)`, and
/// the rest stays; what arrives at a transformation leaves with each output by its quantity. Parts are cut at
/// running totals, so that rounding cancels out: they add up to the whole exactly. Where quantities cannot be
/// compared, all count alike, and the trace says so.
struct Attribution {
    private let graph: LotGraph
    private let reach: LotReach
    private let mode: AttributionMode
    /// In the order in which lots are made, by position in the reach.
    private var nodeOrder: [Int] = []

    /// By position of the node in the reach, in ``FixedPoint``; forward content, backward need.
    private var content: [Int128]
    private var rest: [Int128]
    /// By position of the step in the reach, forward.
    private var arrived: [Int128]
    /// Backward, of what was ever in the node that which is needed, in units of ``whole``.
    private var fractions: [Int128] = []
    /// Backward, by position of the node; nil where it cannot be said in one unit.
    private var bases: [(value: Int128, unit: Int32)?] = []
    private static let whole = FixedPoint.one * 1_000_000
    private var total: Int128 = 0
    private var lost: Int128 = 0
    private var unit: Int32 = -1
    private var isKnown = true
    private var isForward = true
    private var evenlySplit = 0

    init(graph: LotGraph, reach: LotReach, mode: AttributionMode) {
        self.graph = graph
        self.reach = reach
        self.mode = mode
        content = Array(repeating: 0, count: reach.nodes.count)
        rest = content
        arrived = Array(repeating: 0, count: reach.steps.count)
    }
}

// MARK: - Quantities of the graph

extension Attribution {
    /// Amounts of one node or step that can or cannot be compared.
    private struct Weights {
        /// Position of a step or a node in the reach, and whether it is a step; -1 for a loss.
        var targets: [(position: Int, isStep: Bool)] = []
        var values: [Int128] = []
        var unit: Int32 = -2
        var areComparable = true

        /// Adds to the last one when it is of the same target.
        mutating func add(_ position: Int, isStep: Bool, _ amount: (value: Int128, unit: Int32)?) {
            if let amount {
                if unit == -2 { unit = amount.unit }
                if unit != amount.unit { areComparable = false }
            } else {
                areComparable = false
            }
            if let last = targets.last, last.position == position, last.isStep == isStep {
                values[values.count - 1] = FixedPoint.sum(values[values.count - 1], amount?.value ?? 0)
            } else {
                targets.append((position, isStep))
                values.append(amount?.value ?? 0)
            }
        }

        var sum: Int128 { values.reduce(0, FixedPoint.sum) }

        /// All alike, when they cannot be compared or are all nothing.
        mutating func level() -> Bool {
            let isUsable = areComparable && sum > 0 && sum < .max
            if !isUsable { values = values.map { _ in FixedPoint.one } }
            return !isUsable
        }
    }

    /// Nil without a quantity, or with a negative one, which has no share in anything.
    private func amount(_ position: Int) -> (value: Int128, unit: Int32)? {
        let form = graph.amounts.form(position)
        guard !form.flags.contains(.noQuantity),
            let value = FixedPoint.value(graph.amounts.coefficient(position), scale: Int(form.scale)),
            value >= 0
        else { return nil }
        return (value, form.unit)
    }

    /// Of one node on one side of a step.
    private func amounts(
        of node: Int32, in positions: Range<Int>, _ body: ((value: Int128, unit: Int32)?) -> Void
    ) {
        for position in positions
        where graph.amounts.nodes[position] == node && !graph.amounts.isIdentity(position) {
            body(amount(position))
        }
    }

    /// What all steps put into a node; nil when that cannot be said in one unit.
    private func made(_ node: Int32) -> (value: Int128, unit: Int32)? {
        sum(node, graph.makers) { graph.outputPositions(of: $0) }
    }

    private func taken(_ node: Int32) -> (value: Int128, unit: Int32)? {
        sum(node, graph.takers) { graph.inputPositions(of: $0) }
    }

    private func sum(_ node: Int32, _ steps: Adjacency, _ positions: (Int32) -> Range<Int>) -> (
        value: Int128, unit: Int32
    )? {
        var list: [Int32] = []
        steps.collect(node, into: &list)
        var result: (value: Int128, unit: Int32)? = nil
        var isKnown = true
        var last: Int32 = -1
        for step in list where step != last {
            last = step
            amounts(of: node, in: positions(step)) { amount in
                guard let amount, result.map({ $0.unit == amount.unit }) ?? true else {
                    isKnown = false
                    return
                }
                result = (FixedPoint.sum(result?.value ?? 0, amount.value), amount.unit)
            }
        }
        return isKnown ? result : nil
    }

    /// What a sub-lot gave to its lot, or got from it: the difference of what was made of it and taken.
    private func contained(_ subLot: Int32) -> (value: Int128, unit: Int32)? {
        let made = made(subLot)
        let taken = taken(subLot)
        guard let unit = made?.unit ?? taken?.unit, (taken?.unit ?? unit) == unit else { return nil }
        let difference = (made?.value ?? 0) - (taken?.value ?? 0)
        let isPart = graph.nodeFlags[Int(subLot)].contains(.partOfLot)
        return (max(isPart ? difference : -difference, 0), unit)
    }

    /// What a step of a job puts out, and where that is the work in process of the job, what is made of it.
    private func produced(by step: Int32) -> [Int] {
        var result: [Int] = []
        var pending = [step]
        var position = 0
        while position < pending.count {
            for output in graph.outputPositions(of: pending[position]) {
                let node = graph.amounts.nodes[output]
                if graph.nodeFlags[Int(node)].contains(.work) {
                    graph.takers.collect(node, into: &pending)
                } else {
                    result.append(output)
                }
            }
            position += 1
        }
        return result
    }

    /// The steps and containments by which a node gives on its content.
    private func weights(_ node: Int32) -> Weights {
        var weights = Weights()
        var steps: [Int32] = []
        graph.takers.collect(node, into: &steps)
        let isWork = graph.nodeFlags[Int(node)].contains(.work)
        var last: Int32 = -1
        for step in steps where step != last {
            last = step
            guard let position = reach.stepPositions[step] else { continue }
            if isWork {
                // A job gives to what it produces by the quantities of that.
                for other in produced(by: step) { weights.add(position, isStep: true, amount(other)) }
                continue
            }
            amounts(of: node, in: graph.inputPositions(of: step)) {
                weights.add(position, isStep: true, $0)
            }
        }
        var containers: [Int32] = []
        graph.appendActiveContainers(of: node, forward: true, to: &containers)
        for other in containers {
            guard let position = reach.nodePositions[other] else { continue }
            let subLot = graph.parents[Int(other)] == node ? other : node
            weights.add(position, isStep: false, contained(subLot))
        }
        return weights
    }
}

// MARK: - Forward

extension Attribution {
    mutating func runForward() {
        start()
        guard isKnown else { return }
        for vertex in ordered() {
            if vertex.isStep { passOn(step: vertex.position) } else { passOn(node: vertex.position) }
        }
    }

    private func ordered() -> [(position: Int, isStep: Bool)] {
        var keys: [(level: Int32, position: Int, isStep: Bool)] = []
        keys.reserveCapacity(reach.nodes.count + reach.steps.count)
        for (position, node) in reach.nodes.enumerated() {
            keys.append((graph.nodeLevels[Int(node)], position, false))
        }
        for (position, step) in reach.steps.enumerated() {
            keys.append((graph.stepLevels[Int(step)], position, true))
        }
        keys.sort { ($0.level, $0.position) < ($1.level, $1.position) }
        return keys.map { ($0.position, $0.isStep) }
    }

    /// Of each start what was made of it, but for what came from another start; what was taken of it when
    /// nobody told what was made.
    private mutating func start() {
        for (position, node) in reach.nodes.enumerated() where reach.depths[position] == 0 {
            var steps: [Int32] = []
            graph.makers.collect(node, into: &steps)
            let outside = steps.filter { reach.stepPositions[$0] == nil }
            var amount: (value: Int128, unit: Int32)? = nil
            if !outside.isEmpty {
                var sum: Int128 = 0
                var last: Int32 = -1
                for step in outside where step != last {
                    last = step
                    amounts(of: node, in: graph.outputPositions(of: step)) { told in
                        guard let told, amount.map({ $0.unit == told.unit }) ?? true else {
                            isKnown = false
                            return
                        }
                        sum = FixedPoint.sum(sum, told.value)
                        amount = (sum, told.unit)
                    }
                }
            } else if steps.isEmpty, !isInside(node) {
                amount = taken(node)
            }
            guard let amount else { continue }
            if total > 0, unit != amount.unit { isKnown = false }
            unit = amount.unit
            content[position] = amount.value
            total = FixedPoint.sum(total, amount.value)
        }
        if total == 0 || total == .max { isKnown = false }
    }

    /// Whether another node of the reach contains it or is contained in it, so that its content comes from
    /// there.
    private func isInside(_ node: Int32) -> Bool {
        var others: [Int32] = []
        graph.appendActiveContainers(of: node, forward: false, to: &others)
        return others.contains { reach.nodePositions.contains($0) }
    }

    private mutating func passOn(node position: Int) {
        let node = reach.nodes[position]
        var weights = weights(node)
        guard !weights.targets.isEmpty, content[position] > 0 else {
            rest[position] = content[position]
            return
        }
        let isEven = weights.level()
        if isEven, weights.targets.count > 1 { evenlySplit += 1 }
        var whole = weights.sum
        let isWork = graph.nodeFlags[Int(node)].contains(.work)
        if !isEven, !isWork, let made = madeWithParts(node), made.unit == weights.unit {
            whole = max(whole, made.value)
        }
        rest[position] = give(content[position], weights, whole: whole)
    }

    /// With what its sub-lots gave to a lot, or the lot to a sub-lot.
    private func madeWithParts(_ node: Int32) -> (value: Int128, unit: Int32)? {
        var result = made(node)
        var others: [Int32] = []
        graph.appendActiveContainers(of: node, forward: false, to: &others)
        for other in others {
            let subLot = graph.parents[Int(other)] == node ? other : node
            guard let part = contained(subLot) else { continue }
            guard (result?.unit ?? part.unit) == part.unit else { return nil }
            result = (FixedPoint.sum(result?.value ?? 0, part.value), part.unit)
        }
        return result
    }

    private mutating func passOn(step position: Int) {
        let amount = arrived[position]
        guard amount > 0 else { return }
        let step = reach.steps[position]
        var weights = Weights()
        for output in graph.outputPositions(of: step) where !graph.amounts.isIdentity(output) {
            guard let node = reach.nodePositions[graph.amounts.nodes[output]] else { continue }
            let isWork = graph.nodeFlags[Int(graph.amounts.nodes[output])].contains(.work)
            weights.add(node, isStep: false, isWork ? (FixedPoint.one, -2) : self.amount(output))
        }
        let isEnd = weights.targets.isEmpty
        for loss in graph.lossPositions(of: step) { weights.add(-1, isStep: false, self.amount(loss)) }
        guard !isEnd else {
            lost = min(FixedPoint.sum(lost, amount), total)
            return
        }
        if weights.level(), weights.targets.count > 1 { evenlySplit += 1 }
        _ = give(amount, weights, whole: weights.sum)
    }

    /// - Returns: What is left.
    private mutating func give(_ amount: Int128, _ weights: Weights, whole: Int128) -> Int128 {
        var running: Int128 = 0
        var given: Int128 = 0
        for (target, weight) in zip(weights.targets, weights.values) {
            var part = amount
            if mode == .proRata {
                running += weight
                let upTo = FixedPoint.share(amount, running, of: whole)
                part = upTo - given
                given = upTo
            } else if weight == 0 {
                part = 0
            }
            receive(part, target)
        }
        return amount - given
    }

    private mutating func receive(_ part: Int128, _ target: (position: Int, isStep: Bool)) {
        if target.isStep {
            arrived[target.position] = min(FixedPoint.sum(arrived[target.position], part), total)
        } else if target.position < 0 {
            lost = min(FixedPoint.sum(lost, part), total)
        } else {
            content[target.position] = min(FixedPoint.sum(content[target.position], part), total)
        }
    }
}

// MARK: - Backward

extension Attribution {
    /// Needs as fractions of each node and step, so that units need not be comparable between lots.
    mutating func runBackward() {
        isForward = false
        fractions = Array(repeating: 0, count: reach.nodes.count)
        bases = reach.nodes.map(base)
        for vertex in ordered().reversed() {
            if vertex.isStep { need(step: vertex.position) } else { need(node: vertex.position) }
        }
    }

    /// What was ever in a node: the more of what was made and what was taken.
    private func base(_ node: Int32) -> (value: Int128, unit: Int32)? {
        guard !graph.nodeFlags[Int(node)].contains(.work) else { return nil }
        let made = madeWithParts(node)
        guard let taken = taken(node) else { return made }
        guard let made else { return graph.makers.isEmpty(node) ? taken : nil }
        return made.unit == taken.unit ? (max(made.value, taken.value), made.unit) : nil
    }

    /// Its needs are all told: from them its fraction, and what it needs of the lots that contain it.
    private mutating func need(node position: Int) {
        if reach.depths[position] == 0 {
            fractions[position] = Self.whole
            content[position] = bases[position]?.value ?? 0
        } else if let base = bases[position], base.value > 0 {
            content[position] = min(content[position], base.value)
            let known = FixedPoint.share(Self.whole, content[position], of: base.value)
            fractions[position] = min(FixedPoint.sum(known, fractions[position]), Self.whole)
        }
        let node = reach.nodes[position]
        var others: [Int32] = []
        graph.appendActiveContainers(of: node, forward: false, to: &others)
        for other in others {
            guard let target = reach.nodePositions[other] else { continue }
            let subLot = graph.parents[Int(other)] == node ? other : node
            need(target, contained(subLot), part: fractions[position])
        }
    }

    private mutating func need(step position: Int) {
        let step = reach.steps[position]
        let part = part(of: step)
        guard part > 0 else { return }
        for input in graph.inputPositions(of: step) where !graph.amounts.isIdentity(input) {
            let node = graph.amounts.nodes[input]
            guard let target = reach.nodePositions[node] else { continue }
            if graph.nodeFlags[Int(node)].contains(.work) {
                let share =
                    mode == .worstCase ? part : FixedPoint.share(part, shareOfJob(node, step), of: Self.whole)
                fractions[target] = min(FixedPoint.sum(fractions[target], share), Self.whole)
            } else {
                need(target, amount(input), part: part)
            }
        }
    }

    /// Without a quantity the fraction itself is passed on.
    private mutating func need(_ target: Int, _ amount: (value: Int128, unit: Int32)?, part: Int128) {
        guard let amount, let base = bases[target], base.unit == amount.unit else {
            fractions[target] = max(fractions[target], part)
            bases[target] = nil
            evenlySplit += 1
            return
        }
        let needed = FixedPoint.share(amount.value, part, of: Self.whole)
        content[target] = FixedPoint.sum(content[target], needed)
    }

    /// Of all that a step made, the part that is needed.
    private mutating func part(of step: Int32) -> Int128 {
        var weights = Weights()
        var needed: [Int128] = []
        for output in graph.outputPositions(of: step) where !graph.amounts.isIdentity(output) {
            let node = graph.amounts.nodes[output]
            let isWork = graph.nodeFlags[Int(node)].contains(.work)
            let before = weights.targets.count
            let position = reach.nodePositions[node]
            weights.add(
                position ?? -1 - output, isStep: false, isWork ? (FixedPoint.one, -2) : amount(output))
            if weights.targets.count > before { needed.append(position.map { fractions[$0] } ?? 0) }
        }
        if mode == .worstCase { return needed.contains { $0 > 0 } ? Self.whole : 0 }
        if weights.level(), weights.targets.count > 1 { evenlySplit += 1 }
        let all = weights.sum
        guard all > 0, let first = needed.first else { return 0 }
        if needed.allSatisfy({ $0 == first }) { return first }
        return zip(weights.values, needed).reduce(0) {
            FixedPoint.sum($0, FixedPoint.share($1.1, $1.0, of: all))
        }
    }

    /// Of all that a job produced, what this step did.
    private func shareOfJob(_ work: Int32, _ step: Int32) -> Int128 {
        var steps: [Int32] = []
        graph.takers.collect(work, into: &steps)
        var weights = Weights()
        for (position, other) in steps.enumerated() {
            for output in produced(by: other) { weights.add(position, isStep: true, amount(output)) }
        }
        _ = weights.level()
        guard weights.sum > 0 else { return 0 }
        let mine = zip(weights.targets, weights.values).filter { steps[$0.0.position] == step }
        return FixedPoint.share(Self.whole, mine.map(\.1).reduce(0, FixedPoint.sum), of: weights.sum)
    }
}

// MARK: - Result

extension Attribution {
    func attributed(_ position: Int) -> Quantity? {
        if isForward {
            guard isKnown else { return nil }
            return quantity(content[position], unit)
        }
        return bases[position].flatMap { quantity(content[position], $0.unit) }
    }

    func remaining(_ position: Int) -> Quantity? {
        guard isForward, isKnown, mode == .proRata else { return nil }
        return quantity(rest[position], unit)
    }

    var ended: Quantity? {
        isForward && isKnown ? quantity(lost, unit) : nil
    }

    private func quantity(_ value: Int128, _ unit: Int32) -> Quantity? {
        FixedPoint.decimal(value).map { Quantity($0, graph.amounts.unit(unit)) }
    }

    func findings(of lot: LotReference) -> [Finding] {
        let place = Place(path: "MaterialLot \(lot)")
        var findings: [Finding] = []
        if isForward, !isKnown {
            findings.append(
                Finding(
                    "GEN-SHARE-1", .note, at: place,
                    "its quantity is not known in one unit, so that nothing is attributed",
                    advice: "Record its receipt or production with a quantity."))
        }
        if evenlySplit > 0 {
            findings.append(
                Finding(
                    "GEN-SHARE-2", .note, at: place,
                    "at \(evenlySplit) places quantities are missing or of different units; all count alike there"
                ))
        }
        return findings
    }
}
