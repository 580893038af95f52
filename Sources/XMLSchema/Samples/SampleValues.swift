/// Lexical forms of the built-in types: right ones in every form that the type has.
///
/// Source: XSD 1.0 Part 2, 3.2 and 3.3; blanks around a value are collapsed by 4.3.6.
enum SampleValues {
    static func of(_ type: BuiltinType) -> [String] { values[type] ?? [""] }

    private static let values: [BuiltinType: [String]] = [
        .anySimpleType: ["any", "", "  as it is "],
        .string: ["abc", "  line\nnext ", "", "é€𝄞", "a]]>b&<c"],
        .normalizedString: ["abc", "x  y", "", " 0004711 ", "tab\tbed"],
        .token: ["abc", "x y", "  x \t y "],
        .language: ["en", "de-CH", "zh-Hans-CN", " en ", "x-plant", "sl-rozaj-1994"],
        .name: ["a", "ä:b-1", " _x "], .ncName: ["a", "_é.1", " x "], .nmtoken: ["1-a", ":x", " . "],
        .qName: ["b:ID", "ID", " xs:string "],
        .anyURI: ["urn:x:1", "http://example.org/a b", "", "../a.xsd#b", "a%20b", "http://[::1]/", "ü"],
        .base64Binary: ["QUJD", "", "QQ==", "QUI=", "QU JD", "Q U J D", "\n QUJDRA== "],
        .hexBinary: ["0aFF", "", " 00 "],
        .boolean: ["true", "false", "1", "0", " true\n"],
        .decimal: [
            "12.5", "-1", "+003.00", "0", ".5", "5.", " 7 ", "-0.0", "123456789012345678901234567890.1",
        ],
        .integer: ["0", "-1", "+007", " 12 "], .long: ["-9223372036854775808", "9223372036854775807"],
        .int: ["-2147483648", "2147483647"], .short: ["-32768", "32767"], .byte: ["-128", "127"],
        .nonNegativeInteger: ["0", "12", "-0"], .positiveInteger: ["1", "+9"],
        .nonPositiveInteger: ["0", "-3"], .negativeInteger: ["-1", "-007"],
        .unsignedLong: ["0", "18446744073709551615"], .unsignedInt: ["0", "4294967295"],
        .unsignedShort: ["0", "65535"], .unsignedByte: ["0", "255"],
        .float: ["1.5E3", "-INF", "NaN", "0"], .double: ["1.5e-3", "INF", "-0", " 12 "],
        .dateTime: [
            "2024-05-01T08:00:00Z", "2024-02-29T08:00:00.123+01:00", "2024-05-01T24:00:00",
            "-0044-03-15T12:00:00-14:00", "12024-05-01T08:00:00", "2000-02-29T00:00:00.000000000+14:00",
            "2024-12-31T23:59:59.999-00:00",
        ],
        .date: ["2024-02-29", "2024-05-01Z", "-0044-03-15+14:00"], .time: ["08:00:00", "23:59:59.5Z"],
        .gYearMonth: ["2024-05", "2024-05Z"], .gYear: ["2024", "-0044+01:00"],
        .gMonthDay: ["--02-29", "--12-31Z"], .gDay: ["---31", "---01Z"], .gMonth: ["--05", "--12Z"],
        .duration: [
            "P1D", "PT5M", "-P1Y2M", "P1Y2M3DT4H5M6.789S", "PT0S", "P0Y", "PT36H", "PT0.5S", "-PT1M", "P400D",
        ],
    ]

    /// A value that a type accepts; the number picks one of those that are known.
    static func value(of id: SimpleTypeID, _ number: Int, in schema: Schema) -> String {
        let values = all(of: id, in: schema)
        return values[number % values.count]
    }

    /// Every value of an enumeration, every form of a built-in type, those of all members of a union.
    static func all(of id: SimpleTypeID, in schema: Schema) -> [String] {
        let type = schema.simpleTypes[Int(id.rawValue)]
        if let enumeration = type.enumeration { return enumeration.values }
        switch type.variety {
        case .union(let members): return members.flatMap { all(of: $0, in: schema) }
        case .atomic(let builtin):
            // Only where a pattern narrows the forms is our own judgement asked which of them are left.
            if type.patterns.isEmpty { return of(builtin) }
            let accepted = of(builtin).filter { schema.accepts($0, as: type) }
            return accepted.isEmpty ? [""] : accepted
        }
    }
}

extension SampleValues {
    /// A value that differs from those with other numbers; nil for types of few values.
    static func numbered(_ number: Int, of type: BuiltinType) -> String? {
        let minute = String(100 + number / 60 % 60).dropFirst()
        let second = String(100 + number % 60).dropFirst()
        let hour = String(100 + number / 3600 % 24).dropFirst()
        return switch type {
        case .string, .normalizedString, .token: "value \(number)"
        case .name, .ncName, .nmtoken: "name-\(number)"
        case .anyURI: "urn:example:\(number)"
        case .decimal: "\(number).50"
        case .float, .double: "\(number).25"
        case .integer, .long, .int, .nonNegativeInteger, .positiveInteger, .unsignedLong, .unsignedInt:
            "\(number)"
        case .dateTime: "2026-03-02T\(hour):\(minute):\(second)Z"
        case .time: "\(hour):\(minute):\(second)Z"
        case .duration: "PT\(number)S"
        default: nil
        }
    }
}

extension Schema {
    /// Whether a text is a value of a type, after its white space was normalised.
    func accepts(_ text: String, as type: SimpleType) -> Bool {
        var bytes = Array(text.utf8)
        return bytes.withUnsafeMutableBufferPointer { buffer in
            let count = type.whiteSpace.normalise(buffer)
            return problem(of: UnsafeBufferPointer(rebasing: buffer[..<count]), type: type) == nil
        }
    }
}
