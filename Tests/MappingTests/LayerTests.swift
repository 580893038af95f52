import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema

/// A layer says only what differs, and every rule keeps the file that it comes from.
@Suite struct LayerTests {
    private static let files = [
        "base.yaml": """
        language: 1
        mapping: base
        version: 1.0.0
        owner: standard
        from: { set: V0401, noun: ProductionSchedule }
        to: { set: canonical, noun: OperationsSchedule }
        tables: { states: { file: states.csv, no-match: pass } }
        rules:
          - { to: ID, from: ID }
          - { id: start, to: StartTime, from: StartTime }
          - { to: EndTime, from: EndTime }
          - each: ProductionRequest
            to: OperationsRequest
            rules:
              - { to: ID, from: ID }
              - { to: Description, from: Description | table(states) }
              - { each: SegmentRequirement, to: SegmentRequirement, use: segment }
        blocks:
          segment: [{ to: ID, from: ID }]
        """,
        "states.csv": "code,value\na,standard\n",
        "partner/partner.yaml": """
        language: 1
        mapping: partner/partner
        extends: ../base
        version: 1.0.0
        owner: partner
        tables: { states: { file: states.csv, no-match: pass } }
        rules:
          - { replace: start, to: StartTime, from: EndTime }
          - { remove: EndTime, reason: the partner sends nonsense }
          - { in: OperationsRequest, to: Priority, from: Priority }
          - { in: segment, to: Description, from: Description }
        """,
        "partner/states.csv": "code,value\na,partner\n",
        "site.yaml": """
        language: 1
        mapping: site
        extends: partner/partner
        version: 1.0.0
        owner: site
        rules:
          - { in: segment, replace: ID, to: ID, from: ID | prefix('S-') }
        """,
    ]

    private static func run(_ path: String) throws -> MappingResult {
        let checked = Bench.compile(try #require(files[path]), path: path, files: files)
        #expect(checked.findings.filter { $0.code != "MAP-UNREAD-1" }.map(\.description) == [])
        let mapping = try #require(checked.value)
        let xml = """
            <ProductionSchedule xmlns="http://www.wbf.org/xml/B2MML-V0401"><ID>1</ID>\
            <StartTime>2026-01-01T00:00:00Z</StartTime><EndTime>2026-01-02T00:00:00Z</EndTime>\
            <ProductionRequest><ID>2</ID><Description>a</Description><Priority>7</Priority>\
            <SegmentRequirement><ID>3</ID><Description>b</Description></SegmentRequirement>\
            </ProductionRequest></ProductionSchedule>
            """
        let noun = try Bench.noun(Bench.read(xml, .published(.v0401)).document, "ProductionSchedule")
        return try #require(mapping.run(noun, context: MappingContext(traces: true)))
    }

    @Test func aLayerChangesWhatItNames() throws {
        let result = try Self.run("partner/partner.yaml")
        let request = try #require(result.document.root?.child("OperationsRequest"))
        #expect(result.document.root?.child("StartTime")?.text == "2026-01-02T00:00:00Z")
        #expect(result.document.root?.child("EndTime") == nil)
        #expect(request.child("Description")?.text == "partner")
        #expect(request.child("Priority")?.text == "7")
        #expect(request.child("SegmentRequirement")?.child("Description")?.text == "b")
        #expect(result.losses.ignoredByAccident == ["/ProductionSchedule/StartTime[1]"])
    }

    @Test func everyRuleKeepsItsFile() throws {
        let result = try Self.run("site.yaml")
        let links = try #require(result.trace).links
        func file(_ path: [String]) throws -> String? {
            var node = try #require(result.document.root)
            for name in path { node = try #require(node.child(name)) }
            return links.first { $0.output == node.index }?.rule.source
        }
        #expect(try file(["ID"]) == "base.yaml")
        #expect(try file(["StartTime"]) == "partner/partner.yaml")
        #expect(try file(["OperationsRequest", "SegmentRequirement", "ID"]) == "site.yaml")
        let segment = result.document.root?.child("OperationsRequest")?.child("SegmentRequirement")
        #expect(segment?.child("ID")?.text == "S-3")
    }
}
