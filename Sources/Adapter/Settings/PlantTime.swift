import Foundation
package import Operations

/// Times as the plant reads them: in the site's zone, with the offset written out.
package struct PlantTime: Sendable {
    private let zone: TimeZone

    package init(_ settings: Settings) {
        self.init(zone: settings.zone)
    }

    /// - Parameter zone: an IANA name; nil and an unknown one stand for UTC.
    package init(zone: String?) {
        self.zone = zone.flatMap { TimeZone(identifier: $0) } ?? .gmt
    }

    /// IANA name.
    package var zoneName: String { zone.identifier == "GMT" ? "UTC" : zone.identifier }

    /// XSD dateTime.
    package func text(_ instant: Instant) -> String {
        ZonedTime(instant, offsetMinutes: offset(at: instant), zoneSource: .site).description
    }

    /// Hours and minutes.
    package func clock(_ instant: Instant) -> String {
        String(text(instant).split(separator: "T").last?.prefix(5) ?? "")
    }

    /// Minutes east of UTC.
    package func offset(at instant: Instant) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)) / 60
    }

    /// Milliseconds since midnight as the clock shows them.
    func timeOfDay(_ instant: Instant) -> Int64 {
        let local = instant.milliseconds + Int64(offset(at: instant)) * 60_000
        return ((local % 86_400_000) + 86_400_000) % 86_400_000
    }

    /// The days that touch a window, each from its first instant to that of the next: 23 or 25 hours long when the clocks
    /// change in it.
    func days(in window: Interval) -> [Interval] {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = zone
        var days: [Interval] = []
        var start = calendar.startOfDay(for: window.start.date)
        while start.instant < window.end {
            guard let noon = calendar.date(byAdding: .day, value: 1, to: start) else { break }
            let next = calendar.startOfDay(for: noon)
            guard let day = try? Interval(start.instant, next.instant), !day.isEmpty else { break }
            days.append(day)
            start = next
        }
        return days
    }
}

extension Instant {
    var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1_000) }
}

extension Date {
    var instant: Instant { Instant(milliseconds: Int64((timeIntervalSince1970 * 1_000).rounded())) }
}
