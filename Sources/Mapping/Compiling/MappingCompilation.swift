import B2MML
import Diagnostics
import XMLSchema
import XMLStream

/// One compilation: looks everything up in both schemas and collects what is wrong.
///
/// A block is compiled once for each pair of types that it is used with; a block that uses itself finds itself there.
final class MappingCompilation {
    let source: Schema
    let target: Schema
    let targetSet: MappingSet
    /// Reads the table of units, when a function needs it.
    let units: () throws -> UnitCatalogue
    private let blocks: [String: BlockDraft]
    private let derive: [DeriveDraft]
    private(set) var tables: [CodeTable]
    let tableIndices: [String: Int]

    private(set) var scopes: [Scope] = []
    private(set) var places: [Place] = []
    private(set) var reasons: [Int: String] = [:]
    private(set) var findings: [Finding] = []
    var irreversible: [(rule: Place, reason: String)] = []

    private var reported: Set<Finding> = []
    private var compiled: [Key: Int] = [:]
    private var coverages: [Int: TargetCoverage] = [:]
    private var mentions: [Int: Set<NameID>] = [:]
    private var openings: [Opening] = []
    private(set) var usedBlocks: Set<String> = []
    var usedTables: Set<Int> = []
    private var usedParameters: Set<String> = []
    private var derivedBlocks: Set<String> = []
    /// What the rules know of the source; types that rules copy as a whole are not in it.
    var reading = SourceReading()

    private struct Key: Hashable {
        let block: String
        /// The current source type and two above it, as far as `..` may reach.
        let sources: [TypeID]
        let target: TypeID
        let parameters: [String: String]
    }

    /// A target element that an `each` opens, to be checked when all scopes are known.
    private struct Opening {
        let scope: Int
        let declaration: ElementDeclaration
        let predicates: [String]
        let place: Place
    }

    init(
        source: Schema, target: Schema, targetSet: MappingSet, blocks: [String: BlockDraft],
        derive: [DeriveDraft], tables: [CodeTable], units: @escaping () throws -> UnitCatalogue
    ) {
        self.source = source
        self.target = target
        self.targetSet = targetSet
        self.blocks = blocks
        self.derive = derive
        self.tables = tables
        self.units = units
        var indices: [String: Int] = [:]
        for (index, table) in tables.enumerated() { indices[table.name] = index }
        tableIndices = indices
    }

    var blockNames: [String] { blocks.keys.sorted() }

    // MARK: Findings and places

    /// Once for each place and message, however many types a block is compiled for.
    func report(_ finding: Finding) {
        if reported.insert(finding).inserted { findings.append(finding) }
    }

    func report(_ code: Code, _ place: Place, _ message: String, _ advice: String?) {
        report(Finding(code, .error, at: place, message, advice: advice))
    }

    func index(of place: Place) -> Int {
        places.append(place)
        return places.count - 1
    }

    /// Puts the values of parameters in place of `$name`.
    func expand(_ text: SourceText, _ environment: Environment) -> SourceText {
        guard text.text.contains("$") else { return text }
        var result = ""
        var isUnresolved = false
        var rest = text.text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            let name = rest[rest.index(after: dollar)...].prefix {
                $0.isLetter || $0.isNumber || $0 == "-"
            }
            if let value = environment.parameters[String(name)] {
                usedParameters.insert("\(environment.block ?? "").\(name)")
                result += value
            } else {
                isUnresolved = true
                let nearest = suggestion(for: String(name), among: environment.parameters.keys.sorted())
                report(
                    "MAP-WITH-1", text.place(at: text.text.distance(from: text.text.startIndex, to: dollar)),
                    "\"$\(name)\" has no value here",
                    nearest.map { "Did you mean \"$\($0)\"?" }
                        ?? "Give it one with \"with: { \(name): … }\" where the block is used.")
            }
            rest = rest[name.endIndex...]
        }
        var expanded = text.replacing(result + rest)
        expanded.isUnresolved = isUnresolved
        return expanded
    }

    // MARK: Scopes

    /// Compiles the rules of the noun.
    func compile(_ rules: [RuleDraft], noun: ElementDeclaration, target: ElementDeclaration, place: Place) {
        let environment = Environment(chain: [noun], target: target)
        let scope = reserve(target, place: place)
        fill(scope, rules, environment)
        openings.append(Opening(scope: scope, declaration: target, predicates: [], place: place))
        for opening in openings { check(opening) }
        checkDeriveBlocks()
    }

    /// What no rule reads.
    var unread: [Finding] {
        reading.unread(in: source).map { place, message in
            Finding(
                "MAP-UNREAD-1", .warning, at: place, message,
                advice: "Add a rule for it, or an \"ignore\" with the reason why it may be lost.")
        }
    }

    private func reserve(_ target: ElementDeclaration, place: Place) -> Int {
        scopes.append(Scope())
        coverages[scopes.count - 1] = TargetCoverage(target, place: place)
        mentions[scopes.count - 1] = []
        return scopes.count - 1
    }

    /// Rules of an `each` that are written where they stand are inline: what is derived belongs to the block or the noun
    /// around them.
    private func fill(
        _ scope: Int, _ rules: [RuleDraft], _ environment: Environment, isInline: Bool = false
    ) {
        var compiled: [CompiledRule] = []
        reading.enter(environment.source, at: coverages[scope]?.place)
        for rule in rules {
            if case .copy = rule.kind { continue }
            if let rule = compile(rule, environment, scope) { compiled.append(rule) }
        }
        // What is copied by name is what no other rule of the scope names, so copies come last.
        for rule in rules {
            if case .copy(let names) = rule.kind {
                compiled.append(copy(names, rule, environment, scope))
            }
        }
        scopes[scope].rules = compiled
        if !isInline { scopes[scope].derive = derived(environment, scope) }
    }

    /// The scope of a block for these types.
    func use(_ draft: UseDraft, _ environment: Environment) -> Int? {
        let name = expand(draft.block, environment)
        guard !name.isUnresolved else { return nil }
        guard let block = blocks[name.text] else {
            let nearest = suggestion(for: name.text, among: blockNames)
            report(
                "MAP-BLOCK-1", name.place, "there is no block \"\(name.text)\"",
                nearest.map { "Did you mean \"\($0)\"?" }
                    ?? "Add it under \"blocks\", or name the library that has it under \"uses\".")
            return nil
        }
        usedBlocks.insert(block.name.text)
        var inner = environment
        inner.block = block.name.text
        inner.parameters = [:]
        for parameter in draft.parameters {
            inner.parameters[parameter.name] = expand(parameter.value, environment).text
        }
        let key = Key(
            block: block.name.text, sources: environment.chain.suffix(3).map(\.type),
            target: environment.target.type, parameters: inner.parameters)
        if let known = compiled[key] { return known }
        let scope = reserve(environment.target, place: block.name.place)
        compiled[key] = scope
        fill(scope, block.rules, inner)
        for parameter in draft.parameters
        where !usedParameters.contains("\(block.name.text).\(parameter.name)") {
            report(
                "MAP-WITH-2", parameter.place,
                "the block \"\(block.name.text)\" has no \"$\(parameter.name)\"",
                "Take it away, or write $\(parameter.name) where the block needs it.")
        }
        return scope
    }

    // MARK: Rules

    private func compile(_ rule: RuleDraft, _ environment: Environment, _ scope: Int) -> CompiledRule? {
        switch rule.kind {
        case .value(let draft): return value(draft, rule, environment, scope)
        case .each(let draft): return each(draft, rule, environment, scope)
        case .use(let draft): return inline(draft, rule, environment, scope)
        case .ignore(let paths, let reason): return ignore(paths, reason, rule, environment, scope)
        case .hold(let text, let reason):
            let place = index(of: rule.place)
            reasons[place] = reason
            return condition(text, environment).map { .hold($0, place: place) }
        case .copy: return nil
        }
    }

    private func value(
        _ draft: ValueDraft, _ rule: RuleDraft, _ environment: Environment, _ scope: Int
    ) -> CompiledRule? {
        let when = condition(rule.when, environment)
        let toText = expand(draft.to, environment)
        guard let to = targetPath(toText, environment.target) else {
            // Still look at the source, so that one run finds what is wrong on both sides.
            for text in draft.from {
                _ = expression(expand(text, environment), environment, into: nil, scope)
            }
            return nil
        }
        guard let value = valueTarget(to, toText) else { return nil }
        cover(to, scope, rule, isOpened: false)
        let literal = draft.literal.map { expand($0, environment) }
        for text in [literal, draft.otherwise, draft.fallback].compactMap({ $0 }) {
            checkLiteral(text, value)
        }
        var sources: [CompiledExpression] = []
        var repeats = false
        let endRepeats = to.path.attribute == nil && to.path.steps.last?.isRepeatable == true
        let mayRepeat = to.path.attribute == nil && to.path.steps.contains(where: \.isRepeatable)
        for text in draft.from {
            let text = expand(text, environment)
            guard let found = expression(text, environment, into: value, scope) else { continue }
            sources.append(found.expression)
            if found.expression.isOpenEnumeration {
                reasons[index(of: rule.place)] =
                    "beside a value that the enumeration lists, OtherValue says nothing"
            }
            if found.repeats {
                repeats = true
                if !mayRepeat { reportMany(text, to) }
            }
        }
        return .value(
            ValueRule(
                sources: sources, literal: literal?.text, otherwise: draft.otherwise?.text,
                fallback: draft.fallback?.text, isRequired: draft.isRequired, when: when, target: to.path,
                isRepeated: endRepeats || repeats && mayRepeat, targetIsNillable: value.isNillable,
                place: index(of: rule.place)))
    }

    private func reportMany(_ text: SourceText, _ to: ResolvedTarget) {
        report(
            "MAP-MANY-1", text.place,
            "\"\(text.text)\" can stand several times, but \(to.label) takes one value",
            "Choose one by position, such as [1], or give each its own element with \"each\".")
    }

    private func each(
        _ draft: EachDraft, _ rule: RuleDraft, _ environment: Environment, _ scope: Int
    ) -> CompiledRule? {
        let eachText = expand(draft.each, environment)
        let found = sourcePath(eachText, environment, scope)
        var inner = environment
        var to: ResolvedTarget?
        if let text = draft.to {
            let text = expand(text, environment)
            guard let resolved = targetPath(text, environment.target) else { return nil }
            guard resolved.path.attribute == nil else {
                report(
                    "MAP-VALUE-1", text.place, "an \"each\" makes elements, \(text.text) is an attribute",
                    "Name an element, or write a rule with \"from\" instead.")
                return nil
            }
            to = resolved
            inner.target = resolved.declaration
        }
        guard let found else { return nil }
        guard case .element = found.end else {
            report(
                "MAP-VALUE-1", eachText.place, "\"each\" goes over elements, \(eachText.text) is none",
                "Use a rule with \"from\" for an attribute or a value.")
            return nil
        }
        inner.chain = found.chain
        if let to {
            cover(to, scope, rule, isOpened: true)
            if found.repeats, !to.path.steps.contains(where: \.isRepeatable) {
                report(
                    "MAP-MANY-1", eachText.place,
                    "\"\(eachText.text)\" can stand several times, but \(to.label) can stand once",
                    "Choose one by position, such as [1].")
            }
        }
        // An element that the inner rules are to be compiled in, whichever way they are written.
        let body: Int?
        switch draft.body {
        case .use(let use):
            body = self.use(use, inner)
        case .rules(let rules):
            let reserved = reserve(inner.target, place: rule.place)
            fill(reserved, rules, inner, isInline: true)
            body = reserved
        }
        guard let body else { return nil }
        if let to {
            openings.append(
                Opening(
                    scope: body, declaration: to.declaration, predicates: to.lastPredicates, place: rule.place
                ))
        } else {
            mergeCoverage(of: body, into: scope, isConditional: rule.when != nil)
        }
        return .each(
            EachRule(
                source: found.path, target: to?.path, targetIsNillable: to?.declaration.isNillable ?? false,
                when: condition(rule.when, inner), scope: body, place: index(of: rule.place)))
    }

    private func inline(
        _ draft: UseDraft, _ rule: RuleDraft, _ environment: Environment, _ scope: Int
    ) -> CompiledRule? {
        let name = expand(draft.block, environment)
        if name.text == environment.block {
            report(
                "MAP-BLOCK-3", name.place,
                "the block \"\(name.text)\" uses itself for the same element: it would never end",
                "A block uses itself only under an \"each\" that goes one element down.")
            return nil
        }
        let when = condition(rule.when, environment)
        guard let body = use(draft, environment) else { return nil }
        mergeCoverage(of: body, into: scope, isConditional: rule.when != nil)
        mentions[scope, default: []].formUnion(mentions[body] ?? [])
        return .inline(scope: body, when: when)
    }

    private func ignore(
        _ texts: [SourceText], _ reason: String, _ rule: RuleDraft, _ environment: Environment, _ scope: Int
    ) -> CompiledRule? {
        let found = texts.compactMap { sourcePath(expand($0, environment), environment, scope) }
        for one in found {
            switch one.end {
            case .element(let element): reading.readTree(of: element.type, in: source)
            case .attribute: break
            case .anything:
                for child in one.chain.last.map({ source.contentModel(of: $0.type)?.children ?? [] }) ?? [] {
                    reading.readTree(of: source.element(child.declaration).type, in: source)
                }
            }
        }
        let paths = found.map(\.path)
        let place = index(of: rule.place)
        reasons[place] = reason
        return paths.isEmpty ? nil : .ignore(paths, place: place)
    }

    private func copy(
        _ names: [SourceText], _ rule: RuleDraft, _ environment: Environment, _ scope: Int
    ) -> CompiledRule {
        var pairs: [(source: NameID, target: String)] = []
        for text in names {
            let text = expand(text, environment)
            let wanted = text.text == "*" ? unmentioned(environment, scope) : [text.text]
            for local in wanted {
                guard let from = child(local, of: environment.source, in: source, text.place),
                    let to = targetPath(text.replacing(local), environment.target)
                else { continue }
                pairs.append((from.name, local))
                reading.read(from.name, of: environment.source.type)
                reading.readTree(of: source.element(from.declaration).type, in: source)
                cover(to, scope, rule, isOpened: true)
            }
        }
        return .copy(pairs, place: index(of: rule.place))
    }

    /// The children that both sides have and no rule of the scope names.
    private func unmentioned(_ environment: Environment, _ scope: Int) -> [String] {
        let targets = Set(target.childNames(of: environment.target))
        let known = mentions[scope] ?? []
        return (source.contentModel(of: environment.source.type)?.children ?? [])
            .filter { !known.contains($0.name) }
            .map { source.names[$0.name].local }.filter { targets.contains($0) }
    }

    private func derived(_ environment: Environment, _ scope: Int) -> [DeriveRule] {
        var rules: [DeriveRule] = []
        for draft in derive where draft.block?.text == environment.block {
            derivedBlocks.insert(draft.block?.text ?? "")
            guard let to = targetPath(draft.to, environment.target), let value = valueTarget(to, draft.to)
            else { continue }
            guard to.isRequired else {
                report(
                    "MAP-DERIVE-1", draft.to.place,
                    "\(to.label) is not required by \(targetSet.name): it stays absent when nobody sent it",
                    "Take the rule away: nothing is invented that the target does not ask for.")
                continue
            }
            if let text = draft.literal { checkLiteral(text, value) }
            let expression = draft.from.flatMap {
                self.expression(expand($0, environment), environment, into: value, scope, mentioning: false)
            }
            let place = index(of: draft.place)
            rules.append(
                DeriveRule(
                    target: to.path, expression: expression?.expression, literal: draft.literal?.text,
                    when: condition(draft.when, environment), place: place))
            coverDerived(to, scope, draft.place)
        }
        return targetSet.isStrict ? rules : []
    }

    private func checkDeriveBlocks() {
        for draft in derive {
            if let block = draft.block, blocks[block.text] == nil {
                let nearest = suggestion(for: block.text, among: blockNames)
                report(
                    "MAP-BLOCK-1", block.place, "there is no block \"\(block.text)\"",
                    nearest.map { "Did you mean \"\($0)\"?" } ?? "Name a block of this mapping.")
            } else if !targetSet.isStrict {
                report(
                    Finding(
                        "MAP-DERIVE-2", .warning, at: draft.place,
                        "nothing is derived for the canonical form: this rule never runs",
                        advice: "Derive in the mapping that leaves the canonical form."))
            }
        }
    }

    private func condition(_ text: SourceText?, _ environment: Environment) -> Condition<SourcePath>? {
        guard let text else { return nil }
        let expanded = expand(text, environment)
        guard !expanded.isUnresolved else { return nil }
        do {
            let condition = try Condition<LocationPath>(parsing: expanded.text)
            return try condition.mapPaths { path throws(Unresolved) in
                guard let found = resolve(path, expanded, environment) else { throw Unresolved() }
                return found.path
            }
        } catch let problem as PathProblem {
            report(problem, expanded, "a condition")
        } catch {
            // The path has been reported.
        }
        return nil
    }

    private struct Unresolved: Error {}

    func report(_ problem: PathProblem, _ text: SourceText, _ what: String) {
        report(
            "MAP-PATH-2", text.place(at: problem.offset),
            "\"\(text.text)\" is not \(what): \(problem.message)",
            "See Mappings/README.md for how it is written.")
    }

    /// - Returns: nil when something is wrong with it, which is then reported.
    func sourcePath(_ text: SourceText, _ environment: Environment, _ scope: Int) -> ResolvedSource? {
        guard !text.isUnresolved else { return nil }
        let path: LocationPath
        do {
            path = try LocationPath(parsing: text.text)
        } catch {
            report(error, text, "a path")
            return nil
        }
        mention(path, environment, scope)
        return resolve(path, text, environment)
    }

    func mention(_ path: LocationPath, _ environment: Environment, _ scope: Int) {
        guard path.ups == 0, case .named(let local)? = path.steps.first?.name,
            let child = source.child(local, of: environment.source)
        else { return }
        mentions[scope, default: []].insert(child.name)
    }

    // MARK: Coverage

    private func cover(_ to: ResolvedTarget, _ scope: Int, _ rule: RuleDraft, isOpened: Bool) {
        guard let coverage = coverages[scope] else { return }
        let writer = TargetCoverage.Writer(place: rule.place, isConditional: rule.when != nil)
        if !to.cover(coverage, writer: writer, isOpened: isOpened) { reportTwice(rule.place, to.label) }
    }

    private func coverDerived(_ to: ResolvedTarget, _ scope: Int, _ place: Place) {
        guard let coverage = coverages[scope], targetSet.isStrict else { return }
        _ = to.cover(
            coverage, writer: TargetCoverage.Writer(place: place, isConditional: true), isOpened: false)
    }

    private func mergeCoverage(of body: Int, into scope: Int, isConditional: Bool) {
        guard body != scope, let inner = coverages[body], let outer = coverages[scope] else { return }
        for (place, local) in outer.merge(inner, isConditional: isConditional) {
            reportTwice(place, local)
        }
    }

    private func reportTwice(_ place: Place, _ label: String) {
        report(
            "MAP-MANY-2", place, "another rule writes \(label) too, which can stand only once",
            "Give the rules a \"when\" each, or list both sources in one \"from\".")
    }

    private func check(_ opening: Opening) {
        guard let coverage = coverages[opening.scope] else { return }
        checkRequired(opening.declaration, opening.place) {
            coverage.covers($0) || opening.predicates.contains($0)
        }
        checkParts(of: coverage)
    }

    private func checkParts(of coverage: TargetCoverage) {
        for (_, _, part) in coverage.parts where !part.isOpened {
            let inner = part.coverage
            checkRequired(inner.declaration, inner.place, inner.covers)
            checkParts(of: inner)
        }
    }

    private func checkRequired(
        _ declaration: ElementDeclaration, _ place: Place, _ isCovered: (String) -> Bool
    ) {
        for child in target.contentModel(of: declaration.type)?.children ?? []
        where child.occurrence.min > 0 {
            let local = target.names[child.name].local
            guard !isCovered(local) else { continue }
            let owner = target.names[declaration.name].local
            report(
                "MAP-REQUIRED-1", place,
                "no rule sets \(local), which \(targetSet.name) requires in \(owner)",
                "Add a rule for \(local), or derive it.")
        }
    }
}
