import Diagnostics
import XMLSchema
import XMLStream

/// One run of a mapping over one noun element.
struct MappingRun {
    let mapping: CompiledMapping
    let context: MappingContext
    let noun: Node
    var editor: DocumentEditor
    var ledger: InputLedger
    var findings: [RuleFinding] = []
    var isHeld = false
    var isRefused = false
    /// Local times that took a zone, by zone, with the first of them.
    var zoned: [(zone: String, count: Int, first: Node, rule: Place)] = []
    var zones: [String: LocalZone] = [:]
    /// Nil where nobody asks where values come from.
    var notes: TraceNotes?
    /// Scopes with something to derive, with what they ran with: what stands further out comes first.
    private var deriving: [(scope: Int, node: Node, element: DocumentEditor.Element)] = []
    /// What was derived for a node of the input, by local name.
    private(set) var derived: [Int32: [String: String]] = [:]

    init?(_ mapping: CompiledMapping, _ noun: Node, _ context: MappingContext) {
        guard let editor = try? DocumentEditor(schema: mapping.targetSchema, root: mapping.targetRoot) else {
            return nil
        }
        self.mapping = mapping
        self.context = context
        self.noun = noun
        self.editor = editor
        ledger = InputLedger(noun)
        if context.traces { notes = TraceNotes() }
    }

    mutating func run(_ noun: Node) -> MappingResult {
        run(scope: 0, noun, editor.root)
        for (scope, node, element) in deriving {
            for rule in mapping.scopes[scope].derive { derive(rule, node, element) }
        }
        let (document, places) = editor.finishWithPlaces()
        var losses = account()
        inspect(document, &losses)
        noteZones()
        return MappingResult(
            document: document, ruleFindings: findings, losses: losses, isHeld: isHeld, isRefused: isRefused,
            trace: notes?.trace(document, places, lostNodes(), mapping.places))
    }

    // MARK: Rules

    private mutating func run(scope index: Int, _ node: Node, _ element: DocumentEditor.Element) {
        let scope = mapping.scopes[index]
        if !scope.derive.isEmpty { deriving.append((index, node, element)) }
        for rule in scope.rules {
            switch rule {
            case .value(let rule):
                run(rule, node, element)
            case .each(let rule):
                run(rule, node, element)
            case .inline(let inner, let when):
                if when.map({ NodeSelection.holds($0, on: node) }) ?? true {
                    run(scope: inner, node, element)
                }
            case .ignore(let paths, let place):
                for path in paths {
                    for found in NodeSelection.nodes(path, from: node) {
                        ledger.ignore(found, rule: place)
                        notes?.fired.insert(place)
                    }
                }
            case .copy(let names, let place):
                copy(names, place, node, element)
            case .hold(let condition, let place):
                guard NodeSelection.holds(condition, on: node) else { continue }
                notes?.fired.insert(place)
                hold(
                    "MAP-RUN-14", node, place, mapping.reasons[place] ?? "",
                    "Correct the document, or ask whoever answers for \(mapping.name).")
            }
        }
    }

    private mutating func run(_ rule: ValueRule, _ node: Node, _ element: DocumentEditor.Element) {
        if let when = rule.when, !NodeSelection.holds(when, on: node) { return }
        if let literal = rule.literal {
            write(literal, rule, element, at: node, .literal)
            return
        }
        for source in rule.sources where take(source, rule, node, element) { return }
        notes?.begin()
        if let text = rule.otherwise ?? rule.fallback {
            write(text, rule, element, at: node, .fallback)
        } else if rule.isRequired {
            hold(
                "MAP-RUN-1", node, rule.place,
                "\(label(rule.target)) has no value: nothing that the rule names is there",
                "Ask the sender for it, or give the rule an \"else\".")
        }
    }

    /// Writes what one of the alternatives says.
    ///
    /// - Returns: false when there is nothing, so that the next one counts.
    private mutating func take(
        _ source: CompiledExpression, _ rule: ValueRule, _ node: Node, _ element: DocumentEditor.Element
    ) -> Bool {
        guard case .path(let path) = source.operand else {
            notes?.begin()
            defer { notes?.begin() }
            switch evaluate(source, node) {
            case .none: return false
            case .refused: return true
            case .some(let value, let input):
                notes?.fired.insert(source.place)
                let origin: Trace.Origin = source.isGenerated ? .derived : input == nil ? .literal : .value
                write(value.text, rule, element, at: node, origin, from: input)
                return true
            }
        }
        guard rule.isRepeated else {
            guard let one = NodeSelection.first(path, from: node) else { return false }
            return take(one, path, source, rule, node, element)
        }
        var isTaken = false
        for one in NodeSelection.nodes(path, from: node) {
            isTaken = take(one, path, source, rule, node, element) || isTaken
        }
        return isTaken
    }

    private mutating func take(
        _ one: Node, _ path: SourcePath, _ source: CompiledExpression, _ rule: ValueRule, _ node: Node,
        _ element: DocumentEditor.Element
    ) -> Bool {
        notes?.fired.insert(source.place)
        for compared in NodeSelection.comparedNodes(path, to: one, from: node) {
            consume(compared, comparedBy: source.place)
        }
        return transfer(one, source, rule, element, scope: node)
    }

    /// Writes a text that is not simply that of a node.
    private mutating func write(
        _ text: String, _ rule: ValueRule, _ element: DocumentEditor.Element, at node: Node,
        _ origin: Trace.Origin, from input: Node? = nil
    ) {
        editor.order = (input ?? node).index
        guard let made = write(text, rule.target, element, rule.place, at: node) else { return }
        notes?.add(made, rule.target.attribute, from: input?.index ?? -1, origin, rule: rule.place)
    }

    /// Reads one node and writes its value with the attributes that the target has too.
    ///
    /// - Returns: false when what was sent means that there is no value.
    private mutating func transfer(
        _ node: Node, _ source: CompiledExpression, _ rule: ValueRule, _ element: DocumentEditor.Element,
        scope: Node
    ) -> Bool {
        if node.isNil, !rule.targetIsNillable {
            ledger.ignore(node, rule: rule.place)
            return true
        }
        ledger.consume(node)
        if case .split(let separator)? = source.functions.first, !node.isNil {
            for part in Self.parts(of: node.text, separator) where !part.isEmpty {
                _ = transfer(part, node, source, source.functions.dropFirst(), rule, element, scope: scope)
            }
            return true
        }
        return transfer(node.text, node, source, source.functions[...], rule, element, scope: scope)
    }

    private mutating func transfer(
        _ text: String, _ node: Node, _ source: CompiledExpression,
        _ functions: ArraySlice<CompiledExpression.Function>, _ rule: ValueRule,
        _ element: DocumentEditor.Element, scope: Node
    ) -> Bool {
        var value = PipedValue(text: text)
        notes?.begin()
        notes?.compare(node, rule: source.place)
        var origin = Trace.Origin.value
        if value.text.isEmpty, !node.isNil, let fallback = rule.fallback {
            value.text = fallback
            origin = .fallback
        } else if !node.isNil {
            switch apply(functions, to: &value, node, scope: scope, source.place) {
            case .done: break
            case .absent: return false
            case .refused: return true
            }
        }
        editor.order = node.index
        let made = write(
            value.text, rule.target, element, rule.place, at: node, isRepeated: rule.isRepeated)
        guard let made else { return true }
        notes?.add(made, rule.target.attribute, from: node.index, origin, rule: rule.place)
        notes?.begin()
        if node.isNil { editor.setNil(made) }
        for attribute in node.attributes {
            carry(attribute, of: node, source, value, to: made, rule.place)
        }
        if let other = value.otherValue,
            (try? editor.setAttribute("OtherValue", other, of: made)) != nil
        {
            notes?.add(made, "OtherValue", from: node.index, .value, rule: rule.place)
        }
        return true
    }

    private mutating func carry(
        _ attribute: Node, of node: Node, _ source: CompiledExpression, _ value: PipedValue,
        to made: DocumentEditor.Element, _ place: Int
    ) {
        if node.isNil, attribute.nameID == xsiNil {
            ledger.consume(attribute)
            return
        }
        guard let pair = source.carried.first(where: { $0.source == attribute.nameID }) else { return }
        if pair.target == "OtherValue", value.dropsOtherValue {
            ledger.consume(attribute)
            return
        }
        // A rule for the attribute itself overrides what the value brings along.
        if editor.attribute(pair.target, of: made) != nil {
            ledger.consume(attribute)
            return
        }
        // The value's own OtherValue would be overwritten: what was sent beside a listed value says nothing.
        if pair.target == "OtherValue", value.otherValue != nil {
            ledger.ignore(attribute, rule: place)
            return
        }
        guard (try? editor.setAttribute(pair.target, attribute.text, of: made)) != nil else { return }
        ledger.consume(attribute)
        notes?.add(made, pair.target, from: attribute.index, .carried, rule: place)
    }

    private var xsiNil: NameID? {
        mapping.sourceSchema.names[ExpandedName("http://www.w3.org/2001/XMLSchema-instance", "nil")]
    }

    private mutating func run(_ rule: EachRule, _ node: Node, _ element: DocumentEditor.Element) {
        for found in NodeSelection.nodes(rule.source, from: node) {
            if let when = rule.when, !NodeSelection.holds(when, on: found) { continue }
            ledger.touch(found)
            notes?.fired.insert(rule.place)
            for compared in NodeSelection.comparedNodes(rule.source, to: found, from: node) {
                consume(compared, comparedBy: rule.place)
            }
            guard let target = rule.target else {
                run(scope: rule.scope, found, element)
                continue
            }
            editor.order = found.index
            guard let made = open(target, in: element, anew: target.repeatedStep, rule.place) else {
                continue
            }
            if found.isNil, rule.targetIsNillable {
                editor.setNil(made)
                for attribute in found.attributes where attribute.nameID == xsiNil {
                    ledger.consume(attribute)
                }
            }
            run(scope: rule.scope, found, made)
        }
    }

    private mutating func copy(
        _ names: [(source: NameID, target: String)], _ place: Int, _ node: Node,
        _ element: DocumentEditor.Element
    ) {
        for child in node.children where names.contains(where: { $0.source == child.nameID }) {
            var copied: [(node: Node, made: DocumentEditor.Element)] = []
            let isNoting = notes != nil
            editor.order = child.index
            let left = editor.copy(child, into: element) { if isNoting { copied.append(($0, $1)) } }
            for (node, made) in copied { noteCopy(of: node, made, place) }
            ledger.consumeAll(child)
            for one in left { ledger.forget(one) }
        }
    }

    private mutating func noteCopy(of node: Node, _ made: DocumentEditor.Element, _ place: Int) {
        if !node.children.contains(where: { _ in true }) {
            notes?.add(made, from: node.index, .copied, rule: place)
        }
        for attribute in node.attributes where editor.attribute(attribute.localName, of: made) != nil {
            notes?.add(made, attribute.localName, from: attribute.index, .copied, rule: place)
        }
    }

    private mutating func derive(_ rule: DeriveRule, _ node: Node, _ element: DocumentEditor.Element) {
        notes?.begin()
        defer { notes?.begin() }
        let isMeant =
            !isSet(rule.target, in: element) && rule.when.map { NodeSelection.holds($0, on: node) } ?? true
        // Records that need no identifier count among their equals, too.
        let isCounted =
            context.memory != nil && node.parent?.index == noun.index && rule.expression?.isGenerated ?? false
        guard isMeant || isCounted else { return }
        var text: String?
        if let literal = rule.literal {
            text = literal
        } else if let expression = rule.expression {
            if case .some(let value, _) = evaluate(expression, node) { text = value.text } else { text = nil }
        } else {
            text = nil
        }
        guard isMeant else { return }
        if node.index == noun.index, let memory = context.memory {
            text = memory.derived(rule.target.steps.map(\.local).joined(separator: "/"), else: text)
        }
        guard let text, let made = open(rule.target, in: element, anew: nil, rule.place) else { return }
        if let attribute = rule.target.attribute {
            try? editor.setAttribute(attribute, text, of: made)
        } else {
            editor.setText(text, of: made)
        }
        editor.markDerived(made)
        if rule.target.attribute == nil, rule.target.steps.count == 1 {
            derived[node.index, default: [:]][rule.target.steps[0].local] = text
        }
        notes?.add(made, rule.target.attribute, from: -1, .derived, rule: rule.place)
    }

    // MARK: Target

    private func isSet(_ path: TargetPath, in element: DocumentEditor.Element) -> Bool {
        var current = element
        for step in path.steps {
            guard let next = existing(step, in: current) else { return false }
            current = next
        }
        return path.attribute.map { editor.attribute($0, of: current) != nil } ?? true
    }

    /// Whether a rule for an attribute has made the element before the rule for its value.
    private func hasOnlyAttributes(_ path: TargetPath, in element: DocumentEditor.Element) -> Bool {
        var current = element
        for step in path.steps {
            guard let next = existing(step, in: current) else { return false }
            current = next
        }
        return editor.text(of: current).isEmpty && editor.children(of: current).isEmpty
            && !editor.isEmpty(current)
    }

    /// The last child that a step means: of its name, and with what its predicates write.
    private func existing(
        _ step: TargetPath.Step, in element: DocumentEditor.Element
    ) -> DocumentEditor.Element? {
        editor.lastChild(step.child.name, of: element) { candidate in
            step.predicates.allSatisfy { value(of: $0, in: candidate) == $0.value }
        }
    }

    private func value(
        of equality: LocationPath.Equality, in element: DocumentEditor.Element
    ) -> String? {
        var current = element
        for local in equality.steps {
            guard let next = editor.children(local, of: current).first else { return nil }
            current = next
        }
        return equality.attribute.map { editor.attribute($0, of: current) } ?? editor.text(of: current)
    }

    /// Goes to the element of a path and makes what is missing on the way; the step `anew` makes one more element in
    /// any case.
    private mutating func open(
        _ path: TargetPath, in element: DocumentEditor.Element, anew: Int?, _ place: Int
    ) -> DocumentEditor.Element? {
        // What is nil has nothing in it.
        if !path.steps.isEmpty, editor.isNil(element) { return nil }
        var current = element
        for (index, step) in path.steps.enumerated() {
            if index != anew, let known = existing(step, in: current) {
                current = known
                continue
            }
            guard let made = try? editor.append(step.child, to: current) else { return nil }
            current = made
            for predicate in step.predicates { write(predicate, into: current, place) }
        }
        return current
    }

    private mutating func write(
        _ predicate: LocationPath.Equality, into element: DocumentEditor.Element, _ place: Int
    ) {
        var current = element
        for local in predicate.steps {
            guard let next = try? editor.lastOrNew(local, of: current) else { return }
            current = next
        }
        if let attribute = predicate.attribute {
            try? editor.setAttribute(attribute, predicate.value, of: current)
        } else {
            editor.setText(predicate.value, of: current)
        }
        notes?.addFixed(current, predicate.attribute, rule: place)
    }

    /// Answers the element that has the value; nil when another rule has written it before. With `isRepeated` each
    /// value makes one more element.
    @discardableResult
    private mutating func write(
        _ text: String, _ path: TargetPath, _ element: DocumentEditor.Element, _ place: Int, at node: Node,
        isRepeated: Bool = false
    ) -> DocumentEditor.Element? {
        if let attribute = path.attribute {
            guard let made = open(path, in: element, anew: nil, place) else { return nil }
            try? editor.setAttribute(attribute, text, of: made)
            return made
        }
        let isRepeatable = path.steps.last?.isRepeatable ?? false
        if !isRepeated, !isRepeatable, isSet(path, in: element), !hasOnlyAttributes(path, in: element) {
            hold(
                "MAP-RUN-4", node, place,
                "\(label(path)) has a value already, which another rule has written",
                "Give the rules conditions of which only one can be true.")
            return nil
        }
        let anew = isRepeated ? path.repeatedStep : isRepeatable ? path.steps.count - 1 : nil
        guard let made = open(path, in: element, anew: anew, place) else { return nil }
        editor.setText(text, of: made)
        return made
    }

    private func label(_ path: TargetPath) -> String {
        let steps = path.steps.map(\.local).joined(separator: "/")
        return path.attribute.map { "\(steps)/@\($0)" } ?? steps
    }

    // MARK: Findings

    mutating func report(
        _ code: Code, _ severity: Severity, _ node: Node, _ place: Int?, _ message: String, _ advice: String?
    ) {
        let finding = Finding(
            code, severity, at: node.place(in: context.source), message, advice: advice)
        findings.append(RuleFinding(finding: finding, rule: place.map { mapping.places[$0] }))
    }

    mutating func hold(_ code: Code, _ node: Node, _ place: Int, _ message: String, _ advice: String) {
        isHeld = true
        report(code, .error, node, place, message, advice)
    }

    // MARK: The account

    /// A value rule gives up what is nil, where the target cannot be.
    private func reason(of rule: Int) -> String {
        mapping.reasons[rule] ?? "xsi:nil says that there is no value"
    }

    mutating func consume(_ compared: Node, comparedBy place: Int) {
        ledger.consume(compared)
        notes?.compare(compared, rule: place)
    }

    private func lostNodes() -> [Int32: Trace.Loss] {
        var losses: [Int32: Trace.Loss] = [:]
        for lost in ledger.declared {
            losses[lost.entry.node.index] = Trace.Loss(
                declared: (mapping.places[lost.rule], reason(of: lost.rule)))
        }
        for entry in ledger.accidental { losses[entry.node.index] = Trace.Loss(declared: nil) }
        return losses
    }

    private mutating func account() -> Losses {
        ledger.settle()
        var losses = Losses()
        losses.consumed = ledger.consumedCount
        losses.ignoredDeclared = ledger.declared.map {
            Losses.Declared(path: $0.entry.path, reason: reason(of: $0.rule))
        }
        losses.ignoredByAccident = ledger.accidental.map(\.path)
        for entry in ledger.accidental.prefix(Self.maximalFindings) {
            var place = entry.node.place(in: context.source)
            place.path = entry.path
            let finding = Finding(
                "MAP-RUN-5", .warning, at: place, "no rule of \(mapping.name) reads this",
                advice: "Add a rule for it, or an \"ignore\" with the reason why it may be lost.")
            findings.append(RuleFinding(finding: finding, rule: nil))
        }
        let others = ledger.accidental.count - Self.maximalFindings
        if others > 0 {
            let finding = Finding(
                "MAP-RUN-5", .note, at: Place(source: context.source),
                "\(others) more are listed in the losses only")
            findings.append(RuleFinding(finding: finding, rule: nil))
        }
        return losses
    }

    /// Accidental losses beyond this number are in the losses, and not findings of their own.
    private static let maximalFindings = 200

    /// Looks for what the target set requires and nobody has set, and for what was derived.
    private mutating func inspect(_ document: Document, _ losses: inout Losses) {
        for index in document.nodes.indices {
            let node = document.node(at: Int32(index))
            let flags = node.record.flags
            if flags.contains(.attribute) || flags.contains(.text) { continue }
            if flags.contains(.derived) { losses.derived.append(node.path) }
            guard let declaration = node.declaration, !node.isNil else { continue }
            for child in mapping.required[Int(declaration.type.rawValue)]
            where !node.children.contains(where: { $0.nameID == child.name })
                && !(index == 0 && context.memory?.targets.contains(child.local) ?? false)
            {
                let path = "\(node.path)/\(child.local)"
                losses.unsetRequired.append(path)
                isHeld = true
                let finding = Finding(
                    "MAP-RUN-2", .error, at: Place(source: context.source, path: path),
                    "\(mapping.to.set.name) requires \(child.local) in \(node.localName), and nothing sets it",
                    advice: "Ask the sender for the value, or derive it in \(mapping.name).")
                findings.append(RuleFinding(finding: finding, rule: nil))
            }
        }
    }

    private mutating func noteZones() {
        for (zone, count, first, rule) in zoned {
            let finding = Finding(
                "MAP-RUN-6", .note, at: first.place(in: context.source),
                "\(count) local \(count == 1 ? "time takes" : "times take") the zone \(zone); this is the first"
            )
            findings.append(RuleFinding(finding: finding, rule: rule))
        }
    }
}
