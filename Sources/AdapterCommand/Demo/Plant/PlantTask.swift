import Operations

/// A job as the floor reads it off its job list.
struct PlantTask: Sendable {
    let job: String
    let domain: DomainKind
    /// The process segment, which says what is to be done.
    let operation: String
    let unit: String
    let mayStart, isHeld: Bool
    let waitingFor: Gate.Closed?
    /// Not before.
    let earliest: Int
    let materials: [Material]

    struct Material: Sendable {
        let material, lot: String?
        let isProduced: Bool
    }

    init(_ line: JobList.Line, unit: String) {
        job = line.order.plan.id
        domain = line.order.plan.domain
        operation = line.order.plan.processSegmentID?.matchingKey ?? ""
        self.unit = unit
        mayStart = line.state.isAllowedToStart
        isHeld = line.state == .held
        waitingFor = line.waitingFor
        earliest = line.order.plan.earliestStart.map { PlantModel.second($0.instant) } ?? 0
        materials = line.order.segment.materials.map { material in
            Material(
                material: material.definitionIDs.first?.matchingKey, lot: material.lotIDs.first?.matchingKey,
                isProduced: material.use == .known(.produced))
        }
    }

    /// What it is about in the domains that have one thing.
    var lot: String? { materials.lazy.compactMap(\.lot).first }
    var material: String? { materials.lazy.compactMap(\.material).first }
    var produced: Material? { materials.first(where: \.isProduced) }
    var taken: Material? { materials.first { !$0.isProduced } }
}
