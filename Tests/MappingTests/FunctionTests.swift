import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema

/// What each function makes of a text, and what it refuses.
@Suite struct FunctionTests {
    private static func mapping(
        _ expression: String, from set: String = "V0401", _ noun: String = "ProductionSchedule"
    ) -> String {
        """
        language: 1
        mapping: test
        version: 1.0.0
        owner: test
        from: { set: \(set), noun: \(noun) }
        to: { set: canonical, noun: OperationsSchedule }
        rules:
          - { to: Description, from: "\(expression)", else: "(absent)" }
          - { ignore: "*", reason: not of this test }
        """
    }

    /// `Description` is the text; `ID` is `L-001/7`, `StartTime` is 2026-03-29T01:30:00Z, `EndTime` is local.
    private static func run(_ expression: String, on text: String) throws -> MappingResult {
        let checked = Bench.compile(mapping(expression), path: "test.yaml")
        #expect(checked.findings.filter { $0.code != "MAP-UNREAD-1" }.map(\.description) == [])
        let mapping = try #require(checked.value)
        let xml = """
            <ProductionSchedule xmlns="http://www.wbf.org/xml/B2MML-V0401"><ID>L-001/7</ID>\
            <Description>\(text)</Description><StartTime>2026-03-29T01:30:00Z</StartTime>\
            <EndTime>2026-01-31T24:00:00</EndTime></ProductionSchedule>
            """
        let noun = try Bench.noun(Bench.read(xml, .published(.v0401)).document, "ProductionSchedule")
        let zone = MappingContext.Zone(identifier: "Europe/Berlin", origin: "site")
        return try #require(mapping.run(noun, context: MappingContext(zone: zone)))
    }

    @Test(arguments: [
        ("Description | part(2, '-')", "PO-4711-0010", "4711"),
        ("Description | part(3, ';')", "a;b", "(absent)"),
        ("Description | substring(4)", "PO-4711", "4711"),
        ("Description | substring(4, 5)", "PO-4711", "47"),
        ("Description | substring(9)", "short", ""),
        ("Description | prefix('PO-') | suffix('-A')", "1", "PO-1-A"),
        ("Description | replace(',', '.')", "1,5", "1.5"),
        ("Description | pad(12)", "4711", "000000004711"),
        ("Description | pad(3, '*')", "4711", "4711"),
        ("Description | strip-zeros", "000258456", "258456"),
        ("Description | strip-zeros", "0000", "0"),
        ("Description | strip-zeros", "00A7", "0A7"),
        ("Description | length(4)", "4711", "4711"),
        ("Description | uuid", "4711", ""),
        ("Description | unit", "kg", "KGM"),
        ("Description | unit", "KGM", "KGM"),
        ("Description | decimal(comma)", "1.234,50", "1234.50"),
        ("Description | decimal(comma)", "12,000-", "-12.000"),
        ("Description | decimal(point)", "1,234.5", "1234.5"),
        ("Description | decimal", " 5.000 ", "5.000"),
        ("Description | decimal(point)", "-1.5E3", "-1500"),
        ("Description | decimal | scale(0.001)", "1250", "1.250"),
        ("Description | decimal | round(1)", "-2.25", "-2.3"),
        ("Description | date(dd.MM.yyyy)", "28.02.2026", "2026-02-28"),
        ("Description | date(dd.MM.yyyy) | at('06:00:00') | zone", "01.07.2026", "2026-07-01T06:00:00+02:00"),
        ("Description | date-time(yyyyMMddHHmmss)", "20260131063059", "2026-01-31T06:30:59"),
        ("Description | date-time('dd.MM.yyyy, HH:mm')", "31.01.2026, 06:30", "2026-01-31T06:30:00"),
        ("Description | time(HHmm)", "0630", "06:30:00"),
        ("EndTime | date", "", "2026-01-31"),
        ("EndTime | time", "", "24:00:00"),
        ("Description | sap-date", "/Date(1769817600000)/", "2026-01-31"),
        ("Description | sap-date", "/Date(-86400000+0060)/", "1969-12-31"),
        ("Description | sap-date", "20260131", "2026-01-31"),
        ("Description | sap-date", "00000000", "(absent)"),
        ("Description | sap-time", "PT6H30M", "06:30:00"),
        ("Description | sap-time", "063000", "06:30:00"),
        ("StartTime | to-zone(Europe/Berlin)", "", "2026-03-29T03:30:00+02:00"),
        ("StartTime | date-time | to-zone | format('dd.MM.yyyy HH:mm')", "", "29.03.2026 03:30"),
        ("StartTime | format(HHmmss)", "", "013000"),
        ("StartTime | odata-date", "", "/Date(1774742400000)/"),
        ("StartTime | odata-time", "", "PT01H30M00S"),
        ("Description | decimal | minutes", "90", "PT90M"),
        ("Description | decimal | hours", "1.5", "PT5400S"),
        ("Description | decimal | seconds", "-0.25", "-PT0.25S"),
        ("Description | in-minutes", "P1DT1H30S", "1500.5"),
        ("Description | in-hours", "PT20M", "0.333333"),
        ("concat(ID, '/', Description | trim)", " x ", "L-001/7/x"),
        ("concat(ID, Location/EquipmentID)", "x", "(absent)"),
        ("sum(Description)", "0.10", "0.10"),
        ("count(Description)", "x", "1"),
        ("position(10)", "x", "10"),
    ])
    func aValueBecomes(_ expression: String, _ text: String, _ expected: String) throws {
        let result = try Self.run(expression, on: text)
        let found = result.document.root?.child("Description")?.text
        if expression.hasSuffix("uuid") {
            #expect(
                found?.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
                    != nil)
            #expect(try found == Self.run(expression, on: text).document.root?.child("Description")?.text)
        } else {
            #expect(found == expected)
        }
        #expect(!result.isHeld && result.losses.ignoredByAccident == [])
    }

    @Test(arguments: [
        ("Description | decimal", "1,5", "MAP-RUN-3"), ("Description | decimal(comma)", "1.5", "MAP-RUN-3"),
        ("Description | decimal(comma)", "1.2345,0", "MAP-RUN-3"),
        ("Description | date(dd.MM.yyyy)", "30.02.2026", "MAP-RUN-3"),
        ("Description | date(dd.MM.yyyy)", "1.2.2026", "MAP-RUN-3"),
        ("Description | sap-date", "20261301", "MAP-RUN-3"),
        ("Description | sap-time", "256000", "MAP-RUN-3"),
        ("Description | sap-date", "/Date(99999999999999999)/", "MAP-RUN-3"),
        ("Description | in-minutes", "P1M", "MAP-RUN-3"), ("Description | unit", "Fässer", "MAP-RUN-11"),
        ("EndTime | to-zone(Europe/Berlin)", "", "MAP-RUN-3"),
        ("Description | length(3)", "4711", "MAP-RUN-12"),
        ("Description | date-time(dd.MM.yyyy HH:mm) | zone", "29.03.2026 02:30", "MAP-RUN-10"),
        ("sum(Description)", "x", "MAP-RUN-3"), ("concat(ID, Description | decimal)", "x", "MAP-RUN-3"),
    ])
    func aValueIsRefused(_ expression: String, _ text: String, _ code: Code) throws {
        let result = try Self.run(expression, on: text)
        #expect(result.isHeld)
        #expect(result.findings.filter { $0.severity == .error }.map(\.code) == [code])
    }

    @Test func partsAreValuesOfTheirOwn() throws {
        let root = try #require(Self.run("Description | split(';') | upper", on: "a; b;;c").document.root)
        #expect(root.children.filter { $0.localName == "Description" }.map(\.text) == ["A", "B", "C"])
    }

    @Test func unitsThatCannotBeReadAreSaid() throws {
        struct Broken: Error {}
        let compiler = MappingCompiler(
            files: MappingCompiler.Files { _ in throw Broken() },
            schema: { _ throws(SchemaError) in try Bench.schemas.canonical() }, units: { throw Broken() })
        let checked = compiler.compile(
            Self.mapping("Description | unit", from: "canonical", "OperationsSchedule"), path: "test.yaml")
        #expect(checked.findings.map(\.code) == ["MAP-FUNCTION-7"])
    }
}
