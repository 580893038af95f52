package import Diagnostics
package import XMLSchema
import XMLStream

/// Finds elements and types of a set by name or path, and lays out what they contain.
package struct SchemaBrowser: Sendable {
    private let set: SchemaSet
    private let outline: SchemaOutline

    package init(_ set: SchemaSet, _ outline: SchemaOutline) {
        self.set = set
        self.outline = outline
    }

    /// What a name or a path stands for. Its first step is a global element, a type, or an element inside of types;
    /// the others are children. A local name with several types has one tree for each.
    ///
    /// - Parameters:
    ///   - text: such as `OperationsSchedule`, `OpSegmentRequirementType` or
    ///     `OperationsSchedule/OperationsRequest/SegmentRequirement`.
    ///   - depth: levels of children below it.
    /// - Returns: the trees, each a list of rows of which the first has depth 0.
    /// - Throws: ``UnknownName``.
    package func trees(of text: String, depth: Int) throws(UnknownName) -> [[SchemaRow]] {
        let steps = text.split(separator: "/").map(String.init)
        guard let first = steps.first else {
            throw UnknownName(set: set, name: text, above: nil, nearest: nil)
        }
        var found = starts(first)
        guard !found.isEmpty else {
            throw UnknownName(
                set: set, name: first, above: nil, nearest: nearestName(to: first, among: names))
        }
        var above = first
        for step in steps.dropFirst() {
            let next = found.flatMap { subject in
                children(of: subject.definition).filter { $0.name == step }.map {
                    Subject(element: $0, definition: outline.type($0.type), path: "\(subject.path)/\(step)")
                }
            }
            guard !next.isEmpty else {
                let near = found.flatMap { children(of: $0.definition).map(\.name) }
                throw UnknownName(
                    set: set, name: step, above: above, nearest: nearestName(to: step, among: near))
            }
            found = distinct(next)
            above = step
        }
        return found.map { rows(of: $0, depth: depth) }
    }

    // MARK: Finding

    /// What a name stands for.
    private struct Subject {
        var element: SchemaOutline.Element?
        var definition: SchemaOutline.TypeOutline?
        var path: String
        var usedIn: [String] = []
    }

    private var names: [String] {
        Array(
            Set(
                outline.elements.map(\.name) + outline.types.compactMap(\.name?.local)
                    + outline.types.flatMap { children(of: $0).map(\.name) })
        )
        .sorted()
    }

    private func starts(_ name: String) -> [Subject] {
        if let global = outline.elements.first(where: { $0.name == name }) {
            return [
                Subject(
                    element: global, definition: outline.type(global.type), path: name,
                    usedIn: holders(of: name))
            ]
        }
        if let type = outline.type(ExpandedName(set.namespace, name)) {
            return [Subject(definition: type, path: name, usedIn: users(of: name))]
        }
        let locals = outline.types.flatMap { owner in
            self.all(owner).filter { $0.element.name == name }.map { found in
                Subject(
                    element: found.element, definition: outline.type(found.element.type),
                    path: "\(found.owner)/\(name)", usedIn: [found.owner])
            }
        }
        return distinct(locals)
    }

    /// One of each type, with the owners of all.
    private func distinct(_ subjects: [Subject]) -> [Subject] {
        var kept: [Subject] = []
        for subject in subjects {
            let type = subject.element.map { label($0.type) }
            if let index = kept.firstIndex(where: { $0.element.map { label($0.type) } == type }) {
                kept[index].usedIn += subject.usedIn.filter { !kept[index].usedIn.contains($0) }
            } else {
                kept.append(subject)
            }
        }
        return kept
    }

    /// The types that have a child of this name.
    private func holders(of name: String) -> [String] {
        outline.types.flatMap { all($0).filter { $0.element.name == name }.map(\.owner) }.uniqued
    }

    /// The elements and types that are of this type or derived from it.
    private func users(of type: String) -> [String] {
        let name = ExpandedName(set.namespace, type)
        let globals = outline.elements.filter { label($0.type) == type }.map(\.name)
        let locals = outline.types.flatMap { owner in
            all(owner).filter { label($0.element.type) == type }.map { "\($0.owner)/\($0.element.name)" }
        }
        let derived = outline.types.filter { $0.derivation?.bases.contains(name) == true }
            .compactMap(\.name?.local)
        return (globals + locals + derived).uniqued
    }

    /// The elements directly in a type and in the anonymous types below it, with what holds them.
    private func all(_ type: SchemaOutline.TypeOutline, as label: String? = nil) -> [(
        owner: String, element: SchemaOutline.Element
    )] {
        let owner = label ?? type.name?.local ?? ""
        return children(of: type).flatMap { child in
            var found = [(owner: owner, element: child)]
            if case .anonymous(let inner) = child.type {
                found += all(inner, as: "\(owner)/\(child.name)")
            }
            return found
        }
    }

    private func children(of type: SchemaOutline.TypeOutline?) -> [SchemaOutline.Element] {
        outline.children(of: type?.parts ?? [])
    }

    // MARK: Laying out

    private func rows(of subject: Subject, depth: Int) -> [SchemaRow] {
        let root = SchemaRow(
            set: set, depth: 0, path: subject.path, kind: subject.element == nil ? .type : .element,
            name: subject.element?.name ?? subject.definition?.name?.local ?? subject.path,
            type: subject.element.map { label($0.type) } ?? base(of: subject.definition),
            occurrence: subject.element?.occurrence ?? .once,
            isNillable: subject.element?.isNillable ?? false,
            values: values(of: subject.definition), primitive: primitive(subject.element, subject.definition),
            documentation: subject.definition?.documentation, usedIn: subject.usedIn, isRecursive: false,
            place: subject.definition?.place ?? subject.element?.place ?? Place())
        return [root] + inside(subject.definition, path: subject.path, depth: 1, limit: depth, open: [])
    }

    private func inside(
        _ type: SchemaOutline.TypeOutline?, path: String, depth: Int, limit: Int, open: [String]
    ) -> [SchemaRow] {
        guard let type, depth <= limit else { return [] }
        let open = open + [type.name?.local ?? path]
        return attributes(of: type).map { attribute in
            row(
                .attribute, "@\(attribute.name)", depth: depth, path: "\(path)/@\(attribute.name)",
                type: label(attribute.type),
                occurrence: Occurrence(min: attribute.isRequired ? 1 : 0, max: 1),
                values: values(of: outline.type(attribute.type)),
                primitive: primitive(of: .named(attribute.type)), place: attribute.place)
        } + rows(of: type.parts, path: path, depth: depth, limit: limit, open: open)
    }

    private func rows(
        of parts: [SchemaOutline.Part], path: String, depth: Int, limit: Int, open: [String]
    ) -> [SchemaRow] {
        parts.flatMap { part -> [SchemaRow] in
            switch part {
            case .element(let element):
                return rows(
                    of: element, path: "\(path)/\(element.name)", depth: depth, limit: limit, open: open)
            case .group(let name, let occurrence, let place):
                let isExtension = name.namespace != set.namespace
                let inner = outline.group(name)?.parts ?? []
                return [
                    row(
                        isExtension ? .extension : .group, name.local, depth: depth, path: path,
                        occurrence: occurrence, place: place)
                ] + rows(of: inner, path: path, depth: depth + 1, limit: limit + 1, open: open)
            case .wildcard(let namespace, let contents, let occurrence, let place):
                return [
                    row(
                        .any, "\(namespace), \(contents)", depth: depth, path: path, occurrence: occurrence,
                        place: place)
                ]
            case .compositor(let compositor, let inner, let occurrence, let place):
                return [
                    row(
                        compositor == .choice ? .choice : .sequence, compositor.rawValue, depth: depth,
                        path: path, occurrence: occurrence, place: place)
                ] + rows(of: inner, path: path, depth: depth + 1, limit: limit + 1, open: open)
            }
        }
    }

    private func rows(
        of element: SchemaOutline.Element, path: String, depth: Int, limit: Int, open: [String]
    ) -> [SchemaRow] {
        let definition = outline.type(element.type)
        let isRecursive = definition?.name.map { open.contains($0.local) } ?? false
        let own = row(
            .element, element.name, depth: depth, path: path, type: label(element.type),
            occurrence: element.occurrence, isNillable: element.isNillable, values: values(of: definition),
            primitive: primitive(of: element.type), isRecursive: isRecursive, place: element.place)
        return [own]
            + (isRecursive
                ? [] : inside(definition, path: path, depth: depth + 1, limit: limit, open: open))
    }

    private func row(
        _ kind: SchemaRow.Kind, _ name: String, depth: Int, path: String, type: String? = nil,
        occurrence: Occurrence, isNillable: Bool = false, values: [String] = [], primitive: String? = nil,
        isRecursive: Bool = false, place: Place
    ) -> SchemaRow {
        SchemaRow(
            set: set, depth: depth, path: path, kind: kind, name: name, type: type, occurrence: occurrence,
            isNillable: isNillable, values: values, primitive: primitive, documentation: nil, usedIn: [],
            isRecursive: isRecursive, place: place)
    }

    // MARK: Types

    private func label(_ use: SchemaOutline.TypeUse) -> String {
        switch use {
        case .named(let name): label(name)
        case .anonymous: "anonymous"
        }
    }

    private func label(_ name: ExpandedName) -> String {
        name.namespace == SchemaOutline.builtinNamespace ? "xs:\(name.local)" : name.local
    }

    private func base(of type: SchemaOutline.TypeOutline?) -> String? {
        guard let bases = type?.derivation?.bases, !bases.isEmpty else { return nil }
        return bases.map(label).joined(separator: " or ")
    }

    /// Own attributes after those of the bases.
    private func attributes(of type: SchemaOutline.TypeOutline) -> [SchemaOutline.Attribute] {
        let base = type.derivation?.bases.first.flatMap { outline.type($0) }
        return (base.map { attributes(of: $0) } ?? []) + type.attributes
    }

    /// The nearest enumeration on the way to the built-in type.
    private func values(of type: SchemaOutline.TypeOutline?) -> [String] {
        guard let derivation = type?.derivation else { return [] }
        guard derivation.enumeration.isEmpty else { return derivation.enumeration }
        return derivation.bases.lazy.map { values(of: outline.type($0)) }.first { !$0.isEmpty } ?? []
    }

    private func primitive(_ element: SchemaOutline.Element?, _ type: SchemaOutline.TypeOutline?) -> String? {
        if let element { return primitive(of: element.type) }
        return type?.name.flatMap { primitive(of: .named($0)) }
    }

    private func primitive(of use: SchemaOutline.TypeUse) -> String? {
        guard let type = outline.type(use) else { return label(use) }
        guard let bases = type.derivation?.bases else { return nil }
        return bases.compactMap { primitive(of: .named($0)) }.uniqued.joined(separator: " or ")
    }
}

/// A name that a set does not have.
package struct UnknownName: AdapterError {
    package let set: SchemaSet
    let name: String
    /// The step before it, for one inside of a path.
    let above: String?
    let nearest: String?

    package var code: Code { "SCHEMA-SHOW-1" }

    package var message: String {
        above.map { "\(set.rawValue) has no \(name) in \($0)" }
            ?? "\(set.rawValue) has no element or type \"\(name)\""
    }

    package var advice: String? {
        nearest.map { "Did you mean \"\($0)\"?" }
            ?? "Write a name as the set spells it, or a path such as OperationsSchedule/OperationsRequest."
    }

    package var exitStatus: ExitStatus { .usage }
}

extension Array where Element: Hashable {
    /// The first of each, in order.
    fileprivate var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
