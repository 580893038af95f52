import Diagnostics
import Mapping
import Operations

/// The times of an envelope, which no mapping touches.
enum MessageTime {
    /// A dateTime as an instant. A local one takes the partner's zone, else the site's, and says so.
    static func instant(
        _ text: String, partner: PartnerSettings, settings: Settings, source: String
    ) -> Checked<Instant?> {
        guard let civil = try? CivilTime(parsing: text) else { return Checked(nil) }
        if let offset = civil.offsetMinutes { return Checked(civil.instant(offsetMinutes: offset)) }
        let place = Place(source: source, path: "ApplicationArea/CreationDateTime")
        guard let zone = settings.zone(for: partner) else {
            return Checked(
                nil,
                [
                    Finding(
                        "TIME-ZONE-1", .warning, at: place,
                        "CreationDateTime \(text) has no zone, and neither the partner nor the site has one",
                        advice: "Set zone in the settings; until then the message has no age.")
                ])
        }
        switch (zone.place(civil), zone.transition) {
        case (.one(let time), _): return Checked(time.instant)
        case (.skipped(let earlier, _), .earlier), (.twice(let earlier, _), .earlier):
            return Checked(earlier.instant)
        case (.skipped(_, let later), .later), (.twice(_, let later), .later): return Checked(later.instant)
        case (.skipped, .hold), (.twice, .hold):
            return Checked(
                nil,
                [
                    Finding(
                        "TIME-ZONE-2", .warning, at: place,
                        "CreationDateTime \(text) is not one time in \(zone.identifier): the clocks change then",
                        advice:
                            "Send it with its offset, or set repeated-hour; until then the message has no age."
                    )
                ])
        }
    }
}
