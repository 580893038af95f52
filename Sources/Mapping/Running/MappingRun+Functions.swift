import B2MML
import Diagnostics
import Operations
import XMLSchema

/// A value on its way through functions.
struct PipedValue {
    var text: String
    /// What `@OtherValue` of the target becomes.
    var otherValue: String?
    /// Whether the source's own `@OtherValue` has become the value.
    var dropsOtherValue = false
}

/// What came of a function.
enum Piping {
    case done
    /// What was sent means that there is no value.
    case absent
    /// The value is refused, which has been reported.
    case refused

    init(_ isDone: Bool) { self = isDone ? .done : .refused }
}

extension MappingRun {
    /// Pipes a value through functions.
    ///
    /// - Parameters:
    ///   - functions: in their order.
    ///   - value: what comes in, and then what comes out.
    ///   - node: that the value was read from; findings are about it.
    ///   - scope: the element that the rule runs with.
    ///   - place: of the rule.
    /// - Returns: whether there is a value.
    mutating func apply(
        _ functions: some Sequence<CompiledExpression.Function>, to value: inout PipedValue, _ node: Node,
        scope: Node, _ place: Int
    ) -> Piping {
        for function in functions {
            let piping = apply(function, to: &value, node, scope: scope, place)
            guard case .done = piping else { return piping }
        }
        return .done
    }

    private mutating func apply(
        _ function: CompiledExpression.Function, to value: inout PipedValue, _ node: Node, scope: Node,
        _ place: Int
    ) -> Piping {
        switch function {
        case .openEnumeration(let enumeration):
            open(&value, enumeration, node)
            return .done
        case .part(let number, let separator):
            let parts = Self.parts(of: value.text, separator)
            guard number <= parts.count, !parts[number - 1].isEmpty else { return .absent }
            value.text = parts[number - 1]
            return .done
        case .sapDate: return take(SAPText.date(Self.trimmed(value.text)), "day of SAP", &value, node, place)
        case .sapTime: return take(SAPText.time(Self.trimmed(value.text)), "time of SAP", &value, node, place)
        case .at(let time):
            return at(time, &value, node, scope: scope, place)
        case .decimal(.some), .calendar(_, .some):
            // A field of blanks, as forms with columns have it, is no wrong number and no wrong day.
            if Self.trimmed(value.text).isEmpty { return .absent }
        default: break
        }
        guard let text = result(of: function, value.text, node, place) else { return .refused }
        value.text = text
        return .done
    }

    /// Nil when the value is refused, which has been reported.
    private mutating func result(
        of function: CompiledExpression.Function, _ text: String, _ node: Node, _ place: Int
    ) -> String? {
        switch function {
        case .trim: Self.trimmed(text)
        case .upper: text.uppercased()
        case .lower: text.lowercased()
        case .lexicalType: BuiltinType.decimal.accepts(text) ? "decimal" : "string"
        case .stripZeros: Self.withoutLeadingZeros(text)
        case .uuid: NameUUID.text(text)
        case .substring(let range): Self.substring(text, range)
        case .prefix(let prefix): prefix + text
        case .suffix(let suffix): text + suffix
        case .replace(let old, let new): text.replacing(old, with: new)
        case .pad(let width, let filler):
            String(repeating: filler, count: max(0, width - text.count)) + text
        case .length(let limit): short(text, limit, node, place)
        case .table(let index): looked(up: text, in: mapping.tables[index], node, place)
        case .unit(let units): unit(text, units, node, place)
        case .decimal(let form): decimal(text, form, node, place)
        case .scale(let factor): scaled(text, factor, node, place)
        case .round(let digits): rounded(text, digits, node, place)
        case .calendar(let type, let pattern): day(text, type, pattern, node, place)
        case .clock(let type): Self.part(text, type)
        case .odataDate: accepted(SAPText.odataDate(text), text, "date", node, place)
        case .odataTime: accepted(SAPText.odataTime(text), text, "time", node, place)
        case .zone(let name): zoned(text, name, node, place)
        case .toZone(let name): moved(text, name, node, place)
        case .format(let pattern):
            accepted(ClockFields(text).map { pattern.text(of: $0) }, text, "time", node, place)
        case .duration(let unit): duration(text, unit, node, place)
        case .inUnits(let unit): count(text, unit, node, place)
        case .split, .part, .sapDate, .sapTime, .at, .openEnumeration: text
        }
    }

    private mutating func take(
        _ reading: SAPText.Reading, _ what: String, _ value: inout PipedValue, _ node: Node, _ place: Int
    ) -> Piping {
        switch reading {
        case .absent: return .absent
        case .text(let text):
            guard what.hasPrefix("time") ? BuiltinType.time.accepts(text) : BuiltinType.date.accepts(text)
            else { break }
            value.text = text
            return .done
        case .malformed: break
        }
        refuse(value.text, what, node, place)
        return .refused
    }

    /// Holds the document when there is no result.
    mutating func accepted(
        _ result: String?, _ text: String, _ what: String, _ node: Node, _ place: Int
    ) -> String? {
        if result == nil { refuse(text, what, node, place) }
        return result
    }

    mutating func refuse(_ text: String, _ what: String, _ node: Node, _ place: Int, _ advice: String? = nil)
    {
        hold(
            "MAP-RUN-3", node, place, "\"\(text)\" is not a \(what)",
            advice ?? "Correct what was sent, or read it by another function.")
    }

    mutating func accepted(_ text: String, as type: BuiltinType, _ node: Node, _ place: Int) -> String? {
        let text = Self.trimmed(text)
        if type.accepts(text) { return text }
        refuse(text, type.rawValue, node, place, "Write something like \(type.example).")
        return nil
    }
}
