import Diagnostics
import Yams

/// A YAML node with its place: what the parser of the language works on, so that Yams stays in this file.
struct YAMLValue {
    indirect enum Content {
        case scalar(String)
        case list([YAMLValue])
        case map([Entry])
    }

    struct Entry {
        let key: String
        let place: Place
        let value: YAMLValue
    }

    let content: Content
    let place: Place
    /// Columns from `place` to the first character of a scalar's text: 1 when it is quoted.
    let textOffset: Int

    /// Reads one YAML document.
    ///
    /// - Throws: ``YAMLProblem`` for what is not YAML and for a key that stands twice in one mapping.
    static func read(_ text: String, file: String) throws(YAMLProblem) -> YAMLValue {
        let node: Yams.Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw YAMLProblem(error, file: file)
        } catch {
            throw YAMLProblem(finding: Self.malformed("\(error)", at: Place(source: file)))
        }
        guard let node else {
            throw YAMLProblem(finding: Self.malformed("the file is empty", at: Place(source: file)))
        }
        return YAMLValue(node, file: file)
    }

    init(content: Content, place: Place) {
        self.content = content
        self.place = place
        textOffset = 0
    }

    private init(_ node: Yams.Node, file: String) {
        place = Place(source: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        switch node {
        case .scalar(let scalar):
            content = .scalar(scalar.string)
            let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
            textOffset = isQuoted ? 1 : 0
        case .sequence(let sequence):
            content = .list(sequence.map { YAMLValue($0, file: file) })
            textOffset = 0
        case .mapping(let mapping):
            content = .map(
                mapping.map { key, value in
                    let place = Place(source: file, line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
                    return Entry(
                        key: key.scalar?.string ?? "", place: place, value: YAMLValue(value, file: file))
                })
            textOffset = 0
        case .alias(let alias):
            content = .scalar("*\(alias.anchor.rawValue)")
            textOffset = 0
        }
    }

    fileprivate static func malformed(_ problem: String, at place: Place) -> Finding {
        Finding(
            "MAP-YAML-1", .error, at: place, "the file is not YAML: \(problem)",
            advice: "Check indentation, colons and quotes; in { } a text with [ ] or a comma needs quotes.")
    }
}

/// Why a text is not the YAML that a mapping is written in.
struct YAMLProblem: Error {
    let finding: Finding

    init(finding: Finding) {
        self.finding = finding
    }

    init(_ error: YamlError, file: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let place = Place(source: file, line: mark.line, column: mark.column)
            finding = YAMLValue.malformed(problem, at: place)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let place = Place(source: file, line: context.mark.line, column: context.mark.column)
            let keys = duplicates.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
            finding = Finding(
                "MAP-KEY-2", .error, at: place, "the key \(keys) stands more than once in this mapping",
                advice: "Keep one of them; a list has a dash before each of its items.")
        default:
            finding = YAMLValue.malformed("\(error)", at: Place(source: file))
        }
    }
}
