/// A place in a site's stream: the number of the last event before or at it. The first event has position 1.
package struct EventPosition: RawRepresentable, Hashable, Sendable, Codable, Comparable {
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Before the first event: where an empty stream stands.
    package static let start = EventPosition(rawValue: 0)

    package static func < (left: EventPosition, right: EventPosition) -> Bool {
        left.rawValue < right.rawValue
    }

    package func advanced(by count: Int) -> EventPosition {
        EventPosition(rawValue: rawValue + Int64(count))
    }
}
