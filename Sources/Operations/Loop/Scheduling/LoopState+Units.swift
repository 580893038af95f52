extension LoopState {
    /// The equipment that can do a job, the first choice first.
    ///
    /// One requirement that names several asks for any one of them, unless its quantity is more than one. B2MML
    /// leaves that open (`OpEquipmentRequirementType`).
    func units(for entry: JobEntry) -> [String] {
        if let place = entry.run.workCentre { return [place] }
        guard entry.plan.workCentre.source == .equipmentRequirement else {
            return [entry.plan.workCentre.name]
        }
        let segments = jobOrder(entry.plan.id)?.segment.withDescendants ?? []
        let asked = segments.flatMap(\.equipment).first { $0.equipmentIDs.contains { !$0.isBlank } }
        guard let asked, asked.wantsOne else { return [entry.plan.workCentre.name] }
        var seen: Set<String> = []
        return asked.equipmentIDs.map(\.matchingKey).filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    /// What equipment has to be set up for: the parameter `SetupFamily` of the segment, else of its definition, else
    /// what is made. Nil when nothing tells.
    func setupFamily(of entry: JobEntry, at instant: Instant) -> String? {
        let asked = jobOrder(entry.plan.id)?.segment.parameters.setupFamily
        let plan = entry.plan
        let defined = plan.definition.flatMap { key in
            definitions[key]?.version(at: instant)?.definition.segment(plan.definitionSegment ?? "")
        }
        return asked ?? defined?.parameters.setupFamily ?? product(of: plan.id)?.matchingKey
    }
}

extension EquipmentRequirement {
    fileprivate var wantsOne: Bool {
        quantities.isEmpty || quantities.count == 1 && quantities[0].value == .one
    }
}

extension [Parameter] {
    fileprivate var setupFamily: String? {
        first { $0.id?.matchingKey == "SetupFamily" }?.values.first?.text
    }
}
