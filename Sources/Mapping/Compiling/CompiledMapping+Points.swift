package import Diagnostics

/// A part of a mapping that an example can exercise.
package struct MappingPoint: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Encodable {
        case value, each, ignore, copy, hold, derive
        /// One of several sources of a rule, in their order.
        case alternative
        case tableRow = "table row"
    }

    package let kind: Kind
    /// In the mapping, or in the table.
    package let place: Place
}

extension CompiledMapping {
    /// All of them, in the order of files and lines. A block that is used with several types is there once.
    package var points: [MappingPoint] {
        var points: Set<MappingPoint> = []
        for scope in scopes {
            for rule in scope.rules { points.formUnion(self.points(of: rule)) }
            for rule in scope.derive { points.insert(MappingPoint(kind: .derive, place: places[rule.place])) }
        }
        for table in tables where usedTables.contains(table.name) {
            for row in table.rows.values.joined() {
                points.insert(
                    MappingPoint(
                        kind: .tableRow, place: Place(source: table.file, line: row.line, column: 1)))
            }
        }
        return points.sorted { first, second in
            (first.place.source ?? "", first.place.line ?? 0, first.place.column ?? 0)
                < (second.place.source ?? "", second.place.line ?? 0, second.place.column ?? 0)
        }
    }

    private func points(of rule: CompiledRule) -> [MappingPoint] {
        switch rule {
        case .value(let rule) where rule.sources.count > 1:
            rule.sources.map { MappingPoint(kind: .alternative, place: places[$0.place]) }
        case .value(let rule): [MappingPoint(kind: .value, place: places[rule.place])]
        case .each(let rule): [MappingPoint(kind: .each, place: places[rule.place])]
        case .ignore(_, let place): [MappingPoint(kind: .ignore, place: places[place])]
        case .hold(_, let place): [MappingPoint(kind: .hold, place: places[place])]
        case .copy(_, let place): [MappingPoint(kind: .copy, place: places[place])]
        case .inline: []
        }
    }
}
