extension DomainProfile {
    /// Keeps assets able to work; takes spare parts, and gives back repaired ones.
    static let maintenance = DomainProfile(
        domain: .maintenance,
        materialUses: [.consumable, .materialConsumed, .materialProduced],
        consumingUses: [.consumable, .materialConsumed], producingUses: [.materialProduced],
        consumedUse: .materialConsumed, producedUse: .materialProduced,
        gates: [.predecessor, .equipmentState, .lotDisposition, .material], subject: .asset,
        subjectUse: .materialConsumed,
        timeWhileRunning: .preventiveMaintenance,
        records: [], overlay: .workOrder)
}
