import Diagnostics
import Mapping
import Operations

/// What translating a partner's records depends on besides the mapping.
struct TranslationContext: Sendable {
    let source: String
    /// The zone that a local time takes; nil when neither the partner nor the site has one.
    let zone: LocalZone?
    /// Leads back to the document as it was sent; nil where that is what is read.
    let places: NormalisedPlaces?

    init(
        partner: PartnerSettings, settings: Settings, source: String, places: NormalisedPlaces? = nil
    ) {
        self.source = source
        self.places = places
        zone = settings.zone(for: partner)
    }

    /// The same in the words of the mapping language.
    var mapping: MappingContext {
        MappingContext(
            source: source,
            zone: zone.map { MappingContext.Zone(identifier: $0.identifier, origin: $0.source.rawValue) },
            doubt: zone.flatMap { MappingContext.Doubt(rawValue: $0.transition.rawValue) } ?? .hold)
    }

    var binding: BindingContext {
        BindingContext(source: source, zone: zone)
    }

    /// Input that no rule has read and none declares lost is never lost in silence.
    func losses(_ losses: Losses, of mapping: CompiledMapping, at place: Place) -> [Finding] {
        guard !losses.ignoredByAccident.isEmpty else { return [] }
        let shown = losses.ignoredByAccident.prefix(3).joined(separator: ", ")
        let more = losses.ignoredByAccident.count > 3 ? " and \(losses.ignoredByAccident.count - 3) more" : ""
        return [
            Finding(
                "IMPORT-LOSS-1", .warning, at: place,
                "the mapping \(mapping.name) reads nothing of \(shown)\(more)",
                advice: "Map it, or declare it lost with a reason.")
        ]
    }
}

extension Settings {
    /// The partner's zone, else the site's.
    func zone(for partner: PartnerSettings) -> LocalZone? {
        if let name = partner.zone {
            return LocalZone(identifier: name, source: .partner, transition: repeatedHour)
        }
        return zone.flatMap { LocalZone(identifier: $0, source: .site, transition: repeatedHour) }
    }
}
