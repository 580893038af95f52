package import Diagnostics
package import XMLStream

/// A schema as its files declare it: for people who read it, and for comparing it with another description.
///
/// Nothing is compiled: groups stay references, compositors stay nested, every component has its place. Judging is
/// the business of ``Schema``.
package struct SchemaOutline: Sendable {
    /// A global or local element declaration.
    package struct Element: Sendable {
        package let name: String
        package let type: TypeUse
        package let occurrence: Occurrence
        package let isNillable: Bool
        /// False for a local element in no namespace.
        package let isQualified: Bool
        package let place: Place
    }

    package indirect enum TypeUse: Sendable {
        case named(ExpandedName)
        case anonymous(TypeOutline)
    }

    package struct Attribute: Sendable {
        package let name: String
        package let type: ExpandedName
        package let isRequired: Bool
        package let place: Place
    }

    package enum Compositor: String, Sendable {
        case sequence, choice
    }

    /// A particle as written.
    package enum Part: Sendable {
        case element(Element)
        case group(ExpandedName, Occurrence, Place)
        /// The texts of `namespace` and `processContents`.
        case wildcard(namespace: String, processContents: String, Occurrence, Place)
        case compositor(Compositor, [Part], Occurrence, Place)
    }

    /// How a simple type, or a complex type with simple content, comes from others.
    package struct Derivation: Sendable {
        package enum Kind: Sendable {
            /// Of simple content.
            case `extension`, restriction
            /// Of a simple type.
            case simpleRestriction, union
        }

        package let kind: Kind
        /// One base, or the members of a union in order.
        package let bases: [ExpandedName]
        package let enumeration: [String]
        /// Name and value of all other facets, in order.
        package let facets: [(name: String, value: String)]
    }

    package struct TypeOutline: Sendable {
        /// Nil for an anonymous type.
        package let name: ExpandedName?
        package let documentation: String?
        package let isMixed: Bool
        /// The text of `block`.
        package let block: String?
        /// Nil for a type with children.
        package let derivation: Derivation?
        /// Inside of the one outer sequence, in order.
        package let parts: [Part]
        package let attributes: [Attribute]
        package let place: Place
    }

    package struct Group: Sendable {
        package let name: ExpandedName
        /// Inside of the one outer sequence, in order.
        package let parts: [Part]
        package let place: Place
    }

    /// The namespace of built-in types.
    package static let builtinNamespace = XSDElement.namespace

    /// Global elements in the order of the files.
    package let elements: [Element]
    /// Named types in the order of the files.
    package let types: [TypeOutline]
    /// By file and line.
    package let groups: [Group]

    private let typeIndex: [ExpandedName: Int]
    private let groupIndex: [ExpandedName: Int]

    /// Reads a schema file with all that it includes and imports.
    ///
    /// - Throws: ``SchemaError`` as ``SchemaLoader`` does, and for a construct that this outline has no word for.
    package static func load(_ entry: String, from files: some SchemaFiles) throws(SchemaError)
        -> SchemaOutline
    {
        var collector = SchemaCollector(files: files, replacement: nil)
        try collector.collect(entry: entry)
        var elements: [Element] = []
        for name in collector.elementOrder {
            guard let global = collector.elements[name] else { continue }
            elements.append(try Scribe(document: global.document).element(global.element, isGlobal: true))
        }
        var types: [TypeOutline] = []
        for name in collector.typeOrder {
            guard let global = collector.types[name] else { continue }
            types.append(try Scribe(document: global.document).type(global.element, name: name))
        }
        var groups: [Group] = []
        for (name, global) in collector.groups {
            let content = try Scribe(document: global.document).content(of: global.element)
            groups.append(Group(name: name, parts: content, place: global.element.place))
        }
        groups.sort {
            ($0.place.source ?? "", $0.place.line ?? 0) < ($1.place.source ?? "", $1.place.line ?? 0)
        }
        return SchemaOutline(elements: elements, types: types, groups: groups)
    }

    private init(elements: [Element], types: [TypeOutline], groups: [Group]) {
        self.elements = elements
        self.types = types
        self.groups = groups
        let named = types.enumerated().compactMap { index, type in type.name.map { ($0, index) } }
        typeIndex = Dictionary(named) { first, _ in first }
        groupIndex = Dictionary(groups.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    package func type(_ name: ExpandedName) -> TypeOutline? { typeIndex[name].map { types[$0] } }

    package func group(_ name: ExpandedName) -> Group? { groupIndex[name].map { groups[$0] } }

    /// The definition behind a use; nil for a built-in type.
    package func type(_ use: TypeUse) -> TypeOutline? {
        switch use {
        case .named(let name): type(name)
        case .anonymous(let type): type
        }
    }

    /// The element declarations among these particles, groups and compositors looked through, in order.
    package func children(of parts: [Part]) -> [Element] {
        parts.flatMap { part -> [Element] in
            switch part {
            case .element(let element): [element]
            case .group(let name, _, _): children(of: group(name)?.parts ?? [])
            case .compositor(_, let inner, _, _): children(of: inner)
            case .wildcard: []
            }
        }
    }
}

/// Puts down what the elements of one schema file say.
private struct Scribe {
    let document: SchemaDocument

    func element(_ element: XSDElement, isGlobal: Bool = false) throws(SchemaError) -> SchemaOutline.Element {
        guard let name = element["name"] else { throw .unsupported("xs:element/@ref", at: element.place) }
        let use: SchemaOutline.TypeUse
        if let type = element["type"] {
            use = .named(try document.resolve(type, in: element))
        } else if let inner = element.particles.first {
            use = .anonymous(try type(inner, name: nil))
        } else {
            use = .named(ExpandedName(XSDElement.namespace, "anyType"))
        }
        let form = element["form"].map { $0 == "qualified" } ?? document.qualifiesLocalElements
        return SchemaOutline.Element(
            name: name, type: use, occurrence: try occurrence(of: element),
            isNillable: element["nillable"] == "true" || element["nillable"] == "1",
            isQualified: isGlobal || form, place: element.place)
    }

    func type(_ element: XSDElement, name: ExpandedName?) throws(SchemaError) -> SchemaOutline.TypeOutline {
        var derivation: SchemaOutline.Derivation?
        var parts: [SchemaOutline.Part] = []
        var attributes: [SchemaOutline.Attribute] = []
        for child in element.particles {
            switch child.construct {
            case "sequence", "choice", "group":
                parts = try content(of: element)
            case "attribute":
                attributes.append(try attribute(child))
            case "simpleContent":
                guard let step = child.particles.first else { continue }
                derivation = try self.derivation(
                    step, of: step.construct == "extension" ? .extension : .restriction)
                for inner in step.particles where inner.construct == "attribute" {
                    attributes.append(try attribute(inner))
                }
            case "restriction":
                derivation = try self.derivation(child, of: .simpleRestriction)
            case "union":
                derivation = try union(child)
            default:
                throw .unsupported(child.label, at: child.place)
            }
        }
        return SchemaOutline.TypeOutline(
            name: name, documentation: documentation(of: element), isMixed: element["mixed"] == "true",
            block: element["block"], derivation: derivation, parts: parts, attributes: attributes,
            place: element.place)
    }

    /// The particles of a type or group: those inside of its one sequence, or the one particle that is none.
    func content(of element: XSDElement) throws(SchemaError) -> [SchemaOutline.Part] {
        guard let model = element.particles.first(where: { $0.construct != "attribute" }) else { return [] }
        let isPlain = model.construct == "sequence" && model["minOccurs"] == nil && model["maxOccurs"] == nil
        return isPlain ? try parts(of: model) : [try part(model)]
    }

    private func parts(of element: XSDElement) throws(SchemaError) -> [SchemaOutline.Part] {
        var parts: [SchemaOutline.Part] = []
        for child in element.particles { parts.append(try part(child)) }
        return parts
    }

    private func part(_ element: XSDElement) throws(SchemaError) -> SchemaOutline.Part {
        switch element.construct {
        case "element":
            return .element(try self.element(element))
        case "group":
            let name = try document.resolve(element["ref"] ?? "", in: element)
            return .group(name, try occurrence(of: element), element.place)
        case "any":
            return .wildcard(
                namespace: element["namespace"] ?? "##any",
                processContents: element["processContents"] ?? "strict", try occurrence(of: element),
                element.place)
        case "sequence", "choice":
            let compositor: SchemaOutline.Compositor = element.construct == "choice" ? .choice : .sequence
            return .compositor(
                compositor, try parts(of: element), try occurrence(of: element), element.place)
        default:
            throw .unsupported(element.label, at: element.place)
        }
    }

    private func attribute(_ element: XSDElement) throws(SchemaError) -> SchemaOutline.Attribute {
        guard let name = element["name"], let type = element["type"] else {
            throw .unsupported("xs:attribute without a name and a named type", at: element.place)
        }
        return SchemaOutline.Attribute(
            name: name, type: try document.resolve(type, in: element),
            isRequired: element["use"] == "required", place: element.place)
    }

    private func derivation(
        _ step: XSDElement, of kind: SchemaOutline.Derivation.Kind
    ) throws(SchemaError) -> SchemaOutline.Derivation {
        guard let base = step["base"] else {
            throw .unsupported("\(step.label) without a base", at: step.place)
        }
        let facets = step.particles.filter { $0.construct != "attribute" }
        return SchemaOutline.Derivation(
            kind: kind, bases: [try document.resolve(base, in: step)],
            enumeration: facets.filter { $0.construct == "enumeration" }.map { $0["value"] ?? "" },
            facets: facets.filter { $0.construct != "enumeration" }.map {
                (name: $0.construct ?? "", value: $0["value"] ?? "")
            })
    }

    private func union(_ element: XSDElement) throws(SchemaError) -> SchemaOutline.Derivation {
        guard let text = element["memberTypes"], element.particles.isEmpty else {
            throw .unsupported("xs:union with anonymous members", at: element.place)
        }
        var members: [ExpandedName] = []
        for member in text.split(whereSeparator: { " \t\n\r".contains($0) }) {
            members.append(try document.resolve(String(member), in: element))
        }
        return SchemaOutline.Derivation(kind: .union, bases: members, enumeration: [], facets: [])
    }

    private func documentation(of element: XSDElement) -> String? {
        let texts = element.children.filter { $0.construct == "annotation" }.flatMap(\.children)
            .filter { $0.construct == "documentation" }
            .map { $0.text.split(whereSeparator: { " \t\n\r".contains($0) }).joined(separator: " ") }
        return texts.isEmpty ? nil : texts.joined(separator: " ")
    }

    private func occurrence(of element: XSDElement) throws(SchemaError) -> Occurrence {
        let least = element["minOccurs"] ?? "1"
        let most = element["maxOccurs"] ?? "1"
        guard let min = Int(least), most == "unbounded" || Int(most) != nil else {
            throw .malformed("\"\(least)\" to \"\(most)\" is no number of occurrences", at: element.place)
        }
        return Occurrence(min: min, max: Int(most))
    }
}
