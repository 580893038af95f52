import Foundation

/// A page of documentation, as far as the tests look into it.
struct Article: Sendable, CustomStringConvertible {
    /// A fenced block.
    struct Block: Sendable {
        let language: String
        let lines: [String]
        /// Of the opening fence, from 1.
        let line: Int
        /// The text between the block before it, or the heading, and this one; joined to one line.
        let introduction: String
        /// The heading that it stands below; empty above the first.
        let section: String

        var text: String { lines.joined(separator: "\n") + "\n" }
    }

    /// A row of a table, and the heading that the table stands below.
    struct Row: Sendable {
        let section: String
        /// The first cell of the table's head.
        let head: String
        let cells: [String]
    }

    let path: String
    let text: String
    private(set) var blocks: [Block] = []
    private(set) var rows: [Row] = []

    var description: String { path }
    /// What `<doc:…>` calls it.
    var name: String { String(path.split(separator: "/").last?.dropLast(".md".count) ?? "") }

    static let folder = "Sources/Adapter/Adapter.docc"
    static let paths = ["README.md"] + Repository.files(below: folder, ending: ".md")
    static func all() throws -> [Article] { try paths.map(Article.init) }

    init(_ path: String) throws {
        self.path = path
        text = try Repository.text(path)
        scan()
    }

    private mutating func scan() {
        var section = ""
        var words: [String] = []
        var open: (language: String, line: Int, introduction: String, lines: [String])?
        var head: String?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = String(line)
            if line.hasPrefix("```") {
                if let block = open {
                    blocks.append(
                        Block(
                            language: block.language, lines: block.lines, line: block.line,
                            introduction: block.introduction, section: section))
                    open = nil
                    words = []
                } else {
                    open = (String(line.dropFirst(3)), index + 1, words.joined(separator: " "), [])
                }
            } else if open != nil {
                open?.lines.append(line)
            } else if line.hasPrefix("#") {
                section = String(line.drop { $0 == "#" }.dropFirst())
                words = []
            } else {
                words.append(line)
                head = scanRow(line, section, head: head)
            }
        }
    }

    /// - Returns: the head of the table that the line belongs to; nil when it belongs to none.
    private mutating func scanRow(_ line: String, _ section: String, head: String?) -> String? {
        guard line.hasPrefix("|") else { return nil }
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
            .map { $0.trimmingCharacters(in: .whitespaces) }
        guard let first = cells.first else { return head }
        guard let head else { return first }
        if !first.hasPrefix("---") { rows.append(Row(section: section, head: head, cells: cells)) }
        return head
    }

    /// The first cells of the tables with this head, without the back-ticks.
    func keys(of head: String, in section: String? = nil) -> [String] {
        rows.filter { $0.head == head && (section == nil || $0.section == section) }
            .compactMap { $0.cells.first?.trimmingCharacters(in: CharacterSet(charactersIn: "`")) }
    }

    /// What stands in back-ticks outside of blocks, on one line.
    var codeSpans: [String] {
        let fences = text.split(separator: "```", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }
        return fences.flatMap { part in part.matches(of: /`([^`\n]+)`/).map { String($0.output.1) } }
    }
}
