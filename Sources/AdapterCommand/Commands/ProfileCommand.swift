import Adapter
import ArgumentParser
import B2MML
import Diagnostics

struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Shows what a profile accepts although the specification does not.",
        discussion: "Example: b2mml profile tolerant --format jsonl")

    @Argument(help: "strict, tolerant, or a profile file.")
    var profile = "tolerant"

    @Option(help: "text, json or jsonl.")
    var format: OutputFormat = .text

    func run() throws {
        let profile = try ProfileReader.read(profile)
        var printer = ResultPrinter(format)
        for kind in DeviationKind.allCases {
            let entry = ProfileEntry(kind, profile)
            try printer.print(entry, text: entry.text)
        }
        printer.finish()
    }
}

/// What a profile says about one kind of deviation.
private struct ProfileEntry: Encodable {
    private let kind: DeviationKind
    private let choice: Profile.Choice

    init(_ kind: DeviationKind, _ profile: Profile) {
        self.kind = kind
        choice = profile[kind]
    }

    private enum Key: String, CodingKey {
        case code, title, accept, severity, reading, why, passes, fails, decidedBy, decidedOn, reason
    }

    func encode(to encoder: any Encoder) throws {
        let description = kind.description
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .code)
        try container.encode(description.title, forKey: .title)
        try container.encode(choice.isAccepted, forKey: .accept)
        try container.encode(choice.severity, forKey: .severity)
        try container.encode(description.reading, forKey: .reading)
        try container.encode(description.why, forKey: .why)
        try container.encode(description.passes, forKey: .passes)
        try container.encode(description.fails, forKey: .fails)
        try container.encode(choice.decision?.by, forKey: .decidedBy)
        try container.encode(choice.decision?.on, forKey: .decidedOn)
        try container.encode(choice.decision?.reason, forKey: .reason)
    }

    /// What it is, what is done about it, and why, each on a line.
    var text: String {
        let state = choice.isAccepted ? "accepted, \(choice.severity.rawValue)" : "not accepted"
        var lines = [
            "\(kind.rawValue): \(kind.description.title) (\(state))", "    \(kind.description.reading)",
            "    \(kind.description.why)",
        ]
        if let decision = choice.decision {
            lines.append("    Decided by \(decision.by) on \(decision.on): \(decision.reason)")
        }
        return lines.joined(separator: "\n")
    }
}
