extension JSONSchemaWriter {
    /// A value as a string: its list of values, or the usual form of its built-in type.
    mutating func writeValue(_ id: SimpleTypeID) {
        let type = schema.simpleType(id)
        text.beginObject()
        switch type.variety {
        case .union(let members) where isExact(type, members):
            text.member("anyOf")
            text.beginArray()
            for member in members {
                text.item()
                reference(.value(member))
            }
            text.endArray()
        case .union:
            string("type", "string")
            let listed = schema.listedValues(of: type)
            if !listed.isEmpty { strings("examples", listed) }
        case .atomic(let builtin):
            string("type", "string")
            writeFacets(type, builtin)
        }
        text.endObject()
    }

    /// Whether a value of a union stands as its member normalises it: the white space is the union's to treat.
    private func isExact(_ union: SimpleType, _ members: [SimpleTypeID]) -> Bool {
        union.enumeration == nil
            && members.allSatisfy { schema.simpleType($0).whiteSpace == union.whiteSpace }
    }

    private mutating func writeFacets(_ type: SimpleType, _ builtin: BuiltinType) {
        let listed = schema.listedValues(of: type)
        // Where the texts differ that stand for one value, a list of texts would refuse the others.
        if !listed.isEmpty, builtin.comparesAsText || type.enumeration == nil {
            return strings("enum", listed)
        }
        if let pattern = builtin.jsonPattern { string("pattern", pattern) }
        guard let bounds = type.bounds, builtin.comparesAsText else { return }
        if bounds.minLength > 0 {
            text.member("minLength")
            text.integer(Int(bounds.minLength))
        }
        if bounds.maxLength >= 0 {
            text.member("maxLength")
            text.integer(Int(bounds.maxLength))
        }
    }
}

extension BuiltinType {
    /// The form of a normalised value, as an expression of ECMA-262; nil where any text has it, or where the form is
    /// more than an expression can say.
    ///
    /// Source: XSD 1.0 Part 2, 3.2 and 3.3.
    fileprivate var jsonPattern: String? {
        let zone = "(Z|[+-][0-9]{2}:[0-9]{2})?"
        let date = "-?[0-9]{4,}-[0-9]{2}-[0-9]{2}"
        let time = "[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?"
        switch primitive {
        case .boolean: return "^(true|false|1|0)$"
        case .decimal:
            return self == .decimal
                ? "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)$" : "^[+-]?[0-9]+$"
        case .dateTime: return "^\(date)T\(time)\(zone)$"
        case .date: return "^\(date)\(zone)$"
        case .time: return "^\(time)\(zone)$"
        case .duration:
            return "^-?P([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]+)?S)?)?$"
        case .string:
            if self == .string { return nil }
            return self == .language ? "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$" : "^[^\\t\\n\\r]*$"
        default: return nil
        }
    }
}
