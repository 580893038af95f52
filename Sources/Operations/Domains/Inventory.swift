extension DomainProfile {
    /// Moves and counts, also what is held; what is counted is neither taken nor added.
    static let inventory = DomainProfile(
        domain: .inventory,
        materialUses: [.consumable, .materialConsumed, .materialProduced, .inventoried],
        consumingUses: [.consumable, .materialConsumed], producingUses: [.materialProduced],
        consumedUse: .materialConsumed, producedUse: .materialProduced,
        gates: [.predecessor, .equipmentState, .material], subject: .storedLot,
        subjectUse: .inventoried,
        timeWhileRunning: .production,
        records: [.counted, .moved])
}
