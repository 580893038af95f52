import Foundation
import Testing
import XMLStream

@Suite struct LimitsTests {
    /// A document that uses exactly `value` of a limit.
    private static func document(using limit: XMLLimits.Limit, _ value: Int) -> String {
        switch limit {
        case .depth:
            String(repeating: "<a>", count: value - 1) + "<b/>" + String(repeating: "</a>", count: value - 1)
        case .attributes:
            "<a>" + "<b\((0..<value).map { " a\($0)='x'" }.joined())/><b xmlns:p=\"'\"/></a>"
        case .nameLength:
            "<a \(String(repeating: "n", count: value))='1'/>"
        case .names:
            "<a0>\((1..<value).map { "<a\($0)/><a\($0)/>" }.joined())</a0>"
        case .nameStorage:
            "<a/>"
        case .textLength:
            "<a>\(String(repeating: "t", count: value))<b/></a>"
        case .tagLength:
            "<a b='\(String(repeating: "v", count: value - 9))'/>"
        case .totalSize:
            "<a>\(String(repeating: "t", count: value - 7))</a>"
        }
    }

    @Test(arguments: XMLLimits.Limit.allCases.filter { $0 != .nameStorage }, [1, 17, .max])
    func limitIsAcceptedAndOneMoreIsRefused(_ limit: XMLLimits.Limit, _ size: Int) {
        let value = 40
        var limits = XMLLimits()
        limits.set(limit, to: value)
        let accepted = read(Self.document(using: limit, value), in: size, smallest: 0, limits: limits)
        #expect(accepted.failure == nil)
        let refused = read(Self.document(using: limit, value + 1), in: size, smallest: 0, limits: limits)
        #expect(refused.reason == .limit(limit, value))
        for (using, isAccepted) in [(value, true), (value + 1, false)] {
            let pulled = pull(Array(Self.document(using: limit, using).utf8), in: size, limits: limits)
            #expect(pulled.reason == (isAccepted ? nil : .limit(limit, value)))
        }
    }

    /// The other constructs that the limits on names, text and tags are for.
    @Test(
        arguments: [
            ("<\(String(repeating: "n", count: 41))/>", XMLLimits.Limit.nameLength),
            ("<\(String(repeating: "n", count: 5_000))", .nameLength),
            ("<a><b xmlns:\(String(repeating: "n", count: 35))='1'/></a>", .nameLength),
            ("<a>\(String(repeating: "t", count: 41))", .textLength),
            ("\(String(repeating: " ", count: 41))<a/>", .textLength),
            ("<a/><!--\(String(repeating: "-", count: 34))-->", .textLength),
            ("<a/><!--\(String(repeating: "c", count: 5_000))", .textLength),
            ("<a><![CDATA[\(String(repeating: "]", count: 30))]]></a>", .textLength),
            ("<?p \(String(repeating: "?", count: 36))?><a/>", .textLength),
            ("<a>\(String(repeating: "t<!---->", count: 6))</a>", .textLength),
            ("<a>\(String(repeating: "<![CDATA[tttt]]>", count: 3))<b/></a>", .textLength),
            ("\(String(repeating: "<!---->\n", count: 6))<a/>", .textLength),
            ("<a b='\(String(repeating: "v", count: 5_000))", .tagLength),
            ("<a\(String(repeating: " ", count: 39))>", .tagLength),
            ("<a></a\(String(repeating: " ", count: 38))>", .tagLength),
            ("<a><!x\(String(repeating: " ", count: 5_000))", .textLength),
        ])
    func everyConstructHasItsLimit(_ document: String, _ limit: XMLLimits.Limit) {
        var limits = XMLLimits()
        limits.set(limit, to: 40)
        for size in [1, 7, .max] {
            let outcome = read(document, in: size, smallest: 0, limits: limits)
            #expect(outcome.reason == .limit(limit, 40) || outcome.isMalformed)
            if !document.contains("<!x") { #expect(outcome.reason == .limit(limit, 40)) }
            let pulled = pull(Array(document.utf8), in: size, limits: limits)
            #expect(pulled.reason == .limit(limit, 40) || pulled.isMalformed)
            if !document.contains("<!x") { #expect(pulled.reason == .limit(limit, 40)) }
        }
    }

    @Test func limitHasThePlaceOfItsConstruct() {
        var limits = XMLLimits()
        limits.attributes = 2
        let outcome = read("<a>\n  <b c='1' d='2'\n e='3'/></a>", limits: limits)
        #expect(outcome.failure == XMLFailure(.limit(.attributes, 2), line: 2, column: 3))
    }

    @Test func malformedInputBeforeARefusedConstructIsReportedFirst() {
        for size in [1, 10, .max] {
            #expect(read("<a><b x='1' x='2'/><!DOCTYPE c></a>", in: size, smallest: 0).isMalformed)
        }
    }

    /// libxml2 compares each attribute with all others: a tag of this size takes it a second. That it would also
    /// report the attribute that comes twice shows that it never saw the tag.
    @Test(arguments: [1, 1_000, .max])
    func sixtyThousandAttributesAreRefusedBeforeTheyAreCompared(_ size: Int) {
        let document = "<a c='' c='' \((0..<60_000).map { "b\($0)='' " }.joined())/>"
        let outcome = read(document, in: size, smallest: 0)
        let expected = Outcome(events: [], failure: XMLFailure(.limit(.attributes, 256), line: 1, column: 1))
        #expect(outcome == expected)
        #expect(pull(Array(document.utf8), in: size) == expected)
    }

    /// As above, deep in a document, where the guard sleeps until a tag goes on for long.
    @Test(arguments: [0, 1, 900, 5_000, 40_000, 300_000])
    func sixtyThousandAttributesAreRefusedWhereverTheyStand(_ before: Int) {
        let filler = String(repeating: "<x>1</x>\n", count: before)
        let document = Array(
            "<a>\n\(filler)<b c='' c='' \((0..<60_000).map { "b\($0)='' " }.joined())/></a>".utf8)
        let expected = XMLFailure(.limit(.attributes, 256), line: before + 2, column: 1)
        #expect(read(document).failure == expected)
        #expect(pull(document).failure == expected)
    }

    @Test func aMillionOpenElementsAreRefusedAtOnce() {
        let outcome = read(String(repeating: "<a>", count: 1_000_000))
        #expect(outcome.reason == .limit(.depth, 256))
        #expect(outcome.names.count == 256)
    }

    @Test func aMillionOpenElementsAreReadWhereTheyAreAllowed() {
        var limits = XMLLimits()
        limits.depth = 1_000_000
        let document =
            String(repeating: "<a>", count: 1_000_000) + String(repeating: "</a>", count: 1_000_000)
        #expect(read(document, limits: limits).failure == nil)
    }

    @Test func namespaceNamesCannotFillTheMemory() {
        var limits = XMLLimits()
        limits.nameStorage = 1 << 20
        let document =
            "<a>"
            + (0..<4_000).map { "<b xmlns:p='urn:\($0)\(String(repeating: "n", count: 1_000))'/>" }.joined()
            + "</a>"
        #expect(read(document, limits: limits).reason == .limit(.nameStorage, 1 << 20))
    }

    /// Sections are quadratic in libxml2's push mode when it sees them in pieces: 9 s and more for this
    /// size.
    @Test(
        arguments: [
            ("<a><!--", "- ", "--></a>"), ("<a><![CDATA[", "] ", "]]></a>"), ("<a><?p ", "? ", "?></a>"),
            ("<a>", "t", "</a>"), ("<a>", "]", "</a>"), ("<a>", "\r", "</a>"), ("<a>", "é", "</a>"),
        ])
    func longTextIsReadInLinearTime(_ parts: (open: String, fill: String, close: String)) {
        #expect(Self.time(parts, length: 8_000_000) < .seconds(5))
    }

    @Test(arguments: [
        ("<a b='", "v", "'/>"), ("<a b='", "&lt;", "'/>"), ("<a", " ", "/>"), ("<a></a", "\n", ">"),
    ])
    func longTagsAreReadInLinearTime(_ parts: (open: String, fill: String, close: String)) {
        #expect(Self.time(parts, length: 1_000_000) < .seconds(5))
    }

    /// The processor's, of reading a document that is mostly `fill`, fed in small pieces. Were it not linear, it would take
    /// minutes.
    private static func time(_ parts: (open: String, fill: String, close: String), length: Int) -> Duration {
        let fill = String(repeating: parts.fill, count: length / parts.fill.utf8.count)
        let document = Array((parts.open + fill + parts.close).utf8)
        let start = threadTime
        let outcome = read(document, in: 100)
        #expect(outcome.failure == nil)
        return threadTime - start
    }

    private static var threadTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// Documents in which the guard sleeps and wakes: the limit is as sharp as at the beginning.
    @Test(arguments: [0, 300, 3_900, 4_000, 32_000, 131_000, 131_072, 140_000])
    func limitsAreSharpFarFromTheBeginning(_ before: Int) {
        var limits = XMLLimits()
        limits.textLength = 2_000
        let filler =
            String(repeating: "<x>1</x>", count: before / 8) + String(repeating: " ", count: before % 8)
        for (length, isAccepted) in [(2_000, true), (2_001, false)] {
            for construct in [
                String(repeating: "t", count: length), "<!--\(String(repeating: "<", count: length - 7))-->",
                "<![CDATA[\(String(repeating: "<b>", count: length / 3).prefix(length - 12))]]>",
                "<?p \(String(repeating: "'", count: length - 6))?>",
            ] {
                let document = Array("<a>\(filler)<b>\(construct)</b><c/></a>".utf8)
                for outcome in [read(document, limits: limits), pull(document, limits: limits)] {
                    #expect(outcome.reason == (isAccepted ? nil : .limit(.textLength, 2_000)))
                    #expect(misplaced(outcome.events, in: document).isEmpty)
                    if !isAccepted { #expect(outcome.failure?.column == 7 + before) }
                }
            }
        }
    }
}

extension XMLLimits {
    fileprivate mutating func set(_ limit: Limit, to value: Int) {
        switch limit {
        case .depth: depth = value
        case .attributes: attributes = value
        case .nameLength: nameLength = value
        case .names: names = value
        case .nameStorage: nameStorage = value
        case .textLength: textLength = value
        case .tagLength: tagLength = value
        case .totalSize: totalSize = value
        }
    }
}
