/// A state, coded so that it can be read again without most of it.
package struct LoopSnapshot: Sendable {
    /// Raised whenever the coded form changes; a snapshot of another version is thrown away and the events are replayed.
    package static let formatVersion = 8

    /// UTF-8 JSON of what every command needs.
    package var json: [UInt8]
    /// What is on the shelves and was not there, or was otherwise, in the snapshot before; everything, when there
    /// was none.
    package var changes: [ShelfChange]
}

extension LoopState {
    /// - Throws: ``EventCodingError/malformed(type:reason:)``.
    package func snapshot() throws(EventCodingError) -> LoopSnapshot {
        let changes = ShelfCoding.Changes()
        let json = try JSONText.encode(
            self, what: "snapshot", ShelfCoding.changes.map { [$0: changes] } ?? [:])
        return LoopSnapshot(json: json, changes: changes.all)
    }

    /// The state as it was; its shelves are read when they are asked for.
    ///
    /// - Throws: ``EventCodingError/malformed(type:reason:)``.
    package init(snapshot json: [UInt8], shelves: any ShelfSource) throws(EventCodingError) {
        self = try JSONText.decode(
            LoopState.self, from: json, what: "snapshot", ShelfCoding.source.map { [$0: shelves] } ?? [:])
    }

    /// Says that its snapshot is kept: the next one has what changes from here on.
    mutating func settle() {
        definitions.settle()
        testSpecifications.settle()
        resources.settle()
        resourceRegister.settle()
        materialDefinitions.settle()
        materialClasses.settle()
        lots.settle()
        for unit in workCentres.keys { workCentres[unit]?.settle() }
        requests.settle()
        jobs.settle()
        sources.settle()
        counters.settle()
        genealogy.settle()
        tests.settle()
        controlCharts.settle()
        counts.settle()
        moves.settle()
        stock.settle()
        alerts.settle()
        measurements.settle()
        nonConformances.settle()
    }
}
