import Diagnostics
import Operations
import Testing
import XMLSchema
import XMLStream

@testable import Mapping

/// What is wrong in a document is said with its place and with what to do.
@Suite struct FindingTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let xml: String
        let finding: String
        var testDescription: String { finding.split(separator: "\n").first.map(String.init) ?? finding }
    }

    /// The content starts on line 2 of the document.
    static let rows: [Row] = [
        Row(
            xml: Canonical.segment(
                "<MaterialRequirement>\n<Quantity><QuantityString>12,5</QuantityString></Quantity></MaterialRequirement>"
            ),
            finding: """
                order.xml:3:11: error: "12,5" is not a decimal number [BIND-QUANTITY-1]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]/MaterialRequirement[1]\
                /Quantity[1]/QuantityString[1]
                    Write 12.5.
                """),
        Row(
            xml: Canonical.segment(
                "<MaterialRequirement>\n<Quantity><QuantityString>1,250</QuantityString></Quantity></MaterialRequirement>"
            ),
            finding: """
                order.xml:3:11: error: "1,250" is not a decimal number [BIND-QUANTITY-1]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]/MaterialRequirement[1]\
                /Quantity[1]/QuantityString[1]
                    Write digits with a point before the fraction and without grouping, such as 1234.5.
                """),
        Row(
            xml: Canonical.segment(
                """
                <EquipmentRequirement>
                <Quantity><QuantityString>99999999999999999999999999999999999999999</QuantityString></Quantity>
                </EquipmentRequirement>
                """),
            finding: """
                order.xml:3:11: error: "99999999999999999999999999999999999999999" has more digits than are kept \
                exactly [BIND-QUANTITY-1]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]/EquipmentRequirement[1]\
                /Quantity[1]/QuantityString[1]
                    Write digits with a point before the fraction and without grouping, such as 1234.5.
                """),
        Row(
            xml: Canonical.segment(
                "<MaterialRequirement>\n<Quantity><QuantityString/></Quantity></MaterialRequirement>"),
            finding: """
                order.xml:3:1: warning: The quantity has no number and is left out [BIND-QUANTITY-2]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]/MaterialRequirement[1]\
                /Quantity[1]
                    Have the sender give the number, or leave the whole quantity out.
                """),
        Row(
            xml: Canonical.segment(
                "<MaterialRequirement>\n<Quantity><QuantityString>-3</QuantityString></Quantity></MaterialRequirement>"
            ),
            finding: """
                order.xml:3:1: error: A required quantity of -3 is negative [BIND-QUANTITY-3]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]/MaterialRequirement[1]\
                /Quantity[1]
                    Ask for a positive quantity; what flows back is a material of its own with another use.
                """),
        Row(
            xml: Canonical.segment(
                """
                <MaterialRequirement>
                <Quantity><QuantityString>1</QuantityString><UnitOfMeasure>KG</UnitOfMeasure></Quantity>
                <Quantity><QuantityString>2</QuantityString><UnitOfMeasure>KG</UnitOfMeasure></Quantity>
                </MaterialRequirement>
                """),
            finding: """
                order.xml:2:53: warning: Two quantities have no key and the same unit [BIND-QUANTITY-4]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]/MaterialRequirement[1]
                    Give each quantity a Key of its own.
                """),
        Row(
            xml: Canonical.segment(
                "<MaterialRequirement>\n<MaterialUse>Consumd</MaterialUse></MaterialRequirement>"),
            finding: """
                order.xml:3:1: warning: "Consumd" is not a MaterialUse [BIND-WORD-1]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]/MaterialRequirement[1]\
                /MaterialUse[1]
                    Did you mean "Consumed"? It is kept as Other.
                """),
        Row(
            xml: Canonical.request("\n<RequestState>Freigegeben</RequestState>"),
            finding: """
                order.xml:3:1: warning: "Freigegeben" is not a RequestState [BIND-WORD-1]
                    at /OperationsSchedule/OperationsRequest[1]/RequestState[1]
                    It is kept as Other; write Other with the attribute OtherValue, or translate it in the mapping.
                """),
        Row(
            xml: Canonical.request("\n<RequestState/>"),
            finding: """
                order.xml:3:1: warning: RequestState is empty and is left out [BIND-WORD-1]
                    at /OperationsSchedule/OperationsRequest[1]/RequestState[1]
                    Write a word of the list, or leave the element out.
                """),
        Row(
            xml: Canonical.request("\n<RequestState OtherValue=\"Parked\">Held</RequestState>"),
            finding: """
                order.xml:3:1: note: /OperationsSchedule/OperationsRequest/RequestState/@OtherValue is not used: \
                the domain values have no place for it [BIND-UNUSED-1]
                    at /OperationsSchedule/OperationsRequest[1]/RequestState[1]/@OtherValue
                    Nothing, unless the plant needs it: the original document keeps it.
                """),
        Row(
            xml: Canonical.request("\n<Priority>high</Priority>"),
            finding: """
                order.xml:3:1: error: "high" is not a decimal number [BIND-NUMBER-1]
                    at /OperationsSchedule/OperationsRequest[1]/Priority[1]
                    Write digits with a point before the fraction and without grouping, such as 1234.5.
                """),
        Row(
            xml: Canonical.schedule(
                "<OperationsRequest><ID>1</ID></OperationsRequest>\n<OperationsRequest/>"),
            finding: """
                order.xml:3:1: error: OperationsRequest has no ID and cannot be told apart from others [BIND-ID-1]
                    at /OperationsSchedule/OperationsRequest[2]
                    Have the sender give the ID, or let the mapping take it from a business key.
                """),
        Row(
            xml: Canonical.schedule("<OperationsRequest><ID>  </ID></OperationsRequest>"),
            finding: """
                order.xml:2:1: error: OperationsRequest has no ID and cannot be told apart from others [BIND-ID-1]
                    at /OperationsSchedule/OperationsRequest[1]
                    Have the sender give the ID, or let the mapping take it from a business key.
                """),
        Row(
            xml: Canonical.request("\n<StartTime>23.11.2026</StartTime>"),
            finding: """
                order.xml:3:1: error: "23.11.2026" is not a date and time [BIND-TIME-1]
                    at /OperationsSchedule/OperationsRequest[1]/StartTime[1]
                    Write year-month-day, T, hours:minutes:seconds, and the offset.
                """),
        Row(
            xml: Canonical.request("\n<StartTime>2026-11-23T06:00:00</StartTime>"),
            finding: """
                order.xml:3:1: error: "2026-11-23T06:00:00" names no offset, and no zone is known for it [BIND-TIME-2]
                    at /OperationsSchedule/OperationsRequest[1]/StartTime[1]
                    Set the zone of the mapping, the partner or the site, or have the sender write the offset.
                """),
        Row(
            xml: Canonical.request("\n<StartTime>2026-11-23T06:00:00.1239Z</StartTime>"),
            finding: """
                order.xml:3:1: note: /OperationsSchedule/OperationsRequest/StartTime is finer than a millisecond; \
                the digits beyond are not kept [BIND-TIME-5]
                    at /OperationsSchedule/OperationsRequest[1]/StartTime[1]
                    Nothing, unless such a fraction matters.
                """),
        Row(
            xml: Canonical.request(
                "\n<StartTime>2026-11-23T06:00:00Z</StartTime><EndTime>2026-11-23T06:30:00+01:00</EndTime>"),
            finding: """
                order.xml:2:1: error: OperationsRequest ends at 2026-11-23T06:30:00+01:00, before it starts at \
                2026-11-23T06:00:00Z [BIND-TIME-6]
                    at /OperationsSchedule/OperationsRequest[1]
                    Check both times, and their offsets.
                """),
        Row(
            xml: Canonical.segment("\n<Duration>P1M</Duration>"),
            finding: """
                order.xml:3:1: error: "P1M" has no exact length: years, months and fractions of a millisecond are not \
                kept [BIND-DURATION-2]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]/Duration[1]
                    Write days, hours, minutes and seconds.
                """),
        Row(
            xml: Canonical.segment("\n<Duration>90 min</Duration>"),
            finding: """
                order.xml:3:1: error: "90 min" is not a duration [BIND-DURATION-1]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]/Duration[1]
                    Write P, days as D, T, and hours, minutes and seconds as H, M and S.
                """),
        Row(
            xml: Canonical.segment("\n<Duration>-PT1H</Duration>"),
            finding: """
                order.xml:2:33: error: The duration -PT1H is negative [BIND-DURATION-3]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]
                    Write how long the work takes.
                """),
        Row(
            xml: Canonical.segment("\n<ID>1</ID><ID>2</ID>"),
            finding: """
                order.xml:3:11: note: /OperationsSchedule/OperationsRequest/SegmentRequirement/ID is not used: \
                the domain values have no place for it [BIND-UNUSED-1]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]/ID[2]
                    Nothing, unless the plant needs it: the original document keeps it.
                """),
        Row(
            xml: Canonical.segment(
                "\n<SegmentParameter><ID>a</ID><Value><ValueString unitCode=\"KGM\">1</ValueString></Value></SegmentParameter>"
            ),
            finding: """
                order.xml:3:36: note: /OperationsSchedule/OperationsRequest/SegmentRequirement/SegmentParameter/Value\
                /ValueString/@unitCode is not used: the domain values have no place for it [BIND-UNUSED-1]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]/SegmentParameter[1]/Value[1]\
                /ValueString[1]/@unitCode
                    Nothing, unless the plant needs it: the original document keeps it.
                """),
        Row(
            xml: Canonical.segment(
                """
                <SegmentParameter><ID>a</ID>
                <Value><ValueString xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></Value>
                </SegmentParameter>
                """),
            finding: """
                order.xml:3:8: note: /OperationsSchedule/OperationsRequest/SegmentRequirement/SegmentParameter/Value\
                /ValueString is xsi:nil and is read as absent [BIND-NIL-1]
                    at /OperationsSchedule/OperationsRequest[1]/SegmentRequirement[1]/SegmentParameter[1]/Value[1]\
                /ValueString[1]
                    Nothing, unless the sender means that a known value is to be deleted.
                """),
    ]

    @Test(arguments: rows)
    func saysWhatWhereAndWhatToDo(_ row: Row) throws {
        #expect(try Canonical.read(row.xml).findings.map(\.description) == [row.finding])
    }

    /// A finding does not cost more than the value it is about.
    @Test func keepsWhatIsRightBesideWhatIsWrong() throws {
        let value = try Canonical.read(
            Canonical.segment(
                """
                <MaterialRequirement><MaterialDefinitionID>00012</MaterialDefinitionID>
                <MaterialUse>Verbraucht</MaterialUse>
                <Quantity><QuantityString>12,5</QuantityString></Quantity>
                <Quantity><QuantityString>0.4E1</QuantityString><Key>b</Key></Quantity></MaterialRequirement>
                """)
        ).value
        let material = try #require(value.requests.first?.segments.first?.materials.first)
        #expect(material.definitionIDs == ["00012"])
        #expect(material.use == .other("Verbraucht"))
        #expect(material.quantities == [Quantity(ExactDecimal(4), key: "b")])
    }

    /// However often a path occurs, it is said once, with the first place and how often.
    @Test func saysOnceWhatIsNotUsed() throws {
        let material = """
            <MaterialRequirement><SpatialDefinition><Value>POINT(1 2)</Value><Format>WKT</Format></SpatialDefinition>\
            <TestSpecificationID>T1</TestSpecificationID><TestSpecificationID>T2</TestSpecificationID>\
            </MaterialRequirement>
            """
        let request =
            "<OperationsRequest><ID>1</ID><SegmentRequirement>\(material)\n\(material)</SegmentRequirement></OperationsRequest>"
        let findings = try Canonical.read(Canonical.schedule(request)).findings
        let path = "/OperationsSchedule/OperationsRequest/SegmentRequirement/MaterialRequirement"
        let rest = "is not used: the domain values have no place for it"
        #expect(
            findings.map(\.message) == [
                "\(path)/SpatialDefinition/Value \(rest), 2 times",
                "\(path)/SpatialDefinition/Format \(rest), 2 times",
                "\(path)/TestSpecificationID \(rest), 4 times",
            ])
        #expect(
            findings.allSatisfy { $0.code == "BIND-UNUSED-1" && $0.severity == .note && $0.place.line == 2 })
    }

    /// An element of another namespace is never taken for one of ours.
    @Test func doesNotTakeAForeignElementForItsOwn() throws {
        let checked = try Canonical.read(
            Canonical.schedule(
                "<OperationsRequest><ID>1</ID><a:Version xmlns:a=\"urn:acme\">9</a:Version></OperationsRequest>"
            ))
        #expect(checked.value.requests.first?.version == nil)
        #expect(checked.findings.map(\.code) == ["BIND-UNUSED-1"])
    }

    @Test func readsPausedAsSuspended() throws {
        let xml = """
            <OperationsPerformance xmlns="http://www.mesa.org/xml/B2MML"><PerformanceState>Paused</PerformanceState>\
            </OperationsPerformance>
            """
        let value = OperationsPerformance.read(try Canonical.noun(try Canonical.document(xml))).value
        #expect(value?.state == .known(.suspended))
    }

    /// A correction of a stock or an actual may be negative; a person should look at it.
    @Test(arguments: [
        "<MaterialLot xmlns=\"http://www.mesa.org/xml/B2MML\"><ID>L</ID><Quantity><QuantityString>-1</QuantityString></Quantity></MaterialLot>"
    ])
    func warnsOfANegativeStock(_ xml: String) throws {
        let checked = MaterialLot.read(try Canonical.noun(try Canonical.document(xml)))
        #expect(checked.value?.quantities == [Quantity(ExactDecimal(-1))])
        #expect(checked.findings.map(\.severity) == [.warning])
        #expect(checked.findings.map(\.code) == ["BIND-QUANTITY-3"])
    }

    /// A canonical document that a mapping made has no lines; the mapping knows where its nodes come from.
    @Test func takesThePlaceFromTheOrigin() throws {
        var editor = try DocumentEditor(
            schema: try Canonical.schema(), root: .init("http://www.mesa.org/xml/B2MML", "OperationsSchedule")
        )
        _ = try editor.append("OperationsRequest", to: editor.root)
        let noun = try #require(editor.finish().root)
        let plain = RequestedOperations.read(noun, context: BindingContext(source: "idoc.xml"))
        #expect(
            plain.findings.map(\.place) == [
                Place(source: "idoc.xml", path: "/OperationsSchedule/OperationsRequest[1]")
            ])
        let origin = Place(source: "idoc.xml", line: 7, column: 3, path: "/IDOC/E1AFKOL")
        let mapped = RequestedOperations.read(noun, context: BindingContext(origin: { _ in origin }))
        #expect(mapped.findings.map(\.place) == [origin])
    }
}
