import XMLStream

/// Lists the children of a content model: each name once, with its occurrence over the whole model and its slot.
struct ContentOutline {
    private let declarations: [ElementDeclaration]
    private(set) var children: [ContentModel.Child] = []
    private(set) var hasWildcard = false
    /// A name that the model gives two types, which XSD 1.0 Part 1, 3.8.6 (Element Declarations Consistent) forbids.
    private(set) var inconsistent: NameID?
    private var slot = 0

    init(_ particle: Particle, declarations: [ElementDeclaration]) {
        self.declarations = declarations
        add(particle, .once, isRepeated: false)
    }

    /// Every element has a slot of its own, but the parts of a group that repeats share one: `(ID, Version)*` is
    /// written in pairs.
    private mutating func add(_ particle: Particle, _ outer: Occurrence, isRepeated: Bool) {
        switch particle {
        case .element(let declaration, _):
            add(declaration, outer)
            if !isRepeated { slot += 1 }
        case .wildcard:
            hasWildcard = true
        case .sequence(let parts), .all(let parts):
            for part in parts { add(part, outer, isRepeated: isRepeated) }
        case .choice(let parts):
            let optional = Occurrence(min: parts.count > 1 ? 0 : outer.min, max: outer.max)
            for part in parts { add(part, optional, isRepeated: isRepeated) }
        case .repeated(let part, let occurrence):
            let repeats = occurrence.max.map { $0 > 1 } ?? true
            add(part, occurrence.within(outer), isRepeated: isRepeated || repeats)
            if repeats, !isRepeated { slot += 1 }
        }
    }

    private mutating func add(_ declaration: Int32, _ occurrence: Occurrence) {
        let name = declarations[Int(declaration)].name
        guard let index = children.firstIndex(where: { $0.name == name }) else {
            children.append(
                ContentModel.Child(name: name, declaration: declaration, occurrence: occurrence, slot: slot))
            return
        }
        let known = children[index]
        if declarations[Int(known.declaration)].type != declarations[Int(declaration)].type {
            inconsistent = name
        }
        let maximum: Int? = if let a = known.occurrence.max, let b = occurrence.max { a + b } else { nil }
        children[index] = ContentModel.Child(
            name: name, declaration: known.declaration,
            occurrence: Occurrence(min: max(known.occurrence.min, occurrence.min), max: maximum),
            slot: known.slot)
    }
}
