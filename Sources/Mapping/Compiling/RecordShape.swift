import XMLSchema
import XMLStream

/// Which children of a noun a mapping translates one by one, each without looking at the others of its name: what makes it
/// possible to translate a document of any length record by record.
///
/// Rules of the noun may look at the first record, as for an identifier that is derived; so they come to the same with the
/// first record alone.
package struct RecordShape: Sendable {
    /// Local names of children of the noun, each with those of the children that it becomes.
    package let targets: [String: Set<String>]

    init(_ mapping: CompiledMapping) {
        var finder = RecordFinder(mapping)
        finder.find()
        let names = mapping.sourceSchema.names
        targets = Dictionary(uniqueKeysWithValues: finder.records.map { (names[$0.key].local, $0.value) })
    }
}

extension CompiledMapping {
    package var recordShape: RecordShape { RecordShape(self) }
}

private struct RecordFinder {
    private let mapping: CompiledMapping
    private(set) var records: [NameID: Set<String>] = [:]
    /// Targets that rules write with something else than a record.
    private var otherTargets: Set<String> = []
    /// Children that are looked at otherwise than one by one.
    private var seenTogether: Set<NameID> = []
    private var counts = false
    private let parts: Set<NameID>
    private var visited: Set<Int> = []

    init(_ mapping: CompiledMapping) {
        self.mapping = mapping
        parts = Self.parts(of: mapping)
    }

    mutating func find() {
        guard !mapping.scopes.isEmpty else { return }
        visit(noun: 0)
        for scope in mapping.scopes.indices where !visited.contains(scope) { visitInner(scope) }
        guard !counts else {
            records = [:]
            return
        }
        // One that shares a target with what is no record is none either, and so on.
        var isChanging = true
        while isChanging {
            isChanging = false
            for (name, targets) in records
            where seenTogether.contains(name) || !targets.isDisjoint(with: otherTargets) {
                records[name] = nil
                otherTargets.formUnion(targets)
                isChanging = true
            }
        }
    }

    // MARK: Rules of the noun

    private mutating func visit(noun scope: Int) {
        guard visited.insert(scope).inserted else { return }
        for rule in mapping.scopes[scope].rules {
            switch rule {
            case .value(let rule):
                for source in rule.sources { look(at: source) }
                look(at: rule.when)
                if let target = rule.target.steps.first { otherTargets.insert(target.local) }
            case .each(let rule): visit(rule)
            case .inline(let inner, let when):
                look(at: when)
                visit(noun: inner)
            case .copy(let names, _):
                for pair in names { take(pair.source, pair.target) }
            case .hold(let condition, _): look(at: condition)
            case .ignore: break
            }
        }
    }

    private mutating func visit(_ rule: EachRule) {
        guard let step = rule.source.steps.first else {
            visit(noun: rule.scope)
            return
        }
        let target = rule.target?.steps
        let isPlain = rule.source.ups == 0 && rule.source.steps.count == 1 && !step.hasPosition
        if isPlain, let name = step.name, let target, target.count == 1, target[0].isRepeatable {
            take(name, target[0].local)
            return
        }
        if let name = step.name { seenTogether.insert(name) }
        if let first = target?.first {
            otherTargets.insert(first.local)
        } else {
            visit(noun: rule.scope)
        }
    }

    private mutating func take(_ source: NameID, _ target: String) {
        if parts.contains(source) {
            records[source, default: []].insert(target)
        } else {
            otherTargets.insert(target)
        }
    }

    /// Children of the noun that may stand any number of times and have children of their own.
    private static func parts(of mapping: CompiledMapping) -> Set<NameID> {
        let schema = mapping.sourceSchema
        guard let noun = schema.globalElement(mapping.sourceRoot) else { return [] }
        let children = schema.contentModel(of: noun.type)?.children ?? []
        return Set(
            children.filter { child in
                child.occurrence.max == nil
                    && schema.contentModel(of: schema.element(child.declaration).type) != nil
            }.map(\.name))
    }

    private mutating func look(at expression: CompiledExpression) {
        switch expression.operand {
        case .path(let path): look(at: path)
        case .concat(let parts): for part in parts { look(at: part) }
        case .sum(let path), .count(let path):
            if let name = path.steps.first?.name { seenTogether.insert(name) }
        case .position: counts = true
        case .literal, .stableID: break
        }
    }

    /// Only the first is looked at by its position.
    private mutating func look(at path: SourcePath) {
        guard path.ups == 0, let step = path.steps.first, let name = step.name, path.steps.count > 1 else {
            return
        }
        if case .position(1)? = step.tests.first { return }
        seenTogether.insert(name)
    }

    private mutating func look(at condition: Condition<SourcePath>?) {
        switch condition {
        case nil, .exists: break
        case .equals(let path, _): look(at: path)
        case .not(let inner): look(at: inner)
        case .all(let inner), .any(let inner): for one in inner { look(at: one) }
        }
    }

    // MARK: Rules inside of records

    private mutating func visitInner(_ scope: Int) {
        for rule in mapping.scopes[scope].rules {
            switch rule {
            case .value(let rule):
                for source in rule.sources { lookUp(at: source) }
                if let when = rule.when { lookUp(at: when) }
            case .each(let rule):
                lookUp(at: rule.source)
                if let when = rule.when { lookUp(at: when) }
            case .inline(_, let when): if let when { lookUp(at: when) }
            case .hold(let condition, _): lookUp(at: condition)
            case .ignore(let paths, _): for path in paths { lookUp(at: path) }
            case .copy: break
            }
        }
        for rule in mapping.scopes[scope].derive {
            if let expression = rule.expression { lookUp(at: expression) }
        }
    }

    /// From inside a record to what may be its siblings.
    private mutating func lookUp(at path: SourcePath) {
        if path.ups > 0, let name = path.steps.first?.name { seenTogether.insert(name) }
        for step in path.steps {
            for case .equals(let equalities) in step.tests {
                for one in equalities { if let join = one.join { lookUp(at: join) } }
            }
        }
    }

    private mutating func lookUp(at condition: Condition<SourcePath>) {
        switch condition {
        case .exists(let path), .equals(let path, _): lookUp(at: path)
        case .not(let inner): lookUp(at: inner)
        case .all(let inner), .any(let inner): for one in inner { lookUp(at: one) }
        }
    }

    private mutating func lookUp(at expression: CompiledExpression) {
        switch expression.operand {
        case .path(let path), .sum(let path), .count(let path): lookUp(at: path)
        case .concat(let parts): for part in parts { lookUp(at: part) }
        case .stableID(let paths): for path in paths { lookUp(at: path) }
        case .position: counts = true
        case .literal: break
        }
        for case .at(let inner) in expression.functions { lookUp(at: inner) }
    }
}

extension SourcePath.Step {
    fileprivate var hasPosition: Bool {
        tests.contains { if case .position = $0 { true } else { false } }
    }
}
