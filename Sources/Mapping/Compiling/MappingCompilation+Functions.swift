import B2MML
import Diagnostics
import Operations
import XMLSchema

/// One call of a function while it is looked up.
struct FunctionCall {
    let function: MappingFunction
    let call: Expression.Call
    /// The text of the rule that it stands in.
    let text: SourceText
    /// What comes in.
    let kind: MappingFunction.Kind
    let value: ValueTarget?
    let environment: Environment
    let scope: Int

    var place: Place { text.place(at: call.offset) }

    func argument(_ index: Int) -> String? {
        call.arguments.indices.contains(index) ? call.arguments[index].text : nil
    }

    func place(of index: Int) -> Place {
        call.arguments.indices.contains(index) ? text.place(at: call.arguments[index].offset) : place
    }
}

extension MappingCompilation {
    /// - Returns: nil when something is wrong with one of them, which is then reported.
    func functions(
        _ calls: [Expression.Call], _ text: SourceText, kind: inout MappingFunction.Kind,
        _ value: ValueTarget?, _ environment: Environment, _ scope: Int
    ) -> [CompiledExpression.Function]? {
        var compiled: [CompiledExpression.Function] = []
        for (index, call) in calls.enumerated() {
            let place = text.place(at: call.offset)
            guard let function = known(call, place) else { return nil }
            guard function.arguments.contains(call.arguments.count) else {
                report(
                    "MAP-FUNCTION-2", place,
                    "\(call.name) takes \(Self.number(of: function)), here are \(call.arguments.count)",
                    "\(call.name): \(function.says).")
                return nil
            }
            guard function.takes.contains(kind) else {
                report(
                    "MAP-TYPE-1", place, "\(call.name) takes no \(kind.rawValue)",
                    "It takes \(function.takes.map(\.rawValue).sorted().joined(separator: ", ")).")
                return nil
            }
            guard isInPlace(function, index, of: calls, place) else { return nil }
            let found = FunctionCall(
                function: function, call: call, text: text, kind: kind, value: value,
                environment: environment, scope: scope)
            guard let one = look(up: found) else { return nil }
            if let one = one.function { compiled.append(one) }
            kind = function.gives
            if case .none(let reason) = function.inverse {
                irreversible.append((place, "\(call.name): \(reason)"))
            }
        }
        return compiled
    }

    private func known(_ call: Expression.Call, _ place: Place) -> MappingFunction? {
        if let function = MappingFunction(rawValue: call.name) { return function }
        let names = MappingFunction.allCases.map(\.rawValue)
        report(
            "MAP-FUNCTION-1", place, "there is no function \"\(call.name)\"",
            suggestion(for: call.name, among: names).map { "Did you mean \"\($0)\"?" }
                ?? "There are \(names.joined(separator: ", ")).")
        return nil
    }

    private func isInPlace(
        _ function: MappingFunction, _ index: Int, of calls: [Expression.Call], _ place: Place
    ) -> Bool {
        if function == .openEnumeration, index != calls.count - 1 {
            report(
                "MAP-FUNCTION-3", place, "open-enumeration writes the target, so nothing follows it",
                "Put it at the end.")
            return false
        }
        if function == .split, index != 0 {
            report(
                "MAP-FUNCTION-3", place,
                "split makes several values of what was sent, so nothing is before it",
                "Put it at the beginning.")
            return false
        }
        return true
    }

    private static func number(of function: MappingFunction) -> String {
        switch function.arguments {
        case 0...0: "no arguments"
        case 1...1: "one argument"
        case 2...2: "two arguments"
        case 1...2: "one argument or two"
        default: "one argument or none"
        }
    }

    private typealias Found = (function: CompiledExpression.Function?, Void)

    /// - Returns: nil when something is wrong, which is then reported; a nil function for one that changes nothing.
    private func look(up call: FunctionCall) -> (function: CompiledExpression.Function?, Void)? {
        switch call.function {
        case .identifier: (nil, ())
        case .trim: (.trim, ())
        case .upper: (.upper, ())
        case .lower: (.lower, ())
        case .stripZeros: (.stripZeros, ())
        case .uuid: (.uuid, ())
        case .lexicalType: (.lexicalType, ())
        case .sapDate: (.sapDate, ())
        case .sapTime: (.sapTime, ())
        case .odataDate: (.odataDate, ())
        case .odataTime: (.odataTime, ())
        case .seconds: (.duration(.seconds), ())
        case .minutes: (.duration(.minutes), ())
        case .hours: (.duration(.hours), ())
        case .inSeconds: (.inUnits(.seconds), ())
        case .inMinutes: (.inUnits(.minutes), ())
        case .inHours: (.inUnits(.hours), ())
        case .split: (.split(separator: call.argument(0) ?? ""), ())
        case .prefix: (.prefix(call.argument(0) ?? ""), ())
        case .suffix: (.suffix(call.argument(0) ?? ""), ())
        case .replace: (.replace(call.argument(0) ?? "", by: call.argument(1) ?? ""), ())
        case .part: number(0, of: call).map { (.part($0, separator: call.argument(1) ?? ""), ()) }
        case .substring: substring(call)
        case .pad: number(0, of: call).map { (.pad(to: $0, with: call.argument(1)?.first ?? "0"), ()) }
        case .length: number(0, of: call).map { (.length($0), ()) }
        case .round: number(0, of: call, from: 0).map { (.round($0), ()) }
        case .scale: scale(call)
        case .decimal: decimal(call)
        case .date: calendar(call, .date)
        case .time: calendar(call, .time)
        case .dateTime: calendar(call, .dateTime)
        case .format: pattern(call).map { (.format($0), ()) }
        case .at: at(call)
        case .zone: zone(call).map { (.zone($0.name), ()) }
        case .toZone: zone(call).map { (.toZone($0.name), ()) }
        case .table: table(call)
        case .unit: unit(call)
        case .openEnumeration: openEnumeration(call)
        }
    }

    // MARK: Arguments

    private func wrong(_ call: FunctionCall, _ index: Int, _ what: String) {
        report(
            "MAP-FUNCTION-6", call.place(of: index),
            "\"\(call.argument(index) ?? "")\" is not \(what)",
            "\(call.function.rawValue): \(call.function.says).")
    }

    private func number(_ index: Int, of call: FunctionCall, from least: Int = 1) -> Int? {
        if let text = call.argument(index), let number = Int(text), (least...10_000).contains(number) {
            return number
        }
        wrong(call, index, "a number from \(least) to 10000")
        return nil
    }

    private func substring(_ call: FunctionCall) -> Found? {
        guard let first = number(0, of: call) else { return nil }
        guard call.argument(1) != nil else { return (.substring(first...Int.max), ()) }
        guard let last = number(1, of: call) else { return nil }
        guard last >= first else {
            wrong(call, 1, "a character behind the first")
            return nil
        }
        return (.substring(first...last), ())
    }

    private func scale(_ call: FunctionCall) -> Found? {
        if let factor = try? ExactDecimal(parsing: call.argument(0) ?? "") { return (.scale(factor), ()) }
        wrong(call, 0, "a decimal number")
        return nil
    }

    private func decimal(_ call: FunctionCall) -> Found? {
        guard let name = call.argument(0) else { return (.decimal(nil), ()) }
        if let form = NumberForm(rawValue: name) { return (.decimal(form), ()) }
        wrong(call, 0, "comma or point")
        return nil
    }

    private func pattern(_ call: FunctionCall) -> CalendarPattern? {
        if let pattern = CalendarPattern(call.argument(0) ?? "") { return pattern }
        wrong(call, 0, "a pattern such as dd.MM.yyyy HH:mm")
        return nil
    }

    private func calendar(_ call: FunctionCall, _ type: BuiltinType) -> Found? {
        guard call.argument(0) != nil else {
            let isPart = call.kind == .dateTime && type != .dateTime
            return (isPart ? .clock(type) : .calendar(type, nil), ())
        }
        guard call.kind == .text else {
            report(
                "MAP-TYPE-1", call.place, "a pattern reads text, not \(call.kind.rawValue)",
                "Take the pattern away, or use format to write by one.")
            return nil
        }
        guard let pattern = pattern(call) else { return nil }
        guard pattern.hasDay || type == .time, pattern.hasTime || type == .date else {
            wrong(call, 0, "a pattern with all that a \(call.function.gives.rawValue) has")
            return nil
        }
        return (.calendar(type, pattern), ())
    }

    private func at(_ call: FunctionCall) -> Found? {
        let text = SourceText(text: call.argument(0) ?? "", place: call.place(of: 0))
        // A fixed time of day is read as it is; whether it is one, the run would find out too late.
        let found: Found
        if let clock = CalendarPattern("HH:mm:ss")?.read(text.text, as: .time),
            BuiltinType.time.accepts(clock)
        {
            let literal = CompiledExpression(
                operand: .literal(clock), functions: [], carried: [], place: index(of: text.place))
            found = (.at(literal), ())
        } else {
            guard
                let inner = expression(text, call.environment, into: nil, call.scope, giving: .time)
            else { return nil }
            found = (.at(inner.expression), ())
        }
        return found
    }

    /// - Returns: a nil name for the plant's zone.
    private func zone(_ call: FunctionCall) -> (name: String?, Void)? {
        guard let name = call.argument(0), name != "plant" else { return (nil, ()) }
        if LocalZone(identifier: name, source: .mapping) != nil { return (name, ()) }
        report(
            "MAP-FUNCTION-4", call.place, "there is no time zone \"\(name)\"",
            "Write plant, or a name of the IANA database such as Europe/Berlin.")
        return nil
    }

    private func table(_ call: FunctionCall) -> Found? {
        let name = call.argument(0) ?? ""
        if let index = tableIndices[name] {
            usedTables.insert(index)
            return (.table(index), ())
        }
        let names = tableIndices.keys.sorted()
        report(
            "MAP-TABLE-1", call.place, "there is no table \"\(name)\"",
            suggestion(for: name, among: names).map { "Did you mean \"\($0)\"?" }
                ?? "Add it under \"tables\".")
        return nil
    }

    private func unit(_ call: FunctionCall) -> Found? {
        do {
            return (.unit(try units()), ())
        } catch {
            report("MAP-FUNCTION-7", call.place, "the table of units cannot be read: \(error)", nil)
            return nil
        }
    }

    private func openEnumeration(_ call: FunctionCall) -> Found? {
        guard let value = call.value else { return (nil, ()) }
        if let enumeration = value.type.enumeration, value.attributes.contains("OtherValue"),
            enumeration.values.contains("Other")
        {
            return (.openEnumeration(enumeration), ())
        }
        report(
            "MAP-FUNCTION-5", call.place, "\(value.type.label) is no enumeration with Other and @OtherValue",
            "Take open-enumeration away.")
        return nil
    }
}
