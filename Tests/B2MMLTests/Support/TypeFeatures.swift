import B2MML
import XMLSchema
import XMLStream

/// What decides about documents in a type, each feature by its name: groups opened, order kept aside.
struct TypeFeatures: Equatable {
    private var parts: [String: String] = [:]
    private var children: [String] = []
    private var base: String?

    static func all(of outline: SchemaOutline) -> [String: TypeFeatures] {
        Dictionary(
            outline.types.map { ($0.name?.local ?? "", TypeFeatures($0, in: outline)) },
            uniquingKeysWith: { $1 })
    }

    private init(_ type: SchemaOutline.TypeOutline, in outline: SchemaOutline) {
        base = type.derivation?.bases.map(\.local).joined(separator: " ")
        for value in type.derivation?.enumeration ?? [] { parts["\"\(value)\""] = "listed" }
        for attribute in type.attributes {
            parts["@\(attribute.name)"] = attribute.type.local + (attribute.isRequired ? " 1" : " 0..1")
        }
        add(type.parts, in: outline)
    }

    private mutating func add(_ particles: [SchemaOutline.Part], in outline: SchemaOutline) {
        for part in particles {
            switch part {
            case .element(let element):
                children.append(element.name)
                parts[element.name] = Self.label(element)
            case .group(let name, let occurrence, _):
                let isExtension = name.namespace.hasSuffix("-AllExtensions")
                if isExtension {
                    parts["Extended:\(name.local)"] = Self.label(occurrence)
                } else {
                    add(outline.group(name)?.parts ?? [], in: outline)
                }
            case .wildcard(let namespace, let contents, let occurrence, _):
                parts["any \(namespace)"] = "\(contents) \(Self.label(occurrence))"
            case .compositor(let compositor, let inner, let occurrence, _):
                parts["\(compositor) of \(outline.children(of: inner).map(\.name))"] = Self.label(occurrence)
                add(inner, in: outline)
            }
        }
    }

    private static func label(_ element: SchemaOutline.Element) -> String {
        let type =
            switch element.type {
            case .named(let name): name.local
            case .anonymous: "anonymous"
            }
        return "\(type) \(label(element.occurrence))\(element.isNillable ? " nillable" : "")"
    }

    private static func label(_ occurrence: Occurrence) -> String {
        "\(occurrence.min)..\(occurrence.max.map(String.init) ?? "*")"
    }

    /// Types whose base differs are among them.
    static func differences(_ old: [String: TypeFeatures], _ new: [String: TypeFeatures])
        -> [DialectDifference]
    {
        var found: [DialectDifference] = []
        for (name, before) in old.sorted(by: { $0.key < $1.key }) {
            guard let after = new[name] else { continue }
            for part in Set(before.parts.keys).union(after.parts.keys).sorted()
            where before.parts[part] != after.parts[part] {
                found.append(
                    DialectDifference(
                        type: name, part: part, in2020: before.parts[part] ?? "",
                        in2023: after.parts[part] ?? ""))
            }
            let common = Set(before.children).intersection(after.children)
            let orders = [before, after].map { $0.children.filter(common.contains).joined(separator: ", ") }
            if orders[0] != orders[1] {
                found.append(
                    DialectDifference(type: name, part: "(order)", in2020: orders[0], in2023: orders[1]))
            }
        }
        while true {
            let differing = Set(found.map(\.type))
            let derived = old.filter { name, type in
                !differing.contains(name) && type.base.map { differing.contains($0) } == true
            }
            guard !derived.isEmpty else { break }
            for (name, type) in derived {
                let base = type.base ?? ""
                found.append(DialectDifference(type: name, part: "(base)", in2020: base, in2023: base))
            }
        }
        return found
    }
}
