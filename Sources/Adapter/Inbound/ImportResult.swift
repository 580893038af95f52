package import Diagnostics
package import Journal

/// What became of one delivery.
package struct ImportResult: Sendable {
    /// What became of one business object in it.
    package struct Object: Sendable, Encodable {
        package var noun: String
        package var id: String
        package var outcome: ImportOutcome
    }

    package var file: String
    package var partner: String?
    package var outcome: ImportOutcome
    package var objects: [Object]
    /// Events that were committed, or would be.
    package var events: Int
    package var findings: [Finding]
    /// True for a rehearsal: nothing was written.
    package var isRehearsal: Bool

    package init(file: String, outcome: ImportOutcome, isRehearsal: Bool, findings: [Finding] = []) {
        self.file = file
        self.outcome = outcome
        self.isRehearsal = isRehearsal
        self.findings = findings
        objects = []
        events = 0
    }

    package var exitStatus: ExitStatus {
        switch outcome {
        case .imported, .revised, .unchanged, .stale, .duplicate: findings.hasErrors ? .look : .done
        case .conflict, .held, .refused: .look
        }
    }
}

extension ImportResult: Encodable {
    private enum Key: String, CodingKey {
        case file, partner, outcome, keys, objects, events, findings, dryRun
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(file, forKey: .file)
        try container.encode(partner, forKey: .partner)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(objects.map(\.id), forKey: .keys)
        try container.encode(objects, forKey: .objects)
        try container.encode(events, forKey: .events)
        try container.encode(findings.map(FlatFinding.init), forKey: .findings)
        try container.encode(isRehearsal, forKey: .dryRun)
    }
}

extension ImportOutcome {
    /// Which of several outcomes stands for the whole: what a person has to look at first.
    private var weight: Int {
        switch self {
        case .unchanged: 0
        case .duplicate: 1
        case .stale: 2
        case .revised: 3
        case .imported: 4
        case .held: 5
        case .conflict: 6
        case .refused: 7
        }
    }

    static func heaviest(_ outcomes: some Sequence<ImportOutcome>) -> ImportOutcome? {
        outcomes.max { $0.weight < $1.weight }
    }
}
