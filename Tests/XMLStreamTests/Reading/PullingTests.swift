import Testing
import XMLStream

/// A reading that pulls its bytes comes to what one that is fed comes to.
@Suite struct PullingTests {
    private static let sizes = [1, 7, 64, 3_999, 4_001, .max]

    @Test(arguments: Documents.all, sizes)
    func pulledDocumentsGiveTheSameEvents(_ document: String, _ size: Int) {
        let bytes = Array(document.utf8)
        #expect(pull(bytes, in: size) == read(bytes))
        #expect(pull(bytes, in: size, handing: true) == read(bytes))
    }

    @Test(arguments: Documents.malformed, [1, 5, .max])
    func malformedDocumentsAreRefusedAfterTheSameEvents(_ document: String, _ size: Int) {
        let bytes = Array(document.utf8)
        let pulled = pull(bytes, in: size)
        #expect(pulled.isMalformed || pulled.reason == .empty)
        #expect(pulled.events.filter { !$0.isText } == read(bytes).events.filter { !$0.isText })
    }

    /// Behind the end of the input stand bytes of before; none of them is a part of the tag.
    @Test(arguments: 1_000..<1_016, [1, 64, 999, .max])
    func aTagThatTheInputCutsOffIsWhereItBegins(_ count: Int, _ size: Int) {
        let start = "<r>" + "<![CDATA[" + String(repeating: "<", count: count) + "]]>"
        let bytes = Array((start + "<a").utf8)
        for outcome in [pull(bytes, in: size), pull(bytes, in: size, handing: true), read(bytes, in: size)] {
            let offsets = outcome.events.compactMap { event in
                if case .start(_, _, _, let offset, _, _) = event { offset } else { nil }
            }
            #expect(offsets == [0, start.utf8.count])
        }
    }

    @Test(arguments: 0..<20)
    func mutatedDocumentsAreJudgedAlike(_ block: Int) {
        for seed in (block * 100)..<((block + 1) * 100) {
            var random = SplitMix64(seed: UInt64(seed))
            let bytes = Mutation.mutate(Array(random.pick(Documents.mutated).utf8), with: &random)
            let fed = read(bytes)
            let pulled = pull(bytes, in: 1 + random.below(5_000))
            #expect((fed.failure == nil) == (pulled.failure == nil), "seed \(seed): \(pulled)")
            // A piece that is fed is looked at whole, before libxml2 finds what is wrong with its beginning.
            #expect(fed.reason != .doctype || pulled.reason == .doctype || pulled.isMalformed, "seed \(seed)")
            if fed.failure == nil { #expect(fed.events == pulled.events, "seed \(seed)") }
        }
    }

    /// As many tags as needed for many pieces, with lines that are long, short, and end in every way.
    @Test(arguments: [0, 1, 2])
    func placesAreTrueInLongDocuments(_ kind: Int) {
        var random = SplitMix64(seed: UInt64(kind))
        var text = "<a>"
        while text.utf8.count < 600_000 {
            switch random.below(12) {
            case 0 where kind != 1: text += "\n"
            case 1 where kind == 0: text += "\r\n"
            case 2 where kind == 0: text += "\r"
            case 3: text += "é€😀"
            case 4: text += "<c\n  d='\n>' e=\"<\"/>".replacing("<\"", with: "&lt;\"")
            case 5 where random.below(40) == 0: text += String(repeating: "x\n", count: random.below(4_000))
            case 6 where random.below(40) == 0:
                text += "<!--" + String(repeating: "<b> ", count: random.below(2_000)) + "-->"
            default: text += "<b>\(random.below(1_000))</b>  "
            }
        }
        let bytes = Array((text + "</a>").utf8)
        let fed = read(bytes)
        #expect(fed.failure == nil)
        #expect(misplaced(fed.events, in: bytes).isEmpty)
        for size in [999, 4_000, 100_000, .max] {
            #expect(pull(bytes, in: size) == fed)
            #expect(pull(bytes, in: size, handing: true) == fed)
        }
    }

    @Test(arguments: ["", " ", String(repeating: "\n", count: 10_000)])
    func anInputWithoutContentIsEmpty(_ document: String) {
        #expect(pull(Array(document.utf8)).failure == XMLFailure(.empty, line: 1, column: 1))
    }

    @Test(arguments: Encodings.withMark, [1, 3, 1_000, .max])
    func everyEncodingIsPulled(_ encoding: Encodings.Sample, _ size: Int) {
        let text = "<a>" + String(repeating: "<b>é€😀x</b>\n", count: 9_000) + "</a>"
        for handing in [false, true] {
            #expect(pull(encoding.encode(text), in: size, handing: handing).digest == read(text).digest)
        }
        let refused = pull(encoding.encode("<!-- é -->\n <!DOCTYPE a><a/>"), in: size)
        #expect(refused.failure == XMLFailure(.doctype, line: 2, column: 2))
    }

    @Test(arguments: [
        "<a>\0</a>", "<a/>\0", "\0<a/>", "<a b='\0'/>", "<a><!--\0--></a>", "<a\0/>", "<a></a\0>",
        "<a/>\0<b/>",
    ])
    func nulIsRefusedWhereverItStands(_ document: String) {
        for filler in [0, 50_000] {
            let text = document.replacing(
                "<a", with: String(repeating: "<!-- f -->", count: filler / 10) + "<a")
            #expect(pull(Array(text.utf8)).isMalformed)
            #expect(pull(Array(text.utf8), in: 1_000).isMalformed)
        }
    }

    @Test(arguments: ["<a/>", "<a>", "<a><b/>"], ["<!DOCTYPE a>", "<!NOTATION n SYSTEM 'n'>"])
    func documentTypesAreRefusedFarFromTheBeginning(_ open: String, _ declaration: String) {
        for filler in [0, 40_000, 131_066, 131_070, 300_000] {
            let document = Array((open + String(repeating: " ", count: filler) + declaration).utf8)
            for outcome in [pull(document), pull(document, in: 5_000), read(document)] {
                #expect(
                    outcome.failure == XMLFailure(.doctype, line: 1, column: 1 + open.utf8.count + filler))
            }
        }
    }

    @Test func aSinkThatIsFinishedStopsTheReading() throws {
        let document = Array(("<a>" + String(repeating: "<b/>", count: 50_000) + "</wrong>").utf8)
        let outcome = pull(document, stopsAfter: 10)
        #expect(outcome.failure == nil)
        #expect(outcome.events.count < 10_000)
    }

    @Test func whatTheSourceThrowsComesThrough() {
        struct Lost: Error {}
        let names = NameInterner(table: NameTable([]))
        let reader = XMLReader(names: names, sink: EventRecorder(names: names))
        var pieces = 0
        #expect(throws: Lost.self) {
            try reader.read(pulling: { buffer in
                pieces += 1
                if pieces > 3 { throw Lost() }
                buffer.copyBytes(from: Array("<a><b/>".utf8))
                return 7
            })
        }
        #expect(pieces == 4)
    }

    @Test(arguments: [0, 1, 5, 100, 200_000])
    func whatWasReadAlreadyComesFirst(_ count: Int) throws {
        for encode in Encodings.withMark.map(\.encode) {
            let text = "<a>" + String(repeating: "<b>é</b>\n", count: 30_000) + "</a>"
            let bytes = encode(text)
            let names = NameInterner(table: NameTable([]))
            let reader = XMLReader(names: names, sink: EventRecorder(names: names))
            try bytes.prefix(count).withUnsafeBytes { try reader.hold($0) }
            var rest = bytes.dropFirst(count)
            let sink = try reader.read(pullingPieces: { take in
                let piece = rest.prefix(70_000)
                rest = rest.dropFirst(piece.count)
                try piece.withUnsafeBytes(take)
                return !piece.isEmpty
            })
            #expect(sink.events == read(bytes).events)
        }
    }

    @Test func aMillionOpenElementsAreRefusedAtOnce() {
        let outcome = pull(Array(String(repeating: "<a>", count: 1_000_000).utf8))
        #expect(outcome.reason == .limit(.depth, 256))
        #expect(outcome.names.count == 256)
    }

    @Test func namespaceNamesCannotFillTheMemory() {
        var limits = XMLLimits()
        limits.nameStorage = 1 << 20
        let document =
            "<a>"
            + (0..<4_000).map { "<b xmlns:p='urn:\($0)\(String(repeating: "n", count: 900))'/>" }.joined()
            + "</a>"
        #expect(pull(Array(document.utf8), limits: limits).reason == .limit(.nameStorage, 1 << 20))
    }
}
