import Diagnostics
import Foundation
import Testing

/// One row of `index.tsv`: a hostile document, and what has to become of it.
struct Attack: Sendable, CustomTestStringConvertible {
    enum Source: Sendable, Equatable {
        /// A file in `Documents`.
        case file(String)
        /// Made by ``AttackMaker`` at run time.
        case made(String, size: Int)
    }

    let number: String
    let source: Source
    let kind: String
    /// A value of `Verdict`.
    let verdict: String
    /// The code of a finding that the result has to have; nil where it may have none of an error.
    let code: String?

    var testDescription: String {
        switch source {
        case .file(let name): name
        case .made(let maker, let size): "\(number)-\(maker)-\(size)"
        }
    }

    /// Its name when it is written to a folder.
    var fileName: String {
        switch source {
        case .file(let name): name
        case .made(let maker, let size): "\(number)-\(maker)-\(size).xml"
        }
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    static let all: [Attack] = {
        let index = folder.appending(path: "index.tsv")
        let text = (try? String(contentsOf: index, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst().compactMap { Attack(row: String($0)) }
    }()

    private init?(row: String) {
        let fields = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 6 else { return nil }
        number = fields[0]
        kind = fields[2]
        verdict = fields[3]
        code = fields[4] == "-" ? nil : fields[4]
        guard fields[1].hasPrefix("make:") else {
            source = .file(fields[1])
            return
        }
        let words = fields[1].dropFirst(5).split(separator: " ")
        guard words.count == 2, let size = Int(words[1]) else { return nil }
        source = .made(String(words[0]), size: size)
    }

    /// Where the document is; one whose size goes into the millions with only a share of it.
    func write(to scratch: URL, share: Int = 1) throws -> URL {
        switch source {
        case .file(let name):
            return Self.folder.appending(path: "Documents").appending(path: name)
        case .made(let maker, let size):
            let file = scratch.appending(path: fileName)
            try Data(AttackMaker.make(maker, size: size < 1_000_000 ? size : size / share)).write(to: file)
            return file
        }
    }
}
