/// The first lines of a mapping file as nearly all are written: `key: text`, and `key: { set: V0401, noun: Equipment }`.
/// It saves reading hundreds of files as YAML only to know their names; what is written otherwise is read as YAML.
struct PlainMappingHead {
    private var values: [String: String] = [:]

    private static let plainKeys: Set<String> = [
        "language", "mapping", "library", "version", "owner", "extends",
    ]

    /// Nil where something is written in another way.
    ///
    /// - Parameter lines: of the file.
    init?(_ lines: ArraySlice<Substring>) {
        for line in lines {
            guard let first = line.utf8.first, first != UInt8(ascii: "#") else { continue }
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let key = String(line[..<colon])
            let text = line[line.index(after: colon)...]
            if Self.plainKeys.contains(key) {
                guard let plain = Self.plain(text) else { return nil }
                values[key] = plain
            } else if key == "from" || key == "to" {
                guard let parts = Self.parts(text) else { return nil }
                for (part, value) in parts { values["\(key).\(part)"] = value }
            } else {
                // The rules, the tables, the days of validity: what is wanted stands before them, or else is missed.
                break
            }
        }
        guard isLibrary || values["mapping"] != nil else { return nil }
    }

    var isLibrary: Bool { values["library"] != nil }

    subscript(_ key: String) -> String? { values[key] }

    /// A text without anything that means something in YAML.
    private static func plain(_ text: Substring) -> String? {
        let trimmed = text.drop { $0 == " " }
        guard !trimmed.isEmpty, trimmed.last != " ",
            trimmed.utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "/"), UInt8(ascii: " "), UInt8(ascii: "_"):
                    true
                default: false
                }
            })
        else { return nil }
        return String(trimmed)
    }

    /// `{ set: V0401, noun: Equipment }`.
    private static func parts(_ text: Substring) -> [(String, String)]? {
        let trimmed = text.drop { $0 == " " }
        guard trimmed.first == "{", trimmed.last == "}" else { return nil }
        var parts: [(String, String)] = []
        for part in trimmed.dropFirst().dropLast().split(separator: ",") {
            let halves = part.split(separator: ":", omittingEmptySubsequences: false)
            guard halves.count == 2, let key = plain(halves[0]), let value = plain(Self.withoutEnd(halves[1]))
            else {
                return nil
            }
            parts.append((key, value))
        }
        return parts
    }

    private static func withoutEnd(_ text: Substring) -> Substring {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }
}
