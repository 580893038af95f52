extension DomainProfile {
    /// Tests, what is held above all; a destroyed sample is gone, a retained one becomes stock of the laboratory.
    static let quality = DomainProfile(
        domain: .quality,
        materialUses: [.consumable, .destructiveSample, .returnedSample, .retainedSample],
        consumingUses: [.consumable, .destructiveSample], producingUses: [.retainedSample, .returnedSample],
        consumedUse: .destructiveSample, producedUse: .retainedSample,
        gates: [.predecessor, .equipmentState, .material], subject: .testedMaterial,
        subjectUse: .destructiveSample,
        timeWhileRunning: .production,
        records: [.tested])
}
