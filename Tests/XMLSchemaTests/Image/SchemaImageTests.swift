import Diagnostics
import Testing
import XMLStream

@testable import XMLSchema

/// Compiled schemas as bytes: what is loaded is what was saved, and nothing else is ever loaded.
@Suite struct SchemaImageTests {
    private static let key = [UInt8](0..<32)

    private func load(_ bytes: [UInt8]) throws -> SchemaImage.Contents {
        try SchemaImage.load(size: bytes.count) { $0.copyBytes(from: bytes) }
    }

    /// Has every kind of component that an image can hold.
    private static let everything = """
        <xs:element name="r" type="T"/><xs:element name="n" type="D" nillable="true" block="extension"/>
        <xs:complexType name="T" block="restriction"><xs:sequence><xs:element name="a" type="E" minOccurs="0" maxOccurs="3"/>\
        <xs:choice maxOccurs="unbounded"><xs:element name="b" type="U"/><xs:element name="c" type="P"/></xs:choice>\
        <xs:any namespace="##other" processContents="lax" minOccurs="0"/></xs:sequence>\
        <xs:attribute name="k" type="xs:language" use="required"/><xs:anyAttribute namespace="urn:x urn:y" processContents="skip"/>\
        </xs:complexType>
        <xs:complexType name="D" abstract="true"><xs:simpleContent><xs:extension base="xs:decimal">\
        <xs:attribute name="u" type="E"/></xs:extension></xs:simpleContent></xs:complexType>
        <xs:complexType name="M" mixed="true"><xs:sequence><xs:element name="i" minOccurs="0"/></xs:sequence></xs:complexType>
        <xs:simpleType name="E"><xs:restriction base="xs:token"><xs:enumeration value="one"/><xs:enumeration value="zwölf"/>\
        </xs:restriction></xs:simpleType>
        <xs:simpleType name="N"><xs:restriction base="xs:decimal"><xs:enumeration value="1.0"/><xs:enumeration value="20"/>\
        </xs:restriction></xs:simpleType>
        <xs:simpleType name="P"><xs:restriction base="xs:string"><xs:pattern value="[A-Zä]{2}\\d+|x"/><xs:maxLength value="9"/>\
        </xs:restriction></xs:simpleType>
        <xs:simpleType name="L"><xs:restriction base="xs:int"><xs:minExclusive value="-5"/><xs:totalDigits value="3"/>\
        </xs:restriction></xs:simpleType>
        <xs:simpleType name="U"><xs:union memberTypes="N E L"/></xs:simpleType>
        """

    @Test func everyComponentIsAsItWasSaved() throws {
        let schema = try SchemaLoader.load(components: Self.everything)
        let loaded = try load(SchemaImage.bytes(of: schema, key: Self.key, origin: [1, 2, 3]))
        #expect(loaded.key == Self.key)
        #expect(loaded.origin == [1, 2, 3])
        #expect(loaded.schema.names.names == schema.names.names)
        #expect(Array(loaded.schema.elements) == Array(schema.elements))
        #expect(loaded.schema.types.map(\.label) == schema.types.map(\.label))
        #expect(loaded.schema.globalElements == schema.globalElements)
        #expect(Array(loaded.schema.transitions) == Array(schema.transitions))
        #expect(loaded.schema.namedTypes == schema.namedTypes)
        // What was read makes the same words again.
        var writer = WordWriter(appendingTo: [])
        loaded.schema.block.components().write(to: &writer)
        #expect(writer.words == Array(schema.block.rows(.words, of: Int32.self)))
    }

    /// A compiled schema is read back from its own block, so what is compared above was written and read once. This
    /// compares with what the compiler had.
    @Test func wordsComeBackAsTheyWereWritten() throws {
        let schema = try SchemaLoader.load(components: Self.everything)
        let types = schema.types.filter { $0.name?.namespace == "urn:t" }
        let long = try #require(types.first { $0.label == "T" })
        #expect(long.attributes.count == 1)
        #expect(long.blocked == [.restriction])
        #expect(long.attributeWildcard?.namespaces == .listed(["urn:x", "urn:y"]))
        #expect(types.first { $0.label == "D" }?.isAbstract == true)
        let model = try #require(schema.type(named: ExpandedName("urn:t", "T")).flatMap(schema.contentModel))
        #expect(model.hasWildcard)
        #expect(model.children.map { schema.names[$0.name].local } == ["a", "b", "c"])
        #expect(model.children.map(\.occurrence.max) == [3, nil, nil])
        let simple = Dictionary(
            schema.simpleTypes.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
        #expect(simple["E"]?.enumeration?.values == ["one", "zwölf"])
        #expect(simple["P"]?.patterns.count == 1)
        #expect(simple["P"]?.bounds?.maxLength == 9)
        #expect(simple["L"]?.bounds?.totalDigits == 3)
        #expect(simple["L"]?.bounds?.limits.map(\.text) == ["-5"])
        if case .union(let members)? = simple["U"]?.variety {
            #expect(members.map { schema.simpleTypes[Int($0.rawValue)].label } == ["N", "E", "L"])
        } else {
            Issue.record("U is no union")
        }
        let nillable = try #require(schema.globalElement(ExpandedName("urn:t", "n")))
        #expect(nillable.isNillable)
        #expect(nillable.blocked == [.extension])
    }

    static let documents: [(String, [String])] = [
        ("<r k='de'><a>one</a><b>1.00</b><c>AB12</c></r>", []),
        ("<r k='de'><b>21</b><c>ABC</c></r>", ["XSD-VALUE-2"]),
        ("<r><b>zwölf</b></r>", ["XSD-ATTR-2"]),
        ("<r k='de'><a>two</a><b>-4</b></r>", ["XSD-VALUE-1"]),
        ("<r k='de'/>", ["XSD-CHILD-2"]),
    ]

    @Test(arguments: documents.indices) func verdictsAreTheSame(_ index: Int) throws {
        let (text, codes) = Self.documents[index]
        let schema = try SchemaLoader.load(components: Self.everything)
        let loaded = try load(SchemaImage.bytes(of: schema, key: Self.key, origin: []))
        #expect(try Validation(local: text, schema).codes == codes)
        #expect(
            try Validation(local: text, loaded.schema).findings == Validation(local: text, schema).findings)
    }

    // MARK: Damage

    /// Every byte that is changed shows, and so does every missing or added one.
    @Test func noDamageIsLoaded() throws {
        let schema = try SchemaLoader.load(components: Self.everything)
        let whole = SchemaImage.bytes(of: schema, key: Self.key, origin: Array("origin".utf8))
        var random = SampleRandom(seed: 7)
        for _ in 0..<2_000 {
            let damaged = random.damage(whole)
            #expect(throws: SchemaImage.Refusal.self) { try load(damaged) }
        }
        _ = try load(whole)
    }

    @Test func everySingleBitCounts() throws {
        let schema = try SchemaLoader.load(components: "<xs:element name=\"a\" type=\"xs:string\"/>")
        let whole = SchemaImage.bytes(of: schema, key: Self.key, origin: [])
        for bit in stride(from: 0, to: whole.count * 8, by: 13) {
            var damaged = whole
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: SchemaImage.Refusal.self, "bit \(bit)") { try load(damaged) }
        }
    }

    @Test func whatIsWrongIsSaid() throws {
        let schema = try SchemaLoader.load(components: "<xs:element name=\"a\" type=\"xs:string\"/>")
        let whole = SchemaImage.bytes(of: schema, key: Self.key, origin: [])
        var other = whole
        other.replaceSubrange(8..<12, with: whole[8..<12].reversed())
        #expect(throws: SchemaImage.Refusal.otherByteOrder) { try load(other) }
        other = whole
        other[12] &+= 1
        #expect(throws: SchemaImage.Refusal.otherFormat) { try load(other) }
        other = whole
        other[0] &+= 1
        #expect(throws: SchemaImage.Refusal.noImage) { try load(other) }
        other = whole
        other[40] &+= 1
        #expect(throws: SchemaImage.Refusal.damaged) { try load(other) }
        #expect(throws: SchemaImage.Refusal.damaged) { try load(whole + [0]) }
        #expect(throws: SchemaImage.Refusal.noImage) { try load([]) }
    }

    /// When this fails, what is written has changed: raise ``SchemaImage/formatVersion``, and record the new sum.
    @Test func theFormatHasItsVersion() throws {
        let schema = try SchemaLoader.load(components: Self.everything)
        let bytes = SchemaImage.bytes(of: schema, key: Self.key, origin: [])
        let sum = bytes.reduce(into: UInt64(14_695_981_039_346_656_037)) { sum, byte in
            sum = (sum ^ UInt64(byte)) &* 1_099_511_628_211
        }
        #expect([SchemaImage.formatVersion: sum] == [2: 14_673_588_329_408_232_158])
        #expect(bytes == SchemaImage.bytes(of: schema, key: Self.key, origin: []))
    }
}

extension SampleRandom {
    /// A bit, a byte, a piece, an end, or two pieces changed.
    mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
        var damaged = bytes
        switch below(5) {
        case 0: damaged[below(bytes.count)] ^= 1 << UInt8(below(8))
        case 1: damaged[below(bytes.count)] &+= UInt8(1 + below(255))
        case 2: damaged.removeLast(1 + below(bytes.count))
        case 3: damaged.append(UInt8(below(256)))
        default:
            let start = below(bytes.count - 16)
            for index in start..<start + 1 + below(16) { damaged[index] = ~damaged[index] }
        }
        return damaged
    }
}
