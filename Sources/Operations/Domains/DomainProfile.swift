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
    /// What a request is about.
    package let subject: Subject
}

extension DomainKind {
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
