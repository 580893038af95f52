package import XMLStream

/// Makes documents that are valid by construction: walks the automata of a compiled schema at random, with attributes,
/// `xsi:type` and `xsi:nil` now and then.
package struct SampleGenerator {
    private let schema: Schema
    private let target: String
    private let walk: SchemaWalk
    private let substitutes: InstanceTypes
    private let substitutesTypes: Bool

    /// What stands where a wildcard asks for a declared element.
    private let roots: [NameID]

    /// - Parameters:
    ///   - schema: what the documents satisfy.
    ///   - target: the namespace whose elements stand where a wildcard asks for a declared one.
    ///   - substitutesTypes: whether some elements have another type by `xsi:type`.
    package init(_ schema: Schema, target: String, substitutesTypes: Bool = true) {
        self.substitutesTypes = substitutesTypes
        self.schema = schema
        self.target = target
        walk = SchemaWalk(schema)
        substitutes = InstanceTypes(schema, target: target)
        roots = schema.globalElements.filter { schema.names[$0].namespace == target }
    }

    /// A document with this global element as its root; nil when the schema has none of that name.
    package func document(root: NameID, using random: inout SampleRandom) -> SampleElement? {
        guard let declaration = schema.globalDeclarations[root] else { return nil }
        var budget = random.pick([20, 60, 150])
        return element(declaration, depth: 0, &budget, &random)
    }

    // MARK: Elements

    private func element(
        _ index: Int32, depth: Int, _ budget: inout Int, _ random: inout SampleRandom
    ) -> SampleElement {
        budget -= 1
        let declaration = schema.elements[Int(index)]
        let element = SampleElement(schema.names[declaration.name])
        var type = declaration.type
        if substitutesTypes, random.chance(0.05),
            let other = substitutes.named(for: type).randomElement(using: &random)
        {
            element.attributes.append(("xsi:type", other.name))
            type = other.type
        }
        let definition = schema.type(type)
        for use in definition.attributes where use.isRequired || random.chance(0.2) {
            let name = schema.names[use.name]
            guard name.namespace.isEmpty else { continue }
            element.attributes.append((name.local, value(of: use.type, &random)))
        }
        if declaration.isNillable, random.chance(0.1) {
            element.attributes.append(("xsi:nil", random.pick(["true", "1"])))
            return element
        }
        if declaration.isNillable, random.chance(0.05) {
            element.attributes.append(("xsi:nil", random.pick(["false", "0"])))
        }
        switch definition.content {
        case .simple(let simple):
            element.text = value(of: simple, &random)
        case .elementOnly(let model), .mixed(let model):
            element.children = children(
                from: schema.contentModels[Int(model)].startState, depth: depth, &budget, &random)
            if case .mixed = definition.content { element.text = random.pick(["", "some text "]) }
        case .empty, .any:
            break
        }
        return element
    }

    private func children(
        from start: Int32, depth: Int, _ budget: inout Int, _ random: inout SampleRandom
    ) -> [SampleElement] {
        var children: [SampleElement] = []
        var state = start
        while true {
            let mustHurry = budget < 0 || depth > 12
            if walk.accepts(state), mustHurry || random.chance(0.06) { break }
            let steps = walk.steps(from: state)
            guard let cheapest = steps.min(by: { walk.cost(through: $0) < walk.cost(through: $1) }) else {
                break
            }
            // A required child ends the run of optional ones before it too soon; those are preferred now and then.
            let step = mustHurry || random.chance(0.25) ? cheapest : random.pick(steps)
            guard walk.accepts(state) || walk.cost(through: step) < SchemaWalk.unreachable else { break }
            children.append(
                step.wildcard.map { wild($0, &random) }
                    ?? element(step.declaration, depth: depth + 1, &budget, &random))
            state = step.next
        }
        return children
    }

    private func wild(_ wildcard: Wildcard, _ random: inout SampleRandom) -> SampleElement {
        guard wildcard.processContents == .strict else {
            return SampleElement(ExpandedName("urn:foreign", "thing"), text: "x")
        }
        var little = -1
        guard let declaration = schema.globalDeclarations[random.pick(roots)] else {
            return SampleElement(ExpandedName("urn:foreign", "thing"))
        }
        return element(declaration, depth: 20, &little, &random)
    }

    private func value(of id: SimpleTypeID, _ random: inout SampleRandom) -> String {
        random.pick(SampleValues.all(of: id, in: schema))
    }
}
