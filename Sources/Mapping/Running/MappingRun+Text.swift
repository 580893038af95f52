import Diagnostics
import XMLSchema

/// Texts as they are.
extension MappingRun {
    static func trimmed(_ text: String) -> String {
        var slice = text[...]
        while slice.first?.isWhitespace == true { slice.removeFirst() }
        while slice.last?.isWhitespace == true { slice.removeLast() }
        return String(slice)
    }

    /// Without blanks at the ends of each.
    static func parts(of text: String, _ separator: String) -> [String] {
        guard !separator.isEmpty else { return [text] }
        return text.split(separator: separator, omittingEmptySubsequences: false).map { trimmed(String($0)) }
    }

    static func substring(_ text: String, _ range: ClosedRange<Int>) -> String {
        let tail = text.dropFirst(range.lowerBound - 1)
        return range.upperBound == .max ? String(tail) : String(tail.prefix(range.count))
    }

    static func withoutLeadingZeros(_ text: String) -> String {
        let rest = text.drop { $0 == "0" }
        return rest.first?.isNumber == true || !text.hasPrefix("0") ? String(rest) : "0" + rest
    }

    mutating func short(_ text: String, _ limit: Int, _ node: Node, _ place: Int) -> String? {
        if text.count <= limit { return text }
        hold(
            "MAP-RUN-12", node, place, "\"\(text)\" has \(text.count) characters, \(limit) are allowed",
            "Agree on a shorter form with the partner; nothing is cut off by itself.")
        return nil
    }
}
