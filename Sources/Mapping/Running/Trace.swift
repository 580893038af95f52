package import Diagnostics
package import XMLSchema

/// Where each value of an output comes from: which rule wrote it, and what it had read.
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
        package let origin: Origin
        /// In the mapping file.
        package let rule: Place
        /// The row of a table that gave the value.
        package let tableRow: Place?
    }

    /// In the order in which the values were written.
    package let links: [Link]
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
        let origin: Trace.Origin
        let rule: Int
        let tableRow: Place?
    }

    private(set) var notes: [Note] = []
    /// Indices of places.
    var fired: Set<Int> = []
    /// Of the value that is on its way.
    var tableRow: Place?

    mutating func add(
        _ element: DocumentEditor.Element, _ attribute: String? = nil, from input: Int32,
        _ origin: Trace.Origin,
        rule: Int
    ) {
        fired.insert(rule)
        notes.append(
            Note(
                element: element, attribute: attribute, input: input, origin: origin, rule: rule,
                tableRow: tableRow))
    }

    /// What was noted about elements that have stayed.
    func trace(_ document: Document, _ places: DocumentEditor.Places, _ rules: [Place]) -> Trace {
        Trace(
            links: notes.compactMap { note in
                var output = places[note.element]
                guard output >= 0 else { return nil }
                if let attribute = note.attribute {
                    guard let found = document.node(at: output).attribute(attribute) else { return nil }
                    output = found.index
                }
                return Trace.Link(
                    output: output, input: note.input, origin: note.origin, rule: rules[note.rule],
                    tableRow: note.tableRow)
            }, fired: Set(fired.map { rules[$0] }))
    }
}
