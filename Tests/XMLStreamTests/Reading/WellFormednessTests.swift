import Foundation
import Testing
import XMLStream

/// The reader's verdict against those of libxml2's tree parser and of xmllint.
@Suite struct WellFormednessTests {
    @Test(arguments: Documents.all)
    func wellFormedDocumentIsReadAsTheTreeParserReadsIt(_ document: String) {
        let bytes = Array(document.utf8)
        let outcome = read(bytes)
        #expect(outcome.failure == nil)
        #expect(outcome.digest == TreeParser.digest(bytes))
        #expect(misplaced(outcome.events, in: bytes).isEmpty)
    }

    @Test(arguments: Documents.malformed)
    func malformedDocumentIsRefused(_ document: String) {
        #expect(!TreeParser.accepts(Array(document.utf8)))
        let outcome = read(document)
        #expect(outcome.failure != nil)
        #expect(outcome.isMalformed || outcome.reason == .empty)
    }

    /// Where libxml2's own parsers take it for the end of the input.
    @Test(arguments: [
        "<a>\0</a>", "<a/>\0", "\0<a/>", "<a b='\0'/>", "<a><!--\0--></a>", "<a\0/>", "<a></a\0>",
    ])
    func nulIsRefusedWhereverItStands(_ document: String) {
        #expect(read(document).isMalformed)
    }

    @Test(.enabled(if: XMLLint.isInstalled), arguments: Documents.all + Documents.malformed)
    func xmllintAgrees(_ document: String) throws {
        #expect(try XMLLint.accepts(Array(document.utf8)) == (read(document).failure == nil))
    }

    /// Three thousand documents, each with one to four random changes.
    @Test(arguments: 0..<30)
    func mutatedDocumentsAreJudgedAlike(_ block: Int) {
        var accepted = 0
        for seed in (block * 100)..<((block + 1) * 100) {
            var random = SplitMix64(seed: UInt64(seed))
            let bytes = Mutation.mutate(Array(random.pick(Documents.mutated).utf8), with: &random)
            let outcome = read(bytes)
            if outcome.reason == .doctype { continue }
            if bytes.contains(0) {
                #expect(outcome.failure != nil, "seed \(seed)")
                continue
            }
            let accepts = TreeParser.accepts(bytes)
            accepted += accepts ? 1 : 0
            #expect(
                (outcome.failure == nil) == accepts,
                "seed \(seed): \(outcome.failure.debugDescription) \(String(decoding: bytes, as: UTF8.self))")
            if accepts, outcome.failure == nil {
                #expect(outcome.digest == TreeParser.digest(bytes), "seed \(seed)")
                #expect(misplaced(outcome.events, in: bytes).isEmpty, "seed \(seed)")
            }
        }
        #expect(accepted > 0)
    }

    /// The same documents in pieces: a mutation may not be judged by where it was cut.
    @Test(arguments: 0..<10)
    func mutatedDocumentsInPiecesAreJudgedAlike(_ block: Int) {
        for seed in (block * 100)..<((block + 1) * 100) {
            var random = SplitMix64(seed: UInt64(seed))
            let bytes = Mutation.mutate(Array(random.pick(Documents.mutated).utf8), with: &random)
            let whole = read(bytes)
            let pieces = read(bytes, in: 1 + random.below(40), smallest: 0)
            #expect((whole.failure == nil) == (pieces.failure == nil), "seed \(seed)")
            if whole.failure == nil { #expect(whole.events == pieces.events, "seed \(seed)") }
        }
    }
}

extension Documents {
    static let mutated = [
        schedule, acknowledgement, wellFormed[8], wellFormed[13], wellFormed[21],
    ]
}

/// Random changes of the kind that transports, editors and string concatenation make.
enum Mutation {
    private static let snippets = [
        "<", ">", "/", "\"", "'", "&", ";", "=", "]]>", "--", "-->", "<!--", "<![CDATA[", "<?", "?>", "<x>",
        "</x>",
        "<x/>", "&amp;", "&#65;", "&#1;", "&x;", "xmlns=''", " a='1'", "xmlns:q='u'", "q:", "\u{0}", "\u{7}",
        "\u{20AC}", "\r\n", "\n", " ", "<!DOCTYPE a>", "<!", "<!doctype a>", "\u{FEFF}", "x",
    ]

    static func mutate(_ bytes: [UInt8], with random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0...random.below(4) where !bytes.isEmpty {
            let at = random.below(bytes.count)
            let end = min(bytes.count, at + 1 + random.below(12))
            switch random.below(7) {
            case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes.remove(at: at)
            case 2: bytes.removeSubrange(at..<end)
            case 3: bytes.insert(contentsOf: Array(bytes[at..<end]), at: random.below(bytes.count))
            case 4: bytes.removeSubrange((random.below(20) == 0 ? at : bytes.count - 1)...)
            case 5: bytes[at] = UInt8(ascii: "a") + UInt8(random.below(26))
            default: bytes.insert(contentsOf: Array(random.pick(snippets).utf8), at: at)
            }
        }
        return bytes
    }
}

/// The command of libxml2, where it is installed.
enum XMLLint {
    private static let path = "/usr/bin/xmllint"

    static let isInstalled = FileManager.default.isExecutableFile(atPath: path)

    /// By its exit status, and by a message about namespaces, for which it has no status.
    static func accepts(_ bytes: [UInt8]) throws -> Bool {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "xmlstream-\(UUID().uuidString).xml")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["--noout", "--nonet", "--huge", file.path]
        let messages = Pipe()
        process.standardError = messages
        try process.run()
        let said = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let isNamespaceError = said.contains("namespace error") && !said.contains("is not a valid URI")
        return process.terminationStatus == 0 && !isNamespaceError
    }
}
