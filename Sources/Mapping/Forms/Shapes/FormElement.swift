import XMLStream

/// An element of a document in a foreign form as it was read, before a shape says what of it is known.
struct FormElement: Sendable {
    enum Content: Hashable, Sendable {
        /// Child elements, or nothing.
        case elements
        /// An object of JSON.
        case object
        /// An array of JSON that stands in an array, or is the document; its children are `item`.
        case array
        case text(FormShape.Value)
        /// Like absent, but the shape learns that there may be one.
        case null
        /// A member whose array has no items.
        case emptyArray
    }

    struct Attribute: Hashable, Sendable {
        let name: ExpandedName
        let value: String
    }

    /// Stands for input that has no name, such as text beside elements: no shape can know it.
    static let nameless = "text()"

    /// Of the root of all forms but XML.
    static let rootName = "document"

    /// As paths show it: escaped where the form allows names that XML does not.
    let name: String
    /// Of XML; otherwise empty.
    var namespace = ""
    /// Where the value stands, counted from 1.
    var line: Int
    /// In Unicode scalars, counted from 1.
    var column: Int
    var content = Content.elements
    /// One of the items of an array.
    var isItem = false
    var text = ""
    var attributes: [Attribute] = []
    var children: [FormElement] = []

    /// Nothing of it is in the document.
    var isAbsent: Bool { (content == .null || content == .emptyArray) && attributes.isEmpty }

    static func text(_ name: String, _ text: String, line: Int, column: Int) -> FormElement {
        FormElement(name: name, line: line, column: column, content: .text(.string), text: text)
    }
}
