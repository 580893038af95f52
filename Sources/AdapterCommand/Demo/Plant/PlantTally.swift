import Adapter
import Diagnostics
import Journal
import Operations

/// What went through the doors, counted.
struct PlantTally: Sendable {
    struct Intake: Sendable {
        let document: PlantDocument
        let outcome: ImportOutcome
        let objects: Int
        let findings: [Finding]
    }

    /// Of a job: when it was to end by the plan at the beginning of its shift.
    typealias Promises = [String: Instant]

    var intakes: [Intake] = []
    var records: [LoopService.RecordResult.Outcome: Int] = [:]
    /// Warnings and errors of any door, by code.
    var codes: [String: Int] = [:]
    /// Why records were refused, by code, with one example.
    var refusals: [String: (count: Int, example: String)] = [:]
    var runs = 0
    var delivered = 0
    var undelivered: [String] = []
    var promises: Promises = [:]
    var approved: [String] = []

    mutating func add(_ results: [LoopService.RecordResult]) {
        for result in results {
            records[result.outcome, default: 0] += 1
            add(result.findings)
            guard result.outcome == .refused, let reason = result.findings.last else { continue }
            let code = reason.code.rawValue
            refusals[code, default: (0, reason.message)].count += 1
        }
    }

    mutating func add(_ findings: [Finding]) {
        for finding in findings where finding.severity > .note {
            codes[finding.code.rawValue, default: 0] += 1
        }
    }

    mutating func add(_ messages: [SentMessage]) {
        for message in messages {
            if message.isDelivered { delivered += 1 }
            if let reason = message.reason {
                undelivered.append("\(message.row.root) \(message.row.key ?? ""): \(reason)")
            }
        }
    }

    func refused(_ code: String) -> Int { refusals[code]?.count ?? 0 }
}
