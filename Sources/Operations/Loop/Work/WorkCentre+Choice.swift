extension WorkCentre {
    /// Where a step is done: the equipment that it requires, else the place where most of its materials lie
    /// (the first named of equals), else the innermost equipment of a hierarchy scope, its own before that of
    /// the segments above and of the request.
    static func choice(for step: JobBreakdown.Step, of request: OperationsRequest) -> WorkCentre {
        let segments = step.segment.withDescendants
        let required = segments.lazy.flatMap(\.equipment).flatMap(\.equipmentIDs).first { !$0.isBlank }
        if let required { return WorkCentre(name: required.matchingKey, source: .equipmentRequirement) }
        if let place = mostFrequentPlace(step.segment.allMaterials) {
            return WorkCentre(name: place, source: .materialLocation)
        }
        let scopes =
            [step.segment.hierarchyScope] + step.ancestors.reversed().map(\.hierarchyScope) + [
                request.hierarchyScope
            ]
        if let scope = scopes.lazy.compactMap({ $0?.innermost }).first(where: { !$0.isBlank }) {
            return WorkCentre(name: scope.matchingKey, source: .hierarchyScope)
        }
        return .unassigned
    }

    private static func mostFrequentPlace(_ materials: [MaterialRequirement]) -> String? {
        let places = materials.compactMap(\.equipmentPlace)
        var counts: [String: Int] = [:]
        for place in places where !place.isEmpty { counts[place, default: 0] += 1 }
        guard let most = counts.values.max() else { return nil }
        return places.first { counts[$0] == most }
    }
}

extension MaterialRequirement {
    /// The equipment where it lies: its location, or, from sets that say it so, its hierarchy scope. V0401 `Location`
    /// becomes the latter.
    fileprivate var equipmentPlace: String? {
        if let location, location.namesEquipment { return Identifier(location.text).matchingKey }
        return hierarchyScope?.innermost.matchingKey
    }
}

extension ResourceLocation {
    /// Whether its text is the name of an equipment: by its type, or, in sets without one, because it has a
    /// level.
    var namesEquipment: Bool {
        type.map { $0 == .known(.equipment) } ?? (level != nil)
    }
}

extension HierarchyScope {
    var innermost: Identifier {
        child.first?.innermost ?? equipmentID
    }
}
