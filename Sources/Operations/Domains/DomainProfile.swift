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

    package static let all: [DomainKind: DomainProfile] = Dictionary(
        [production, maintenance, quality, inventory].map { ($0.domain, $0) },
        uniquingKeysWith: { first, _ in first })
}

extension DomainKind {
    package var profile: DomainProfile { DomainProfile.all[self] ?? .production }
}

/// What a request of a domain is about, and how it is found in its segments.
package enum Subject: String, Sendable, Hashable {
    /// The material that comes out.
    case producedMaterial
    /// The lot, else the material, that is tested.
    case testedMaterial
    /// The physical asset, else the equipment, that is looked after.
    case asset
    /// The lot, else the material, and where it lies.
    case storedLot
}
