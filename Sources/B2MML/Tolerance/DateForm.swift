/// A date, with or without a time, in one of the forms that senders write instead of an `xs:dateTime`.
///
/// Only the form is looked at; whether the day exists is for the type to say.
struct DateForm {
    let dateTime: String
    let kind: DeviationKind

    init?(_ text: String) {
        if let form = Self.extended(text) ?? Self.basic(text) ?? Self.american(text) {
            self = form
        } else {
            return nil
        }
    }

    private init(_ dateTime: String, _ kind: DeviationKind) {
        self.dateTime = dateTime
        self.kind = kind
    }

    /// `2026-03-02`, `2026-03-02 06:00`, `2026-03-02 06:00:00,5 +0100`.
    private static func extended(_ text: String) -> DateForm? {
        guard
            let match = text.wholeMatch(
                of: /(\d{4}-\d\d-\d\d)(?:[Tt ]\ *(\d\d:\d\d)(:\d\d(?:[.,]\d+)?)?)?\ *([Zz]|[+-]\d\d:?\d\d)?/)
        else { return nil }
        let zone = Self.zone(match.output.4)
        guard let time = match.output.2 else {
            return DateForm("\(match.output.1)T00:00:00\(zone)", .dateOnly)
        }
        let seconds = (match.output.3 ?? ":00").split(separator: ",").joined(separator: ".")
        return DateForm("\(match.output.1)T\(time)\(seconds)\(zone)", .timeForm)
    }

    /// `20260302`, `20260302T060000Z`, `20260302060000`.
    private static func basic(_ text: String) -> DateForm? {
        guard
            let match = text.wholeMatch(
                of: /(\d{4})(\d\d)(\d\d)(?:[Tt ]?(\d\d):?(\d\d):?(\d\d(?:\.\d+)?))?([Zz]|[+-]\d\d:?\d\d)?/)
        else { return nil }
        let date = "\(match.output.1)-\(match.output.2)-\(match.output.3)"
        let zone = Self.zone(match.output.7)
        guard let hour = match.output.4, let minute = match.output.5, let second = match.output.6 else {
            return DateForm("\(date)T00:00:00\(zone)", .dateOnly)
        }
        return DateForm("\(date)T\(hour):\(minute):\(second)\(zone)", .timeForm)
    }

    /// `2/20/2016`, `2/20/2016 11:52:44 AM`.
    private static func american(_ text: String) -> DateForm? {
        guard
            let match = text.wholeMatch(
                of: /(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\ +(\d{1,2}):(\d\d)(?::(\d\d))?\ *([AaPp][Mm])?)?/),
            var hour = Int(match.output.4 ?? "0")
        else { return nil }
        if let half = match.output.7?.lowercased() {
            guard 1...12 ~= hour else { return nil }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
        }
        let date = "\(match.output.3)-\(padded(match.output.1))-\(padded(match.output.2))"
        let time = "\(padded("\(hour)")):\(match.output.5 ?? "00"):\(match.output.6 ?? "00")"
        return DateForm("\(date)T\(time)", .americanDate)
    }

    private static func zone(_ text: Substring?) -> String {
        guard let text, !text.isEmpty else { return "" }
        if text.lowercased() == "z" { return "Z" }
        return text.contains(":") ? String(text) : "\(text.prefix(3)):\(text.suffix(2))"
    }

    private static func padded(_ text: some StringProtocol) -> String {
        text.count < 2 ? "0\(text)" : String(text)
    }
}

extension String {
    /// Zeros with the separators of a date, as `00000000` and `0000-00-00T00:00:00Z`.
    var isDateOfZeros: Bool {
        let digits = utf8.filter { 0x30...0x39 ~= $0 }
        return digits.count >= 6 && digits.allSatisfy { $0 == 0x30 }
            && utf8.allSatisfy { 0x30...0x39 ~= $0 || "-/.: TZ".utf8.contains($0) }
    }
}
