import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema

/// A document of V0401 on its way into the canonical form and back.
struct RoundTrip {
    static let nouns = [
        "ProductionSchedule", "ProductionPerformance", "MaterialInformation", "MaterialClass",
        "MaterialDefinition", "MaterialLot", "MaterialSubLot",
    ]

    let original: Node
    let inward: MappingResult
    let canonical: Node
    /// Of the canonical document, written and read again.
    let canonicalFindings: [Finding]
    let outward: MappingResult
    let returned: Node
    /// Of the document that came back, written and read again.
    let returnedFindings: [Finding]

    init(_ text: String, noun name: String, context: MappingContext = MappingContext()) throws {
        let read = try Bench.read(text, .published(.v0401))
        original = try Bench.noun(read.document, name)
        let library = Bench.library
        let into = try #require(try library.toCanonical(.v0401, noun: name))
        inward = try #require(into.run(original, context: context))
        canonical = try #require(inward.document.root)
        canonicalFindings = try Bench.read(Serialisation.text(canonical, indent: false), .canonical).findings
        let back = try #require(try library.fromCanonical(into.to.noun, to: .v0401))
        outward = try #require(back.run(canonical, context: context))
        returned = try #require(outward.document.root)
        returnedFindings =
            try Bench.read(Serialisation.text(returned, indent: false), .published(.v0401)).findings
    }
}
