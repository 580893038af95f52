package import Diagnostics
import Foundation
package import Operations

/// A rule with the examples that say what it is for.
package struct EventRuleFile: Sendable {
    package let rule: EventRule
    package let owner: String
    package let examples: [Example]
    package let path: String
    /// The file as it was read.
    let text: String

    /// An event by its fields, and the actions that the rule takes: by the name of their definition or kind.
    package struct Example: Sendable {
        package let name: String
        let fields: [EventField: String]
        let expected: [String]
        let place: Place
    }

    /// What its examples show that is otherwise than they say.
    package func findings() -> [Finding] {
        examples.compactMap { example in
            let taken =
                rule.answers(fields: { example.fields[$0] })
                ? rule.actions.filter { $0.isComplete(fields: { example.fields[$0] }) }.map(\.name) : []
            guard taken != example.expected else { return nil }
            return Finding(
                "EVENT-EXAMPLE-1", .error, at: example.place,
                "rule \(rule.id), example \"\(example.name)\" asks for \(Self.list(taken)), not for "
                    + Self.list(example.expected),
                advice: "Correct the rule or the example.")
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "nothing" : names.joined(separator: ", ")
    }
}

/// The rule files of a site.
package enum EventRuleFolder {
    /// - Parameter paths: files, and folders whose `.yaml` files are meant, in the order of their names.
    /// - Returns: the rules, each file after the other.
    /// - Throws: ``SettingsError`` at the first thing that is wrong in a file; ``FileProblem``.
    package static func read(_ paths: [String]) throws -> [EventRuleFile] {
        var files: [EventRuleFile] = []
        var known: [String: String] = [:]
        for path in try paths.flatMap(yamlFiles) {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw FileProblem.missing(path)
            }
            let file = try EventRuleReader.read(String(decoding: data, as: UTF8.self), path: path)
            if let other = known.updateValue(path, forKey: file.rule.id) {
                throw SettingsError(
                    "EVENT-NAME-1", "rule \(file.rule.id) is in \(other), too", at: Place(source: path),
                    advice: "Give each rule a name of its own.")
            }
            files.append(file)
        }
        return files
    }

    private static func yamlFiles(_ path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw FileProblem.missing(path)
        }
        guard isFolder.boolValue else { return [path] }
        return try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { $0.hasSuffix(".yaml") }.sorted().map { "\(path)/\($0)" }
    }
}
