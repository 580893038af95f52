import Diagnostics
import Operations
import Testing
import XMLSchema
import XMLStream

@testable import Mapping

@Suite struct WritingTests {
    private let time = ZonedTime(Instant(milliseconds: 1_795_410_000_000), offsetMinutes: 60)

    /// The names and the order are those of the schema, `Endtime` included.
    @Test func writesThePerformanceInOrder() throws {
        let material = MaterialActual(
            lotIDs: [" L-1"], use: .known(.produced),
            quantities: [Quantity(try ExactDecimal(parsing: "1.000"), "KG")])
        let segment = SegmentResponse(
            actualStart: time, requestIDs: ["007001"], state: .known(.paused), materials: [material])
        let value = OperationsPerformance(
            id: "P-1", endTime: time, scheduleID: "0042", state: .other("Parked"),
            responses: [OperationsResponse(id: "R-1", requestIDs: ["007001"], segments: [segment])])
        let written = try value.document(try Canonical.schema())
        #expect(written.findings == [])
        #expect(
            try text(of: written.value) == """
                <OperationsPerformance xmlns="http://www.mesa.org/xml/B2MML"><ID>P-1</ID>\
                <Endtime>2026-11-23T06:00:00+01:00</Endtime>\
                <OperationsScheduleID>0042</OperationsScheduleID>\
                <PerformanceState OtherValue="Parked">Other</PerformanceState>\
                <OperationsResponse><ID>R-1</ID><OperationsRequestID>007001</OperationsRequestID>\
                <SegmentResponse><ActualStartTime>2026-11-23T06:00:00+01:00</ActualStartTime>\
                <OperationsRequestID>007001</OperationsRequestID><SegmentState>Suspended</SegmentState>\
                <MaterialActual><MaterialLotID> L-1</MaterialLotID><MaterialUse>Produced</MaterialUse>\
                <Quantity><QuantityString>1.000</QuantityString><UnitOfMeasure>KG</UnitOfMeasure></Quantity>\
                </MaterialActual></SegmentResponse></OperationsResponse></OperationsPerformance>
                """)
    }

    /// Several nouns into the data area of one transaction.
    @Test func writesIntoATransaction() throws {
        let root = ExpandedName("http://www.mesa.org/xml/B2MML", "SyncMaterialLot")
        var editor = try DocumentEditor(schema: try Canonical.schema(), root: root)
        let area = try editor.append("DataArea", to: editor.root)
        var writer = NounWriter(editor: editor)
        for id: Identifier in ["L-1", "L-2"] {
            let element = try writer.editor.append(MaterialLot.noun, to: area)
            try writer.write(MaterialLot(id: id), into: element)
        }
        let document = writer.editor.finish()
        #expect(
            try text(of: document) == """
                <SyncMaterialLot xmlns="http://www.mesa.org/xml/B2MML"><DataArea><MaterialLot><ID>L-1</ID></MaterialLot>\
                <MaterialLot><ID>L-2</ID></MaterialLot></DataArea></SyncMaterialLot>
                """)
    }

    /// What the canonical form has no place for is said, once for each kind.
    @Test func saysWhatItCannotWrite() throws {
        let place = ResourceLocation("BOX3", level: .known(.workCell))
        let property = Property(id: "Density", quantities: [Quantity(ExactDecimal(1))])
        let lot = MaterialLot(
            id: "L-1", location: place, properties: [property],
            subLots: [MaterialSubLot(id: "S-1", location: place)])
        let written = try lot.document(try Canonical.schema())
        #expect(written.findings.map(\.code) == ["BIND-LOST-1", "BIND-LOST-1"])
        #expect(
            Set(written.findings.map(\.message)) == [
                "The level of StorageLocation has no place in the canonical form and is not written",
                "The quantity of MaterialLotProperty has no place in the canonical form and is not written",
            ])
        let request = OperationsRequest(id: "1", operationsDefinitionVersion: "2")
        let schedule = try RequestedOperations(requests: [request, request]).document(try Canonical.schema())
        #expect(
            schedule.findings.map(\.message) == [
                "The version of the operations definition of OperationsRequest has no place in the canonical form and "
                    + "is not written"
            ])
    }

    @Test func refusesAnotherSchema() throws {
        let schema = try SchemaLoader.load("a.xsd", from: OneElement())
        #expect(throws: BindingError.self) { try MaterialLot(id: "L").document(schema) }
        let error = #expect(throws: BindingError.self) {
            var writer = NounWriter(editor: try DocumentEditor(schema: schema, root: .init("", "Lot")))
            try writer.write(MaterialLot(id: "L"), into: writer.editor.root)
        }
        #expect(
            error?.description == """
                error: The schema has no element "ID" in "Lot" [BIND-SCHEMA-1]
                    Write with the schema of the canonical form, V0700 under its overlay.
                """)
    }

    private struct OneElement: SchemaFiles {
        func read(_ path: String) -> [UInt8] {
            Array(
                """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Lot"><xs:complexType>\
                <xs:sequence/></xs:complexType></xs:element></xs:schema>
                """.utf8)
        }
    }
}
