import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema

@testable import Adapter

/// Every valid message of the corpus becomes V0700, as MESA's own schemas have it.
@Suite(.enabled(if: Corpus.isHere, "the corpus is not beside the repository")) struct CorpusConversionTests {
    private static let mappings = MappingLibrary(
        folder: "\(Repository.home)/Mappings", schemas: Repository.library)
    private let converter = DocumentConverter(library: Repository.library, mappings: mappings)

    @Test(arguments: Corpus.valid) func itBecomesV0700AndNothingIsLostUntold(_ name: String) throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: "\(Corpus.folder)/\(name)")))
        let conversion = try converter.convert(
            MemoryBytes(bytes), file: name, to: .set(.v0700), explaining: true)
        #expect(conversion.verdict == .valid)
        let made = try #require(conversion.bytes, "\(conversion.findings.map(\.description))")
        #expect(conversion.accidentalLosses == [])
        let explanation = try converter.explain(conversion)
        #expect(explanation.unexplained == [])
        #expect(!explanation.inputs.contains { $0.fate == .ignoredByAccident })
        // What nobody has sent is told to be derived.
        let derived = conversion.derived.map { $0.split(separator: "/").dropFirst().joined(separator: "/") }
        for output in explanation.outputs where output.origin == .derived {
            #expect(derived.contains { output.path.hasSuffix("/\($0)") }, "\(output.path)")
        }
        guard let lint = Corpus.lint, let driver = Corpus.driver else { return }
        let folder = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "made.xml")
        try Data(made).write(to: file)
        let process = Process()
        let errors = Pipe()
        process.executableURL = URL(filePath: lint)
        process.arguments = ["--noout", "--nonet", "--schema", driver, file.path(percentEncoded: false)]
        process.standardError = errors
        try process.run()
        let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(words)")
    }

    @Test func thereAreAsManyAsThereWere() {
        #expect(Corpus.valid.count == 22)
    }

    /// All values of the order that a plant has really sent, and all that became of them.
    @Test func everyValueOfTheRealOrderIsAccountedFor() throws {
        let name = "MESA__Examples__PRO-20121210181416-27942.xml"
        let bytes = Array(try Data(contentsOf: URL(filePath: "\(Corpus.folder)/\(name)")))
        let explanation = try converter.explain(
            converter.convert(MemoryBytes(bytes), file: name, to: .set(.v0700), explaining: true))
        #expect(explanation.unexplained == [] && explanation.inputs.count == 69)
        let written = explanation.inputs.filter { $0.fate == .written }
        let around = explanation.inputs.filter { $0.fate == .envelope }
        #expect(written.count + around.count == explanation.inputs.count)
        #expect(written.allSatisfy { !$0.outputs.isEmpty })
    }
}

private enum Corpus {
    static let list = Repository.shared("corpus/dev.tsv")
    static let folder = Repository.shared("corpus/dev") ?? ""
    static let driver = Repository.shared("mesa/V0700/driver.xsd")
    static let lint = ["/usr/bin/xmllint", "/usr/local/bin/xmllint"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    static var isHere: Bool { list != nil && !folder.isEmpty }

    /// Those that their official schemas accept, of the sets that there are.
    static let valid: [String] = {
        guard let list, let text = try? String(contentsOfFile: list, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count > 7, columns[5] != "-", columns[7] == "valid" else { return nil }
            return String(columns[0])
        }
    }()
}
