import Foundation

/// A ratio that is to be reached.
struct Goal {
    enum Sense {
        case atLeast(Double)
        case atMost(Double)
    }

    let what: String
    let sense: Sense
    /// Nil when it was not measured.
    let value: Double?
    var unit = "×"

    var isMet: Bool? {
        guard let value else { return nil }
        return switch sense {
        case .atLeast(let bound): value >= bound
        case .atMost(let bound): value <= bound
        }
    }

    /// One row of the table.
    var row: [String] {
        let bound =
            switch sense {
            case .atLeast(let bound): "at least \(bound.short)\(unit)"
            case .atMost(let bound): "at most \(bound.short)\(unit)"
            }
        let verdict = isMet.map { $0 ? "met" : "not met" } ?? "not measured"
        return [what, bound, value.map { "\($0.short)\(unit)" } ?? "–", verdict]
    }
}

extension Double {
    /// Three digits that matter, or as many as stand before the point.
    var short: String {
        let digits = abs(self) >= 100 ? 0 : abs(self) >= 10 ? 1 : 2
        return String(format: "%.\(digits)f", self)
    }
}

/// Prints rows in columns, as Markdown.
enum Table {
    static func print(_ head: [String], _ rows: [[String]]) {
        let all = [head] + rows
        let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            let padded = zip(cells, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
            return "| \(padded.joined(separator: " | ")) |"
        }
        Swift.print(line(head))
        Swift.print("|\(widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|"))|")
        for row in rows { Swift.print(line(row)) }
        Swift.print("")
        fflush(nil)
    }
}
