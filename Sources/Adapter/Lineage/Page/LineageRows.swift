/// The lines of one document as rows of a page.
///
/// A row is plain HTML and knows its counterparts by their numbers: nothing is made of it when the page is opened.
struct LineageRows {
    /// Rows stand in groups, so that a browser lays out only those that are seen.
    private static let groupSize = 100

    private(set) var html = ""
    private var inGroup = 0

    mutating func source(_ explanation: Explanation, _ shown: [Bool], _ references: inout LineageReferences) {
        for (line, isShown) in zip(explanation.sourceLines, shown) where isShown {
            guard let value = line.value else {
                add(line, attributes: "", end: "")
                continue
            }
            let input = explanation.inputs[value]
            let rule = input.rule.map { references.number(of: $0, isOutput: false) }
            var attributes = " id=\"in-\(value)\" class=\"\(input.fate.rawValue)\""
            attributes += Self.numbers("x", input.targets) + Self.numbers("r", rule.map { [$0] } ?? [])
            if let column = input.source.column { attributes += " data-c=\"\(column)\"" }
            let reason = input.reason.map { "<small>\(HTMLText.escape($0))</small>" } ?? ""
            add(line, attributes: attributes, end: "\(reason)<em>\(input.fate.word)</em>")
        }
        end()
    }

    mutating func target(_ explanation: Explanation, _ shown: [Bool], _ references: inout LineageReferences) {
        for (line, isShown) in zip(explanation.targetLines, shown) where isShown {
            guard let value = line.value else {
                let isOpen = line.text != nil
                add(
                    line, attributes: isOpen ? " class=\"unexplained\"" : "",
                    end: isOpen ? "<em>not explained</em>" : "")
                continue
            }
            let output = explanation.outputs[value]
            let rules = output.rules.map { references.number(of: $0) }
            let rows = output.tableRows.map { references.number(of: $0, isTableRow: true) }
            let attributes =
                " id=\"out-\(value)\" class=\"\(output.origin.rawValue)\"" + Self.numbers("x", output.inputs)
                + Self.numbers("r", rules) + Self.numbers("t", rows)
            add(line, attributes: attributes, end: "\(Self.places(of: output))<em>\(output.origin.word)</em>")
        }
        end()
    }

    private static func numbers(_ name: String, _ numbers: [Int]) -> String {
        numbers.isEmpty ? "" : " data-\(name)=\"\(numbers.map(String.init).joined(separator: " "))\""
    }

    private static func places(of output: Explanation.Output) -> String {
        guard !output.rules.isEmpty else { return "" }
        let rules = output.rules.map(LineageReferences.short).joined(separator: " › ")
        let rows = output.tableRows.map { ", row \(LineageReferences.short($0))" }.joined()
        return "<small>\(HTMLText.escape(rules + rows))</small>"
    }

    private mutating func add(_ line: Explanation.Line, attributes: String, end: String) {
        if inGroup == Self.groupSize { self.end() }
        if inGroup == 0 { html += "<div role=\"group\">\n" }
        inGroup += 1
        html += "<div role=\"treeitem\" aria-level=\"\(line.level + 1)\"\(attributes)>"
        html += "<i>\(line.line.map(String.init) ?? "")</i><b>\(HTMLText.escape(line.label))</b>"
        html += "<span>\(line.text.map(HTMLText.escape) ?? "")</span>\(end)</div>\n"
    }

    private mutating func end() {
        if inGroup > 0 { html += "</div>\n" }
        inGroup = 0
    }
}

extension Explanation.Fate {
    /// For a person.
    var word: String {
        switch self {
        case .written: "carried"
        case .read: "only read"
        case .envelope: "taken over"
        case .ignoredDeclared: "declared loss"
        case .ignoredByAccident: "lost"
        }
    }
}

extension Explanation.Origin {
    /// For a person.
    var word: String {
        switch self {
        case .value, .carried, .copied: "given"
        case .literal: "constant"
        case .fallback: "default"
        case .derived: "derived"
        case .envelope: "taken over"
        }
    }
}
