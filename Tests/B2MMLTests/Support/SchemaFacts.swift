import Foundation
import XMLSchema
import XMLStream

/// A set as a list of bare facts, one a row: owner, kind, position, child, type of the child, least, most.
///
/// Kinds: element (global), sequence and choice (a child), compositor, groupref, any, attr, ext, restr, simple, union,
/// enum, facet, mixed, block, group (an empty one). A local type is `Owner/child`, a group `group:NAME`, a name of the
/// extension namespace begins with `Extended:`; positions of a nested compositor are `n.m`.
struct SchemaFacts {
    private(set) var rows: [String] = []
    private let namespace: String

    init(_ outline: SchemaOutline, namespace: String) {
        self.namespace = namespace
        for element in outline.elements {
            add("(global)", "element", "", element.name, type(element, in: ""))
        }
        for type in outline.types { add(type, as: type.name?.local ?? "") }
        for group in outline.groups {
            let owner = "group:\(label(group.name))"
            if group.parts.isEmpty { add(owner, "group") }
            add(group.parts, of: owner, below: "")
        }
    }

    private mutating func add(
        _ owner: String, _ kind: String, _ position: String = "", _ child: String = "", _ type: String = "",
        _ least: String = "", _ most: String = ""
    ) {
        rows.append([owner, kind, position, child, type, least, most].joined(separator: "\t"))
    }

    private mutating func add(_ type: SchemaOutline.TypeOutline, as owner: String) {
        if let block = type.block { add(owner, "block", "", block) }
        if type.isMixed { add(owner, "mixed") }
        if let derivation = type.derivation { add(derivation, of: owner) }
        add(type.parts, of: owner, below: "")
        for attribute in type.attributes {
            add(
                owner, "attr", "", "@\(attribute.name)", label(attribute.type),
                attribute.isRequired ? "1" : "0",
                "1")
        }
    }

    private mutating func add(_ derivation: SchemaOutline.Derivation, of owner: String) {
        let bases = derivation.bases.map(label).joined(separator: " ")
        switch derivation.kind {
        case .extension: add(owner, "ext", "", "simpleContent", bases)
        case .restriction: add(owner, "restr", "", "simpleContent", bases)
        case .simpleRestriction: add(owner, "simple", "", "", bases)
        case .union: add(owner, "union", "", bases)
        }
        for (index, value) in derivation.enumeration.enumerated() {
            add(owner, "enum", "\(index + 1)", value)
        }
        for facet in derivation.facets { add(owner, "facet", "", "\(facet.name)=\(facet.value)") }
    }

    private mutating func add(_ parts: [SchemaOutline.Part], of owner: String, below position: String) {
        for (index, part) in parts.enumerated() {
            let here = "\(position)\(index + 1)"
            switch part {
            case .element(let element):
                let kind = position.isEmpty ? "sequence" : "choice"
                add(owner, kind, here, element.name, type(element, in: owner), element.occurrence)
                if case .anonymous(let inner) = element.type { add(inner, as: "\(owner)/\(element.name)") }
            case .group(let name, let occurrence, _):
                add(owner, "groupref", here, label(name), "", occurrence)
            case .wildcard(let namespace, let contents, let occurrence, _):
                add(owner, "any", here, "ns=\(namespace)", "pc=\(contents)", occurrence)
            case .compositor(let compositor, let inner, let occurrence, _):
                add(owner, "compositor", here, compositor.rawValue, "", occurrence)
                add(inner, of: owner, below: "\(here).")
            }
        }
    }

    private mutating func add(
        _ owner: String, _ kind: String, _ position: String, _ child: String, _ type: String,
        _ occurrence: Occurrence
    ) {
        add(
            owner, kind, position, child, type, "\(occurrence.min)",
            occurrence.max.map(String.init) ?? "unbounded")
    }

    private func type(_ element: SchemaOutline.Element, in owner: String) -> String {
        let type =
            switch element.type {
            case .named(let name): label(name)
            case .anonymous: "\(owner)/\(element.name)"
            }
        return type + (element.isNillable ? " nillable" : "") + (element.isQualified ? "" : " unqualified")
    }

    private func label(_ name: ExpandedName) -> String {
        switch name.namespace {
        case namespace: name.local
        case SchemaOutline.builtinNamespace: "xsd:\(name.local)"
        default: "Extended:\(name.local)"
        }
    }
}
