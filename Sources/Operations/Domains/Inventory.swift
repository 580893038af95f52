extension DomainProfile {
    /// Moves and counts; what is counted is neither taken nor added.
    static let inventory = DomainProfile(
        domain: .inventory,
        materialUses: [.consumable, .materialConsumed, .materialProduced, .inventoried],
        consumingUses: [.consumable, .materialConsumed], producingUses: [.materialProduced],
        consumedUse: .materialConsumed, producedUse: .materialProduced, subject: .storedLot,
        subjectUse: .inventoried,
        records: [.counted, .moved])
}
