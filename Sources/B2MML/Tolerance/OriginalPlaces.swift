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

    /// A finding about the normalised document, at the path that its element had in the document as it was sent. Its
    /// line and column are the original ones already, and tell the element.
    package func moved(_ finding: Finding) -> Finding {
        guard let place = place(line: finding.place.line, column: finding.place.column) else {
            return finding
        }
        var moved = finding
        let attribute = finding.place.path?.split(separator: "/").last.flatMap {
            $0.hasPrefix("@") ? "/\($0)" : nil
        }
        moved.place.path = (place.path ?? "") + (attribute ?? "")
        return moved
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
