import Diagnostics

/// What the beginning of a mapping file says: enough to find the mapping, without reading its rules.
struct MappingHeader {
    let name: String
    /// The path of the file that it extends.
    let extends: String?
    /// Nil where a layer leaves it to what it extends.
    let from: MappingEnd?
    let to: MappingEnd?

    /// Keys behind which the rest of a mapping stands, by custom: what comes before is read without it.
    private static let body = ["rules:", "blocks:", "tables:", "uses:", "derive:"]

    /// - Returns: nil for a library, and for a file that is no mapping.
    init?(_ text: String, file: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if let plain = PlainMappingHead(lines[...]) {
            if plain.isLibrary { return nil }
            if let header = Self.read(plain, file) {
                self = header
                return
            }
        }
        let head = lines.prefix { line in !Self.body.contains { line.hasPrefix($0) } }.joined(separator: "\n")
        // Keys may stand in any order: where the custom is not kept, the whole file is read.
        guard let header = Self.read(head, file) ?? Self.read(text, file) else { return nil }
        self = header
    }

    private init(name: String, extends: String?, from: MappingEnd?, to: MappingEnd?) {
        self.name = name
        self.extends = extends
        self.from = from
        self.to = to
    }

    private static func read(_ plain: PlainMappingHead, _ file: String) -> MappingHeader? {
        guard let name = plain["mapping"] else { return nil }
        func end(_ key: String) -> MappingEnd? {
            guard let set = plain["\(key).set"].flatMap(MappingSet.init), set.namespace != nil,
                let noun = plain["\(key).noun"]
            else { return nil }
            return MappingEnd(set, noun)
        }
        guard plain["extends"] == nil, let from = end("from"), let to = end("to") else { return nil }
        return MappingHeader(name: name, extends: nil, from: from, to: to)
    }

    private static func read(_ text: String, _ file: String) -> MappingHeader? {
        guard let root = try? YAMLValue.read(text, file: file), case .map(let entries) = root.content else {
            return nil
        }
        func value(_ key: String) -> YAMLValue.Content? { entries.first { $0.key == key }?.value.content }
        guard case .scalar(let name)? = value("mapping") else { return nil }
        let from = end(value("from"))
        let to = end(value("to"))
        guard case .scalar(let extends)? = value("extends") else {
            guard from != nil, to != nil else { return nil }
            return MappingHeader(name: name, extends: nil, from: from, to: to)
        }
        let path = MappingCompiler.file(extends, besides: file)
        return MappingHeader(name: name, extends: path, from: from, to: to)
    }

    private static func end(_ content: YAMLValue.Content?) -> MappingEnd? {
        guard case .map(let entries)? = content else { return nil }
        func text(_ key: String) -> String? {
            guard case .scalar(let text)? = entries.first(where: { $0.key == key })?.value.content else {
                return nil
            }
            return text
        }
        if let format = text("format") {
            return ForeignFormat(rawValue: format).map { MappingEnd(.foreign($0), "") }
        }
        guard let set = text("set").flatMap(MappingSet.init), set.namespace != nil, let noun = text("noun")
        else {
            return nil
        }
        return MappingEnd(set, noun)
    }
}
