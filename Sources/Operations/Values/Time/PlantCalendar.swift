/// When work is possible at the site or at an equipment, as a partner describes it.
///
/// B2MML: `WorkCalendarType`.
package struct PlantCalendar: Hashable, Sendable, Codable {
    package var id: Identifier?
    @Repeated package var descriptions: [Description]
    package var version: Identifier?
    package var publishedDate: ZonedTime?
    package var effectiveStart: ZonedTime?
    package var effectiveEnd: ZonedTime?
    /// Whose it is; nil for the site's.
    package var hierarchyScope: HierarchyScope?
    @Repeated package var entries: [Entry]

    package init(
        id: Identifier? = nil, descriptions: [Description] = [], version: Identifier? = nil,
        publishedDate: ZonedTime? = nil, effectiveStart: ZonedTime? = nil, effectiveEnd: ZonedTime? = nil,
        hierarchyScope: HierarchyScope? = nil, entries: [Entry] = []
    ) {
        self.id = id
        self.descriptions = descriptions
        self.version = version
        self.publishedDate = publishedDate
        self.effectiveStart = effectiveStart
        self.effectiveEnd = effectiveEnd
        self.hierarchyScope = hierarchyScope
        self.entries = entries
    }

    /// A time of one kind; nested, such as the breaks of a shift.
    ///
    /// B2MML: `WorkCalendarEntryType`.
    package struct Entry: Hashable, Sendable, Codable {
        package var id: Identifier?
        @Repeated package var descriptions: [Description]
        package var start: ZonedTime?
        package var finish: ZonedTime?
        /// Whose it is when not the calendar's.
        package var hierarchyScope: HierarchyScope?
        /// The sender's word; what it means is told by ``EntryMeaning``.
        package var type: String?
        @Repeated package var children: [Entry]

        package init(
            id: Identifier? = nil, descriptions: [Description] = [], start: ZonedTime? = nil,
            finish: ZonedTime? = nil, hierarchyScope: HierarchyScope? = nil, type: String? = nil,
            children: [Entry] = []
        ) {
            self.id = id
            self.descriptions = descriptions
            self.start = start
            self.finish = finish
            self.hierarchyScope = hierarchyScope
            self.type = type
            self.children = children
        }
    }
}

/// Whether an entry of a calendar is working time.
///
/// The standard has no list of the words: ours is this one, without regard to case, blanks and hyphens.
package enum EntryMeaning: Hashable, Sendable {
    case working, nonWorking

    /// Nil for a word that is not known.
    package init?(_ word: String) {
        let key = String(word.lowercased().filter(\.isLetter))
        switch key {
        case "working", "work", "workingtime", "shift", "workshift", "production", "available", "overtime":
            self = .working
        case "nonworking", "nonwork", "nonworkingtime", "notworking", "break", "holiday", "shutdown",
            "maintenance", "vacation", "unavailable", "notavailable", "closed", "weekend":
            self = .nonWorking
        default: return nil
        }
    }
}
