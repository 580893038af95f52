package import Diagnostics
package import Mapping
import XMLSchema
import XMLStream

/// Where every value of a translated document comes from, and where every value of the document as it was sent went.
package struct Explanation: Sendable {
    /// A value of the output.
    package struct Output: Sendable, Encodable {
        package let path: String
        package let value: String
        package let origin: Trace.Origin
        /// `file:line:column` of the rule in each mapping on the way, the first one first.
        package let rules: [String]
        /// `file:line` of the rows of tables on the way.
        package let tableRows: [String]
        /// Nil where nothing was read: a fixed text, or a derived one.
        package let source: Source?
    }

    /// A value of the document as it was sent.
    package struct Source: Sendable, Encodable {
        package let path: String
        package let value: String
        package let line: Int?
        package let column: Int?
    }

    package enum Fate: String, Sendable, Encodable {
        /// It is in the output.
        case written
        /// A rule has read it, such as to compare it, and writes something else or nothing.
        case read
        /// Part of the transaction around the nouns, which is taken over as it is.
        case envelope
        case ignoredDeclared
        case ignoredByAccident
    }

    package struct Input: Sendable, Encodable {
        package let source: Source
        package let fate: Fate
        /// Paths in the nouns of the output.
        package let outputs: [String]
        /// Why it may be lost.
        package let reason: String?
    }

    /// In the order of the document that came out. Paths begin at the noun.
    package private(set) var outputs: [Output] = []
    /// Values of the output about which nothing is known. A fault of ours where there is one.
    package private(set) var unexplained: [String] = []
    /// In the order of the document as it was sent.
    package private(set) var inputs: [Input] = []

    /// - Parameter conversion: one that was asked to explain itself.
    package init(_ conversion: Conversion) {
        var written: [Int32: [String]] = [:]
        for steps in Dictionary(grouping: conversion.steps, by: \.noun).sorted(by: { $0.key < $1.key }) {
            explain(steps.value, &written)
        }
        if let source = conversion.source { account(for: source, conversion, written) }
    }

    // MARK: Outputs

    private mutating func explain(_ steps: [Conversion.Step], _ written: inout [Int32: [String]]) {
        guard let last = steps.last, let root = last.output.root else { return }
        let links = steps.map { step in
            Dictionary(
                (step.trace?.links ?? []).map { ($0.output, $0) }, uniquingKeysWith: { $1 })
        }
        root.forEachValue { node in
            var chain: [Trace.Link] = []
            var wanted = node.index
            for links in links.reversed() {
                guard let link = links[wanted] else { break }
                chain.insert(link, at: 0)
                wanted = link.input
                if wanted < 0 { break }
            }
            guard let origin = chain.first?.origin, wanted < 0 || chain.count == links.count else {
                unexplained.append(node.path)
                return
            }
            let source = wanted < 0 ? nil : steps[0].input.document.node(at: wanted)
            if let source { written[source.index, default: []].append(node.path) }
            outputs.append(
                Output(
                    path: node.path, value: node.text,
                    origin: wanted < 0 ? origin : chain.last?.origin ?? origin,
                    rules: chain.map(\.rule.locator), tableRows: chain.compactMap { $0.tableRow?.locator },
                    source: source.map(Source.init)))
        }
    }

    // MARK: Inputs

    private mutating func account(
        for source: Document, _ conversion: Conversion, _ written: [Int32: [String]]
    ) {
        let first = Dictionary(grouping: conversion.steps, by: \.noun).compactMap { $0.value.first }
        let declared = Dictionary(
            first.flatMap(\.losses.ignoredDeclared).map { ($0.path, $0.reason) }, uniquingKeysWith: { $1 })
        let accidents = Set(first.flatMap(\.losses.ignoredByAccident) + conversion.otherLosses)
        let nouns = Set(first.map(\.input.index))
        source.root?.forEachValue { node in
            let above = node.pathsAbove
            let outputs = written[node.index] ?? []
            var fate = Fate.read
            var reason: String?
            if !outputs.isEmpty {
                fate = .written
            } else if above.contains(where: accidents.contains) {
                fate = .ignoredByAccident
            } else if let lost = above.first(where: { declared[$0] != nil }) {
                fate = .ignoredDeclared
                reason = declared[lost]
            } else if !node.isInside(nouns) {
                fate = .envelope
            }
            inputs.append(Input(source: Source(node), fate: fate, outputs: outputs, reason: reason))
        }
    }
}

extension Explanation.Source {
    fileprivate init(_ node: Node) {
        let place = node.record.flags.contains(.attribute) ? (node.parent ?? node).record : node.record
        self.init(path: node.path, value: node.text, line: Int(place.line), column: Int(place.column))
    }
}

extension Node {
    /// Its own values and those of all below it: elements without children that have a text, and attributes.
    fileprivate func forEachValue(_ body: (Node) -> Void) {
        for attribute in attributes where attribute.name.namespace.isEmpty { body(attribute) }
        var hasChildren = false
        for child in children {
            hasChildren = true
            child.forEachValue(body)
        }
        if !hasChildren, record.valueLength > 0 { body(self) }
    }

    /// Its own path and those of what it stands in.
    fileprivate var pathsAbove: [String] {
        var paths = [path]
        var current = parent
        while let node = current {
            paths.append(node.path)
            current = node.parent
        }
        return paths
    }

    fileprivate func isInside(_ nodes: Set<Int32>) -> Bool {
        var current: Node? = self
        while let node = current {
            if nodes.contains(node.index) { return true }
            current = node.parent
        }
        return false
    }
}
