import Diagnostics
import XMLSchema
import XMLStream

/// A path of the source and what it leads to.
struct ResolvedSource {
    enum End {
        case element(ElementDeclaration)
        case attribute(SimpleTypeID)
        /// `*` or `@*`: it can only be ignored or asked for.
        case anything
    }

    var path = SourcePath()
    /// From the noun down to the element that the path ends at, or that has the attribute.
    var chain: [ElementDeclaration]
    var end: End
    /// Whether it may find more than one.
    var repeats = false
}

/// A path of the target and what it leads to.
struct ResolvedTarget {
    var path = TargetPath()
    /// Of each step.
    var declarations: [ElementDeclaration] = []
    var keys: [String] = []
    let declaration: ElementDeclaration
    let attribute: SimpleTypeID?
    /// How messages call it.
    let label: String
    /// Whether its parent requires it.
    let isRequired: Bool
    let place: Place

    /// The children that the last step's predicates write.
    var lastPredicates: [String] {
        path.steps.last?.predicates.compactMap(\.steps.first) ?? []
    }

    /// Enters the path and what its predicates write.
    ///
    /// - Returns: false when the end can stand only once and is written by another rule.
    func cover(_ root: TargetCoverage, writer: TargetCoverage.Writer, isOpened: Bool) -> Bool {
        var coverage = root
        var isFine = true
        for (index, step) in path.steps.enumerated() {
            let part = coverage.part(
                keys[index], step.local, declarations[index], isRepeatable: step.isRepeatable, place: place)
            for predicate in step.predicates {
                guard let first = predicate.steps.first else { continue }
                // Written whole by the predicate: there is nothing to check inside.
                part.coverage.part(first, first, declarations[index], isRepeatable: true, place: place)
                    .isOpened = true
            }
            if index == path.steps.count - 1, attribute == nil {
                isFine = coverage.add(writer, to: part)
                if isOpened { part.isOpened = true }
            }
            coverage = part.coverage
        }
        if let name = path.attribute {
            let part = coverage.part(
                "@\(name)", "@\(name)", declaration, isRepeatable: false, place: place)
            part.isOpened = true
            isFine = coverage.add(writer, to: part)
        }
        return isFine
    }
}

extension MappingCompilation {
    // MARK: Source

    /// Looks the names of a path up; what is not there is reported.
    func resolve(_ path: LocationPath, _ text: SourceText, _ environment: Environment) -> ResolvedSource? {
        guard path.ups < environment.chain.count, path.ups <= 2 else {
            report(
                "MAP-PATH-3", text.place, "\"\(text.text)\" goes above \(climbLimit(path, environment))",
                "Write the rule further up, where the value is below the current element.")
            return nil
        }
        var found = ResolvedSource(
            chain: Array(environment.chain.dropLast(path.ups)), end: .element(environment.source))
        found.path.ups = path.ups
        guard var current = found.chain.last else { return nil }
        var isAnything = false
        for step in path.steps {
            guard !isAnything else { return reportWildcard(text) }
            reading.enter(current, at: text.place)
            let tests: [SourcePath.Test]
            switch step.name {
            case .any:
                isAnything = true
                reading.readAll(of: current.type)
                found.path.steps.append(SourcePath.Step(name: nil))
                continue
            case .named(let local):
                guard let child = child(local, of: current, in: source, text.place(at: step.offset)) else {
                    return nil
                }
                reading.read(child.name, of: current.type)
                current = source.elements[Int(child.declaration)]
                found.chain.append(current)
                guard let compiled = self.tests(step.predicates, on: current, text, environment) else {
                    return nil
                }
                tests = compiled
                if child.occurrence.max != 1, tests.isEmpty { found.repeats = true }
                found.path.steps.append(SourcePath.Step(name: child.name, tests: tests))
            }
        }
        found.end = isAnything ? .anything : .element(current)
        guard let attribute = path.attribute else { return found }
        if isAnything || attribute == .any {
            found.path.attribute = attribute == .any ? .any : nil
            found.end = .anything
            return found.path.attribute == nil ? reportWildcard(text) : found
        }
        guard
            let use = attributeUse(
                attribute.text, of: current, in: source, text.place(at: path.attributeOffset))
        else { return nil }
        found.path.attribute = .named(use.name)
        found.end = .attribute(use.type)
        return found
    }

    private func climbLimit(_ path: LocationPath, _ environment: Environment) -> String {
        path.ups > 2 ? "two elements, which is as far as a path may climb" : "the noun"
    }

    private func reportWildcard(_ text: SourceText) -> ResolvedSource? {
        report(
            "MAP-PATH-4", text.place, "\"*\" can only be the last step of a path",
            "Name the elements, or write a rule for each of them.")
        return nil
    }

    private func tests(
        _ predicates: [LocationPath.Predicate], on element: ElementDeclaration, _ text: SourceText,
        _ environment: Environment
    ) -> [SourcePath.Test]? {
        var tests: [SourcePath.Test] = []
        for predicate in predicates {
            switch predicate {
            case .position(let position):
                tests.append(.position(position))
            case .equals(let equalities):
                var compiled: [SourcePath.Equality] = []
                for equality in equalities {
                    guard let one = self.equality(equality, on: element, text, environment) else {
                        return nil
                    }
                    compiled.append(one)
                }
                tests.append(.equals(compiled))
            }
        }
        return tests
    }

    private func equality(
        _ equality: LocationPath.Equality, on element: ElementDeclaration, _ text: SourceText,
        _ environment: Environment
    ) -> SourcePath.Equality? {
        let place = text.place(at: equality.offset)
        var current = element
        var steps: [NameID] = []
        for local in equality.steps {
            guard let child = child(local, of: current, in: source, place) else { return nil }
            steps.append(child.name)
            reading.enter(current, at: place)
            reading.read(child.name, of: current.type)
            current = source.elements[Int(child.declaration)]
        }
        var attribute: NameID?
        if let name = equality.attribute {
            guard let use = attributeUse(name, of: current, in: source, place) else { return nil }
            attribute = use.name
        }
        var join: SourcePath?
        if let path = equality.join {
            guard let found = resolve(path, text, environment) else { return nil }
            join = found.path
        }
        return SourcePath.Equality(steps: steps, attribute: attribute, value: equality.value, join: join)
    }

    // MARK: Target

    /// Looks the path of a `to` up; what is not there is reported.
    func targetPath(_ text: SourceText, _ root: ElementDeclaration) -> ResolvedTarget? {
        guard !text.isUnresolved else { return nil }
        let path: LocationPath
        do {
            path = try LocationPath(parsing: text.text)
        } catch {
            report(error, text, "a path")
            return nil
        }
        guard path.ups == 0 else {
            report(
                "MAP-PATH-3", text.place, "\"to\" cannot go up: \"\(text.text)\"",
                "Write the rule where the target element is made.")
            return nil
        }
        var current = root
        var steps: [TargetPath.Step] = []
        var declarations: [ElementDeclaration] = []
        var keys: [String] = []
        var isRequired = false
        for step in path.steps {
            guard case .named(let local) = step.name else {
                report(
                    "MAP-PATH-4", text.place, "\"*\" cannot be written",
                    "Name the element that is to be made.")
                return nil
            }
            guard let child = child(local, of: current, in: target, text.place(at: step.offset)) else {
                return nil
            }
            isRequired = child.occurrence.min > 0
            current = target.elements[Int(child.declaration)]
            guard let predicates = written(step, on: current, text) else { return nil }
            steps.append(
                TargetPath.Step(
                    local: local, child: child, isRepeatable: child.occurrence.max != 1,
                    predicates: predicates))
            declarations.append(current)
            keys.append(predicates.isEmpty ? local : "\(local)\(predicates.map(\.key))")
        }
        var attribute: SimpleTypeID?
        if let name = path.attribute {
            guard
                let use = attributeUse(
                    name.text, of: current, in: target, text.place(at: path.attributeOffset))
            else { return nil }
            attribute = use.type
            isRequired = use.isRequired
        }
        let label = target.names[current.name].local
        return ResolvedTarget(
            path: TargetPath(steps: steps, attribute: path.attribute?.text), declarations: declarations,
            keys: keys, declaration: current, attribute: attribute,
            label: path.attribute.map { "\(label)/@\($0.text)" } ?? label, isRequired: isRequired,
            place: text.place)
    }

    /// The predicates of a step that say what is written.
    private func written(
        _ step: LocationPath.Step, on element: ElementDeclaration, _ text: SourceText
    ) -> [LocationPath.Equality]? {
        var result: [LocationPath.Equality] = []
        for predicate in step.predicates {
            guard case .equals(let equalities) = predicate else {
                report(
                    "MAP-PATH-2", text.place(at: step.offset),
                    "\"\(text.text)\" is not a path to write: a position cannot be written",
                    "Use a predicate such as [MaterialUse='Produced'].")
                return nil
            }
            for equality in equalities {
                guard isWritable(equality, on: element, text) else { return nil }
                result.append(equality)
            }
        }
        return result
    }

    private func isWritable(
        _ equality: LocationPath.Equality, on element: ElementDeclaration, _ text: SourceText
    ) -> Bool {
        let place = text.place(at: equality.offset)
        guard equality.join == nil else {
            report(
                "MAP-PATH-2", place, "\"\(text.text)\" is not a path to write: current() is of the source",
                "Write the value by a rule of its own.")
            return false
        }
        var current = element
        for local in equality.steps {
            guard let child = child(local, of: current, in: target, place) else { return false }
            current = target.elements[Int(child.declaration)]
        }
        var type = target.simpleType(of: current.type)
        if let name = equality.attribute {
            guard let use = attributeUse(name, of: current, in: target, place) else { return false }
            type = target.simpleTypes[Int(use.type.rawValue)]
        }
        guard let type else {
            report(
                "MAP-VALUE-1", place, "\(target.names[current.name].local) has children: it takes no value",
                "Name one of \(list(target.childNames(of: current))).")
            return false
        }
        checkLiteral(SourceText(text: equality.value, place: place), ValueTarget(type))
        return true
    }

    // MARK: Names

    func child(
        _ local: String, of element: ElementDeclaration, in schema: Schema, _ place: Place
    ) -> ContentModel.Child? {
        if let child = schema.child(local, of: element) { return child }
        let names = schema.childNames(of: element)
        let owner = schema.names[element.name].local
        let nearest = suggestion(for: local, among: names)
        report(
            Finding(
                "MAP-PATH-1", .error, at: place, "no element \"\(local)\" under \(owner)", found: local,
                advice: nearest.map { "Did you mean \"\($0)\"?" }
                    ?? (names.isEmpty ? "\(owner) has no children." : "\(owner) has \(list(names)).")))
        return nil
    }

    private func attributeUse(
        _ local: String, of element: ElementDeclaration, in schema: Schema, _ place: Place
    ) -> AttributeUse? {
        let uses = schema.type(element.type).attributes
        if let use = uses.first(where: { schema.names[$0.name].local == local }) { return use }
        let names = schema.attributeNames(of: element)
        let owner = schema.names[element.name].local
        let nearest = suggestion(for: local, among: names)
        report(
            Finding(
                "MAP-PATH-1", .error, at: place, "no attribute \"\(local)\" on \(owner)", found: local,
                advice: nearest.map { "Did you mean \"\($0)\"?" }
                    ?? (names.isEmpty ? "\(owner) has no attributes." : "\(owner) has \(list(names)).")))
        return nil
    }

    /// The first names of a list, for advice.
    func list(_ names: [String]) -> String {
        let shown = names.prefix(12).joined(separator: ", ")
        return names.count > 12 ? shown + " and \(names.count - 12) more" : shown
    }
}

extension LocationPath.Equality {
    fileprivate var key: String { "\(steps)\(attribute ?? "")=\(value)" }
}
