/// A point in time together with the clock it was read from.
///
/// The instant decides; the offset is kept so that an answer can be written the way the question was.
package struct ZonedTime: Hashable, Sendable, Codable, Comparable {
    package var instant: Instant
    /// East of UTC; nil when only the instant is known.
    package var offsetMinutes: Int?
    package var zoneSource: ZoneSource

    package init(_ instant: Instant, offsetMinutes: Int? = nil, zoneSource: ZoneSource = .document) {
        self.instant = instant
        self.offsetMinutes = offsetMinutes
        self.zoneSource = zoneSource
    }

    /// Reads XSD `dateTime` with an offset.
    ///
    /// - Throws: ``TimeError/missingOffset`` for a local time, which somebody with a zone has to place first.
    package init(parsing text: some StringProtocol) throws(TimeError) {
        let civil = try CivilTime(parsing: text)
        guard let offset = civil.offsetMinutes else { throw .missingOffset }
        self.init(civil.instant(offsetMinutes: offset), offsetMinutes: offset, zoneSource: .document)
    }

    /// By instant; two clocks that show the same moment are neither before nor after each other.
    package static func < (left: ZonedTime, right: ZonedTime) -> Bool {
        left.instant < right.instant
    }
}

/// Where the zone of a time came from, the nearest first.
package enum ZoneSource: String, Hashable, Sendable, Codable, CaseIterable {
    case document, mapping, partner, site
}

extension ZonedTime: CustomStringConvertible {
    /// XSD `dateTime` with the original offset, or in UTC.
    package var description: String {
        let offset = offsetMinutes ?? 0
        let local = instant.milliseconds + Int64(offset) * 60_000
        return CivilTime(localMilliseconds: local, offsetMinutes: offset).description
    }
}

extension Instant: CustomStringConvertible {
    /// XSD `dateTime` in UTC.
    package var description: String {
        CivilTime(localMilliseconds: milliseconds, offsetMinutes: 0).description
    }
}
