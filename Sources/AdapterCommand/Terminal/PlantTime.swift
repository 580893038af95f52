import Adapter
import Foundation
import Operations

/// Times as the plant reads them: in the site's zone, with the offset written out.
struct PlantTime {
    private let zone: TimeZone

    init(_ settings: Settings) {
        zone = settings.zone.flatMap { TimeZone(identifier: $0) } ?? .gmt
    }

    /// XSD dateTime.
    func text(_ instant: Instant) -> String {
        ZonedTime(instant, offsetMinutes: offset(at: instant), zoneSource: .site).description
    }

    /// Hours and minutes.
    func clock(_ instant: Instant) -> String {
        String(text(instant).split(separator: "T").last?.prefix(5) ?? "")
    }

    private func offset(at instant: Instant) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)) / 60
    }
}
