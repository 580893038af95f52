import Diagnostics
import Mapping

/// Findings about many records: each kind once, at the first record that has it.
struct FindingTally {
    private var found: [(finding: Finding, count: Int)] = []
    private var indices: [Key: Int] = [:]

    private struct Key: Hashable {
        let code: Code
        let rule: Place?
        let path: String
    }

    mutating func add(_ finding: Finding, rule: Place?) {
        let path = LossTally.withoutPositions(finding.place.path ?? "")
        let key = Key(code: finding.code, rule: rule, path: path)
        if let index = indices[key] {
            found[index].count += 1
        } else {
            indices[key] = found.count
            found.append((finding, 1))
        }
    }

    /// In the order of the records.
    var findings: [Finding] {
        found.map { finding, count in
            guard count > 1 else { return finding }
            var finding = finding
            finding.message += " (and \(count - 1) times more)"
            return finding
        }
    }

    var hasErrors: Bool { found.contains { $0.finding.severity == .error } }
}
