import Foundation
import Testing

/// Where libxml2 and Xerces-C judge differently under MESA's schemas: the clause of XSD 1.0 that decides, and that we
/// judge by it.
///
/// `disputed.tsv` has every kind that occurred among 491,446 documents of the five sets, with how many documents; the
/// last kind occurs only among our own. libxml2 is 2.9.14, Xerces-C 3.2.
@Suite struct DisputedTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let kind: String
        let libxml2: String
        let xerces: String
        let ours: String
        let clause: String
        let example: String

        var testDescription: String { kind }

        static let all: [Row] = {
            let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "disputed.tsv")
            let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            return text.split(separator: "\n").dropFirst().map { line in
                let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                return Row(
                    kind: cells[0], libxml2: cells[1], xerces: cells[2], ours: cells[3], clause: cells[5],
                    example: cells[6])
            }
        }()
    }

    @Test(arguments: Row.all) func theClauseDecides(_ row: Row) throws {
        #expect(row.libxml2 != row.xerces && row.clause.hasPrefix("XSD 1.0 Part"))
        let isValid = try Validation(row.example, Judges.of("V0700").schema).isValid
        #expect((isValid ? "valid" : "invalid") == row.ours)
    }

    @Test func allKindsAreThere() {
        #expect(Row.all.count == 6)
    }
}
