import XMLSchema

/// An identifier out of business keys: the same whenever the same keys are there, wherever the element stands.
enum StableID {
    /// The keys that are present, joined by hyphens. Where an earlier sibling of the same name has the same keys, an
    /// ordinal among these equals follows, from 2: the first needs none, and keeps its identifier when others come.
    /// Records that are mapped one at a time do not see each other: their keys have to differ by themselves.
    ///
    /// - Returns: nil when no key is present: a position alone identifies nothing.
    static func text(_ paths: [SourcePath], _ node: Node) -> String? {
        guard let own = keys(paths, node) else { return nil }
        var equals = 1
        if let parent = node.parent {
            for sibling in parent.children where sibling.nameID == node.nameID {
                if sibling.index == node.index { break }
                if keys(paths, sibling) == own { equals += 1 }
            }
        }
        return equals == 1 ? own : "\(own)-\(equals)"
    }

    /// The nodes whose values are the keys.
    static func keys(of paths: [SourcePath], _ node: Node) -> [Node] {
        paths.compactMap { path in
            NodeSelection.nodes(path, from: node).first.flatMap { $0.text.isEmpty ? nil : $0 }
        }
    }

    private static func keys(_ paths: [SourcePath], _ node: Node) -> String? {
        let values = keys(of: paths, node).map(\.text)
        return values.isEmpty ? nil : values.joined(separator: "-")
    }
}
