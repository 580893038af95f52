import Diagnostics
import Foundation

/// A document as lines of Unicode scalars, to see what really stands at a place.
struct DocumentText {
    private let lines: [[Unicode.Scalar]]

    init(_ text: String) {
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    }

    /// The local name of the element whose start tag begins at a place; nil when none does.
    func element(at place: Place) -> String? {
        guard let line = place.line, let column = place.column, lines.indices.contains(line - 1),
            lines[line - 1].indices.contains(column - 1), lines[line - 1][column - 1] == "<"
        else { return nil }
        let name = lines[line - 1][column...].prefix { !" />\r\n\t".unicodeScalars.contains($0) }
        return String(String.UnicodeScalarView(name)).split(separator: ":").last.map(String.init)
    }
}

extension Place {
    /// The last element of the path, without its position.
    var element: String? {
        let steps = (path ?? "").split(separator: "/").filter { !$0.hasPrefix("@") }
        return steps.last?.split(separator: "[").first.map(String.init)
    }
}

extension FindingFixture {
    func text() throws -> DocumentText {
        let data = Data(try bytes())
        let encoding: String.Encoding =
            name.hasSuffix("utf-16") ? .utf16 : name.hasSuffix("latin-1") ? .isoLatin1 : .utf8
        return DocumentText(String(data: data, encoding: encoding) ?? "")
    }
}
