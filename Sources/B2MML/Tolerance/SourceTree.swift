import Diagnostics
import XMLStream

/// A document as it was sent, before any schema is asked: elements and text runs with their places.
///
/// The reading changes a copy of it step by step; the original stays for paths.
struct SourceTree: Sendable {
    struct Attribute: Sendable {
        /// Index into ``SourceTree/names``.
        var name: Int32
        var value: String
    }

    /// An element, or a run of text, which has no name.
    struct Item: Sendable {
        /// Index into ``SourceTree/names``; -1 for text.
        var name: Int32
        let parent: Int32
        /// Counted from 1.
        let line: UInt32
        /// Counted from 1.
        let column: UInt32
        /// Among the siblings of its name, from 1.
        let position: UInt32
        var text = ""
        var children: [Int32] = []
        var attributes: [Attribute] = []

        var isText: Bool { name < 0 }
    }

    /// The document element is the first one.
    private(set) var items: [Item] = []
    private(set) var names: [ExpandedName] = []
    private var ids: [ExpandedName: Int32] = [:]
    /// The namespace declarations of the elements that have any; the empty prefix is the default.
    private(set) var declarations: [Int32: [(prefix: String, namespace: String)]] = [:]

    subscript(_ index: Int32) -> Item {
        get { items[Int(index)] }
        set { items[Int(index)] = newValue }
    }

    func name(of index: Int32) -> ExpandedName {
        let name = self[index].name
        return name < 0 ? ExpandedName("", "") : names[Int(name)]
    }

    func elements(of index: Int32) -> [Int32] {
        self[index].children.filter { !self[$0].isText }
    }

    /// All text directly in an element.
    func text(of index: Int32) -> String {
        let runs = self[index].children.filter { self[$0].isText }
        return runs.count == 1 ? self[runs[0]].text : runs.map { self[$0].text }.joined()
    }

    func attribute(_ name: ExpandedName, of index: Int32) -> String? {
        self[index].attributes.first { names[Int($0.name)] == name }?.value
    }

    /// `/SyncX/DataArea[1]/X[2]/ID[1]`, by the names that the document has.
    func path(of index: Int32) -> String {
        let item = self[index]
        guard item.parent >= 0 else { return "/\(name(of: index).local)" }
        return "\(path(of: item.parent))/\(name(of: index).local)[\(item.position)]"
    }

    func place(of index: Int32, in source: String?) -> Place {
        Place(
            source: source, line: Int(self[index].line), column: Int(self[index].column),
            path: path(of: index))
    }

    /// ``path(of:)`` without positions: the same for all elements that stand alike.
    func kindPath(of index: Int32) -> String {
        let parent = self[index].parent
        return (parent < 0 ? "" : kindPath(of: parent)) + "/" + name(of: index).local
    }

    /// What a prefix means at an element; nil when it is not declared.
    func namespace(ofPrefix prefix: String, at index: Int32) -> String? {
        var element = index
        while element >= 0 {
            if let known = declarations[element]?.last(where: { $0.prefix == prefix }) {
                return known.namespace
            }
            element = self[element].parent
        }
        return prefix.isEmpty ? "" : nil
    }

    // MARK: Changes

    mutating func intern(_ name: ExpandedName) -> Int32 {
        if let known = ids[name] { return known }
        let id = Int32(truncatingIfNeeded: names.count)
        names.append(name)
        ids[name] = id
        return id
    }

    mutating func rename(_ index: Int32, _ name: ExpandedName) {
        items[Int(index)].name = intern(name)
    }

    mutating func append(_ item: Item) -> Int32 {
        let index = Int32(truncatingIfNeeded: items.count)
        items.append(item)
        return index
    }

    mutating func declare(_ prefix: String, _ namespace: String, at index: Int32) {
        declarations[index, default: []].append((prefix, namespace))
    }

    /// Leaves one run of text in an element, and no elements.
    mutating func setText(_ text: String, of index: Int32) {
        let run = self[index].children.first { self[$0].isText } ?? appendText(to: index)
        items[Int(run)].text = text
        items[Int(index)].children = [run]
    }

    mutating func appendText(to index: Int32) -> Int32 {
        let parent = self[index]
        let run = append(
            Item(name: -1, parent: index, line: parent.line, column: parent.column, position: 1))
        items[Int(index)].children.append(run)
        return run
    }

    mutating func remove(_ children: [Int32], from parent: Int32) {
        items[Int(parent)].children.removeAll { children.contains($0) }
    }

    mutating func removeAttribute(_ name: ExpandedName, of index: Int32) {
        let id = intern(name)
        items[Int(index)].attributes.removeAll { $0.name == id }
    }

    mutating func setAttribute(_ name: ExpandedName, _ value: String, of index: Int32) {
        let id = intern(name)
        if let known = self[index].attributes.firstIndex(where: { $0.name == id }) {
            items[Int(index)].attributes[known].value = value
        } else {
            items[Int(index)].attributes.append(Attribute(name: id, value: value))
        }
    }
}
