import Diagnostics
import Operations
import XMLSchema

/// Days and times, and their zones.
extension MappingRun {
    /// A day or a time by a pattern, or in the form of XSD; one that there is not is refused.
    mutating func day(
        _ text: String, _ type: BuiltinType, _ pattern: CalendarPattern?, _ node: Node, _ place: Int
    ) -> String? {
        let text = Self.trimmed(text)
        guard let pattern else { return accepted(text, as: type, node, place) }
        let kind: MappingFunction.Kind = type == .date ? .date : type == .time ? .time : .dateTime
        if let read = pattern.read(text, as: kind), type.accepts(read) { return read }
        refuse(
            text, "\(kind.rawValue) of this form", node, place, "The rule's pattern says how it is written.")
        return nil
    }

    /// The date or the time of a dateTime.
    static func part(_ text: String, _ type: BuiltinType) -> String? {
        guard let mark = text.firstIndex(of: "T") else { return nil }
        if type == .date { return String(text[..<mark]) }
        return String(text[text.index(after: mark)...])
    }

    /// A day gets its time of day from another value of the element that the rule runs with.
    mutating func at(
        _ time: CompiledExpression, _ value: inout PipedValue, _ node: Node, scope: Node, _ place: Int
    ) -> Piping {
        switch evaluate(time, scope) {
        case .none: return .absent
        case .refused: return .refused
        case .some(let found, _):
            // An offset of the day's own would contradict that of the time.
            value.text = "\(value.text.prefix(10))T\(found.text)"
            return .done
        }
    }

    /// The same instant by another clock.
    mutating func moved(_ text: String, _ name: String?, _ node: Node, _ place: Int) -> String? {
        guard let time = try? ZonedTime(parsing: text) else {
            refuse(text, "time with an offset", node, place, "Give it a zone first.")
            return nil
        }
        guard let zone = name ?? context.zone?.identifier else { return text }
        guard let clock = clock(zone, name, node, place) else { return nil }
        let there = clock.time(at: time.instant)
        return ZonedTime(time.instant, offsetMinutes: there.offsetMinutes ?? 0).description
    }

    /// Nil when it is no time, or one that the clock change put in doubt. Without a name the zone is the plant's.
    mutating func zoned(_ text: String, _ name: String?, _ node: Node, _ place: Int) -> String? {
        let text = Self.trimmed(text)
        guard BuiltinType.dateTime.accepts(text) else { return accepted(text, as: .dateTime, node, place) }
        // Years beyond 9999 and before 1 are legal in XSD; such a time has no use in a plant and stays as it is.
        guard let time = try? CivilTime(parsing: text), time.offsetMinutes == nil else { return text }
        guard let zone = name ?? context.zone?.identifier else { return text }
        guard let clock = clock(zone, name, node, place) else { return nil }
        note("\(zone) of the \(origin(name))", node, place)
        switch clock.place(time) {
        case .one(let placed):
            return text + Self.offset(of: time, at: placed)
        case .skipped(let earlier, let later):
            return doubtful(text, time, "did not exist in \(zone)", earlier, later, node, place)
        case .twice(let earlier, let later):
            return doubtful(text, time, "existed twice in \(zone)", earlier, later, node, place)
        }
    }

    /// Nil for a zone that there is not, which is reported.
    private mutating func clock(_ zone: String, _ name: String?, _ node: Node, _ place: Int) -> LocalZone? {
        if let known = zones[zone] { return known }
        guard let clock = LocalZone(identifier: zone, source: .mapping) else {
            hold(
                "MAP-RUN-9", node, place, "there is no time zone \"\(zone)\"",
                "Correct the zone of the \(origin(name)).")
            return nil
        }
        zones[zone] = clock
        return clock
    }

    private func origin(_ name: String?) -> String {
        name == nil ? context.zone?.origin ?? "site" : "mapping"
    }

    private mutating func doubtful(
        _ text: String, _ time: CivilTime, _ what: String, _ earlier: ZonedTime, _ later: ZonedTime,
        _ node: Node, _ place: Int
    ) -> String? {
        let message = "the local time \(text) \(what)"
        switch context.doubt {
        case .hold:
            hold("MAP-RUN-10", node, place, message, "Have it sent with an offset, or say earlier or later.")
            return nil
        case .earlier, .later:
            let result = text + Self.offset(of: time, at: context.doubt == .earlier ? earlier : later)
            report("MAP-RUN-10", .warning, node, place, "\(message); \(result) is taken", nil)
            return result
        }
    }

    /// With which a clock that shows this time means this instant: `Z`, `+02:00`, `-04:30`.
    private static func offset(of time: CivilTime, at placed: ZonedTime) -> String {
        let minutes = (time.localMilliseconds - placed.instant.milliseconds) / 60_000
        guard minutes != 0 else { return "Z" }
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (minutes < 0 ? "-" : "+") + padded(abs(minutes) / 60) + ":" + padded(abs(minutes) % 60)
    }

    private mutating func note(_ zone: String, _ node: Node, _ place: Int) {
        if let index = zoned.firstIndex(where: { $0.zone == zone }) {
            zoned[index].count += 1
        } else {
            zoned.append((zone, 1, node, mapping.places[place]))
        }
    }
}
