/// That one lot came out of, or is a part of, another.
package struct LotRelation: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable {
        /// The child is a part of the parent.
        case subLot
        /// The child was made from the parent.
        case madeFrom
    }

    package var parent: String
    package var child: String
    package var kind: Kind

    package init(parent: String, child: String, kind: Kind) {
        self.parent = parent
        self.child = child
        self.kind = kind
    }
}

/// How far a hold goes.
package enum HoldReach: String, Codable, Hashable, Sendable, CaseIterable {
    /// The lot with its sub-lots, and what was made directly from them.
    case direct
    /// Also what was made from that, to the end.
    case transitive
}

/// Which lots are connected. Cycles in the data do no harm.
struct RelatedLots {
    private var names: [String] = []
    private var index: [String: Int] = [:]
    private var subLots: [[Int]] = []
    private var products: [[Int]] = []
    private var origins: [[Int]] = []
    private var wholes: [[Int]] = []

    init(_ relations: [LotRelation], lots: [String]) {
        for lot in lots { _ = add(lot) }
        for relation in relations {
            let (parent, child) = (add(relation.parent), add(relation.child))
            switch relation.kind {
            case .subLot:
                subLots[parent].append(child)
                wholes[child].append(parent)
            case .madeFrom:
                products[parent].append(child)
                origins[child].append(parent)
            }
        }
    }

    private mutating func add(_ lot: String) -> Int {
        if let known = index[lot] { return known }
        let next = names.count
        index[lot] = next
        names.append(lot)
        subLots.append([])
        products.append([])
        origins.append([])
        wholes.append([])
        return next
    }

    /// The lots that a hold of `lots` takes along, themselves included, sorted.
    func held(_ lots: [String], _ reach: HoldReach) -> [String] {
        var generation = closure(lots.compactMap { index[$0] }) { subLots[$0] }
        var held = generation
        repeat {
            let made = closure(generation.flatMap { products[$0] }) { subLots[$0] }
            generation = made.subtracting(held)
            held.formUnion(generation)
        } while reach == .transitive && !generation.isEmpty
        return held.map { names[$0] }.sorted()
    }

    /// The lots that `lots` were made from, `steps` generations back; they themselves for 0. A sub-lot has
    /// the origins of its lot.
    func origins(of lots: [String], steps: Int) -> [String] {
        var generation = Set(lots.compactMap { index[$0] })
        for _ in 0..<max(steps, 0) {
            let whole = closure(Array(generation)) { wholes[$0] }
            let before = Set(whole.flatMap { origins[$0] })
            if before.isEmpty { break }
            generation = before
        }
        return generation.map { names[$0] }.sorted()
    }

    /// The lots that are not held, but have a sub-lot that is. Sorted.
    func partlyHeld(_ held: [String]) -> [String] {
        let known = Set(held.compactMap { index[$0] })
        return closure(Array(known)) { wholes[$0] }.subtracting(known).map { names[$0] }.sorted()
    }

    private func closure(_ start: [Int], _ next: (Int) -> [Int]) -> Set<Int> {
        var seen = Set(start)
        var open = start
        while let lot = open.popLast() {
            for other in next(lot) where seen.insert(other).inserted { open.append(other) }
        }
        return seen
    }
}
