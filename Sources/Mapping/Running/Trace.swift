package import Diagnostics
package import XMLSchema

/// Where each value of an output comes from: which rule wrote it, and what it had read; and of the input that is in no
/// value, why.
package struct Trace: Sendable {
    package enum Origin: String, Sendable, Codable {
        /// Read from the input, perhaps through functions.
        case value
        /// Taken over with the value beside it: an attribute that both sides have.
        case carried
        case copied
        /// A fixed text: `value`, or a predicate of `to`.
        case literal
        /// `else` or `default`.
        case fallback
        case derived
    }

    package struct Link: Sendable {
        /// Index of the node in the output; an attribute is a node, too.
        package let output: Int32
        /// Index of the node in the input; -1 where nothing was read.
        package let input: Int32
        /// Further nodes of the input that went into the value, in the order in which they were read: the other parts of
        /// a `concat`, what was added up or counted, the time beside a day, the keys of an identifier that is made.
        package let others: [Int32]
        package let origin: Origin
        /// In the mapping file.
        package let rule: Place
        /// The row of a table that gave the value.
        package let tableRow: Place?
    }

    /// Input that came to nothing.
    package struct Loss: Sendable {
        /// The rule that declares it lost, and its reason; nil where no rule does.
        package let declared: (rule: Place, reason: String)?
    }

    /// In the order in which the values were written.
    package let links: [Link]
    /// By index of the node in the input; an element stands for all in it.
    package let losses: [Int32: Loss]
    /// By index of the node in the input: the rule that read it, be it only to compare it.
    package let readers: [Int32: Place]
    /// Rules, and alternatives of rules, that had something to do.
    package let fired: Set<Place>
}

/// What a run notes while it writes.
struct TraceNotes {
    struct Note {
        let element: DocumentEditor.Element
        /// Local name; nil for the element's own value.
        let attribute: String?
        let input: Int32
        let others: [Int32]
        let origin: Trace.Origin
        let rule: Int
        let tableRow: Place?
    }

    private(set) var notes: [Note] = []
    /// Indices of places.
    var fired: Set<Int> = []
    /// Of the value that is on its way.
    var tableRow: Place?
    /// What was read for the value that is on its way.
    private var parts: [Int32] = []
    private var readers: [Int32: Int] = [:]

    /// Another value is on its way.
    mutating func begin() {
        tableRow = nil
        parts = []
    }

    /// A rule has read a node for the value that is on its way.
    mutating func read(_ node: Node, rule: Int) {
        parts.append(node.index)
        readers[node.index] = rule
    }

    /// A rule has compared a node with something.
    mutating func compare(_ node: Node, rule: Int) {
        readers[node.index] = rule
    }

    mutating func add(
        _ element: DocumentEditor.Element, _ attribute: String? = nil, from input: Int32,
        _ origin: Trace.Origin,
        rule: Int
    ) {
        fired.insert(rule)
        notes.append(
            Note(
                element: element, attribute: attribute, input: input,
                others: parts.filter { $0 != input }, origin: origin, rule: rule,
                tableRow: tableRow))
    }

    /// A text that the mapping itself says, while another value may be on its way.
    mutating func addFixed(_ element: DocumentEditor.Element, _ attribute: String?, rule: Int) {
        fired.insert(rule)
        notes.append(
            Note(
                element: element, attribute: attribute, input: -1, others: [], origin: .literal, rule: rule,
                tableRow: nil))
    }

    /// What was noted about elements that have stayed, and what the account says of the input.
    func trace(
        _ document: Document, _ places: DocumentEditor.Places, _ losses: [Int32: Trace.Loss], _ rules: [Place]
    ) -> Trace {
        Trace(
            links: notes.compactMap { note in
                var output = places[note.element]
                guard output >= 0 else { return nil }
                if let attribute = note.attribute {
                    guard let found = document.node(at: output).attribute(attribute) else { return nil }
                    output = found.index
                }
                return Trace.Link(
                    output: output, input: note.input, others: note.others, origin: note.origin,
                    rule: rules[note.rule], tableRow: note.tableRow)
            }, losses: losses, readers: readers.mapValues { rules[$0] }, fired: Set(fired.map { rules[$0] }))
    }
}
