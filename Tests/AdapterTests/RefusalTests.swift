import Diagnostics
import Journal
import Testing

@testable import Adapter

/// Documents that are not taken in: nothing happens, and the journal keeps what came and why.
@Suite struct RefusalTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let code: String
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "empty", text: "", code: "XML-EMPTY-1"),
        Row(name: "not XML", text: "ORDER;4711;500\n", code: "XML-"),
        Row(name: "cut off", text: String(Message(Order()).xml.prefix(400)), code: "XML-"),
        Row(
            name: "DOCTYPE",
            text: Message(Order()).xml.replacing(
                "?>\n", with: "?>\n<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n"),
            code: "XML-"),
        Row(
            name: "unknown namespace",
            text: Message(Order()).xml.replacing("B2MML-V0401", with: "B2MML-V0402"), code: "SET-NAMESPACE-1"),
        Row(
            name: "a noun that no mapping takes",
            text: """
                <SyncProcessSegmentInformation xmlns="http://www.wbf.org/xml/B2MML-V0401" releaseID="">
                <ApplicationArea><CreationDateTime>2026-03-01T16:30:00Z</CreationDateTime></ApplicationArea>
                <DataArea><Sync/><ProcessSegmentInformation><ID>P</ID></ProcessSegmentInformation>
                </DataArea></SyncProcessSegmentInformation>
                """, code: "IMPORT-NOUN-1"),
        Row(
            name: "a question",
            text: Message(Order()).with { $0.verb = "Get" }.xml, code: "IMPORT-VERB-1"),
        Row(
            name: "invalid",
            text: Message(Order()).xml.replacing("<ID>0010</ID>", with: "<Id>0010</Id>"), code: "XSD-"),
        Row(
            name: "no message",
            text: "<ID xmlns=\"http://www.wbf.org/xml/B2MML-V0401\">4711</ID>", code: "IMPORT-ROOT-1"),
    ]

    @Test(arguments: rows)
    func isRefusedAndKept(_ row: Row) async throws {
        let bench = try Bench(.sqlite)
        let result = try await bench.take(row.text)
        #expect(result.outcome == .refused && result.exitStatus == .look)
        #expect(result.findings.contains { $0.severity == .error })
        #expect(result.findings.first?.code.rawValue.hasPrefix(row.code) == true, "\(result.findings)")
        #expect(try await bench.events().isEmpty)
        #expect(try await bench.messages().isEmpty)
        let deliveries = try await bench.journal.deliveries(of: nil, after: nil, limit: 9)
        #expect(deliveries.map(\.kind) == [.refused])
        #expect(deliveries.first?.findings == result.findings)
        #expect(deliveries.first?.size ?? 0 == row.text.utf8.count)
    }

    /// What is wrong with one record of a large file keeps the whole file out.
    @Test func anInvalidDocumentImportsNothing() async throws {
        let bench = try Bench()
        bench.settings.recordsPerCommit = 2
        bench.settings.wholeDocumentSize = 10
        var orders = (1...9).map { Order(id: "\($0)") }
        orders[8].quantity = "12,5</QuantityString><Wrong/><QuantityString>"
        let result = try await bench.take(Message(orders: orders).xml)
        #expect(result.outcome == .refused)
        #expect(try await bench.events().isEmpty)
    }
}
