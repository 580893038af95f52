package import Diagnostics

/// Where the elements of a normalised document were in the document as it was sent, by their number in document order
/// from 0. Paths are made when they are asked for.
package struct OriginalPlaces: Sendable {
    private let tree: SourceTree
    private let elements: [Int32]
    private let source: String?

    init(_ tree: SourceTree, _ elements: [Int32], source: String?) {
        self.tree = tree
        self.elements = elements
        self.source = source
    }

    package var count: Int { elements.count }

    package subscript(_ number: Int) -> Place {
        guard elements.indices.contains(number) else { return Place(source: source) }
        return tree.place(of: elements[number], in: source)
    }

    /// The place of the first element that begins at a line and column of the document as it was sent; nil when none
    /// does.
    func place(line: Int?, column: Int?) -> Place? {
        guard let line, let column else { return nil }
        let element = elements.first {
            let item = tree[$0]
            return Int(item.line) == line && Int(item.column) == column
        }
        return element.map { tree.place(of: $0, in: source) }
    }
}
