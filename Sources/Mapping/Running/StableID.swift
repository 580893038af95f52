import XMLSchema
import XMLStream

/// An identifier out of business keys: the same whenever the same keys are there, wherever the element stands.
struct StableID {
    private let paths: [SourcePath]
    private let derived: [Int32: [String: String]]

    /// - Parameters:
    ///   - paths: of the keys.
    ///   - derived: what has been derived so far; it is a key where nothing was sent.
    init(_ paths: [SourcePath], _ derived: [Int32: [String: String]]) {
        self.paths = paths
        self.derived = derived
    }

    /// The keys that are present, joined by hyphens. Where an earlier sibling of the same name has the same keys, an
    /// ordinal among these equals follows, from 2: the first needs none, and keeps its identifier when others come.
    ///
    /// - Parameters:
    ///   - node: what is identified.
    ///   - ordinal: how many of its name have had these keys, where they are not seen together.
    /// - Returns: nil when no key is present: a position alone identifies nothing.
    func text(_ node: Node, ordinal: (String) -> Int? = { _ in nil }) -> String? {
        guard let own = keys(node) else { return nil }
        if let known = ordinal(own) { return known == 1 ? own : "\(own)-\(known)" }
        var equals = 1
        if let parent = node.parent {
            for sibling in parent.children where sibling.nameID == node.nameID {
                if sibling.index == node.index { break }
                if keys(sibling) == own { equals += 1 }
            }
        }
        return equals == 1 ? own : "\(own)-\(equals)"
    }

    /// The nodes whose values are the keys.
    func nodes(_ node: Node) -> [Node] {
        paths.compactMap { path in
            NodeSelection.first(path, from: node).flatMap { $0.text.isEmpty ? nil : $0 }
        }
    }

    private func keys(_ node: Node) -> String? {
        let values = paths.compactMap { path -> String? in
            let sent = NodeSelection.first(path, from: node)?.text ?? ""
            return sent.isEmpty ? derived.text(path, from: node) : sent
        }
        return values.isEmpty ? nil : values.joined(separator: "-")
    }
}

extension [Int32: [String: String]] {
    /// What was derived where a path leads: for the element itself, or for what it stands in.
    func text(_ path: SourcePath, from node: Node) -> String? {
        guard !isEmpty, path.attribute == nil, path.steps.count == 1, path.steps[0].tests.isEmpty,
            let name = path.steps[0].name
        else { return nil }
        var origin = node
        for _ in 0..<path.ups {
            guard let parent = origin.parent else { return nil }
            origin = parent
        }
        return self[origin.index]?[node.document.name(of: name).local]
    }
}
