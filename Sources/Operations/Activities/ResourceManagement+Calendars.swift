import Diagnostics

extension LoopState {
    /// When work is possible at an equipment: its own calendar, else that of the nearest equipment that it is a part of,
    /// else the site's.
    package func calendar(of equipment: String) -> WorkCalendar {
        guard !equipmentCalendars.isEmpty else { return calendar }
        let lineage = [equipment] + resourceRegister.ancestors(of: equipment, .equipment)
        return lineage.lazy.compactMap { equipmentCalendars[$0] }.first ?? calendar
    }
}

extension ActivityLoop {
    /// One calendar for the site and for each equipment that the entries name.
    func store(_ described: PlantCalendar, _ context: Context) throws(LoopError) -> Decision {
        guard let id = described.id, !id.isBlank else { throw .objectWithoutID("work calendar") }
        var reading = CalendarReading(id: id.matchingKey, described)
        for entry in described.entries { reading.take(entry, scope: described.hierarchyScope, type: nil) }
        let calendars = reading.calendars
        guard !calendars.isEmpty, calendars.allSatisfy({ $0.calendar.intervals?.isEmpty == false }) else {
            throw .calendarWithoutWork(id.matchingKey)
        }
        let new = calendars.filter { equipment, calendar in
            calendar != (equipment.isEmpty ? state.calendar : state.equipmentCalendars[equipment])
        }
        guard !new.isEmpty else { return Decision(.unchanged, findings: reading.findings) }
        var events = newResources(
            new.map { ResourceName(kind: .equipment, name: $0.equipment) }, nil, context)
        events += new.map { equipment, calendar in
            context.event(
                .calendarSet(
                    CalendarSet(calendar: calendar, equipment: equipment.isEmpty ? nil : equipment)))
        }
        let wasKnown = new.contains { equipment, _ in
            equipment.isEmpty ? !state.calendar.isAlwaysOpen : state.equipmentCalendars[equipment] != nil
        }
        return Decision(wasKnown ? .revised : .applied, events: events, findings: reading.findings)
    }
}

/// Sorts the entries of a calendar by whose they are and what they mean.
private struct CalendarReading {
    private struct Times {
        var working: [Interval] = []
        var nonWorking: [Interval] = []
    }

    private let id: String
    private let described: PlantCalendar
    /// By equipment; empty for the site.
    private var times: [String: Times] = [:]
    private(set) var findings: [Finding] = []

    init(id: String, _ described: PlantCalendar) {
        self.id = id
        self.described = described
    }

    mutating func take(_ entry: PlantCalendar.Entry, scope: HierarchyScope?, type: String?) {
        let scope = entry.hierarchyScope ?? scope
        let type = entry.type.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } ?? type
        if let interval = interval(entry) {
            let meaning = meaning(of: type, entry)
            let equipment = scope?.equipmentName ?? ""
            if meaning == .working {
                times[equipment, default: Times()].working.append(interval)
            } else {
                times[equipment, default: Times()].nonWorking.append(interval)
            }
        }
        for child in entry.children { take(child, scope: scope, type: type) }
    }

    /// By equipment, the site's first.
    var calendars: [(equipment: String, calendar: WorkCalendar)] {
        let effective = effective
        return times.sorted { $0.key < $1.key }.map { equipment, times in
            var working = IntervalSet(times.working).subtracting(IntervalSet(times.nonWorking))
            if let effective { working = working.intersection(effective) }
            return (equipment, WorkCalendar(working.intervals))
        }
    }

    /// When it holds; nil for ever.
    private var effective: IntervalSet? {
        guard described.effectiveStart != nil || described.effectiveEnd != nil else { return nil }
        let start = described.effectiveStart?.instant ?? Instant(milliseconds: .min)
        let end = described.effectiveEnd?.instant ?? Instant(milliseconds: .max)
        return IntervalSet((try? Interval(start, end)).map { [$0] } ?? [])
    }

    private mutating func interval(_ entry: PlantCalendar.Entry) -> Interval? {
        guard let start = entry.start, let finish = entry.finish else {
            // One that only holds others needs no times of its own.
            if entry.children.isEmpty {
                note(
                    "LOOP-CALENDAR-1", entry, "it has no start or no finish, and is left out",
                    advice: "Send both.")
            }
            return nil
        }
        return try? Interval(start.instant, finish.instant)
    }

    /// What is not known is not worked in: a plan is better too long than wrong.
    private mutating func meaning(of type: String?, _ entry: PlantCalendar.Entry) -> EntryMeaning {
        guard let type else { return .working }
        if let meaning = EntryMeaning(type) { return meaning }
        note(
            "LOOP-CALENDAR-2", entry, "its type \"\(type)\" is not known, and is taken as non-working",
            advice: "Write Working or Non-working, or translate it in the mapping.")
        return .nonWorking
    }

    private mutating func note(_ code: Code, _ entry: PlantCalendar.Entry, _ message: String, advice: String)
    {
        findings.append(
            LoopNote.make(
                code, .warning, "WorkCalendar \(id), entry \(entry.id?.matchingKey ?? "without an ID")",
                message,
                advice: advice))
    }
}

extension HierarchyScope {
    /// The innermost equipment; nil when that is the site or the enterprise.
    fileprivate var equipmentName: String? {
        if let child = child.first { return child.equipmentName }
        switch level?.known {
        case .site, .enterprise: return nil
        default: return equipmentID.isBlank ? nil : equipmentID.matchingKey
        }
    }
}
