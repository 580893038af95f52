package import Diagnostics
import Operations
package import XMLSchema
import XMLStream

/// Reads domain values out of canonical nodes. One for all records of a document.
///
/// Nothing of a document is passed over in silence: what no shape binds is noted, once for each path.
package struct NounReader {
    package let context: BindingContext
    var findings: [Finding] = []
    var notes = NoteBook()

    private var schema: Schema?
    private var namespace = ""
    private var tables: [ObjectIdentifier: [NameID: Int]] = [:]
    /// The record that is being read when its document no longer has the siblings before it.
    private var record: (index: Int32, position: Int)?

    package init(context: BindingContext = BindingContext()) {
        self.context = context
    }

    /// Reads the value of one node and of all below it.
    ///
    /// - Parameters:
    ///   - node: of the value's type in the canonical form.
    ///   - type: the domain type.
    ///   - position: from 1 among the siblings of the same name, where the document has only this one of them.
    /// - Returns: the value with its own findings; nil for a node that is `xsi:nil`. What is said once for many nodes
    ///   comes from ``summary()``.
    package mutating func read<Value: CanonicalValue>(
        _ node: Node, as type: Value.Type = Value.self, position: Int? = nil
    ) -> Checked<Value?> {
        prepare(for: node)
        record = position.map { (node.index, $0) }
        let value = value(of: node, Value.shape)
        defer { findings.removeAll() }
        return Checked(value, findings)
    }

    /// What was noticed at many places and is said once: elements without a place in the domain values, values that are
    /// `xsi:nil`, the zone that local times took. Empties the list.
    package mutating func summary() -> [Finding] {
        defer { notes = NoteBook() }
        return notes.findings
    }

    /// Names are those of one schema and of the namespace of the node that is read.
    private mutating func prepare(for node: Node) {
        let namespace = node.name.namespace
        guard schema !== node.document.schema || self.namespace != namespace else { return }
        schema = node.document.schema
        self.namespace = namespace
        tables.removeAll()
    }

    // MARK: Elements with children

    /// One pass over the children; what the shape does not bind is left over.
    mutating func value<Owner>(of node: Node, _ shape: Shape<Owner>) -> Owner? {
        leaveAttributes(of: node)
        if node.isNil {
            note(BindingCode.nilled, at: node)
            return nil
        }
        var owner = shape.make()
        let table = table(of: shape)
        var seen: UInt64 = 0
        var children = node.children
        var next = children.next()
        while let child = next {
            guard let index = table[child.nameID], isFirst(index, of: shape, &seen) else {
                leave(child)
                next = children.next()
                continue
            }
            next = shape.fields[index].read(child, &children, &owner, &self)
        }
        shape.check?(owner, node, &self)
        return owner
    }

    /// False for one more of a child that occurs once.
    private func isFirst<Owner>(_ index: Int, of shape: Shape<Owner>, _ seen: inout UInt64) -> Bool {
        let bit: UInt64 = 1 << UInt64(index)
        defer { seen |= bit }
        return shape.fields[index].isRepeated || seen & bit == 0
    }

    private mutating func table<Owner>(of shape: Shape<Owner>) -> [NameID: Int] {
        let key = ObjectIdentifier(shape)
        if let known = tables[key] { return known }
        var table: [NameID: Int] = [:]
        for (index, field) in shape.fields.enumerated() {
            for name in field.names {
                if let id = schema?.names[ExpandedName(namespace, name)] { table[id] = index }
            }
        }
        tables[key] = table
        return table
    }

    // MARK: Elements with text

    /// The text of an element; nil when it is `xsi:nil`. Attributes but the one that is named, and child elements at
    /// this unexpected place, are left over.
    mutating func text(of node: Node, keeping attribute: String? = nil) -> String? {
        if node.record.firstChild >= 0 {
            leaveAttributes(of: node, keeping: attribute)
            for child in node.children { leave(child) }
        }
        if node.isNil {
            note(BindingCode.nilled, at: node)
            return nil
        }
        return node.text
    }

    /// A word of a list and, with the word `Other`, what the sender calls it. Beside any other word the attribute
    /// `OtherValue` means nothing and is left over.
    mutating func word(of node: Node) -> (text: String, other: String?)? {
        let isOther = node.text == "Other"
        guard let text = text(of: node, keeping: isOther ? "OtherValue" : nil) else { return nil }
        return (text, isOther ? node.attribute("OtherValue")?.text : nil)
    }

    // MARK: What is left over

    /// Notes every leaf of a node that has content, and every attribute.
    mutating func leave(_ node: Node) {
        leaveAttributes(of: node)
        var isLeaf = true
        for child in node.children {
            isLeaf = false
            leave(child)
        }
        if isLeaf, node.record.valueLength > 0 { note(BindingCode.unused, at: node) }
    }

    /// Attributes stand first among the nodes of their element. Those of XML Schema itself (`xsi:`) carry no content.
    private mutating func leaveAttributes(of node: Node, keeping kept: String? = nil) {
        let first = node.record.firstChild
        guard first >= 0, node.document.nodes[Int(first)].flags.contains(.attribute) else { return }
        for attribute in node.attributes {
            let name = attribute.name
            if name.namespace.isEmpty, name.local == kept { continue }
            if name.namespace == "http://www.w3.org/2001/XMLSchema-instance" { continue }
            note(BindingCode.unused, at: attribute)
        }
    }

    // MARK: Findings

    mutating func report(
        _ code: Code, _ severity: Severity, at node: Node, _ message: String, expected: [String] = [],
        found: String? = nil, advice: String
    ) {
        findings.append(
            Finding(
                code, severity, at: place(of: node), message, expected: expected, found: found, advice: advice
            ))
    }

    /// Counts one more of the same kind at the same path; the first one's place is kept.
    mutating func note(_ code: Code, at node: Node) {
        if notes.count(code, path: NoteBook.path(to: node)) { return }
        notes.add(
            code, path: NoteBook.path(to: node), place: place(of: node), names: NoteBook.names(to: node))
    }

    func place(of node: Node) -> Place {
        if let place = context.origin?(node) { return place }
        var place = node.place(in: context.source)
        if let record { place.path = path(of: node, in: record) }
        if place.line == 0 { (place.line, place.column) = (nil, nil) }
        return place
    }

    private func path(of node: Node, in record: (index: Int32, position: Int)) -> String {
        guard let parent = node.parent else { return node.path }
        if node.index == record.index { return "\(parent.path)/\(node.localName)[\(record.position)]" }
        let step =
            node.record.flags.contains(.attribute)
            ? "@\(node.localName)" : "\(node.localName)[\(node.position)]"
        return "\(path(of: parent, in: record))/\(step)"
    }
}
