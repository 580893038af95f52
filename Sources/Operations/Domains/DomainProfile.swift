/// What two domains answer differently; everything else in the loop is one code for all four.
package struct DomainProfile: Sendable {
    package let domain: DomainKind
    /// The legal uses. Source: documentation of B2MML `MaterialUse1Type`.
    package let materialUses: Set<KnownMaterialUse>
    /// The uses that take from a lot.
    package let consumingUses: Set<KnownMaterialUse>
    /// The uses that put into a lot.
    package let producingUses: Set<KnownMaterialUse>
    /// The use that a record of consumption has when it names none.
    package let consumedUse: KnownMaterialUse
    /// The use that a record of production has when it names none.
    package let producedUse: KnownMaterialUse
    /// What has to hold before a job may begin, in the order in which it is looked at.
    package let gates: [Gate]
    /// What a request is about.
    package let subject: Subject
    /// The use of the material that a request is about, when a rule makes it.
    package let subjectUse: KnownMaterialUse
    /// What equipment is doing while a job of the domain runs on it.
    package let timeWhileRunning: TimeCategory
    /// The records that are this domain's when no job tells.
    package let records: Set<ShopFloorRecord.Kind>
    /// What the domain calls the states of its work; nil: as B2MML does.
    package var overlay: StateOverlay?
}

extension DomainKind {
    /// Whose a record is that names no job; nil for one that any domain can send.
    package init?(of kind: ShopFloorRecord.Kind) {
        guard let domain = Self.allCases.first(where: { $0.profile.records.contains(kind) }) else {
            return nil
        }
        self = domain
    }

    /// The only place that tells one domain from another.
    package var profile: DomainProfile {
        switch self {
        case .production: .production
        case .maintenance: .maintenance
        case .quality: .quality
        case .inventory: .inventory
        }
    }
}
