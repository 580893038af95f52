import XMLStream

@testable import XMLSchema

/// Makes documents that are valid by construction: walks the automata of a compiled schema at random.
struct SampleGenerator {
    private let schema: Schema
    private let target: String
    /// The least number of elements that a state still needs to accept.
    private let cost: [Int]
    private static let unreachable = 1_000_000

    /// - Parameters:
    ///   - schema: what the documents satisfy.
    ///   - target: the namespace whose elements stand where a wildcard asks for a declared one.
    init(_ schema: Schema, target: String) {
        self.schema = schema
        self.target = target
        cost = Self.costs(of: schema)
    }

    /// A document with this global element as its root; nil when the schema has none of that name.
    func document(root: NameID, using random: inout SplitMix64) -> SampleElement? {
        guard let declaration = schema.globalDeclarations[root] else { return nil }
        var budget = random.pick([20, 60, 150])
        return element(declaration, depth: 0, &budget, &random)
    }

    // MARK: Costs

    private static func costs(of schema: Schema) -> [Int] {
        var cost = schema.states.map { $0.isAccepting ? 0 : unreachable }
        var isChanging = true
        while isChanging {
            isChanging = false
            for state in cost.indices {
                for move in schema.moves(from: Int32(state)) {
                    let through = 1 + elementCost(move.declaration, cost, schema) + cost[Int(move.next)]
                    if through < cost[state] {
                        cost[state] = through
                        isChanging = true
                    }
                }
                let wildcard = schema.states[state].wildcard
                if wildcard >= 0, 1 + cost[Int(schema.wildcards[Int(wildcard)].next)] < cost[state] {
                    cost[state] = 1 + cost[Int(schema.wildcards[Int(wildcard)].next)]
                    isChanging = true
                }
            }
        }
        return cost
    }

    private static func elementCost(_ declaration: Int32, _ cost: [Int], _ schema: Schema) -> Int {
        schema.contentModel(of: schema.elements[Int(declaration)].type).map { cost[Int($0.startState)] } ?? 0
    }

    // MARK: Elements

    private func element(
        _ index: Int32, depth: Int, _ budget: inout Int, _ random: inout SplitMix64
    ) -> SampleElement {
        budget -= 1
        let declaration = schema.elements[Int(index)]
        let element = SampleElement(schema.names[declaration.name])
        let type = schema.type(declaration.type)
        for use in type.attributes where use.isRequired || random.chance(0.2) {
            let name = schema.names[use.name]
            guard name.namespace.isEmpty else { continue }
            element.attributes.append((name.local, value(of: use.type, &random)))
        }
        if declaration.isNillable, random.chance(0.1) {
            element.attributes.append(("xsi:nil", random.pick(["true", "1"])))
            return element
        }
        switch type.content {
        case .simple(let simple):
            element.text = value(of: simple, &random)
        case .elementOnly(let model), .mixed(let model):
            element.children = children(
                from: schema.contentModels[Int(model)].startState, depth: depth, &budget, &random)
            if case .mixed = type.content { element.text = random.pick(["", "some text "]) }
        case .empty, .any:
            break
        }
        return element
    }

    private func children(
        from start: Int32, depth: Int, _ budget: inout Int, _ random: inout SplitMix64
    ) -> [SampleElement] {
        var children: [SampleElement] = []
        var state = start
        while true {
            let mustHurry = budget < 0 || depth > 12
            let row = schema.states[Int(state)]
            if row.isAccepting, mustHurry || random.chance(0.06) { break }
            var moves = schema.moves(from: state).map { (declaration: $0.declaration, next: $0.next) }
            if row.wildcard >= 0 {
                moves.append((-1 - Int32(row.wildcard), schema.wildcards[Int(row.wildcard)].next))
            }
            guard !moves.isEmpty else { break }
            let cheapest = moves.min { through($0) < through($1) } ?? moves[0]
            // A required child ends the run of optional ones before it too soon; those are preferred now and then.
            let move = mustHurry || random.chance(0.25) ? cheapest : random.pick(moves)
            guard row.isAccepting || through(move) < Self.unreachable else { break }
            children.append(
                move.declaration >= 0
                    ? element(move.declaration, depth: depth + 1, &budget, &random)
                    : wild(-1 - move.declaration, &budget, &random))
            state = move.next
        }
        return children
    }

    private func through(_ move: (declaration: Int32, next: Int32)) -> Int {
        let inside = move.declaration >= 0 ? Self.elementCost(move.declaration, cost, schema) : 0
        return 1 + inside + cost[Int(move.next)]
    }

    private func wild(_ index: Int32, _ budget: inout Int, _ random: inout SplitMix64) -> SampleElement {
        let wildcard = schema.wildcards[Int(index)].wildcard
        guard wildcard.processContents == .strict else {
            return SampleElement(ExpandedName("urn:foreign", "thing"), text: "x")
        }
        let roots = schema.globalElements.filter { schema.names[$0].namespace == target }
        var little = -1
        guard let declaration = schema.globalDeclarations[random.pick(roots)] else {
            return SampleElement(ExpandedName("urn:foreign", "thing"))
        }
        return element(declaration, depth: 20, &little, &random)
    }

    // MARK: Values

    func value(of id: SimpleTypeID, _ random: inout SplitMix64) -> String {
        let type = schema.simpleTypes[Int(id.rawValue)]
        if let enumeration = type.enumeration { return random.pick(enumeration.values) }
        if let pattern = type.patterns.last { return random.pick(pattern.alternatives) }
        switch type.variety {
        case .union(let members): return value(of: random.pick(members), &random)
        case .atomic(let builtin): return random.pick(Self.values[builtin] ?? [""])
        }
    }

    private static let values: [BuiltinType: [String]] = [
        .anySimpleType: ["any", ""],
        .string: ["abc", "  line\nnext ", "", "é€𝄞"],
        .normalizedString: ["abc", "x  y", "", " 0004711 "],
        .token: ["abc", "x y", "  x \t y "],
        .language: ["en", "de-CH", "zh-Hans-CN", " en "],
        .anyURI: ["urn:x:1", "http://example.org/a b", "", "../a.xsd#b", "a%20b"],
        .base64Binary: ["QUJD", "", "QQ==", "QUI=", "QU JD", "Q U J D"],
        .boolean: ["true", "false", "1", "0", " true\n"],
        .decimal: ["12.5", "-1", "+003.00", "0", ".5", "5.", " 7 "],
        .dateTime: [
            "2024-05-01T08:00:00Z", "2024-02-29T08:00:00.123+01:00", "2024-05-01T24:00:00",
            "-0044-03-15T12:00:00-14:00", "12024-05-01T08:00:00",
        ],
        .duration: ["P1D", "PT5M", "-P1Y2M", "P1Y2M3DT4H5M6.789S", "PT0S"],
    ]
}
