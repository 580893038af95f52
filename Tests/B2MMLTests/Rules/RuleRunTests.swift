import B2MML
import Diagnostics
import Testing
import XMLSchema
import XMLStream

/// Documents of many records: the same findings as of the whole, and bounded memory.
@Suite struct RuleRunTests {
    private static func plan(_ noun: String, _ record: String) -> (Schema) throws -> RecordPlan {
        { schema in
            let namespace = SchemaSet.v0401.namespace
            return RecordPlan(
                noun: try #require(schema.names[ExpandedName(namespace, noun)]),
                records: [try #require(schema.names[ExpandedName(namespace, record)])])
        }
    }

    private static func schedule(_ requests: String) -> String {
        "<ProductionSchedule xmlns=\"\(SchemaSet.v0401.namespace)\">\n"
            + "<StartTime>2026-03-02T00:00:00Z</StartTime><EndTime>2026-03-09T00:00:00Z</EndTime>\n"
            + requests + "</ProductionSchedule>"
    }

    private static let requests = """
        <ProductionRequest><ID>R1</ID><StartTime>2026-03-02T06:00:00Z</StartTime></ProductionRequest>
        <ProductionRequest><ID>R2</ID><StartTime>2026-03-12T06:00:00Z</StartTime></ProductionRequest>
        <ProductionRequest><ID>R1 </ID><SegmentRequirement><MaterialRequirement><Quantity>
        <QuantityString>1,5</QuantityString><DataType>decimal</DataType><UnitOfMeasure>kg</UnitOfMeasure>
        </Quantity></MaterialRequirement></SegmentRequirement></ProductionRequest>
        <ProductionRequest><ID>R4</ID><SegmentRequirement><MaterialRequirement><Quantity>
        <QuantityString>2</QuantityString><DataType>decimal</DataType><UnitOfMeasure>kg</UnitOfMeasure>
        </Quantity></MaterialRequirement></SegmentRequirement></ProductionRequest>

        """

    @Test func recordsAreJudgedAsTheWholeIs() throws {
        let xml = Self.schedule(Self.requests)
        let whole = try RuleBench.check(xml)
        let records = try RuleBench.check(records: xml, Self.plan("ProductionSchedule", "ProductionRequest"))
        #expect(whole.verdict == .valid)
        #expect(whole.findings.map(\.description) == records.map(\.description))
        #expect(
            whole.findings.map(\.code) == [
                "RULE-TIME-4", "RULE-ID-5", "RULE-ID-3", "RULE-QUANTITY-2", "RULE-UNIT-2",
            ])
        #expect(
            records.first?.place.path == "/ProductionSchedule/ProductionRequest[2]/StartTime[1]")
    }

    /// The parts of a reference stand in different records, in either order.
    @Test(arguments: [true, false]) func referencesAreFollowedAcrossRecords(_ isForward: Bool) throws {
        let definition = "<MaterialDefinition><ID>M1</ID></MaterialDefinition>"
        let classes = ["M1", "M2"].map {
            "<MaterialClass><ID>C-\($0)</ID><MaterialDefinitionID>\($0)</MaterialDefinitionID></MaterialClass>\n"
        }
        let lots = ["M1", "M2"].map {
            "<MaterialLot><ID>L-\($0)</ID><MaterialDefinitionID>\($0)</MaterialDefinitionID></MaterialLot>\n"
        }
        let xml =
            "<MaterialInformation xmlns=\"\(SchemaSet.v0401.namespace)\">\n"
            + (isForward ? classes.joined() + definition : definition + lots.joined())
            + "</MaterialInformation>"
        let findings = try RuleBench.check(
            records: xml,
            { schema in
                let names = ["MaterialClass", "MaterialDefinition", "MaterialLot"].compactMap {
                    schema.names[ExpandedName(SchemaSet.v0401.namespace, $0)]
                }
                let noun = schema.names[ExpandedName(SchemaSet.v0401.namespace, "MaterialInformation")]
                return RecordPlan(noun: try #require(noun), records: Set(names))
            })
        #expect(findings.map(\.code) == ["RULE-REF-5"])
        #expect(findings.first?.found == "M2")
        let whole = try RuleBench.check(xml).findings
        #expect(whole.map(\.description) == findings.map(\.description))
    }

    @Test func findingsOfARuleAreCountedBeyondTheLimit() throws {
        let requests = (1...25).map {
            "<ProductionRequest><ID>R\($0)</ID><Priority>-1</Priority></ProductionRequest>\n"
        }
        let findings = try RuleBench.check(Self.schedule(requests.joined())).findings
        #expect(findings.count == 21)
        #expect(findings.last?.message == "5 more findings of this rule are not listed")
        #expect(findings.last?.place.line == nil)
    }

    @Test func aHabitIsSaidOnce() throws {
        let requests = (1...50).map { "<ProductionRequest><ID>R\($0) </ID></ProductionRequest>\n" }
        let findings = try RuleBench.check(Self.schedule(requests.joined())).findings
        #expect(findings.map(\.code) == ["RULE-ID-3"])
        #expect(findings.first?.message.hasSuffix("; seen 50 times, here first") ?? false)
    }

    @Test func aLimitIsSaidWhenItIsReached() throws {
        var rules = try RuleBench.rules()
        rules.limits.identifiers = 3
        let requests = ["R1", "R2", "R3", "R4", "R4"].map {
            "<ProductionRequest><ID>\($0)</ID></ProductionRequest>\n"
        }
        let findings = try RuleBench.check(
            records: Self.schedule(requests.joined()), Self.plan("ProductionSchedule", "ProductionRequest"),
            rules)
        #expect(Set(findings.map(\.code)) == ["RULE-ID-5", "RULE-ID-6"])
        #expect(findings.allSatisfy { $0.message.contains("more than 3") && $0.place.line == 6 })
    }

    /// More siblings than are compared one by one.
    @Test func oneOfManySiblingsIsFound() throws {
        let requests = (1...40).map {
            "<ProductionRequest><ID>R\($0 == 40 ? 2 : $0)</ID></ProductionRequest>\n"
        }
        let findings = try RuleBench.check(Self.schedule(requests.joined())).findings
        #expect(findings.map(\.code) == ["RULE-ID-5"])
        #expect(findings.first?.message.contains("\"R2\", in line 4") ?? false)
    }

    @Test func versionsOfOneDefinitionAreNotAlike() throws {
        let definition = { (version: String) in
            "<ProductDefinition><ID>P</ID><Version>\(version)</Version></ProductDefinition>\n"
        }
        let document = { (versions: [String]) in
            "<ProductInformation xmlns=\"\(SchemaSet.v0401.namespace)\">\n"
                + versions.map(definition).joined()
                + "</ProductInformation>"
        }
        #expect(try RuleBench.check(document(["1", "2"])).findings.isEmpty)
        #expect(try RuleBench.check(document(["1", "1"])).findings.map(\.code) == ["RULE-ID-5"])
    }
}
