import Diagnostics
import XMLSchema

/// Which parts of one target element the rules of a scope write: for "never set" and "set twice".
final class TargetCoverage {
    struct Writer {
        let place: Place
        let isConditional: Bool
    }

    final class Part {
        let coverage: TargetCoverage
        let isRepeatable: Bool
        var writers: [Writer] = []
        /// Whether an `each` opens it: its inside is another scope.
        var isOpened = false

        init(_ coverage: TargetCoverage, isRepeatable: Bool) {
            self.coverage = coverage
            self.isRepeatable = isRepeatable
        }
    }

    let declaration: ElementDeclaration
    /// Of the rule that made it part of the target.
    let place: Place
    /// By local name, with predicates where a step has some.
    private(set) var parts: [(key: String, local: String, part: Part)] = []

    init(_ declaration: ElementDeclaration, place: Place) {
        self.declaration = declaration
        self.place = place
    }

    func part(
        _ key: String, _ local: String, _ declaration: ElementDeclaration, isRepeatable: Bool, place: Place
    ) -> Part {
        if let known = parts.first(where: { $0.key == key }) { return known.part }
        let part = Part(TargetCoverage(declaration, place: place), isRepeatable: isRepeatable)
        parts.append((key, local, part))
        return part
    }

    func covers(_ local: String) -> Bool {
        parts.contains { $0.local == local }
    }

    /// Takes in what another scope writes to the same element.
    ///
    /// - Returns: what can stand only once and is written already, with the place at which it is written again.
    func merge(_ other: TargetCoverage, isConditional: Bool) -> [(place: Place, local: String)] {
        var twice: [(place: Place, local: String)] = []
        for (key, local, part) in other.parts {
            let own = self.part(
                key, local, part.coverage.declaration, isRepeatable: part.isRepeatable,
                place: part.coverage.place)
            own.isOpened = own.isOpened || part.isOpened
            for writer in part.writers {
                let writer = Writer(
                    place: writer.place, isConditional: writer.isConditional || isConditional)
                if !add(writer, to: own) { twice.append((writer.place, local)) }
            }
            twice += own.coverage.merge(part.coverage, isConditional: isConditional)
        }
        return twice
    }

    /// - Returns: false when the part can stand only once and another rule writes it in any case.
    func add(_ writer: Writer, to part: Part) -> Bool {
        part.writers.append(writer)
        return part.isRepeatable || part.writers.filter { !$0.isConditional }.count <= 1
    }
}
