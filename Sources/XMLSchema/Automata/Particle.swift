/// A content model while it is compiled.
///
/// Source: XSD 1.0 Part 1, 3.9 Particles.
indirect enum Particle {
    /// Index of the declaration. `origin` tells the declared particles apart when copies are made of them.
    case element(declaration: Int32, origin: Int)
    case wildcard(Wildcard, origin: Int)
    case sequence([Particle])
    case choice([Particle])
    /// Elements in any order, each once or, inside `repeated`, at most once. Only as the whole of a model.
    case all([Particle])
    case repeated(Particle, Occurrence)

    var occurrence: Occurrence {
        if case .repeated(_, let occurrence) = self { return occurrence }
        return .once
    }

    var unrepeated: Particle {
        if case .repeated(let part, _) = self { return part }
        return self
    }

    var isAll: Bool {
        switch self {
        case .all: true
        case .repeated(let part, _): part.isAll
        case .element, .wildcard, .sequence, .choice: false
        }
    }
}
