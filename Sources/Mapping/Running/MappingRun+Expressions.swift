import Diagnostics
import Operations
import XMLSchema

/// What an expression comes to.
enum Evaluation {
    /// Nothing that it names is there.
    case none
    /// Something is wrong with it, which has been reported.
    case refused
    /// The value, and the first node that was read for it.
    case some(PipedValue, Node?)
}

extension CompiledExpression {
    var isOpenEnumeration: Bool {
        functions.contains { if case .openEnumeration = $0 { true } else { false } }
    }

    /// Whether its value is made up from others rather than read.
    var isGenerated: Bool {
        if case .stableID = operand { return true }
        return false
    }
}

extension MappingRun {
    /// Evaluates an expression that gives one value, with the element that a rule runs with.
    mutating func evaluate(_ expression: CompiledExpression, _ scope: Node) -> Evaluation {
        var input: Node?
        var value: PipedValue
        switch expression.operand {
        case .literal(let text):
            value = PipedValue(text: text)
        case .stableID(let paths):
            let ids = StableID(paths, derived)
            let id = ids.text(scope) { keys in
                guard scope.parent?.index == noun.index, let memory = context.memory else { return nil }
                return memory.ordinal(of: scope.nameID, rule: expression.place, keys)
            }
            guard let id else { return .none }
            for key in ids.nodes(scope) { notes?.read(key, rule: expression.place) }
            value = PipedValue(text: id)
        case .path(let path):
            guard let found = NodeSelection.first(path, from: scope), !found.isNil else {
                return derived.text(path, from: scope).map { .some(PipedValue(text: $0), nil) } ?? .none
            }
            read(found, path, from: scope, expression.place)
            input = found
            value = PipedValue(text: found.text)
        case .concat(let parts):
            value = PipedValue(text: "")
            for part in parts {
                switch evaluate(part, scope) {
                case .none: return .none
                case .refused: return .refused
                case .some(let one, let node):
                    value.text += one.text
                    input = input ?? node
                }
            }
        case .sum(let path):
            let found = NodeSelection.nodes(path, from: scope)
            guard let first = found.first else { return .none }
            guard let sum = sum(of: found, path, from: scope, expression.place) else { return .refused }
            value = PipedValue(text: sum.lexicalForm)
            input = first
        case .count(let path):
            let found = NodeSelection.nodes(path, from: scope)
            for node in found { notes?.read(node, rule: expression.place) }
            value = PipedValue(text: String(found.count))
        case .position(let step):
            value = PipedValue(text: String(Self.position(of: scope) * step))
        }
        let node = input ?? scope
        switch apply(expression.functions, to: &value, node, scope: scope, expression.place) {
        case .done: return .some(value, input)
        case .absent: return .none
        case .refused: return .refused
        }
    }

    private mutating func read(_ node: Node, _ path: SourcePath, from scope: Node, _ place: Int) {
        for compared in NodeSelection.comparedNodes(path, to: node, from: scope) {
            consume(compared, comparedBy: place)
        }
        ledger.consume(node)
        notes?.read(node, rule: place)
    }

    /// Nil when one of them is no number, which is reported.
    private mutating func sum(
        of nodes: [Node], _ path: SourcePath, from scope: Node, _ place: Int
    ) -> ExactDecimal? {
        var sum = ExactDecimal.zero
        for node in nodes {
            read(node, path, from: scope, place)
            do throws(DecimalError) {
                sum = try sum.adding(try ExactDecimal(parsing: node.text))
            } catch {
                reportNumber(node.text, error, node, place)
                return nil
            }
        }
        return sum
    }

    /// Among the siblings of its name, from 1.
    private static func position(of node: Node) -> Int {
        var position = 1
        for sibling in node.parent?.children.map({ $0 }) ?? [] where sibling.nameID == node.nameID {
            if sibling.index == node.index { break }
            position += 1
        }
        return position
    }
}
