import Diagnostics
import Testing
import XMLSchema
import XMLStream

/// Findings about an element that was opened long before: its bytes are gone, its place is not. Judged without a
/// document, where places are counted only when somebody asks for them, and with one.
@Suite struct PlaceTests {
    private static let schema = """
        <xs:element name="r"><xs:complexType><xs:sequence>
          <xs:element name="g" maxOccurs="unbounded"><xs:complexType><xs:sequence>
            <xs:element name="v" type="xs:decimal" minOccurs="0" maxOccurs="unbounded"/>
            <xs:element name="end"/>
          </xs:sequence></xs:complexType></xs:element>
        </xs:sequence></xs:complexType></xs:element>
        """

    private struct Case: CustomTestStringConvertible {
        let name: String
        let ending: String
        /// How many elements stand between the start tags and what is wrong.
        let count: Int
        var testDescription: String { "\(name), \(count)" }
    }

    private static let cases = [("LF", "\n"), ("CR LF", "\r\n"), ("CR", "\r"), ("one line", "")].flatMap {
        name, text in
        [0, 1, 9_000, 40_000].map { Case(name: name, ending: text, count: $0) }
    }

    /// The text, and where the `<` of `g` and of the wrong `v` stand, counted here by hand.
    private func document(_ item: Case) -> (text: String, group: String, value: String) {
        var text = ""
        var line = 1
        var column = 1
        func add(_ piece: String, ends: Bool = true) {
            text += piece
            column += piece.unicodeScalars.count
            guard ends, !item.ending.isEmpty else { return }
            text += item.ending
            line += 1
            column = 1
        }
        add("<r xmlns='urn:t'>")
        add("<!-- äöü -->", ends: false)
        let group = "\(line):\(column)"
        add("<g")
        add("  >")
        for _ in 0..<item.count { add("  <v>1.5</v>") }
        add("  <!-- ÄÖ😀 -->", ends: false)
        let value = "\(line):\(column)"
        add("<v>wrong</v>")
        add("</g></r>")
        return (text, group, value)
    }

    private func schema() throws -> Schema { try SchemaLoader.load(components: Self.schema) }

    @Test(arguments: cases.indices, [1, 4_096, 1 << 20])
    func elementsAreFoundWhereTheyStand(_ index: Int, size: Int) throws {
        let item = Self.cases[index]
        let (text, group, value) = document(item)
        let schema = try schema()
        for keepsDocument in [false, true] {
            let names = NameInterner(table: schema.names)
            let reader = XMLReader(
                names: names,
                sink: Validator(schema: schema, names: names, source: nil, keepsDocument: keepsDocument))
            try feed(Array(text.utf8), in: size, to: reader)
            let places = reader.sink.findings.map { "\($0.place.line ?? 0):\($0.place.column ?? 0)" }
            #expect(places == [value, group], "\(keepsDocument)")
        }
    }

    @Test(arguments: cases.indices) func pullingGivesTheSamePlaces(_ index: Int) throws {
        let (text, group, value) = document(Self.cases[index])
        let schema = try schema()
        let names = NameInterner(table: schema.names)
        var rest = Array(text.utf8)[...]
        let reader = XMLReader(
            names: names, sink: Validator(schema: schema, names: names, source: nil, keepsDocument: false))
        try reader.read(pulling: { buffer in
            let piece = rest.prefix(min(buffer.count, 50_000))
            buffer.copyBytes(from: piece)
            rest = rest.dropFirst(piece.count)
            return piece.count
        })
        let places = reader.sink.findings.map { "\($0.place.line ?? 0):\($0.place.column ?? 0)" }
        #expect(places == [value, group])
    }

    private func feed(
        _ bytes: [UInt8], in size: Int, to reader: XMLReader<Validator<NoRecords>>
    ) throws {
        // Single bytes only where there are few of them.
        let size = bytes.count > 100_000 ? max(size, 1_000) : size
        for start in stride(from: 0, to: bytes.count, by: size) {
            try bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { try reader.feed($0) }
        }
        try reader.finish()
    }
}
