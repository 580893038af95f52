/// What a run is told from outside.
package struct MappingContext: Sendable {
    /// The zone that a local time takes.
    package struct Zone: Hashable, Sendable {
        /// Of the IANA time zone database, such as `Europe/Berlin`.
        package var identifier: String
        /// Who said so, such as `partner` or `site`: part of the note.
        package var origin: String

        package init(identifier: String, origin: String) {
            self.identifier = identifier
            self.origin = origin
        }
    }

    /// What is done with a local time that the clock change skipped or gave twice.
    package enum Doubt: String, Sendable, CaseIterable {
        case hold, earlier, later
    }

    /// What findings call the document.
    package var source: String?
    /// Nil to leave local times local.
    package var zone: Zone?
    package var doubt: Doubt
    /// As YYYY-MM-DD: which rows of the tables are valid; nil to take no notice of their dates.
    package var date: String?
    /// Whether it is noted where each value comes from.
    package var traces: Bool
    /// Where the records of a noun are translated one by one; nil where they are seen together.
    package var memory: RecordMemory?

    package init(
        source: String? = nil, zone: Zone? = nil, doubt: Doubt = .hold, date: String? = nil,
        traces: Bool = false
    ) {
        self.source = source
        self.zone = zone
        self.doubt = doubt
        self.date = date
        self.traces = traces
    }
}
