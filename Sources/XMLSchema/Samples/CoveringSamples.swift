package import XMLStream

/// Few documents that together hold every child, attribute and branch that a schema allows below an element, each with
/// a value of its own: what a translation exchanges, or drops, can be seen.
///
/// In a document the first element of a type holds all that the type allows, side by side where it can; those that
/// follow hold what they must, and their first value. What a choice excluded follows in the next document.
package struct CoveringSamples {
    private let schema: Schema
    private let target: String
    private let walk: SchemaWalk

    /// Children that some document has.
    private var taken: Set<Turn> = []
    /// Types that the current document has laid out.
    private var laidOut: Set<TypeID> = []
    /// Values so far, so that no two are alike.
    private var count = 0

    /// A child in a content model.
    private struct Turn: Hashable {
        let start: Int32
        let declaration: Int32
    }

    /// - Parameters:
    ///   - schema: what the documents satisfy.
    ///   - target: the namespace of its elements.
    package init(_ schema: Schema, target: String) {
        self.schema = schema
        self.target = target
        walk = SchemaWalk(schema)
    }

    /// Documents until nothing new comes.
    ///
    /// - Parameters:
    ///   - root: a global element.
    ///   - most: how many there may be.
    /// - Returns: at least one; none when the schema has no such element.
    package mutating func documents(root: NameID, most: Int) -> [SampleElement] {
        guard let declaration = schema.globalDeclarations[root] else { return [] }
        var documents: [SampleElement] = []
        while documents.count < most {
            let known = taken.count
            laidOut = []
            let made = element(declaration, depth: 0)
            if !documents.isEmpty, taken.count == known { break }
            documents.append(made)
        }
        return documents
    }

    // MARK: Elements

    private static let deepest = 14
    private static let longest = 400

    private struct Visit: Hashable {
        let state: Int32
        let declaration: Int32
    }

    private mutating func element(_ index: Int32, depth: Int) -> SampleElement {
        let declaration = schema.elements[Int(index)]
        let definition = schema.type(declaration.type)
        let element = SampleElement(schema.names[declaration.name])
        let isFull = depth < Self.deepest && laidOut.insert(declaration.type).inserted
        for use in definition.attributes where use.isRequired || isFull {
            let name = schema.names[use.name]
            guard name.namespace.isEmpty else { continue }
            element.attributes.append((name.local, value(of: use.type)))
        }
        switch definition.content {
        case .simple(let simple): element.text = value(of: simple)
        case .elementOnly(let model), .mixed(let model):
            let start = schema.contentModels[Int(model)].startState
            let steps = isFull ? fullWay(from: start) : shortWay(from: start)
            element.children = steps.map { step in
                step.wildcard == nil
                    ? self.element(step.declaration, depth: depth + 1)
                    : SampleElement(ExpandedName("urn:foreign", "thing"), text: "x")
            }
        case .empty, .any: break
        }
        return element
    }

    /// Of the steps of a state first one that no document has taken, else one that this way has not; the first in the
    /// order of the schema, so that as many as possible follow. What may stand several times stands twice.
    private mutating func fullWay(from start: Int32) -> [SchemaWalk.Step] {
        var way: [SchemaWalk.Step] = []
        var visited: Set<Visit> = []
        var state = start
        while way.count < Self.longest {
            let open = walk.steps(from: state).filter {
                $0.wildcard?.processContents != .strict && walk.cost(through: $0) < SchemaWalk.unreachable
                    && !visited.contains(Visit(state: state, declaration: $0.declaration))
            }
            guard
                let step = open.first(where: {
                    !taken.contains(Turn(start: start, declaration: $0.declaration))
                })
                    ?? open.first
            else { break }
            visited.insert(Visit(state: state, declaration: step.declaration))
            taken.insert(Turn(start: start, declaration: step.declaration))
            way.append(step)
            state = step.next
        }
        return way + walk.completion(from: state)
    }

    /// The first child that holds a value, and what must be there.
    private func shortWay(from start: Int32) -> [SchemaWalk.Step] {
        let value = walk.steps(from: start).first { step in
            step.declaration >= 0 && isValue(step.declaration)
                && walk.cost(through: step) < SchemaWalk.unreachable
        }
        guard let value else { return walk.completion(from: start) }
        return [value] + walk.completion(from: value.next)
    }

    private func isValue(_ declaration: Int32) -> Bool {
        if case .simple = schema.type(schema.elements[Int(declaration)].type).content { return true }
        return false
    }

    // MARK: Values

    private mutating func value(of id: SimpleTypeID) -> String {
        count += 1
        let type = schema.simpleTypes[Int(id.rawValue)]
        if type.enumeration == nil, type.patterns.isEmpty, case .atomic(let builtin) = type.variety,
            let made = SampleValues.numbered(count, of: builtin), schema.accepts(made, as: type)
        {
            return made
        }
        return SampleValues.value(of: id, count, in: schema)
    }
}
