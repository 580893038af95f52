package import B2MML
import Diagnostics
import Foundation

/// Reads a profile: a built-in one by its name, or a YAML file that changes one and says who decided that, and why.
package struct ProfileReader {
    private static let keys = [
        "name", "extends", "decided-by", "decided-on", "reason", "deviations", "rules",
    ]
    private static let decisionKeys = ["decided-by", "decided-on", "reason"]

    /// - Parameters:
    ///   - name: `strict`, `tolerant`, or the path of a file.
    ///   - folder: what a relative path starts from; nil for the working folder.
    /// - Returns: the profile.
    /// - Throws: ``SettingsError``, ``FileProblem``.
    package static func read(_ name: String, in folder: String? = nil) throws -> Profile {
        if let known = Profile.builtIn.first(where: { $0.name == name }) { return known }
        let isRelative = !name.hasPrefix("/") && folder?.isEmpty == false
        let path = isRelative ? "\(folder ?? ".")/\(name)" : name
        guard let data = FileManager.default.contents(atPath: path) else {
            throw missing(name, path)
        }
        var profile = try read(text: String(decoding: data, as: UTF8.self), source: path)
        profile.fingerprint = ContentHash.of(Array(data))
        return profile
    }

    /// A word that is no path is more likely a misspelt name than a missing file.
    private static func missing(_ name: String, _ path: String) -> any Error {
        guard !name.contains("/"), !name.contains(".") else { return FileProblem.missing(path) }
        let known = Profile.builtIn.map(\.name)
        return SettingsError(
            "PROFILE-NAME-1", "\"\(name)\" is neither \(known.joined(separator: " nor ")), nor a file",
            at: nil,
            advice: nearestName(to: name, among: known).map { "Did you mean \"\($0)\"?" }
                ?? "Name one of them, or a profile file.")
    }

    /// - Parameters:
    ///   - text: the YAML.
    ///   - source: what its errors call it.
    /// - Returns: the profile, without fingerprint.
    /// - Throws: ``SettingsError``.
    package static func read(text: String, source: String) throws -> Profile {
        guard let root = try YAMLReader.read(text, source: source), !root.isEmpty else {
            throw SettingsError(
                "PROFILE-EMPTY-1", "the profile is empty", at: Place(source: source),
                advice: "Write extends: tolerant, or extends: strict.")
        }
        let entries = try root.entries(known: keys)
        guard let base = root["extends"] else { throw root.refusal("extends is missing") }
        var profile = try builtIn(base)
        profile.source = source
        profile.name =
            try root["name"]?.text() ?? URL(filePath: source).deletingPathExtension().lastPathComponent
        for (key, value) in entries {
            switch key {
            case "deviations": try readDeviations(value, root, into: &profile)
            case "rules": try readRules(value, root, into: &profile)
            default: break
            }
        }
        return profile
    }

    private static func builtIn(_ node: YAMLReader) throws(SettingsError) -> Profile {
        let name = try node.text()
        guard let known = Profile.builtIn.first(where: { $0.name == name }) else {
            throw node.refusal("a profile extends strict or tolerant, not \"\(name)\"")
        }
        return known
    }

    private static func readDeviations(
        _ node: YAMLReader, _ root: YAMLReader, into profile: inout Profile
    ) throws(SettingsError) {
        for (code, value) in try node.entries(known: DeviationKind.allCases.map(\.rawValue)) {
            guard let kind = DeviationKind(rawValue: code) else { continue }
            _ = try value.entries(known: ["accept", "severity"] + decisionKeys)
            var choice = profile[kind]
            if let accept = value["accept"] { choice.isAccepted = try accept.flag() }
            if let severity = value["severity"] { choice.severity = try severity.choice(Severity.self) }
            choice.decision = try decision(value, root)
            profile[kind] = choice
        }
    }

    /// The codes are those of the rules in force, which need not be known here.
    private static func readRules(
        _ node: YAMLReader, _ root: YAMLReader, into profile: inout Profile
    ) throws(SettingsError) {
        for (code, value) in try node.entries() {
            _ = try value.entries(known: ["severity"] + decisionKeys)
            guard let severity = value["severity"] else { throw value.refusal("severity is missing") }
            profile.rules[Code(rawValue: code)] = Profile.RuleChoice(
                severity: try severity.text() == "off" ? nil : try severity.choice(Severity.self),
                decision: try decision(value, root), place: value.place)
        }
    }

    /// What the change itself says, else what the file says for all of them.
    private static func decision(
        _ change: YAMLReader, _ root: YAMLReader
    ) throws(SettingsError) -> Profile.Decision {
        var texts: [String] = []
        for key in decisionKeys {
            guard let text = try (change[key] ?? root[key])?.text(), !text.isEmpty else {
                throw SettingsError(
                    "PROFILE-DECISION-1", "nobody stands for this change: \(key) is missing",
                    at: change.place,
                    advice: "Say who decided it, when and why, here or for the whole file.")
            }
            texts.append(text)
        }
        guard texts[1].wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil else {
            throw (change["decided-on"] ?? root["decided-on"] ?? change).refusal(
                "\"\(texts[1])\" is not a date such as 2026-11-23")
        }
        return Profile.Decision(by: texts[0], on: texts[1], reason: texts[2])
    }
}
