import XMLSchema
import XMLStream

/// Finds the nodes of a path. Nothing is parsed and no name is compared as text.
enum NodeSelection {
    static func nodes(_ path: SourcePath, from node: Node) -> [Node] {
        var origin = node
        for _ in 0..<path.ups {
            guard let parent = origin.parent else { return [] }
            origin = parent
        }
        guard let step = path.steps.first else { return attributes(path, of: [origin]) }
        var found = children(of: origin, step, from: node)
        for step in path.steps.dropFirst() {
            if found.isEmpty { return [] }
            found =
                found.count == 1
                ? children(of: found[0], step, from: node)
                : found.flatMap { children(of: $0, step, from: node) }
        }
        return attributes(path, of: found)
    }

    /// The first node of a path; most have one at most, and need no list.
    static func first(_ path: SourcePath, from node: Node) -> Node? {
        guard path.ups == 0, path.attribute == nil, path.steps.count == 1, let step = path.steps.first,
            step.tests.isEmpty
        else { return nodes(path, from: node).first }
        for child in node.children where step.name == nil || child.nameID == step.name { return child }
        return nil
    }

    private static func attributes(_ path: SourcePath, of found: [Node]) -> [Node] {
        guard let attribute = path.attribute else { return found }
        return found.flatMap { element in
            element.attributes.filter { candidate in
                switch attribute {
                case .named(let name): candidate.nameID == name
                case .any: candidate.name.namespace.isEmpty
                }
            }
        }
    }

    private static func children(of node: Node, _ step: SourcePath.Step, from current: Node) -> [Node] {
        var found: [Node] = []
        for child in node.children where step.name == nil || child.nameID == step.name {
            found.append(child)
        }
        for test in step.tests {
            switch test {
            case .position(let position):
                found = position <= found.count ? [found[position - 1]] : []
            case .equals(let equalities):
                found = found.filter { candidate in
                    equalities.allSatisfy { compared($0, on: candidate, from: current) != nil }
                }
            }
        }
        return found
    }

    /// The node whose value is equal; nil when there is none.
    private static func compared(
        _ equality: SourcePath.Equality, on node: Node, from current: Node
    ) -> Node? {
        var found = [node]
        for name in equality.steps {
            found = found.flatMap { $0.children.filter { $0.nameID == name } }
        }
        if let attribute = equality.attribute {
            found = found.flatMap { $0.attributes.filter { $0.nameID == attribute } }
        }
        if let join = equality.join {
            guard let wanted = nodes(join, from: current).first?.text else { return nil }
            return found.first { $0.text == wanted }
        }
        return found.first { $0.withUTF8 { $0.elementsEqual(equality.value.utf8) } }
    }

    /// The nodes that the predicates of a path have compared on the way to a node that it found. Their values are
    /// known: the mapping itself says them.
    static func comparedNodes(_ path: SourcePath, to node: Node, from origin: Node) -> [Node] {
        guard path.steps.contains(where: { !$0.tests.isEmpty }) else { return [] }
        var result: [Node] = []
        var current: Node? = node.record.flags.contains(.attribute) ? node.parent : node
        for step in path.steps.reversed() {
            guard let element = current else { break }
            for case .equals(let equalities) in step.tests {
                result += equalities.compactMap { compared($0, on: element, from: origin) }.filter {
                    $0 != element
                }
            }
            current = element.parent
        }
        return result
    }

    static func holds(_ condition: Condition<SourcePath>, on node: Node) -> Bool {
        switch condition {
        case .exists(let path): first(path, from: node) != nil
        case .equals(let path, let value):
            nodes(path, from: node).contains { $0.withUTF8 { $0.elementsEqual(value.utf8) } }
        case .not(let inner): !holds(inner, on: node)
        case .all(let inner): inner.allSatisfy { holds($0, on: node) }
        case .any(let inner): inner.contains { holds($0, on: node) }
        }
    }
}
