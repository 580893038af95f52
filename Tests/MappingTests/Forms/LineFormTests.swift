import Diagnostics
import Testing
import XMLSchema

@testable import Mapping

/// Forms of lines: rows of fields, fields at fixed columns, K-fields.
@Suite struct LineFormTests {
    private static let layout = DelimitedLayout(separator: ";", columns: ["No", "Qty"])

    @Test(arguments: [
        ("No;Qty\n1;2,5\n", ["No=1 2:1", "Qty=2,5 2:3"]),
        ("\u{FEFF}Qty;No\r\n2; 1 \r\n\r\n", ["No= 1  2:3", "Qty=2 2:1"]),
        ("No;Qty\r1;2", ["No=1 2:1", "Qty=2 2:3"]),
        (
            "No;Qty\n\"a\r\n\"\"b\"\"\";\"1;2\"\n3;4",
            ["row[1]/No=a\r\n\"b\" 2:1", "row[1]/Qty=1;2 3:8", "row[2]/No=3 4:1", "row[2]/Qty=4 4:3"]
        ),
        ("No;Qty\n5\" pipe;\n", ["No=5\" pipe 2:1"]),
        (
            "No;Qty;Col;\n1;2;;\n3;4;red;\n",
            [
                "row[1]/No=1 2:1", "row[1]/Qty=2 2:3", "row[2]/No=3 3:1", "row[2]/Qty=4 3:3",
                "unknown /document/row[2]/Col[1] 1:8",
            ]
        ),
        (
            "No;Qty\n1;2;3\n4\n5;6;;\n",
            [
                "row[1]/No=1 2:1", "row[1]/Qty=2 2:3", "row[2]/No=4 3:1", "row[3]/No=5 4:1",
                "row[3]/Qty=6 4:3",
                "FORM-CSV-5 2:5", "FORM-CSV-6 3:1",
            ]
        ),
        ("No;Menge\n1;2\n", ["No=1 2:1", "unknown /document/row[1]/Menge[1] 1:4", "FORM-CSV-3 1:1"]),
        (
            "No;No;Qty\n1;2;3\n",
            [
                "No=1 2:1", "Qty=3 2:5", "unknown /document/row[1]/No[2] 1:4", "FORM-CSV-4 1:4",
            ]
        ),
        ("", ["= 1:1", "FORM-CSV-3 0:0"]),
        ("No;Qty\n\"1\"x;2\n", ["nothing", "FORM-CSV-1 2:4"]),
        ("No;Qty\n1;\"2\n3;4\n", ["nothing", "FORM-CSV-2 2:3"]),
    ])
    func rowsAreRead(_ text: String, _ expected: [String]) throws {
        var lines = FormBench.lines(try FormBench.csv(Self.layout), text)
        // One row needs no number.
        lines = lines.map { $0.hasPrefix("row/") ? String($0.dropFirst(4)) : $0 }
        #expect(lines == expected)
    }

    @Test func rowsAreGrouped() throws {
        var layout = DelimitedLayout(columns: ["a", "b"], hasHeader: false)
        layout.group = ["a"]
        let form = try FormBench.csv(layout)
        let text = "x,1\ny,2\nx,3\n"
        #expect(
            FormBench.lines(form, text) == [
                "group[1]/row[1]/a=x 1:1", "group[1]/row[1]/b=1 1:3", "group[1]/row[2]/a=x 3:1",
                "group[1]/row[2]/b=3 3:3", "group[2]/row/a=y 2:1", "group[2]/row/b=2 2:3",
            ])
        #expect(try FormBench.rewritten(form, text) == "x,1\nx,3\ny,2\n")
    }

    @Test(arguments: [
        ("No;Qty\n1;2\n", "No;Qty\r\n1;2\r\n"), ("Qty;No\n;\"a\"\"b\"\n", "No;Qty\r\n\"a\"\"b\";\r\n"),
        ("No;Qty\n\"1;\n2\"; 3 \n", "No;Qty\r\n\"1;\n2\"; 3 \r\n"),
        ("No;Qty\n\"a\r\nb\";c\n", "No;Qty\r\n\"a\r\nb\";c\r\n"),
    ])
    func rowsAreWritten(_ text: String, _ expected: String) throws {
        var layout = Self.layout
        layout.lineEnd = .crlf
        let form = try FormBench.csv(layout, isTarget: true)
        #expect(try FormBench.rewritten(form, text) == expected)
        #expect(try FormBench.rewritten(form, expected) == expected)
    }

    @Test func anEmptyFieldAloneComesBack() throws {
        let form = try FormBench.csv(DelimitedLayout(columns: ["a"], hasHeader: false))
        #expect(try FormBench.rewritten(form, "x\n\"\"\n\ny\n") == "x\n\"\"\ny\n")
    }

    // MARK: Encodings

    @Test(arguments: [
        (TextEncoding.utf8, [0xC3, 0xA4], "ä"), (.iso88591, [0xE4], "ä"), (.windows1252, [0x80, 0xE4], "€ä"),
        (.iso88591, [0x80], "\u{80}"), (.utf8, [0xF0, 0x9F, 0x98, 0x80], "😀"),
    ])
    func encodingsAreReadAndWritten(_ encoding: TextEncoding, _ bytes: [UInt8], _ text: String) throws {
        let form = try FormBench.csv(DelimitedLayout(columns: ["a", "b"], hasHeader: false), encoding)
        let line = bytes + [0x2C, 0x31, 0x0A]
        #expect(
            FormBench.lines(form, line) == [
                "row/a=\(text) 1:1", "row/b=1 1:\(text.unicodeScalars.count + 2)",
            ])
        let document = try #require(form.read(line, source: "in").document)
        #expect(form.write(document).value == line)
    }

    @Test(arguments: [
        (TextEncoding.utf8, [0x61, 0x0A, 0xC3, 0xA4, 0xE4, 0x0A], "FORM-TEXT-1 2:2"),
        (.utf8, [0xFF, 0xFE, 0x61, 0], "FORM-TEXT-1 1:1"), (.utf8, [0xED, 0xA0, 0x80], "FORM-TEXT-1 1:1"),
        (.utf8, [0xC3], "FORM-TEXT-1 1:1"), (.windows1252, [0xE4, 0x81], "FORM-TEXT-1 1:2"),
        (.iso88591, [0xE4, 0x00], "FORM-TEXT-2 1:2"), (.utf8, [0x61, 0x0D, 0x0A, 0x1A], "FORM-TEXT-2 2:1"),
        (.utf8, [0xEF, 0xBF, 0xBF], "FORM-TEXT-1 1:1"),
    ])
    func wrongBytesAreRefused(_ encoding: TextEncoding, _ bytes: [UInt8], _ expected: String) throws {
        let form = try FormBench.csv(DelimitedLayout(columns: ["a"], hasHeader: false), encoding)
        #expect(FormBench.lines(form, bytes) == ["nothing", expected])
    }

    @Test func aCharacterBeyondTheEncodingIsRefused() throws {
        let form = try FormBench.csv(DelimitedLayout(columns: ["a"]), .iso88591, isTarget: true)
        var editor = try DocumentEditor(schema: form.schema, root: form.root)
        let row = try editor.append("row", to: editor.root)
        editor.setText("5 €", of: try editor.append("a", to: row))
        let written = form.write(editor.finish())
        #expect(written.value == nil)
        #expect(written.findings.map(\.place.path) == ["/document/row[1]/a[1]"])
    }

    @Test func aLongFieldIsRead() throws {
        let form = try FormBench.csv(DelimitedLayout(columns: ["a"], hasHeader: false))
        let read = form.read([UInt8](repeating: 0x61, count: 10 << 20), source: "in")
        #expect(read.findings.isEmpty)
        let value = read.document?.root?.child("row")?.child("a")
        #expect(value?.record.valueLength == 10 << 20)
    }

    // MARK: Fixed columns

    private static let records: [FixedWidthLayout.Record] = [
        .init(
            name: "order", starts: "10",
            fields: [.init(name: "No", columns: 3...6), .init(name: "Text", columns: 8...12)]),
        .init(name: "operation", starts: "20", inside: "order", fields: [.init(name: "Nr", columns: 3...5)]),
        .init(name: "note", starts: "2", inside: "operation", fields: [.init(name: "T", columns: 2...9)]),
        .init(name: "end", starts: "99", fields: []),
    ]

    @Test(arguments: [
        (
            "104711 Größe\n20010\n20020\n99\n",
            [
                "order/No=4711 1:3", "order/Text=Größe 1:8", "order/operation[1]/Nr=010 2:3",
                "order/operation[2]/Nr=020 3:3", "end= 4:1",
            ]
        ),
        ("\u{FEFF}10 1\r\n\r\n   \r\n99", ["order/No= 1 1:3", "end= 4:1"]),
        ("10      x  \n", ["order/Text= x 1:8"]),
        (
            "10\n20001\n2ab\n20002\n",
            [
                "order/operation[1]/Nr=001 2:3", "order/operation[1]/note/T=ab 3:2",
                "order/operation[2]/Nr=002 4:3",
            ]
        ),
        (
            "104711x     y\n",
            [
                "order/No=4711 1:3", "unknown /document/order[1]/text()[1] 1:7",
            ]
        ),
        (
            "30 ab\n20001\n99\n20002\n",
            ["end= 3:1", "FORM-FIXED-1 1:1", "FORM-FIXED-2 2:1", "FORM-FIXED-2 4:1"]
        ),
        ("", ["= 1:1"]),
    ])
    func recordsAreRead(_ text: String, _ expected: [String]) throws {
        #expect(FormBench.lines(try FormBench.fixedWidth(Self.records), text) == expected)
    }

    @Test func recordsAreWritten() throws {
        let form = try FormBench.fixedWidth(Self.records, .windows1252)
        let text = "104711 abc  \n20010\n2xyz     \n99\n"
        #expect(try FormBench.rewritten(form, text) == text)
    }

    @Test(arguments: [
        ("No", "12345", "FORM-VALUE-3"), ("Text", "a\nb", "FORM-VALUE-6"), ("Text", "Ω", "FORM-VALUE-4"),
    ])
    func whatDoesNotFitIsRefused(_ name: String, _ value: String, _ code: String) throws {
        let form = try FormBench.fixedWidth(Self.records, .iso88591)
        var editor = try DocumentEditor(schema: form.schema, root: form.root)
        let order = try editor.append("order", to: editor.root)
        editor.setText(value, of: try editor.append(name, to: order))
        let written = form.write(editor.finish())
        #expect(written.value == nil)
        #expect(written.findings.map(\.code.rawValue) == [code])
        #expect(written.findings.first?.place.path == "/document/order[1]/\(name)[1]")
    }

    // MARK: AQDEF

    private static let head = "K0100 2\r\nK1001/1 P 1\r\nK2001/1 A\r\nK2001/2 B\r\nK2002/0 both\r\n"
    private static let headLines = ["K0100=2 1:7", "part/K1001=P 1 2:9"]

    @Test(arguments: [
        (
            "1.5\u{14}0\u{14}01.02.2026/10:00:00\u{14}#5#7\u{F}2,5\u{14}256\r\n3\u{F}4\u{F}\r\n",
            [
                "part/characteristic[1]/K2001=A 3:9", "part/characteristic[1]/K2002=both 5:9",
                "part/characteristic[1]/value[1]/K0001=1.5 6:1",
                "part/characteristic[1]/value[1]/K0002=0 6:5",
                "part/characteristic[1]/value[1]/K0004=01.02.2026/10:00:00 6:7",
                "part/characteristic[1]/value[1]/K0005=#5#7 6:27",
                "part/characteristic[1]/value[2]/K0001=3 7:1",
                "part/characteristic[2]/K2001=B 4:9", "part/characteristic[2]/K2002=both 5:9",
                "part/characteristic[2]/value[1]/K0001=2,5 6:32",
                "part/characteristic[2]/value[1]/K0002=256 6:36",
                "part/characteristic[2]/value[2]/K0001=4 7:3",
            ]
        ),
        (
            "K0001/1 1\r\nK0001/2 2\r\nK0004/0 t\r\nK0001/1 3\r\nK0014/1/1 id\r\n",
            [
                "part/characteristic[1]/K2001=A 3:9", "part/characteristic[1]/K2002=both 5:9",
                "part/characteristic[1]/value[1]/K0001=1 6:9", "part/characteristic[1]/value[1]/K0004=t 8:9",
                "part/characteristic[1]/value[1]/K0014=id 10:11",
                "part/characteristic[1]/value[2]/K0001=3 9:9",
                "part/characteristic[2]/K2001=B 4:9", "part/characteristic[2]/K2002=both 5:9",
                "part/characteristic[2]/value/K0001=2 7:9", "part/characteristic[2]/value/K0004=t 8:9",
            ]
        ),
        (
            "K2004/1 1\n5\u{14}2\u{14}9\u{14}0\u{14}t\nx y\nK0001/7 1\n1\u{F}2\u{F}3\nK9999 z\nK2999/1/2 b\nKx\nK2001/1 C",
            [
                "part/characteristic[1]/K2001=A 3:9", "part/characteristic[1]/K2002=both 5:9",
                "part/characteristic[1]/K2004=1 6:9",
                "part/characteristic[1]/value[1]/K0002=0 7:7",
                "part/characteristic[1]/value[1]/K0004=t 7:9", "part/characteristic[1]/value[1]/K0020=5 7:1",
                "part/characteristic[1]/value[1]/K0021=2 7:3",
                "part/characteristic[1]/value[2]/K0020=1 10:1", "part/characteristic[1]/K2999=b 12:11",
                "part/characteristic[2]/K2001=B 4:9", "part/characteristic[2]/K2002=both 5:9",
                "part/characteristic[2]/value/K0001=2 10:3",
                "unknown /document/part[1]/characteristic[1]/value[1]/text()[1] 7:5",
                "unknown /document/K9999[1] 11:7",
                "unknown /document/part[1]/characteristic[1]/K2001[2] 14:9",
                "FORM-AQDEF-1 8:1", "FORM-AQDEF-2 9:9", "FORM-AQDEF-2 10:5", "FORM-AQDEF-1 13:1",
            ]
        ),
    ])
    func measuredValuesAreRead(_ text: String, _ expected: [String]) throws {
        let form = try FormBench.make(ForeignFormDeclaration(format: .aqdef))
        let lines = FormBench.lines(form, Self.head + text)
        #expect(Set(lines) == Set(Self.headLines + expected))
        #expect(lines.filter { $0.hasPrefix("FORM") } == expected.filter { $0.hasPrefix("FORM") })
    }

    /// What counts for all is multiplied, which must not make much of little.
    @Test func commonFieldsOfManyCharacteristicsAreBounded() throws {
        let common = (0..<2_000).map { "K2002/0 \($0)\n" }.joined()
        let own = (1...2_000).map { "K2001/\($0) x\n" }.joined()
        let form = try FormBench.make(ForeignFormDeclaration(format: .aqdef))
        #expect(FormBench.lines(form, common + own) == ["nothing", "FORM-LIMIT-1 1:0"])
    }

    @Test func partsAndHierarchiesAreRead() throws {
        let text = "K1002/0 T\nK1001/2 b\nK2001/2 y\nK1001/1 a\nK2001/1 x\nK5112/2 1\nK5112/3 2\n"
        let form = try FormBench.make(ForeignFormDeclaration(format: .aqdef, encoding: .windows1252))
        #expect(
            FormBench.lines(form, text) == [
                "part[1]/K1001=a 4:9", "part[1]/K1002=T 1:9", "part[1]/characteristic/K2001=x 5:9",
                "part[2]/K1001=b 2:9", "part[2]/K1002=T 1:9", "part[2]/characteristic/K2001=y 3:9",
                "K5112[1]@index=2", "K5112[1]=1 6:9", "K5112[2]@index=3", "K5112[2]=2 7:9",
            ])
    }
}
