import Diagnostics
import Operations
import XMLSchema
import XMLStream

/// What a value is written to.
struct ValueTarget {
    let type: SimpleType
    var isNillable = false
    /// The attributes of the target element, by local name; empty when the target is an attribute itself.
    var attributes: Set<String> = []

    init(_ type: SimpleType) {
        self.type = type
    }
}

extension MappingCompilation {
    /// What the end of a target path takes; what takes no value is reported.
    func valueTarget(_ to: ResolvedTarget, _ text: SourceText) -> ValueTarget? {
        if let attribute = to.attribute {
            return ValueTarget(target.simpleTypes[Int(attribute.rawValue)])
        }
        guard let type = target.simpleType(of: to.declaration.type) else {
            report(
                "MAP-VALUE-1", text.place, "\(to.label) has children: it takes no value",
                "Name one of \(list(target.childNames(of: to.declaration))), or use \"each\".")
            return nil
        }
        guard !to.path.steps.isEmpty else {
            report("MAP-PATH-2", text.place, "\"to\" names no element", "Name the element to write.")
            return nil
        }
        var value = ValueTarget(type)
        value.isNillable = to.declaration.isNillable
        value.attributes = Set(target.attributeNames(of: to.declaration))
        return value
    }

    func checkLiteral(_ text: SourceText, _ value: ValueTarget) {
        let type = value.type
        if let enumeration = type.enumeration, !enumeration.values.contains(text.text) {
            let nearest = suggestion(for: text.text, among: enumeration.values)
            report(
                "MAP-VALUE-2", text.place, "\"\(text.text)\" is not a value of \(type.label)",
                nearest.map { "Did you mean \"\($0)\"?" } ?? "It may be \(list(enumeration.values)).")
        } else if let builtin = type.builtin, !builtin.accepts(text.text) {
            report(
                "MAP-VALUE-2", text.place, "\"\(text.text)\" is not a \(builtin.rawValue)",
                "Write something like \(builtin.example).")
        }
    }

    /// Looks up an expression of a `from`.
    ///
    /// - Parameters:
    ///   - text: the expression.
    ///   - environment: where it stands.
    ///   - value: what the result is written to; nil when that is not known.
    ///   - scope: which scope's rule it belongs to.
    ///   - mentioning: whether the path counts as named by the scope.
    ///   - wanted: what the result has to be; nil for anything.
    /// - Returns: nil when something is wrong with it, which is then reported; `repeats` when it may find several.
    func expression(
        _ text: SourceText, _ environment: Environment, into value: ValueTarget?, _ scope: Int,
        mentioning: Bool = true, giving wanted: MappingFunction.Kind? = nil
    ) -> (expression: CompiledExpression, repeats: Bool)? {
        guard !text.isUnresolved else { return nil }
        let parsed: Expression
        do {
            parsed = try Expression(parsing: text.text)
        } catch {
            report(error, text, "an expression")
            return nil
        }
        return compile(parsed, text, environment, into: value, scope, mentioning: mentioning, giving: wanted)
    }

    private func compile(
        _ parsed: Expression, _ text: SourceText, _ environment: Environment, into value: ValueTarget?,
        _ scope: Int, mentioning: Bool, giving wanted: MappingFunction.Kind?
    ) -> (expression: CompiledExpression, repeats: Bool)? {
        var kind = MappingFunction.Kind.text
        var repeats = false
        var carried: [(source: NameID, target: String)] = []
        let operand: CompiledExpression.Operand
        switch parsed.operand {
        case .literal(let literal):
            operand = .literal(literal)
        case .stableID(let paths):
            let found = paths.map { resolve($0, text, environment) }
            guard !found.contains(where: { $0 == nil }) else { return nil }
            for case let source? in found where self.type(of: source, text) == nil { return nil }
            operand = .stableID(found.compactMap { $0?.path })
        case .concat(let parts):
            var compiled: [CompiledExpression] = []
            for part in parts {
                guard
                    let one = compile(
                        part, text, environment, into: nil, scope, mentioning: mentioning, giving: nil)
                else { return nil }
                compiled.append(one.expression)
            }
            operand = .concat(compiled)
        case .sum(let path):
            if mentioning { mention(path, environment, scope) }
            guard let found = resolve(path, text, environment), type(of: found, text) != nil else {
                return nil
            }
            kind = .decimal
            operand = .sum(found.path)
        case .count(let path):
            if mentioning { mention(path, environment, scope) }
            guard let found = resolve(path, text, environment) else { return nil }
            kind = .decimal
            operand = .count(found.path)
        case .position(let step):
            kind = .decimal
            operand = .position(step: step)
        case .path(let path):
            if mentioning { mention(path, environment, scope) }
            guard let found = resolve(path, text, environment), let type = self.type(of: found, text) else {
                return nil
            }
            kind = type.kind
            repeats = found.repeats
            carried = self.carried(found, value)
            operand = .path(found.path)
        }
        guard let functions = functions(parsed.calls, text, kind: &kind, value, environment, scope) else {
            return nil
        }
        if case .split? = functions.first { repeats = true }
        if let wanted, wanted != kind {
            report(
                "MAP-TYPE-1", text.place,
                "the value is \(kind.rawValue), a \(wanted.rawValue) is wanted here",
                "Pipe it through \(wanted.rawValue).")
            return nil
        }
        if let value, !value.type.takes(kind) {
            report(
                "MAP-TYPE-1", text.place,
                "the value is \(kind.rawValue), \(value.type.label) is \(value.type.kind.rawValue)",
                "Pipe it through \(value.type.kind.rawValue).")
        }
        let compiled = CompiledExpression(
            operand: operand, functions: functions, carried: carried, place: index(of: text.place))
        return (compiled, repeats)
    }

    /// The type of what a path finds; what has no value is reported.
    private func type(of found: ResolvedSource, _ text: SourceText) -> SimpleType? {
        switch found.end {
        case .attribute(let type):
            return source.simpleTypes[Int(type.rawValue)]
        case .element(let declaration):
            if let type = source.simpleType(of: declaration.type) { return type }
            let label = source.names[declaration.name].local
            report(
                "MAP-VALUE-1", text.place, "\(label) has children: it has no value",
                "Name one of \(list(source.childNames(of: declaration))), or use \"each\".")
            return nil
        case .anything:
            report(
                "MAP-PATH-4", text.place, "\"*\" has no value", "Name the element or attribute that is meant."
            )
            return nil
        }
    }

    private func carried(
        _ found: ResolvedSource, _ value: ValueTarget?
    ) -> [(source: NameID, target: String)] {
        guard case .element(let declaration) = found.end, let value else { return [] }
        return source.type(declaration.type).attributes.compactMap { use in
            let local = source.names[use.name].local
            return value.attributes.contains(local) ? (use.name, local) : nil
        }
    }
}

extension SimpleType {
    /// Nil for a union.
    var builtin: BuiltinType? {
        if case .atomic(let type) = variety { return type }
        return nil
    }

    var kind: MappingFunction.Kind {
        switch builtin {
        case .decimal: .decimal
        case .dateTime: .dateTime
        case .date: .date
        case .time: .time
        case .duration: .duration
        default: .text
        }
    }

    /// Whether a value of this kind can be written; the schema judges the text itself.
    func takes(_ kind: MappingFunction.Kind) -> Bool {
        switch self.kind {
        case .text: true
        case .date, .time, .duration: kind == self.kind || kind == .text
        case .decimal, .dateTime: kind == self.kind
        }
    }
}

extension BuiltinType {
    func accepts(_ text: String) -> Bool {
        var bytes = Array(text.utf8)
        return bytes.withUnsafeMutableBufferPointer { buffer in
            let count = whiteSpace.normalise(buffer)
            return accepts(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
