/// A content model while it is compiled.
///
/// Source: XSD 1.0 Part 1, 3.9 Particles.
indirect enum Particle {
    /// Index of the declaration. `origin` tells the declared particles apart when copies are made of them.
    case element(declaration: Int32, origin: Int)
    case wildcard(Wildcard, origin: Int)
    case sequence([Particle])
    case choice([Particle])
    case repeated(Particle, Occurrence)
}
