/// The closed list of functions that a value can be piped through.
package enum MappingFunction: String, Sendable, CaseIterable {
    // Text
    case trim, upper, lower, identifier, part, split, substring, prefix, suffix, replace, pad
    case stripZeros = "strip-zeros"
    case length, uuid, table, unit
    case openEnumeration = "open-enumeration"
    case lexicalType = "lexical-type"
    // Numbers
    case decimal, scale, round
    // Times
    case date, time
    case dateTime = "date-time"
    case at
    case sapDate = "sap-date"
    case sapTime = "sap-time"
    case zone
    case toZone = "to-zone"
    case format
    case odataDate = "odata-date"
    case odataTime = "odata-time"
    // Durations
    case seconds, minutes, hours
    case inSeconds = "in-seconds"
    case inMinutes = "in-minutes"
    case inHours = "in-hours"

    /// What a value is while it is piped. Its text is kept exactly in every kind.
    package enum Kind: String, Sendable {
        case text, decimal, date, time, duration
        case dateTime = "date-time"
    }

    /// The way back of a function.
    package enum Inverse: Hashable, Sendable {
        /// The value is the same both ways.
        case itself
        /// Piping through the other function or table takes it back.
        case by(String)
        /// Something is gone.
        case none(String)
    }

    package var takes: Set<Kind> {
        switch self {
        case .trim, .upper, .lower, .part, .split, .substring, .prefix, .suffix, .replace, .stripZeros, .uuid,
            .table, .unit, .openEnumeration, .sapDate, .sapTime:
            [.text]
        case .pad, .length: [.text, .decimal, .date, .time, .duration, .dateTime]
        case .identifier, .lexicalType: [.text, .decimal, .date, .time, .duration, .dateTime]
        case .decimal: [.text, .decimal]
        case .scale, .round, .seconds, .minutes, .hours: [.decimal]
        case .date: [.text, .date, .dateTime]
        case .time: [.text, .time, .dateTime]
        case .dateTime, .zone: [.text, .dateTime]
        case .at: [.date]
        case .toZone: [.dateTime]
        case .format: [.date, .time, .dateTime]
        case .odataDate: [.date, .dateTime]
        case .odataTime: [.time, .dateTime]
        case .inSeconds, .inMinutes, .inHours: [.text, .duration]
        }
    }

    package var gives: Kind {
        switch self {
        case .trim, .upper, .lower, .identifier, .part, .split, .substring, .prefix, .suffix, .replace, .pad,
            .stripZeros, .length, .uuid, .table, .unit, .openEnumeration, .lexicalType, .format, .odataDate,
            .odataTime:
            .text
        case .decimal, .scale, .round, .inSeconds, .inMinutes, .inHours: .decimal
        case .date, .sapDate: .date
        case .time, .sapTime: .time
        case .dateTime, .at, .zone, .toZone: .dateTime
        case .seconds, .minutes, .hours: .duration
        }
    }

    /// How many arguments it may have.
    package var arguments: ClosedRange<Int> {
        switch self {
        case .table, .split, .prefix, .suffix, .length, .scale, .round, .at, .format: 1...1
        case .part, .replace: 2...2
        case .substring, .pad: 1...2
        case .zone, .toZone, .decimal, .date, .time, .dateTime: 0...1
        default: 0...0
        }
    }

    package var inverse: Inverse {
        switch self {
        case .identifier, .openEnumeration, .zone, .length: .itself
        case .table: .by("a table with the columns exchanged, when no value stands twice")
        case .decimal: .by("`decimal`; another form than the plain one is gone")
        case .scale: .by("`scale` by the reciprocal, where that is a decimal")
        case .date, .time, .dateTime: .by("`format` with the same pattern")
        case .format: .by("`date`, `time` or `date-time` with the same pattern, when it has all parts")
        case .at: .by("`date` for the one, `time` for the other")
        case .sapDate: .by("`odata-date`")
        case .sapTime: .by("`odata-time`")
        case .odataDate: .by("`sap-date`")
        case .odataTime: .by("`sap-time`")
        case .seconds: .by("`in-seconds`")
        case .minutes: .by("`in-minutes`")
        case .hours: .by("`in-hours`")
        case .inSeconds: .by("`seconds`")
        case .inMinutes: .by("`minutes`")
        case .inHours: .by("`hours`")
        case .prefix, .suffix: .by("`substring`")
        case .pad: .by("`strip-zeros` or `trim`, when the value does not begin like that itself")
        case .toZone: .none("the offset that was sent is gone")
        case .trim: .none("the blanks are gone")
        case .upper, .lower: .none("the case is gone")
        case .lexicalType, .uuid: .none("the value itself is gone")
        case .part, .substring: .none("the rest is gone")
        case .split: .none("what stood between is gone")
        case .replace: .none("what was there before is gone")
        case .stripZeros: .none("the zeros are gone")
        case .round: .none("digits are gone")
        case .unit: .none("the sender's spelling is gone")
        }
    }

    package var says: String {
        switch self {
        case .trim: "takes blanks away at both ends"
        case .upper: "makes letters capital"
        case .lower: "makes letters small"
        case .identifier: "keeps the text as it is: leading zeros and blanks too"
        case .part: "`part(2, '-')`: the second of the parts between hyphens; absent when there is none"
        case .split: "`split(';')`: each part is a value of its own; the first function of its rule"
        case .substring: "`substring(3)`, `substring(3, 7)`: from the third character, to the seventh"
        case .prefix: "`prefix('PO-')`: puts a text before it"
        case .suffix: "`suffix('-A')`: puts a text behind it"
        case .replace: "`replace(',', '.')`: puts the second text wherever the first stands"
        case .pad:
            "`pad(12)`, `pad(12, '*')`: fills up to 12 characters from the left, with zeros if not said"
        case .stripZeros: "takes leading zeros away; one stays of a number that is nothing else"
        case .length: "`length(40)`: holds what is longer than 40 characters; nothing is cut off"
        case .uuid: "a UUID made of the text: the same for the same text (RFC 9562, version 5)"
        case .table: "looks a code up in a table"
        case .unit: "the code of UN/ECE Recommendation 20 that is meant: `kg` is `KGM`; holds what is none"
        case .openEnumeration:
            "writes a value that the target's enumeration has not as `Other` with `@OtherValue`, and takes it back"
        case .lexicalType: "`decimal` for a text that is one, else `string`"
        case .decimal:
            "refuses what is not an XSD decimal; the digits stay. `decimal(comma)` reads `1.234,50`, "
                + "`decimal(point)` `1,234.50` and `1.5E3`; both a sign at the end"
        case .scale: "`scale(0.001)`: multiplies, exactly"
        case .round: "`round(2)`: to two digits after the point, a half away from zero"
        case .date: "reads a day: `date(dd.MM.yyyy)`; without a pattern XSD, of a date-time its day"
        case .time: "reads a time of day: `time(HHmm)`; without a pattern XSD, of a date-time its time"
        case .dateTime:
            "refuses what is not an XSD dateTime; `date-time(dd.MM.yyyy HH:mm)` reads by a pattern"
        case .at: "`at(TIME | time(HHmm))`: the day with a time of day, which is another value"
        case .sapDate: "reads `20260131`, `/Date(1769817600000)/` or `2026-01-31`; `00000000` is absent"
        case .sapTime: "reads `063000` or `PT06H30M00S`"
        case .zone:
            "gives a local time the offset of the plant's zone (`plant`, given at run time) or of a named one"
        case .toZone: "the same instant by the clock of a zone, or of the plant's"
        case .format: "`format(dd.MM.yyyy)`: writes by a pattern, by the clock that it has"
        case .odataDate: "writes `/Date(1769817600000)/`, midnight UTC of its day"
        case .odataTime: "writes `PT06H30M00S`, the time of day by the clock that it has"
        case .seconds, .minutes, .hours: "a duration of that many \(rawValue)"
        case .inSeconds, .inMinutes, .inHours:
            "how many \(rawValue.dropFirst(3)) a duration has, to six digits; refuses years and months"
        }
    }
}
