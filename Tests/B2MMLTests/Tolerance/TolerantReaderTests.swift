import B2MML
import Diagnostics
import Testing
import XMLSchema
import XMLStream

/// Habits together, places, sets, and what is never tolerated.
@Suite struct TolerantReaderTests {
    private static let v4 = SchemaSet.v0401.namespace
    private static let v7 = SchemaSet.v0700.namespace
    private let tolerant = TolerantReader(library: PackageFolder.library)

    private func read(
        _ text: String, _ profile: Profile = .tolerant, set: SchemaSet? = nil, zone: PlantZone? = nil
    ) throws -> TolerantReading {
        try tolerant.read(
            MemoryBytes(Array(text.utf8)), source: "in.xml", profile: profile, set: set, zone: zone)
    }

    private func text(_ reading: TolerantReading) throws -> String {
        let message = try #require(reading.messages.first)
        return String(decoding: try DocumentSerialiser.bytes(of: message.document), as: UTF8.self)
    }

    // MARK: The set

    @Test(
        arguments: [
            ("http://www.mesa.org/xml/B2MML-V0700", SchemaSet.v0700), ("http://mesa.org/xml/B2MML/", .v0700),
            ("http://www.mesa.org/xml/B2MML-V0401", .v0401), ("http://www.wbf.org/xml/b2mml-v0400", .v0401),
            ("http://www.wbf.org/xml/B2MML-V0401123", .v0401), ("urn:b2mml:4.01", .v0401),
            ("http://www.wbf.org/xml/B2MML-V0401/", .v0401), ("HTTP://WWW.WBF.ORG/XML/B2MML-V0401", .v0401),
            ("http://www.wbf.org/xml/BatchML-V0401", .v0401), ("http://www.wbf.org/xml/B2MML-v02", .v0401),
        ])
    func aNamespaceThatIsNearIsTakenForItsSet(_ namespace: String, _ set: SchemaSet) throws {
        let reading = try read("<Equipment xmlns=\"\(namespace)\"><ID>1</ID></Equipment>")
        #expect(reading.isAccepted)
        #expect(reading.set == set)
        #expect(reading.setReason?.hasPrefix("assumed: the namespace \(namespace) resembles") ?? false)
        let deviation = try #require(reading.deviations.first { $0.kind == .namespaceNearMiss })
        #expect(deviation.found == namespace)
        #expect(deviation.assumed == set.namespace)
    }

    @Test(arguments: ["urn:oasis:ubl", "http://www.mesa.org/xml/B2MML-V0900", "http://example.com/"])
    func aNamespaceThatIsFarIsNot(_ namespace: String) throws {
        let reading = try read("<Equipment xmlns=\"\(namespace)\"><ID>1</ID></Equipment>")
        #expect(!reading.isAccepted)
        #expect(reading.messages.isEmpty && reading.set == nil)
    }

    /// Only V0700 has the element, or the document says which set it is of.
    @Test func withoutNamespaceTheContentDecides() throws {
        let only = try read("<OperationsEventClass><ID>1</ID></OperationsEventClass>")
        #expect(only.set == .v0700)
        let hinted = try read(
            "<Equipment xmlns:x=\"\(Self.v7)-AllExtensions\" xmlns:y=\"\(Self.v7)\"><ID>1</ID></Equipment>")
        #expect(hinted.set == .v0700)
        let oldest = try read("<Equipment><ID>1</ID></Equipment>")
        #expect(oldest.set == .v0401)
        #expect(oldest.setReason == "assumed: no namespace")
        let fitting = try read(
            "<Equipment><ID>1</ID><HierarchyScope><EquipmentID>1</EquipmentID>"
                + "<EquipmentElementLevel>Site</EquipmentElementLevel></HierarchyScope></Equipment>")
        #expect(fitting.set != .v0401)
    }

    @Test func onlyTheSetThatIsAskedForIsAssumed() throws {
        let text = "<Equipment xmlns=\"http://www.wbf.org/xml/b2mml-v0400\"><ID>1</ID></Equipment>"
        let reading = try read(text, set: .v0700)
        #expect(reading.set == .v0700)
        #expect(reading.isAccepted)
    }

    // MARK: Content

    @Test func habitsComeTogether() throws {
        let reading = try read(
            """
            <ProductionSchedule xmlns:ns3="\(Self.v4)">
            <ID>0000000112841171</ID>
            -<ProductionRequest>
            <ProductProductionRuleID>JUICE</ProductProductionRuleID>
            <ID>PO-1</ID>
            -<SegmentRequirement>
            <LatestEndTime>2020-12-09T09:22:17.825Z</LatestEndTime>
            <EarliestStartTime>2020-12-08 09:22</EarliestStartTime>
            -<MaterialProducedRequirement>
            -<Quantity>
            <UnitOfMeasure></UnitOfMeasure>
            <DataType>FLOAT</DataType>
            <QuantityString>234.89</QuantityString>
            </Quantity>
            <MaterialDefinitionID>Juice</MaterialDefinitionID>
            </MaterialProducedRequirement>
            </SegmentRequirement>
            <EndTime/>
            </ProductionRequest>
            </ProductionSchedule>
            """)
        #expect(reading.isAccepted, "\(reading.findings)")
        #expect(reading.set == .v0401)
        let kinds = Set(reading.deviations.map(\.kind))
        #expect(
            kinds == [
                .namespaceMissing, .viewMarks, .order, .timeForm, .enumerationCase, .emptyElement,
                .localTime, .nounWithoutEnvelope,
            ])
        let order = try #require(
            reading.deviations.first { $0.kind == .order && $0.place.path?.contains("Quantity") ?? false })
        #expect(order.place.line == 11)
        #expect(order.found == "UnitOfMeasure, DataType, QuantityString")
        #expect(order.assumed == "QuantityString, DataType, UnitOfMeasure")
        let document = try #require(reading.messages.first?.document)
        let request = try #require(document.root?.child("ProductionRequest"))
        #expect(request.children.map(\.localName) == ["ID", "ProductProductionRuleID", "SegmentRequirement"])
        #expect(request.child("ID")?.record.line == 5)
    }

    @Test func whatRemainsIsAtItsOriginalPlace() throws {
        let reading = try read(
            """
            <SyncX xmlns="urn:queue">
              <Equipment xmlns="\(Self.v4)">
                <Location><EquipmentElementLevel>Sitte</EquipmentElementLevel><EquipmentID>1</EquipmentID></Location>
                <ID>1</ID>
              </Equipment>
            </SyncX>
            """)
        #expect(!reading.isAccepted)
        #expect(reading.findings.map(\.code) == ["XSD-VALUE-1"])
        let place = try #require(reading.findings.first?.place)
        #expect(place.line == 3 && place.column == 15 && place.source == "in.xml")
        #expect(place.path == "/SyncX/Equipment[1]/Location[1]/EquipmentElementLevel[1]")
        #expect(Set(reading.deviations.map(\.kind)) == [.unknownWrapper, .order])
    }

    @Test func habitsThatStandAlikeAreOneDeviation() throws {
        let equipment = (1...50).map { "<Equipment><Description>d</Description><ID>\($0) </ID></Equipment>" }
        let reading = try read(
            "<EquipmentInformation xmlns=\"\(Self.v4)\">\(equipment.joined())</EquipmentInformation>")
        #expect(reading.isAccepted)
        let order = reading.deviations.filter { $0.kind == .order }
        #expect(order.map(\.count) == [50])
        #expect(order.first?.place.path == "/EquipmentInformation/Equipment[1]/Description[1]")
        #expect(reading.deviations.filter { $0.kind == .identifierBlanks }.map(\.count) == [50])
    }

    /// Mended only where that makes the parent valid.
    @Test func anOrderThatCannotBeMendedStays() throws {
        let reading = try read(
            "<Equipment xmlns=\"\(Self.v4)\"><Description/><ID>1</ID><ID>2</ID></Equipment>")
        #expect(!reading.isAccepted)
        #expect(!reading.deviations.contains { $0.kind == .order })
        #expect(reading.findings.contains { $0.code == "XSD-CHILD-1" })
    }

    @Test func whatIsRequiredIsNotLeftOut() throws {
        let reading = try read(
            "<Equipment xmlns=\"\(Self.v4)\"><ID>1</ID><Location><EquipmentID>1</EquipmentID>"
                + "<EquipmentElementLevel/></Location></Equipment>")
        #expect(!reading.isAccepted)
        #expect(reading.findings.map(\.code) == ["XSD-VALUE-1"])
    }

    @Test func aMisspeltElementIsNotSetAside() throws {
        let reading = try read(
            "<Equipment xmlns=\"\(Self.v4)\"><ID>1</ID><Descripton>d</Descripton></Equipment>")
        #expect(!reading.isAccepted)
        #expect(reading.setAside.isEmpty)
    }

    /// An element of B2MML at a place where it does not belong is business content, and never passed over.
    @Test func anElementOfB2MMLAtTheWrongPlaceIsNotSetAside() throws {
        let reading = try read(
            "<Equipment xmlns=\"\(Self.v4)\"><ID>1</ID><MaterialLot><ID>2</ID></MaterialLot></Equipment>")
        #expect(!reading.isAccepted)
    }

    @Test func whatIsSetAsideIsKept() throws {
        let reading = try read(
            """
            <Equipment xmlns="\(Self.v4)" mark="x"><ID>1</ID>
              <s:Sensor xmlns:s="urn:s" s:unit="K"><s:Value>12 &amp; 13</s:Value></s:Sensor>
            </Equipment>
            """)
        #expect(reading.isAccepted)
        #expect(reading.setAside.map(\.name) == ["@mark", "Sensor"])
        let sensor = try #require(reading.setAside.last)
        #expect(sensor.namespace == "urn:s")
        #expect(sensor.place.line == 2 && sensor.place.column == 3)
        #expect(sensor.place.path == "/Equipment/Sensor[1]")
        #expect(
            sensor.content
                == "<Sensor xmlns=\"urn:s\" xmlns:a1=\"urn:s\" a1:unit=\"K\"><Value>12 &amp; 13</Value></Sensor>"
        )
    }

    @Test func identifiersKeepTheirBlanksAndZeros() throws {
        let reading = try read("<Equipment><ID> 000012 </ID></Equipment>")
        #expect(try text(reading).contains("<ID> 000012 </ID>"))
    }

    @Test func nilAndInstanceTypesSurvive() throws {
        let reading = try read(
            """
            <Equipment xmlns="http://www.wbf.org/xml/b2mml-v0400" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
            <ID i:type="IdentifierType">1</ID><EquipmentProperty><ID>a</ID><Value><ValueString i:nil="true"/>
            </Value></EquipmentProperty></Equipment>
            """)
        #expect(reading.isAccepted, "\(reading.findings)")
        let root = try #require(reading.messages.first?.document.root)
        let value = try #require(root.child("EquipmentProperty")?.child("Value"))
        #expect(value.children.map(\.isNil) == [true, true, true])
        #expect(try text(reading).contains("xsi:type=\"IdentifierType\""))
    }

    // MARK: Wrappers

    @Test func everyMessageOfAWrapperIsRead() throws {
        let lot = "<MaterialLot xmlns=\"\(Self.v7)\"><ID>1</ID></MaterialLot>"
        let equipment = "<Equipment xmlns=\"\(Self.v4)\"><ID>2</ID></Equipment>"
        let reading = try read(
            "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"><e:Header><Equipment/></e:Header>"
                + "<e:Body><Both>\(lot)\(equipment)</Both></e:Body></e:Envelope>")
        #expect(reading.isAccepted, "\(reading.findings)")
        #expect(reading.messages.map(\.set) == [.v0700, .v0401])
        let wrapper = try #require(reading.deviations.first { $0.kind == .soapEnvelope })
        #expect(wrapper.message == "Envelope is not B2MML's and holds 2 messages")
    }

    @Test func aWrapperWithOtherContentIsNotOpened() throws {
        let lot = "<MaterialLot xmlns=\"\(Self.v7)\"><ID>1</ID></MaterialLot>"
        #expect(try !read("<Queue><Number>1</Number>\(lot)</Queue>").isAccepted)
        #expect(try !read("<Queue>one\(lot)</Queue>").isAccepted)
        #expect(try !read("<Queue/>").isAccepted)
    }

    // MARK: Time

    @Test func aLocalTimeSaysWhichZoneItTakes() throws {
        let text =
            "<ProductionSchedule xmlns=\"\(Self.v4)\"><StartTime>2026-03-02T06:00:00</StartTime>"
            + "</ProductionSchedule>"
        let zone = PlantZone(name: "Europe/Berlin", origin: "partner erp")
        let told = try #require(
            read(text, zone: zone).deviations.first { $0.kind == .localTime })
        #expect(told.assumed == "a time in Europe/Berlin, the zone of partner erp")
        let untold = try #require(read(text).deviations.first { $0.kind == .localTime })
        #expect(untold.assumed == nil)
        #expect(untold.message.hasSuffix("none is configured"))
    }

    @Test(
        arguments: [
            ("2026-03-02T06:00", "2026-03-02T06:00:00"), ("2026-03-02 06:00:01.5", "2026-03-02T06:00:01.5"),
            ("2026-03-02T06:00:01,25Z", "2026-03-02T06:00:01.25Z"),
            ("2026-03-02T06:00:00+0100", "2026-03-02T06:00:00+01:00"),
            ("20260302T060000Z", "2026-03-02T06:00:00Z"), ("20260302060000", "2026-03-02T06:00:00"),
            ("2026-03-02t06:00:00z", "2026-03-02T06:00:00Z"),
        ])
    func formsOfOneMeaningAreRead(_ found: String, _ meant: String) throws {
        let reading = try read(
            "<ProductionSchedule xmlns=\"\(Self.v4)\"><StartTime>\(found)</StartTime></ProductionSchedule>")
        #expect(reading.isAccepted)
        #expect(reading.messages.first?.document.root?.child("StartTime")?.text == meant)
    }

    @Test(
        arguments: [
            "2026-13-02 06:00", "2026-02-30T06:00", "2026-03-02 25:00", "2019-04-24T14:10:2sdf5Z", "now",
            "20261302", "2/20/2016 11:52:44 AM", "2026-03-02", "24.12.2026",
        ])
    func othersAreNot(_ found: String) throws {
        let reading = try read(
            "<ProductionSchedule xmlns=\"\(Self.v4)\"><StartTime>\(found)</StartTime></ProductionSchedule>")
        #expect(!reading.isAccepted)
        #expect(reading.findings.map(\.code) == ["XSD-VALUE-3"])
    }

    @Test(
        arguments: [
            ("2/20/2016 11:52:44 PM", "2016-02-20T23:52:44"), ("2/20/2016 12:05 AM", "2016-02-20T00:05:00"),
            ("12/1/2016", "2016-12-01T00:00:00"),
        ])
    func americanDatesAreReadWhereSomebodyHasDecidedIt(_ found: String, _ meant: String) throws {
        var profile = Profile.tolerant
        profile[.americanDate].isAccepted = true
        let reading = try read(
            "<ProductionSchedule xmlns=\"\(Self.v4)\"><StartTime>\(found)</StartTime></ProductionSchedule>",
            profile)
        #expect(reading.messages.first?.document.root?.child("StartTime")?.text == meant)
    }

    // MARK: What is legal, and what never is

    @Test(
        arguments: [
            "<b:Equipment xmlns:b=\"\(v4)\"><b:ID>1</b:ID></b:Equipment>",
            "\u{FEFF}<Equipment xmlns=\"\(v4)\"><ID>1</ID></Equipment>",
            "<Equipment xmlns=\"\(v4)\">\r\n<ID>1</ID>\r\n</Equipment>\r\n",
            "<Equipment xmlns=\"\(v4)\"><!-- a --><ID>1</ID><?b c?></Equipment>",
            "<Equipment xmlns=\"\(v4)\"><ID><![CDATA[1]]></ID></Equipment>",
        ])
    func whatIsLegalIsNoDeviation(_ text: String) throws {
        let reader = DocumentReader(library: PackageFolder.library)
        #expect(try reader.read(MemoryBytes(Array(text.utf8)), source: nil).verdict == .valid)
        #expect(try read(text).deviations.map(\.kind) == [.nounWithoutEnvelope])
    }

    @Test(
        arguments: [
            ("<Equipment xmlns=\"\(v4)\"><ID>1</Equipment>", "XML-WF-1"),
            ("<b:Equipment><ID>1</ID></b:Equipment>", "XML-WF-1"), ("", "XML-EMPTY-1"),
            (
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Equipment>&x;</Equipment>",
                "XML-DOCTYPE-1"
            ),
            ("<Equipment xmlns=\"\(v4)\"><ID>&unknown;</ID></Equipment>", "XML-WF-1"),
        ])
    func whatIsNotXMLIsNeverTolerated(_ text: String, _ code: String) throws {
        let reading = try read(text)
        #expect(!reading.isAccepted)
        #expect(reading.findings.map(\.code.rawValue) == [code])
    }

    @Test func bytesThatAreNotUTF8AreNotRelabelled() throws {
        let bytes =
            Array("<?xml version=\"1.0\" encoding=\"utf-16\"?><Equipment xmlns=\"\(Self.v4)\"><ID>".utf8) + [
                0xFC
            ]
            + Array("</ID></Equipment>".utf8)
        let reading = try tolerant.read(MemoryBytes(bytes), source: nil, profile: .tolerant)
        #expect(!reading.isAccepted)
        #expect(reading.findings.map(\.code) == ["XML-WF-1"])
    }

    @Test func aLabelThatIsWrongKeepsTheColumns() throws {
        let reading = try read(
            "<?xml version=\"1.0\" encoding=\"utf-16\"?><Equipment xmlns=\"\(Self.v4)\"><ID>1 </ID></Equipment>"
        )
        let column = reading.deviations.first { $0.kind == .identifierBlanks }?.place.column
        #expect(column == 94)
    }

    @Test func aDocumentBeyondTheBoundIsSaidToBe() throws {
        let small = TolerantReader(library: PackageFolder.library, maximumSize: 32)
        let text = "<Equipment><ID>\(String(repeating: "1", count: 32))</ID></Equipment>"
        let reading = try small.read(MemoryBytes(Array(text.utf8)), source: nil, profile: .tolerant)
        #expect(!reading.isAccepted)
        #expect(reading.findings.map(\.code) == ["TOL-SIZE-1"])
        let few = TolerantReader(library: PackageFolder.library, maximumItems: 3)
        let two = MemoryBytes(Array("<Equipment><ID>1</ID></Equipment>".utf8))
        #expect(try few.read(two, source: nil, profile: .tolerant).isAccepted)
        let three = MemoryBytes(Array("<Equipment><ID>1</ID><Description/></Equipment>".utf8))
        #expect(try few.read(three, source: nil, profile: .tolerant).findings.map(\.code) == ["TOL-SIZE-1"])
    }
}
