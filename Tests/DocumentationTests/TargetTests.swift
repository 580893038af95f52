import Testing

/// The table of targets says what `Package.swift` says.
@Suite struct TargetTests {
    @Test func theTableOfTargetsIsThatOfThePackage() throws {
        let manifest = Manifest(try Repository.text("Package.swift"))
        let rows = try Article("\(Article.folder)/Architecture.md").rows.filter { $0.head == "target" }
        var listed: [String: Set<String>] = [:]
        for row in rows {
            let names = row.cells.map { cell in
                cell.matches(of: /`([A-Za-z0-9]+)`/).map { String($0.output.1) }
            }
            for name in names[0] { listed[name] = Set(names[2]) }
        }
        #expect(Set(listed.keys) == Set(manifest.targets.keys))
        for (name, dependencies) in manifest.targets {
            #expect(listed[name] == dependencies, "\(name)")
        }
    }
}

/// The targets below `Sources` with what they depend on, read from the text of `Package.swift`.
struct Manifest {
    private(set) var targets: [String: Set<String>] = [:]

    init(_ text: String) {
        guard let start = text.firstRange(of: "targets: [\n")?.upperBound else { return }
        for call in Self.calls(in: text[start...]) {
            guard let kind = call.kind.split(separator: ".").last, kind != "tests",
                !call.body.contains("path: \"Tests"),
                let name = call.body.firstMatch(of: /"([A-Za-z0-9]+)"/)?.output.1
            else { continue }
            let isSystem = kind == "systemLibrary"
            targets[String(name)] = isSystem ? [] : Self.dependencies(in: call.body, of: name)
        }
    }

    /// Calls at the outermost level: the word before the bracket, and what stands in it.
    private static func calls(in text: Substring) -> [(kind: String, body: String)] {
        var calls: [(String, String)] = []
        var word = ""
        var body = ""
        var depth = 0
        for character in text {
            switch character {
            case "(":
                depth += 1
                if depth > 1 { body.append(character) }
            case ")":
                depth -= 1
                if depth < 0 { return calls }
                if depth == 0 {
                    calls.append((word.trimmingPrefix { !$0.isLetter && $0 != "." }.description, body))
                    (word, body) = ("", "")
                } else {
                    body.append(character)
                }
            default:
                if depth == 0 { word.append(character) } else { body.append(character) }
            }
        }
        return calls
    }

    /// Names in quotes; of a product its own, not its package's.
    private static func dependencies(in body: String, of name: Substring) -> Set<String> {
        let plain = body.replacing(/package: "[^"]*"/, with: "")
        let names = plain.matches(of: /"([A-Za-z0-9]+)"/).map { String($0.output.1) }
        return Set(names).subtracting([String(name)])
    }
}
