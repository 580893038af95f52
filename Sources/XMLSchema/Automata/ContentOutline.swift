import XMLStream

/// Lists the children of a content model: each name once, with its occurrence over the whole model and its slot.
struct ContentOutline {
    private let nameOf: (Int32) -> NameID
    private(set) var children: [ContentModel.Child] = []
    private(set) var hasWildcard = false
    private var slot = 0

    init(nameOf: @escaping (Int32) -> NameID) {
        self.nameOf = nameOf
    }

    /// - Parameter particle: the model's outermost particle; its parts are the slots when it is a sequence.
    mutating func add(_ particle: Particle) {
        guard case .sequence(let parts) = particle else { return add(particle, .once) }
        for part in parts {
            if case .sequence(let inner) = part {
                // A group that is referred to once: its parts keep their own order.
                for part in inner { addSlot(part) }
            } else {
                addSlot(part)
            }
        }
    }

    private mutating func addSlot(_ part: Particle) {
        add(part, .once)
        slot += 1
    }

    private mutating func add(_ particle: Particle, _ outer: Occurrence) {
        switch particle {
        case .element(let declaration, _):
            add(declaration, outer)
        case .wildcard:
            hasWildcard = true
        case .sequence(let parts):
            for part in parts { add(part, outer) }
        case .choice(let parts):
            let optional = Occurrence(min: parts.count > 1 ? 0 : outer.min, max: outer.max)
            for part in parts { add(part, optional) }
        case .repeated(let part, let occurrence):
            add(part, occurrence.within(outer))
        }
    }

    private mutating func add(_ declaration: Int32, _ occurrence: Occurrence) {
        let name = nameOf(declaration)
        if let index = children.firstIndex(where: { $0.name == name }) {
            let known = children[index]
            let maximum: Int? = if let a = known.occurrence.max, let b = occurrence.max { a + b } else { nil }
            children[index] = ContentModel.Child(
                name: name, declaration: known.declaration,
                occurrence: Occurrence(min: max(known.occurrence.min, occurrence.min), max: maximum),
                slot: known.slot)
        } else {
            children.append(
                ContentModel.Child(name: name, declaration: declaration, occurrence: occurrence, slot: slot))
        }
    }
}
