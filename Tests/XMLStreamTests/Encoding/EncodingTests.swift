import Testing
import XMLStream

/// Text in other encodings, by code of our own: the reader uses iconv.
enum Encodings {
    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let encode: @Sendable (String) -> [UInt8]
        var testDescription: String { name }
    }

    static let withMark = [
        Sample(name: "UTF-8") { [0xEF, 0xBB, 0xBF] + Array($0.utf8) },
        Sample(name: "UTF-16LE") { utf16("\u{FEFF}" + $0, bigEndian: false) },
        Sample(name: "UTF-16BE") { utf16("\u{FEFF}" + $0, bigEndian: true) },
    ]

    static func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return bigEndian ? bytes : bytes.reversed()
        }
    }

    static func utf32(_ text: String) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: scalar.value >> $0) }
        }
    }
}

@Suite struct EncodingTests {
    private static let text = "<a b='é'>ü€😀\n<c/>日本</a>"

    @Test(arguments: Encodings.withMark, ["", "<?xml version='1.0'?>", "<?xml version='1.0' encoding='%'?>"])
    func aByteOrderMarkDecides(_ encoding: Encodings.Sample, _ declaration: String) {
        let document = declaration.replacing("%", with: encoding.name) + Self.text
        let plain = read(declaration.replacing("%", with: "UTF-8") + Self.text)
        for size in [1, 2, 3, 5, .max] {
            let outcome = read(encoding.encode(document), in: size, smallest: 0)
            #expect(outcome.failure == nil)
            #expect(outcome.digest == plain.digest)
        }
    }

    @Test(arguments: [true, false], ["", " encoding='UTF-16'", " encoding=\"utf-16\""])
    func utf16WithoutAMarkIsRecognised(_ bigEndian: Bool, _ encoding: String) {
        let bytes = Encodings.utf16("<?xml version='1.0'\(encoding)?>" + Self.text, bigEndian: bigEndian)
        for size in [1, 3, .max] {
            #expect(read(bytes, in: size, smallest: 0).digest == read(Self.text).digest)
        }
    }

    /// A transcoded document has the places of the same document in UTF-8.
    @Test func placesAreThoseOfTheTranscodedText() {
        let document = Documents.schedule.replacing(" encoding=\"UTF-8\"", with: "")
        let bytes = Encodings.utf16("\u{FEFF}" + document, bigEndian: false)
        #expect(read(bytes) == read(document))
        #expect(read(bytes, in: 1, smallest: 0) == read(document))
    }

    @Test(
        arguments: [
            ("ISO-8859-1", [0xE9, 0x85], "é\u{85}"), ("iso-8859-1", [0xFC], "ü"),
            ("ISO-8859-15", [0xA4], "€"),
            ("ISO-8859-2", [0xB1], "ą"), ("ISO-8859-5", [0xB4], "Д"), ("ISO-8859-7", [0xE1], "α"),
            ("ISO-8859-9", [0xFD], "ı"), ("windows-1252", [0x80, 0xE9], "€é"), ("Windows-1251", [0xC4], "Д"),
            ("windows-1250", [0xB9], "ą"), ("cp1252", [0x80], "€"), ("US-ASCII", [0x41], "A"),
            ("ASCII", [0x41], "A"),
            ("UTF-8", [0xC3, 0xA9], "é"), ("utf8", [0xC3, 0xA9], "é"),
        ] as [(String, [UInt8], String)])
    func aDeclaredEncodingIsRead(_ label: String, _ bytes: [UInt8], _ text: String) {
        let head = Array("<?xml version='1.0' encoding='\(label)'?>\n<a>".utf8)
        let document = head + bytes + Array("</a>".utf8)
        for size in [1, 50, .max] {
            let outcome = read(document, in: size, smallest: 0)
            #expect(outcome.failure == nil)
            #expect(outcome.texts == [text])
        }
    }

    /// More than one buffer of output, and characters of two, three and four bytes across its borders.
    @Test(arguments: [1_000, .max])
    func aLongTranscodedDocumentIsComplete(_ size: Int) {
        let text = "<a>" + String(repeating: "<b>é€😀x</b>", count: 20_000) + "</a>"
        let outcome = read(Encodings.utf16("\u{FEFF}" + text, bigEndian: true), in: size)
        #expect(outcome.failure == nil)
        #expect(outcome.digest == read(text).digest)
    }

    @Test(arguments: [
        "UTF-32", "UTF-7", "EBCDIC-CP-US", "ISO-10646-UCS-4", "ISO-8859-12", "x-unknown", "ISO-2022-JP", "",
    ])
    func anotherEncodingIsRefusedByItsName(_ label: String) {
        let outcome = read("<?xml version='1.0'\n encoding='\(label)'?><a/>")
        #expect(outcome.failure == XMLFailure(.encoding(label), line: 2, column: 12))
        #expect(outcome.events.isEmpty)
    }

    @Test(
        arguments: [
            (Encodings.utf32("\u{FEFF}<a/>"), "UTF-32BE"), (Encodings.utf32("<a/>"), "UTF-32BE"),
            (Encodings.utf32("<?xml version='1.0'?><a/>"), "UTF-32BE"),
            ([0xFF, 0xFE, 0x00, 0x00, 0x3C, 0x00, 0x00, 0x00], "UTF-32LE"),
            ([0x3C, 0x00, 0x00, 0x00], "UTF-32LE"),
            ([0x4C, 0x6F, 0xA7, 0x94, 0x93], "EBCDIC"),
        ] as [([UInt8], String)])
    func anotherEncodingIsRefusedByItsBytes(_ bytes: [UInt8], _ name: String) {
        #expect(read(bytes).reason == .encoding(name))
    }

    @Test func aLabelThatContradictsTheBytesIsRefused() {
        let declared = { (label: String) in "<?xml version='1.0' encoding='\(label)'?><a/>" }
        let documents: [[UInt8]] = [
            Array(declared("UTF-16").utf8), Array(declared("utf-16le").utf8),
            [0xEF, 0xBB, 0xBF] + Array(declared("ISO-8859-1").utf8),
            [0xEF, 0xBB, 0xBF] + Array(declared("UTF-16").utf8),
            Encodings.utf16("\u{FEFF}" + declared("UTF-8"), bigEndian: true),
            Encodings.utf16(declared("UTF-8"), bigEndian: false),
            Encodings.utf16("\u{FEFF}" + declared("UTF-16LE"), bigEndian: true),
        ]
        for document in documents {
            let outcome = read(document)
            guard case .notWellFormed(let message) = outcome.reason else {
                Issue.record("\(document): \(String(describing: outcome.failure))")
                continue
            }
            #expect(message.contains("The encoding declaration says"))
            #expect(outcome.failure?.column == 31)
        }
    }

    @Test(
        arguments: [
            Array("<a>\n x".utf8) + [0xE9] + Array("</a>".utf8),
            Array("<a>\n x".utf8) + [0xC3] + Array("</a>".utf8),
            Array("<a>\n x".utf8) + [0xED, 0xA0, 0x80] + Array("</a>".utf8),
            Array("<a>\n x".utf8) + [0xC0, 0xBC] + Array("</a>".utf8),
            Array("<a>\n x".utf8) + [0xF4, 0x90, 0x80, 0x80] + Array("</a>".utf8),
            Array("<?xml version='1.0' encoding='US-ASCII'?><a>\n x".utf8) + [0xE9] + Array("</a>".utf8),
            Array("<?xml version='1.0' encoding='windows-1252'?><a>\n x".utf8) + [0x81] + Array("</a>".utf8),
            Encodings.utf16("\u{FEFF}<a>\n x", bigEndian: false) + [0x00, 0xDC]
                + Encodings.utf16("</a>", bigEndian: false),
        ] as [[UInt8]])
    func bytesThatAreNoCharactersAreRefusedAtTheirPlace(_ document: [UInt8]) {
        for size in [1, 3, .max] {
            let outcome = read(document, in: size, smallest: 0)
            #expect(outcome.isMalformed)
            #expect(outcome.failure?.line == 2)
            #expect(outcome.failure?.column == 3)
        }
    }

    @Test func anInputThatEndsWithinACharacterIsRefused() {
        for bytes in [
            Encodings.utf16("\u{FEFF}<a/>", bigEndian: false) + [0x20],
            Encodings.utf16("\u{FEFF}<a/>", bigEndian: false) + [0x3D, 0xD8],
        ] {
            #expect(read(bytes).reason == .notWellFormed("The input ends within a character"))
        }
    }

    @Test func aDeclarationWithoutEndIsRefused() {
        #expect(read("<?xml version='1.0'" + String(repeating: " ", count: 10_000)).isMalformed)
    }

    /// libxml2 must not take the bytes after a mark for another mark: the guard would be blind.
    @Test(
        arguments: [[0xFF, 0xFE], [0xFE, 0xFF], [0x00, 0x3C], [0xEF, 0xBB, 0xBF, 0xFF, 0xFE]] as [[UInt8]])
    func aSecondMarkIsNotObeyed(_ second: [UInt8]) {
        let document = [0xEF, 0xBB, 0xBF] + second + Encodings.utf16("<!DOCTYPE a><a/>", bigEndian: false)
        #expect(read(document).isMalformed)
    }
}
