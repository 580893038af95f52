import B2MML
import Foundation
import FoundationXML
import Mapping
import Testing

@testable import Adapter

/// Where values come from and where they went, over all mappings on the way.
@Suite struct ExplanationTests {
    private func explain(_ conversion: Conversion) throws -> Explanation {
        try LineageBench.converter.explain(conversion)
    }

    /// Every value that came out has a rule and a source, and every value that came in a fate.
    @Test(arguments: [SchemaSet.v0500, .v0600, .v0700]) func everyValueIsExplained(_ set: SchemaSet) throws {
        let explanation = try explain(LineageBench.convert(LineageBench.schedule(), to: .set(set)))
        #expect(explanation.unexplained == [])
        #expect(explanation.outputs.count > 100 && explanation.inputs.count > 100)
        #expect(explanation.outputs.allSatisfy { $0.origin == .envelope || !$0.rules.isEmpty })
        let order = try #require(explanation.outputs.first { $0.value == "000000451208" })
        #expect(order.source?.value == "000000451208" && (order.source?.line ?? 0) > 1)
        #expect(order.rules.first?.hasPrefix("isa95/from-v0401/production-schedule.yaml:") == true)
        let fates = Set(explanation.inputs.map(\.fate))
        #expect(fates.isSubset(of: [.written, .envelope, .ignoredDeclared, .read]))
        #expect(explanation.inputs.filter { $0.fate == .written }.allSatisfy { !$0.outputs.isEmpty })
    }

    /// Whoever takes the document and the path finds the value, in the envelope and in the nouns.
    @Test(arguments: [ConversionTarget.set(.v0500), .set(.v0600), .set(.v0700), .set(.v0401)])
    func anXPathToolFindsEveryValue(_ target: ConversionTarget) throws {
        let conversion = try LineageBench.convert(LineageBench.schedule(), to: target)
        let explanation = try explain(conversion)
        let written = String(decoding: try #require(conversion.bytes), as: UTF8.self)
        // Paths are without prefixes, so the tool is shown the document without its namespace.
        let document = try XMLDocument(
            data: Data(written.replacing(" xmlns=", with: " xmlns:unused=").utf8), options: [])
        #expect(explanation.outputs.contains { $0.path.contains("/ApplicationArea[1]/") })
        #expect(explanation.outputs.contains { $0.path.contains("/DataArea[1]/") && $0.source != nil })
        let lines = written.split(separator: "\n", omittingEmptySubsequences: false)
        for output in explanation.outputs {
            let found = try document.nodes(forXPath: output.path)
            #expect(found.map(\.stringValue) == [output.value], "\(output.path)")
            let line = try #require(output.line)
            #expect(output.value.isEmpty || lines[line - 1].contains(output.value), "\(output.path)")
        }
    }

    @Test(arguments: LineageBench.examples)
    func everyValueOfAForeignFormIsExplained(_ example: MappingExample) throws {
        let conversion = try LineageBench.convert(example)
        #expect(conversion.bytes != nil)
        let explanation = try explain(conversion)
        #expect(explanation.unexplained == [])
        #expect(!explanation.outputs.isEmpty && !explanation.inputs.isEmpty)
        #expect(explanation.outputs.allSatisfy { $0.origin == .envelope || !$0.rules.isEmpty })
        #expect(explanation.outputs.allSatisfy { $0.line != nil })
        let written = explanation.inputs.filter { $0.fate == .written }
        #expect(written.allSatisfy { !$0.outputs.isEmpty })
        let lost = explanation.inputs.filter { $0.fate.isLoss && $0.outputs.isEmpty }
        #expect(lost.allSatisfy { $0.fate == .ignoredByAccident || $0.reason != nil && $0.rule != nil })
        // What is counted as lost by accident is shown as that.
        #expect(
            conversion.accidentalLosses.isEmpty
                == explanation.inputs.allSatisfy { $0.fate != .ignoredByAccident })
    }

    /// Both sides say the same of each pair.
    @Test(arguments: LineageBench.examples) func linksGoBothWays(_ example: MappingExample) throws {
        let explanation = try explain(LineageBench.convert(example))
        for (number, output) in explanation.outputs.enumerated() {
            #expect(output.inputs.allSatisfy { explanation.inputs[$0].targets.contains(number) })
        }
        for (number, input) in explanation.inputs.enumerated() {
            #expect(input.targets.allSatisfy { explanation.outputs[$0].inputs.contains(number) })
        }
    }

    @Test func aTextThatIsPutTogetherNamesAllItsParts() throws {
        let explanation = try explain(
            LineageBench.convert(LineageBench.example("sap/odata-order 01-plain")))
        let order = try #require(
            explanation.outputs.first {
                $0.path.contains("/OperationsDefinitionID") && $0.value.contains("/")
            })
        let parts = ([order.source].compactMap(\.self) + order.alsoFrom).map(\.value)
        #expect(parts.count == 2 && order.value == parts.joined(separator: "/"))
    }

    /// What was made of business keys shows the keys.
    @Test func aDerivedIdentifierNamesItsKeys() throws {
        let explanation = try explain(
            LineageBench.convert(LineageBench.example("sap/odata-order 01-plain")))
        let derived = explanation.outputs.filter { $0.origin == .derived }
        #expect(!derived.isEmpty)
        #expect(derived.contains { !$0.alsoFrom.isEmpty })
        #expect(derived.allSatisfy { $0.source == nil && !$0.rules.isEmpty })
    }

    /// A document that no mapping has touched is the same on both sides.
    @Test(arguments: [ConversionTarget.json, .set(.v0401)])
    func aDocumentOfTheSameSetIsTakenOver(_ target: ConversionTarget) throws {
        let explanation = try explain(LineageBench.convert(LineageBench.schedule(), to: target))
        #expect(explanation.outputs.count == explanation.inputs.count)
        #expect(explanation.outputs.allSatisfy { $0.origin == .envelope && $0.value == $0.source?.value })
        #expect(explanation.inputs.allSatisfy { $0.fate == .envelope && $0.outputs.count == 1 })
    }

    /// Nothing is written, and what the mappings had made until then is shown all the same.
    @Test func whatIsHeldIsExplained() throws {
        let names = LineageBench.mappings.entries.map(\.name)
        let held = MappingExample.of("csv/orders", among: names, in: LineageBench.folder).filter {
            $0.name.hasSuffix("-held")
        }
        let conversion = try LineageBench.convert(#require(held.first))
        let explanation = try explain(conversion)
        #expect(conversion.bytes == nil && !explanation.outputs.isEmpty)
        #expect(explanation.outputs.allSatisfy { $0.line == nil })
        #expect(explanation.outputs.allSatisfy { $0.path.hasPrefix("/OperationsSchedule/") })
    }
}
