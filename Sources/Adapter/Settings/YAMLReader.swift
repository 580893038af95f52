import Diagnostics
import Operations
import Yams

/// Reads a YAML mapping key by key: an unknown key, a missing one and a wrong kind of value are refused with their
/// place.
struct YAMLReader {
    let node: Node
    let source: String
    let codes: Codes

    /// What the refusals of a kind of file are called.
    struct Codes {
        /// It is not YAML.
        let yaml: Code
        /// A key is not known.
        let key: Code
        let value: Code
        /// A name means nothing.
        let name: Code

        static let settings = Codes(
            yaml: "SETTINGS-YAML-1", key: "SETTINGS-KEY-1", value: "SETTINGS-VALUE-1",
            name: "SETTINGS-VALUE-1")
        static let eventRule = Codes(
            yaml: "EVENT-YAML-1", key: "EVENT-KEY-1", value: "EVENT-VALUE-1", name: "EVENT-NAME-2")
    }

    static func read(_ text: String, source: String, codes: Codes = .settings) throws -> YAMLReader? {
        do {
            return try Yams.compose(yaml: text).map { YAMLReader(node: $0, source: source, codes: codes) }
        } catch let error as YamlError {
            throw SettingsError(
                codes.yaml, "this is not YAML: \(error)", at: Place(source: source),
                advice: "Check the indentation and the quotes.")
        }
    }

    /// Nothing but a document mark or a null.
    var isEmpty: Bool { node.null != nil }

    var place: Place { Place(source: source, line: node.mark?.line, column: node.mark?.column) }

    /// The value of a key; nil when it is absent.
    subscript(_ key: String) -> YAMLReader? {
        node.mapping?[Node(key)].map { YAMLReader(node: $0, source: source, codes: codes) }
    }

    /// The entries of a mapping, in the order of the file. Refuses keys that are not among `known`, unless any is.
    func entries(known: [String]? = nil) throws(SettingsError) -> [(key: String, value: YAMLReader)] {
        guard let mapping = node.mapping else { throw refusal("a mapping with keys is wanted here") }
        var entries: [(key: String, value: YAMLReader)] = []
        var seen: Set<String> = []
        for (keyNode, value) in mapping {
            let key = YAMLReader(node: keyNode, source: source, codes: codes)
            let name = try key.text()
            if let known, !known.contains(name) {
                throw SettingsError(
                    codes.key, "there is no setting \"\(name)\" here", at: key.place,
                    advice: nearestName(to: name, among: known).map { "Did you mean \"\($0)\"?" }
                        ?? "Known are \(known.joined(separator: ", ")).")
            }
            guard seen.insert(name).inserted else { throw key.refusal("\"\(name)\" is set twice") }
            entries.append((name, YAMLReader(node: value, source: source, codes: codes)))
        }
        return entries
    }

    func items() throws(SettingsError) -> [YAMLReader] {
        guard let sequence = node.sequence else { throw refusal("a list is wanted here") }
        return sequence.map { YAMLReader(node: $0, source: source, codes: codes) }
    }

    func text() throws(SettingsError) -> String {
        guard let scalar = node.scalar else { throw refusal("a text is wanted here") }
        return scalar.string
    }

    func flag() throws(SettingsError) -> Bool {
        switch try text() {
        case "true", "yes": return true
        case "false", "no": return false
        case let other: throw refusal("\"\(other)\" is neither true nor false")
        }
    }

    func positive() throws(SettingsError) -> Int {
        let text = try text()
        guard let number = Int(text), number > 0 else { throw refusal("\"\(text)\" is not a number above 0") }
        return number
    }

    func positiveDecimal() throws(SettingsError) -> ExactDecimal {
        let text = try text()
        guard let number = try? ExactDecimal(parsing: text), number > .zero else {
            throw refusal("\"\(text)\" is not a number above 0")
        }
        return number
    }

    func count() throws(SettingsError) -> Int {
        let text = try text()
        guard let number = Int(text), number >= 0 else {
            throw refusal("\"\(text)\" is not a number from 0 on")
        }
        return number
    }

    func choice<Value: RawRepresentable<String> & CaseIterable>(_: Value.Type) throws(SettingsError) -> Value
    {
        let text = try text()
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue)
            throw SettingsError(
                codes.value,
                "\"\(text)\" is not one of \(known.joined(separator: ", "))", at: place,
                advice: nearestName(to: text, among: known).map { "Did you mean \"\($0)\"?" }
                    ?? "Write one of them.")
        }
        return value
    }

    func refusal(_ message: String) -> SettingsError {
        SettingsError(codes.value, message, at: place, advice: "Correct \(source).")
    }
}
