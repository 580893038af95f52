package import B2MML
package import Mapping
package import Operations

/// What a site has decided. Flags rule over the environment (`B2MML_…`), which rules over the settings file.
package struct Settings: Sendable, Hashable {
    /// Names the stream of events: one plant, one stream.
    package var site = "site"
    /// IANA name of the plant's time zone; a local time takes it when neither mapping nor partner has one.
    package var zone: String?
    /// What a local time means that does not exist or exists twice at a change of the clocks.
    package var repeatedHour = LocalZone.TransitionPolicy.hold
    /// Where the journal is, such as `sqlite:b2mml.sqlite`.
    package var journal = "sqlite:b2mml.sqlite"
    package var loop = LoopSettings()
    /// Files and folders of event rules, from the folder of the settings file, else from that of the mappings.
    package var rulePaths: [String] = []
    package var calendar = CalendarSettings()
    /// By name.
    package var partners: [String: PartnerSettings] = [:]
    /// The partner of a delivery that nothing else tells.
    package var defaultPartner = "default"
    package var schemas = SchemaSettings()
    /// Records of a large file that are committed together.
    package var recordsPerCommit = 100
    /// A document of at most this many bytes is one transaction.
    package var wholeDocumentSize = 1 << 20

    /// Where these settings come from, for the journal.
    package var source = "defaults"
    /// SHA-256 over everything that made these settings.
    package var fingerprint = ContentHash.of([])

    package init() {}

    /// The partner's settings; those of an unnamed partner are the defaults.
    package func partner(_ name: String) -> PartnerSettings {
        partners[name] ?? PartnerSettings(name: name)
    }

    /// What a local time takes that has no partner; nil when the site has no zone.
    package var plantZone: PlantZone? { zone.map { PlantZone(name: $0, origin: "the site") } }

    /// What a local time of a partner takes.
    package func plantZone(of partner: PartnerSettings) -> PlantZone? {
        partner.zone.map { PlantZone(name: $0, origin: "partner \(partner.name)") } ?? plantZone
    }

    /// The partner whose file lists a sender's logical ID; nil when none does.
    package func partner(ofSender sender: String) -> String? {
        partners.values.filter { $0.senders.contains(sender) }.map(\.name).min()
    }
}
