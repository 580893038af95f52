import XMLStream

@testable import XMLSchema

/// One small document for every part of a schema that a document can reach: every child, attribute, enumeration value,
/// lexical form, derived type and nillable element, right; and what is certainly wrong with each.
struct SystematicSamples {
    struct Sample {
        enum Truth {
            /// By construction.
            case valid, invalid
            /// For the validators to compare.
            case open
        }

        let label: String
        let truth: Truth
        /// Makes the document: few of many are looked at.
        let root: () -> SampleElement
    }

    /// A type and the shortest way to an element of it: declarations from a root down.
    private struct Reached {
        let type: TypeID
        let way: [Int32]
        var declaration: Int32 { way[way.count - 1] }
    }

    private let schema: Schema
    private let walk: SchemaWalk
    private let substitutes: InstanceTypes
    private let reached: [Reached]

    init(_ schema: Schema, target: String) {
        self.schema = schema
        walk = SchemaWalk(schema)
        substitutes = InstanceTypes(schema, target: target)
        reached = Self.reach(schema)
    }

    /// Calls for each sample, in an order that is the same in every run.
    func forEach(_ body: (Sample) throws -> Void) rethrows {
        for reached in reached {
            try forEachShape(reached, body)
            try forEachAttribute(reached, body)
            switch schema.type(reached.type).content {
            case .simple(let simple): try forEachValue(simple, reached, body)
            case .elementOnly, .mixed: try forEachChild(reached, body)
            case .empty, .any: break
            }
        }
    }

    private static func reach(_ schema: Schema) -> [Reached] {
        var reached: [Reached] = []
        var known: Set<TypeID> = []
        func add(_ way: [Int32]) {
            let type = schema.elements[Int(way[way.count - 1])].type
            if known.insert(type).inserted { reached.append(Reached(type: type, way: way)) }
        }
        for root in schema.globalElements { if let root = schema.globalDeclarations[root] { add([root]) } }
        var index = 0
        while index < reached.count {
            let parent = reached[index]
            for child in schema.contentModel(of: parent.type)?.children ?? [] {
                add(parent.way + [child.declaration])
            }
            index += 1
        }
        return reached
    }

    // MARK: Documents

    /// A document with as little as may be, down to the element that is asked for.
    private func document(_ way: [Int32], _ make: (Int32) -> SampleElement) -> SampleElement {
        guard way.count > 1 else { return make(way[0]) }
        let parent = least(way[0])
        guard let start = walk.start(of: schema.elements[Int(way[0])].type),
            let steps = walk.way(from: start, to: walk.name(of: way[1])), let last = steps.last
        else { return parent }
        parent.children =
            elements(steps.dropLast()) + [document(Array(way.dropFirst()), make)]
            + elements(walk.completion(from: last.next))
        return parent
    }

    private func elements(_ steps: some Sequence<SchemaWalk.Step>) -> [SampleElement] {
        steps.map { step in
            step.declaration < 0
                ? SampleElement(ExpandedName("urn:foreign", "thing"), text: "x") : least(step.declaration)
        }
    }

    /// Required attributes, required children, the first value of each.
    private func least(_ declaration: Int32, as type: TypeID? = nil) -> SampleElement {
        let definition = schema.type(type ?? schema.elements[Int(declaration)].type)
        let element = SampleElement(schema.names[walk.name(of: declaration)])
        element.attributes = definition.attributes.filter(\.isRequired).map {
            (schema.names[$0.name].local, SampleValues.value(of: $0.type, 0, in: schema))
        }
        switch definition.content {
        case .simple(let simple): element.text = SampleValues.value(of: simple, 0, in: schema)
        case .elementOnly(let model), .mixed(let model):
            element.children = elements(
                walk.completion(from: schema.contentModels[Int(model)].startState))
        case .empty, .any: break
        }
        return element
    }

    /// Every child that can stand beside the others, once.
    private func full(_ declaration: Int32) -> SampleElement {
        let element = least(declaration)
        if let start = walk.start(of: schema.elements[Int(declaration)].type) {
            element.children = elements(walk.fullWay(from: start))
        }
        return element
    }

    private func changed(_ element: SampleElement, _ change: (SampleElement) -> Void) -> SampleElement {
        change(element)
        return element
    }

    private func sample(
        _ label: String, _ truth: Sample.Truth, _ reached: Reached, _ make: @escaping (Int32) -> SampleElement
    ) -> Sample {
        Sample(label: "\(schema.type(reached.type).label) \(label)", truth: truth) {
            document(reached.way, make)
        }
    }

    // MARK: Shapes

    private func forEachShape(_ reached: Reached, _ body: (Sample) throws -> Void) rethrows {
        try body(sample("least", .valid, reached) { least($0) })
        for other in substitutes.named(for: reached.type) {
            try body(
                sample("as \(other.name)", .valid, reached) { declaration in
                    changed(least(declaration, as: other.type)) {
                        $0.attributes.append(("xsi:type", other.name))
                    }
                })
        }
        let isNillable = schema.elements[Int(reached.declaration)].isNillable
        try body(
            sample("nil", isNillable ? .valid : .invalid, reached) { declaration in
                changed(least(declaration)) {
                    $0.attributes.append(("xsi:nil", "true"))
                    $0.text = ""
                    $0.children = []
                }
            })
        try body(
            sample("nil and full", .invalid, reached) { declaration in
                changed(least(declaration)) {
                    $0.attributes.append(("xsi:nil", "true"))
                    $0.text += "x"
                }
            })
        try body(
            sample("nil is false", isNillable ? .valid : .invalid, reached) { declaration in
                changed(least(declaration)) { $0.attributes.append(("xsi:nil", "false")) }
            })
    }

    // MARK: Attributes

    private func forEachAttribute(_ reached: Reached, _ body: (Sample) throws -> Void) rethrows {
        let uses = schema.type(reached.type).attributes
        let counts = uses.map { SampleValues.all(of: $0.type, in: schema).count }
        for number in 0..<(counts.max() ?? 0) {
            try body(
                sample("attributes \(number)", .valid, reached) { declaration in
                    changed(least(declaration)) { element in
                        element.attributes = uses.map {
                            (schema.names[$0.name].local, SampleValues.value(of: $0.type, number, in: schema))
                        }
                    }
                })
        }
        for use in uses {
            let name = schema.names[use.name].local
            try body(
                sample("without @\(name)", use.isRequired ? .invalid : .valid, reached) { declaration in
                    changed(least(declaration)) { $0.attributes.removeAll { $0.name == name } }
                })
            for spoil in [0, 7, 15].map({
                SampleMutation.spoils[($0 + name.count) % SampleMutation.spoils.count]
            }) {
                try body(
                    sample("@\(name) \(spoil)", .open, reached) { declaration in
                        changed(least(declaration)) { element in
                            element.attributes.removeAll { $0.name == name }
                            element.attributes.append((name, spoil))
                        }
                    })
            }
        }
        for name in ["bogus", "b:releaseID", "xml:lang", "xsi:bogus"] {
            try body(
                sample("@\(name)", .invalid, reached) { declaration in
                    changed(least(declaration)) { $0.attributes.append((name, "1")) }
                })
        }
    }

    // MARK: Values

    private func forEachValue(
        _ type: SimpleTypeID, _ reached: Reached, _ body: (Sample) throws -> Void
    ) rethrows {
        let values = SampleValues.all(of: type, in: schema)
        for value in values {
            try body(
                sample("value \(value)", .valid, reached) { declaration in
                    changed(least(declaration)) { $0.text = value }
                })
        }
        if let enumeration = schema.simpleTypes[Int(type.rawValue)].enumeration?.values {
            for value in enumeration.flatMap({ [$0.lowercased(), "\($0) ", " \($0)", "\($0)x"] }) {
                try body(
                    sample("value \(value)", .open, reached) { declaration in
                        changed(least(declaration)) { $0.text = value }
                    })
            }
        }
        for spoil in SampleMutation.spoils {
            try body(
                sample("value \(spoil)", .open, reached) { declaration in
                    changed(least(declaration)) { $0.text = spoil }
                })
        }
        try body(
            sample("an element in the value", .invalid, reached) { declaration in
                changed(least(declaration)) {
                    $0.children = [SampleElement(ExpandedName("urn:foreign", "thing"))]
                }
            })
    }

    // MARK: Children

    private func forEachChild(_ reached: Reached, _ body: (Sample) throws -> Void) rethrows {
        guard let model = schema.contentModel(of: reached.type) else { return }
        try body(sample("full", .valid, reached) { full($0) })
        for child in model.children {
            try forEachPlace(of: child, model, reached, body)
        }
        let required = walk.completion(from: model.startState)
        for index in required.indices {
            try body(
                sample("without required child \(index)", .invalid, reached) { declaration in
                    changed(least(declaration)) { $0.children.remove(at: index) }
                })
        }
        let count = walk.fullWay(from: model.startState).count
        for index in 0..<max(count - 1, 0) {
            try body(
                sample("children \(index) swapped", .open, reached) { declaration in
                    changed(full(declaration)) { $0.children.swapAt(index, index + 1) }
                })
        }
        if !model.hasWildcard {
            for index in Set([0, count / 2, count]).sorted() {
                try body(
                    sample("a stray at \(index)", .invalid, reached) { declaration in
                        changed(full(declaration)) {
                            $0.children.insert(
                                SampleElement(ExpandedName("urn:foreign", "thing"), text: "x"), at: index)
                        }
                    })
            }
        }
        if case .elementOnly = schema.type(reached.type).content {
            try body(
                sample("text", .invalid, reached) { declaration in
                    changed(full(declaration)) { $0.tail = "stray" }
                })
        }
    }

    private func forEachPlace(
        of child: ContentModel.Child, _ model: ContentModel, _ reached: Reached,
        _ body: (Sample) throws -> Void
    ) rethrows {
        let name = schema.names[child.name]
        let place = Reached(type: reached.type, way: reached.way + [child.declaration])
        try body(sample("/\(name.local)", .valid, place) { least($0) })
        let isNillable = schema.elements[Int(child.declaration)].isNillable
        try body(
            sample("/\(name.local) nil", isNillable ? .valid : .invalid, place) { declaration in
                changed(least(declaration)) {
                    $0.attributes.append(("xsi:nil", "1"))
                    $0.text = ""
                    $0.children = []
                }
            })
        try body(
            sample("/\(name.local) elsewhere", model.hasWildcard ? .open : .invalid, place) { declaration in
                changed(least(declaration)) {
                    $0.name = ExpandedName(name.namespace.isEmpty ? "urn:foreign" : "", name.local)
                }
            })
        // One more than may be; where there is no limit, two.
        let times = child.occurrence.max.map { $0 + 1 } ?? 2
        let truth: Sample.Truth = child.occurrence.max == nil ? .open : .invalid
        try body(
            sample("/\(name.local) \(times) times", truth, reached) { declaration in
                changed(full(declaration)) { element in
                    let index = element.children.firstIndex { $0.name == name } ?? element.children.count
                    element.children.removeAll { $0.name == name }
                    let copies = (0..<times).map { _ in least(child.declaration) }
                    element.children.insert(contentsOf: copies, at: min(index, element.children.count))
                }
            })
    }
}
