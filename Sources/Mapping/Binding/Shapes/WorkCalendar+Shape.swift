import Diagnostics
package import Operations

extension PlantCalendar: CanonicalNoun {
    package static let noun = "WorkCalendar"

    /// B2MML: `WorkCalendarType`.
    package static let shape: Shape<PlantCalendar> = Shape(
        { PlantCalendar() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("Version", \.version, .identifier),
            .one("PublishedDate", \.publishedDate, .time),
            .one("EffectiveStartDate", \.effectiveStart, .time),
            .one("EffectiveEndDate", \.effectiveEnd, .time),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .many("WorkCalendarEntry", \.entries, .shape(PlantCalendar.Entry.shape)),
        ],
        check: { value, node, reader in
            reader.checkID(value.id, of: node)
            reader.checkOrder(value.effectiveStart, value.effectiveEnd, of: node, .error)
        })
}

extension PlantCalendar.Entry: CanonicalValue {
    /// B2MML: `WorkCalendarEntryType`.
    package static let shape: Shape<PlantCalendar.Entry> = Shape(
        { PlantCalendar.Entry() },
        [
            .one("ID", \.id, .identifier),
            .many("Description", \.descriptions, .description),
            .one("StartDateTime", \.start, .time),
            .one("FinishDateTime", \.finish, .time),
            .one("HierarchyScope", \.hierarchyScope, .shape(HierarchyScope.shape)),
            .one("EntryType", \.type, .text),
            .many("WorkCalendarEntryChild", \.children, .shape(PlantCalendar.Entry.shape)),
        ],
        check: { value, node, reader in reader.checkOrder(value.start, value.finish, of: node, .error) })
}
