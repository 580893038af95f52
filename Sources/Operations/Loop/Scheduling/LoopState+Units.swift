extension LoopState {
    /// The equipment that can do a job, the first choice first: any one of those that a requirement names, else of those
    /// of its class, unless its quantity is more than one. B2MML leaves that open (`OpEquipmentRequirementType`).
    func units(for entry: JobEntry, at instant: Instant) -> [String] {
        if let place = entry.run.workCentre { return [place] }
        let fixed = [entry.plan.workCentre.name]
        let asked = (jobOrder(entry.plan.id)?.segment.withDescendants ?? []).flatMap(\.equipment)
        switch entry.plan.workCentre.source {
        case .equipmentRequirement:
            let named = asked.first { $0.equipmentIDs.contains { !$0.isBlank } }
            guard let named, named.wantsOne else { return fixed }
            return named.equipmentIDs.map(\.matchingKey).distinct
        case .none:
            let members = asked.filter(\.wantsOne).flatMap(\.classIDs).flatMap {
                units(ofClass: $0, at: instant)
            }
            return members.isEmpty ? fixed : members.distinct
        case .materialLocation, .hierarchyScope: return fixed
        }
    }

    /// How many people a job needs at once, by their class; a requirement without a quantity needs one.
    func crew(for entry: JobEntry) -> [String: Int64] {
        var crew: [String: Int64] = [:]
        let asked = (jobOrder(entry.plan.id)?.segment.withDescendants ?? []).flatMap(\.personnel)
        for requirement in asked {
            let amount = requirement.quantities.first.flatMap { Int64($0.value.reduced.lexicalForm) } ?? 1
            guard let name = requirement.classIDs.first?.matchingKey, !name.isEmpty, amount > 0 else {
                continue
            }
            crew[name, default: 0] += min(amount, SchedulingProblem.greatestWeight)
        }
        return crew
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

extension [String] {
    /// Each once, in the order of the first, without empty ones.
    fileprivate var distinct: [String] {
        var seen: Set<String> = []
        return filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}
