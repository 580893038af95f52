import Diagnostics
import Foundation
import Testing
import XMLSchema
import XMLStream

/// A document that is wrong on purpose: a row of `Fixtures/index.tsv`.
struct FindingFixture: CustomTestStringConvertible, Sendable {
    let name: String
    /// A published set, or `site` for the schema beside the documents.
    let set: String
    /// What is wrong, for a reader of the index.
    let what: String
    /// The codes of the findings, in order.
    let codes: [String]

    var testDescription: String { "\(name): \(what)" }

    /// All rows of the index, in its order.
    static let all: [FindingFixture] = {
        let text = (try? String(contentsOf: folder.appending(path: "index.tsv"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return FindingFixture(
                name: cells[0], set: cells[1], what: cells[2],
                codes: cells[3].split(separator: " ").flatMap(codes))
        }
    }()

    /// `XSD-CHILD-1`, or `XSD-CHILD-1*3` for three of them.
    private static func codes(_ word: Substring) -> [String] {
        let parts = word.split(separator: "*")
        return Array(repeating: String(parts[0]), count: parts.count > 1 ? Int(parts[1]) ?? 0 : 1)
    }

    /// The names of all documents, those of the folder and those that are made.
    static var documents: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let kept = files.filter { $0.hasSuffix(".xml") }.map { String($0.dropLast(4)) }
        return (kept + MadeDocument.all.keys).sorted()
    }

    func schema() throws -> Schema {
        guard set == "site" else { return try Judges.of(set).schema }
        return try SchemaLoader.load("site.xsd", from: SchemaFolder(folder: Self.folder.path))
    }

    func bytes() throws -> [UInt8] {
        if let made = MadeDocument.all[name] { return Array(made().utf8) }
        return Array(try Data(contentsOf: Self.folder.appending(path: "\(name).xml")))
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures")
}

/// Documents that are too large to be kept as files.
enum MadeDocument {
    static let all: [String: @Sendable () -> String] = [
        "085-line-70001": {
            lot("\n", String(repeating: "\n", count: 69_999) + "  <Colour>red</Colour>\n")
        },
        "086-column-70000": {
            lot("", String(repeating: " ", count: 70_000) + "<Colour>red</Colour>")
        },
        "087-deep-position": {
            lot("", String(repeating: "<Description/>", count: 69_999) + "<Description languageID='?'/>")
        },
        "088-findings-limit": {
            lot("", String(repeating: "<Description languageID='?'/>", count: 1_000))
        },
    ]

    private static func lot(_ before: String, _ content: String) -> String {
        "<MaterialLot xmlns=\"http://www.mesa.org/xml/B2MML\">\(before)<ID>LOT-1</ID>\(content)</MaterialLot>"
    }
}
