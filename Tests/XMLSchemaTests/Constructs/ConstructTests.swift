import Foundation
import Testing
import XMLSchema

/// Every construct of the subset, with the verdicts of two other validators recorded beside ours. `cases.txt` says how
/// it is written, `record.py` asks the validators again.
@Suite struct ConstructTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        var components: String
        var documents: [Document] = []
        var testDescription: String { name }
    }

    struct Document: Sendable {
        let isValid: Bool
        let text: String
        var clause: String?
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Oracles")

    static let cases = read(
        (try? String(contentsOf: folder.appending(path: "cases.txt"), encoding: .utf8)) ?? "")

    static func read(_ text: String) -> [Case] {
        var cases: [Case] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("== ") {
                let words = line.split(separator: " ")
                let type = words.count > 3 ? "<xs:element name=\"a\" type=\"\(words[3])\"/>" : ""
                cases.append(Case(name: String(words[1]), components: type))
                continue
            }
            guard var last = cases.popLast() else { continue }
            if line.hasPrefix("? ") {
                last.documents[last.documents.count - 1].clause = String(line.dropFirst(2))
            } else if line == "+" || line == "-" || line.hasPrefix("+ ") || line.hasPrefix("- ") {
                let text = markup(String(line.dropFirst(2)))
                last.documents.append(Document(isValid: line.hasPrefix("+"), text: text))
            } else {
                last.components += line
            }
            cases.append(last)
        }
        return cases
    }

    private static func markup(_ text: String) -> String {
        var text = text
        if !text.hasPrefix("<") {
            for (short, long) in [("\\s", " "), ("\\n", "\n"), ("\\t", "\t"), ("\\r", "&#13;")] {
                text = text.replacing(short, with: long)
            }
            text = "<a>\(text)</a>"
        }
        let tag = text.prefix { $0 != ">" }
        let end = text.firstIndex { " />".contains($0) } ?? text.endIndex
        var declarations = " xmlns:xsi=\"\(ValidationNames.instance)\""
        if !tag.contains(" xmlns="), !tag.hasPrefix("<t:") { declarations += " xmlns=\"urn:t\"" }
        return text[..<end] + declarations + text[end...]
    }

    @Test(arguments: cases) func ourVerdictIsThatOfTheSpecification(_ row: Case) throws {
        let schema = try SchemaLoader.load(components: row.components)
        for (index, document) in row.documents.enumerated() {
            let validation = try Validation(document.text, schema)
            #expect(
                validation.isValid == document.isValid,
                "\(row.name) \(index + 1): \(document.text) \(validation.codes)")
        }
    }

    /// Where another validator says something else, the case names the clause that decides.
    @Test func everyDifferenceIsExplained() throws {
        let text = try String(contentsOf: Self.folder.appending(path: "oracles.tsv"), encoding: .utf8)
        let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: "\t").map(String.init) }
        let documents = Self.cases.flatMap { row in
            row.documents.enumerated().map { (row.name, String($0.offset + 1), $0.element) }
        }
        #expect(documents.count > 600)
        try #require(rows.count == documents.count, "cases.txt has changed: run record.py again")
        for (row, (name, number, document)) in zip(rows, documents) {
            #expect(row[0] == name && row[1] == number && row[2] == (document.isValid ? "valid" : "invalid"))
            let differs = row[3] != row[2] || row[4] != row[2]
            #expect(differs == (document.clause != nil), "\(name) \(number): \(row[3]), \(row[4])")
        }
    }
}
