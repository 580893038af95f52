import Operations

/// Days and times as SAP writes them, in IDocs and in OData version 2.
enum SAPText {
    enum Reading: Hashable {
        case text(String)
        /// `00000000`: the field has never been set.
        case absent
        case malformed
    }

    /// `20260131`, `2026-01-31`, `/Date(1769817600000)/`, `/Date(1769817600000+0060)/` as XSD `date`.
    ///
    /// Source: SAP, OData version 2: milliseconds since 1970 in UTC; a day is its midnight UTC.
    static func date(_ text: String) -> Reading {
        if text.isEmpty || text.allSatisfy({ $0 == "0" }) { return .absent }
        if text.hasPrefix("/Date("), text.hasSuffix(")/") {
            let inner = text.dropFirst(6).dropLast(2)
            let sign = inner.hasPrefix("-") ? "-" : ""
            let digits = inner.dropFirst(sign.count).prefix { $0 != "+" && $0 != "-" }
            guard let milliseconds = Int64(sign + digits),
                (-62_135_596_800_000...253_402_300_799_999).contains(milliseconds)
            else { return .malformed }
            return .text(String(Instant(milliseconds: milliseconds).description.prefix(10)))
        }
        for pattern in ["yyyyMMdd", "yyyy-MM-dd"] {
            if let day = CalendarPattern(pattern)?.read(text, as: .date) { return .text(day) }
        }
        return .malformed
    }

    /// `063000`, `PT06H30M00S`, `06:30:00` as XSD `time`.
    static func time(_ text: String) -> Reading {
        if text.isEmpty { return .absent }
        for pattern in ["HHmmss", "HH:mm:ss"] {
            if let time = CalendarPattern(pattern)?.read(text, as: .time) { return .text(time) }
        }
        guard let parts = text.wholeMatch(of: /PT(?:(\d{1,2})H)?(?:(\d{1,2})M)?(?:(\d{1,2})S)?/) else {
            return .malformed
        }
        let fields = [parts.1, parts.2, parts.3].map { part in
            let digits = part.map(String.init) ?? "0"
            return digits.count == 1 ? "0\(digits)" : digits
        }
        return .text(fields.joined(separator: ":"))
    }

    /// `/Date(…)/` of the midnight UTC of a day.
    static func odataDate(_ day: String) -> String? {
        guard let midnight = try? CivilTime(parsing: "\(day.prefix(10))T00:00:00Z") else { return nil }
        return "/Date(\(midnight.localMilliseconds))/"
    }

    /// `PT06H30M00S`; fractions of a second are cut off.
    static func odataTime(_ text: String) -> String? {
        guard let clock = ClockFields(text) else { return nil }
        return CalendarPattern("HH:mm:ss").map { pattern in
            let parts = pattern.text(of: clock).split(separator: ":")
            return "PT\(parts[0])H\(parts[1])M\(parts[2])S"
        }
    }
}
