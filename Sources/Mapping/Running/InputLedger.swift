import XMLSchema
import XMLStream

/// Keeps account of what became of each node of the input.
///
/// An element is *touched* when a rule has gone to it or through it, a value is *consumed* when a rule has read it. An
/// empty element whose parent was touched is accounted for: there is nothing in it to lose. An element that no rule
/// has touched stands in the account for everything in it.
struct InputLedger {
    private struct Mark: OptionSet {
        let rawValue: UInt8
        static let touched = Mark(rawValue: 1)
        static let consumed = Mark(rawValue: 2)
        static let ignored = Mark(rawValue: 4)
    }

    private let document: Document
    private let root: Int32
    private var marks: [Mark]
    /// Which rule ignores a node.
    private var ignoring: [Int32: Int] = [:]

    init(_ noun: Node) {
        document = noun.document
        root = noun.index
        marks = Array(repeating: [], count: noun.document.nodes.count)
        marks[Int(noun.index)] = .touched
    }

    mutating func touch(_ node: Node) {
        var index = node.index
        while index >= 0, !marks[Int(index)].contains(.touched) {
            marks[Int(index)].insert(.touched)
            if index == root { break }
            index = document.nodes[Int(index)].parent
        }
    }

    mutating func consume(_ node: Node) {
        touch(node)
        marks[Int(node.index)].insert(.consumed)
    }

    mutating func consumeAll(_ node: Node) {
        consume(node)
        for attribute in node.attributes { consume(attribute) }
        for child in node.children { consumeAll(child) }
    }

    /// Takes back what was said of a node and all in it.
    mutating func forget(_ node: Node) {
        marks[Int(node.index)] = []
        for attribute in node.attributes { marks[Int(attribute.index)] = [] }
        for child in node.children { forget(child) }
    }

    /// What other rules read of it, they read all the same. The element it stands in is accounted for by that.
    mutating func ignore(_ node: Node, rule: Int) {
        if let parent = node.parent { touch(parent) }
        marks[Int(node.index)].insert(.ignored)
        ignoring[node.index] = rule
    }

    // MARK: The account

    struct Entry {
        let node: Node
        let path: String
    }

    private(set) var consumedCount = 0
    private(set) var declared: [(entry: Entry, rule: Int)] = []
    private(set) var accidental: [Entry] = []

    /// The elements from the noun down to the one that is settled, with their positions: paths are only made of it
    /// for what is lost.
    private var trail: [(index: Int32, position: Int)] = []
    /// How many children of a name came so far, for each element that is open.
    private var counters: [(name: NameID, count: Int)] = []

    /// Goes through the input once and fills in the account.
    mutating func settle() {
        settle(document.node(at: root), ignoredBy: nil)
    }

    private mutating func settle(_ node: Node, ignoredBy: Int?) {
        let mark = marks[Int(node.index)]
        let rule = ignoring[node.index] ?? ignoredBy
        guard mark.contains(.touched) else {
            if !isEmpty(node) { lose(node, rule) }
            return
        }
        settleAttributes(of: node, ignoredBy: rule)
        let outer = counters.count
        var hasChildren = false
        for child in node.children {
            hasChildren = true
            let name = child.nameID
            let index = counters[outer...].firstIndex { $0.name == name } ?? counters.count
            if index == counters.count { counters.append((name, 0)) }
            counters[index].count += 1
            trail.append((child.index, counters[index].count))
            settle(child, ignoredBy: rule)
            trail.removeLast()
        }
        counters.removeLast(counters.count - outer)
        if mark.contains(.consumed) {
            consumedCount += 1
        } else if !hasChildren, node.record.valueLength > 0 {
            // Touched, not read: a rule has looked at it and could not write it.
            lose(node, rule)
        }
    }

    /// `xsi:type` and schema locations say nothing about the business and are not counted.
    private mutating func settleAttributes(of node: Node, ignoredBy: Int?) {
        for attribute in node.attributes {
            if attribute.name.namespace == "http://www.w3.org/2001/XMLSchema-instance" {
                guard attribute.localName == "nil", node.isNil else { continue }
            }
            if marks[Int(attribute.index)].contains(.consumed) {
                consumedCount += 1
            } else {
                lose(attribute, ignoring[attribute.index] ?? ignoredBy)
            }
        }
    }

    private mutating func lose(_ node: Node, _ rule: Int?) {
        var path = document.node(at: root).path
        for step in trail { path += "/\(document.node(at: step.index).localName)[\(step.position)]" }
        if node.record.flags.contains(.attribute) { path += "/@\(node.localName)" }
        let entry = Entry(node: node, path: path)
        if let rule {
            declared.append((entry, rule))
        } else {
            accidental.append(entry)
        }
    }

    /// Whether nothing is lost with it: no text, no attribute, not nil, and the same of all its children.
    private func isEmpty(_ node: Node) -> Bool {
        guard node.record.valueLength == 0, !node.isNil else { return false }
        for attribute in node.attributes where attribute.name.namespace.isEmpty { return attribute.index < 0 }
        return node.children.allSatisfy { isEmpty($0) }
    }
}
