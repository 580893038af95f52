extension DomainProfile {
    /// Makes material out of material.
    static let production = DomainProfile(
        domain: .production,
        materialUses: [
            .consumable, .consumed, .produced, .byProductProduced, .coProductProduced, .yieldProduced,
        ],
        consumingUses: [.consumable, .consumed],
        producingUses: [.produced, .byProductProduced, .coProductProduced, .yieldProduced],
        consumedUse: .consumed, producedUse: .produced, gates: Gate.allCases, subject: .producedMaterial,
        subjectUse: .produced,
        timeWhileRunning: .production,
        records: [.equipmentState, .counter])
}
