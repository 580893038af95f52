import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing
import XMLSchema
import XMLStream

/// Every noun of every set that has a mapping both ways, there and back, over generated documents. Five a noun;
/// `B2MML_ROUND_TRIPS=200` is the long form.
@Suite(.enabled(if: Outside.canGenerate, "the generator of documents is not beside this checkout"))
struct EverySetTests {
    private static let number =
        ProcessInfo.processInfo.environment["B2MML_ROUND_TRIPS"].flatMap { Int($0) } ?? 5

    static let sets: [SchemaSet] = [.v0401, .v0500, .v0600, .v0700of2020, .v0700]

    /// Nouns of a set that have a mapping into the canonical form, and one back to themselves.
    private static func nouns(of set: SchemaSet) -> [String] {
        let entries = Bench.library.entries
        return entries.filter { inward in
            inward.from.set == .published(set) && inward.to.set == .canonical
                && entries.contains { $0.from == inward.to && $0.to == inward.from }
        }.map(\.from.noun)
    }

    @Test(arguments: sets) func nothingIsLostByAccidentThereOrBack(_ set: SchemaSet) throws {
        let nouns = Self.nouns(of: set)
        #expect(nouns.count >= 20)
        let folder = try Outside.generate(set.rawValue, number: Self.number)
        defer { try? FileManager.default.removeItem(at: folder) }
        var tally = Tally()
        for file in try FileManager.default.contentsOfDirectory(atPath: Bench.path(folder)).sorted() {
            let noun = String(file.split(separator: "-")[1])
            guard nouns.contains(noun) else { continue }
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            try check(text, noun, set, &tally)
        }
        #expect(tally.trips == Self.number * nouns.count)
        // What is not equal differs by what its mappings declare lost, derive or rename: most of V0401.
        #expect(tally.equal * 20 > tally.trips, "\(tally)")
        print("\(set.rawValue): \(tally)")
    }

    private struct Tally {
        var trips = 0
        var held = 0
        var equal = 0
    }

    private func check(_ text: String, _ noun: String, _ set: SchemaSet, _ tally: inout Tally) throws {
        let library = Bench.library
        let inward = try #require(try library.toCanonical(set, noun: noun))
        let outward = try #require(try library.fromCanonical(inward.to.noun, to: set, as: noun))
        let sent = try Bench.noun(Bench.read(text, .published(set)).document, noun)
        let into = try #require(inward.run(sent, context: MappingContext()))
        tally.trips += 1
        #expect(!into.isRefused)
        #expect(Self.accidents(into, set) == [], "\(inward.name)\n\(text)")
        // What the set leaves out and V0700 requires even inside is asked for, not invented.
        guard !into.isHeld else {
            tally.held += 1
            return
        }
        let canonical = try #require(into.document.root)
        let back = try #require(outward.run(canonical, context: MappingContext()))
        #expect(Self.accidents(back, set) == [], "\(outward.name)\n\(text)")
        guard !back.isHeld, let returned = back.document.root else {
            tally.held += 1
            return
        }
        let written = String(decoding: try DocumentSerialiser.bytes(of: back.document), as: UTF8.self)
        let findings = try Bench.read(written, .published(set)).findings
        if !Self.isOutOfOrder(noun, set, findings) {
            #expect(findings.map(\.description) == [], "\(outward.name)\n\(text)")
        }
        if Serialisation.text(returned) == Serialisation.text(sent) {
            tally.equal += 1
        } else {
            // Something must say why, or all values are there under another name, as the hierarchy scope that was
            // sent as a location, and the operations that were sent as production.
            let isTold =
                !into.losses.ignoredDeclared.isEmpty || !back.losses.ignoredDeclared.isEmpty
                || !back.losses.derived.isEmpty || set == .v0401
            let missing = Self.values(of: sent).filter { value, count in
                Self.values(of: returned)[value, default: 0] < count
            }
            #expect(isTold || missing.isEmpty, "\(outward.name)\n\(text)\n\(Serialisation.text(returned))")
        }
    }

    /// Texts and attributes, and how often each is there. An `OtherValue` is none of them; see ``accidents(_:_:)``.
    private static func values(of node: Node) -> [String: Int] {
        var values: [String: Int] = [:]
        for attribute in node.attributes
        where attribute.name.namespace.isEmpty && attribute.localName != "OtherValue" {
            values["\(attribute.localName)=\(attribute.text)", default: 0] += 1
        }
        if !node.text.isEmpty { values[node.text, default: 0] += 1 }
        for child in node.children { values.merge(Self.values(of: child)) { $0 + $1 } }
        return values
    }

    /// The header of a recipe in V0401 repeats a group of three, which a document is not written in: its parts stand
    /// together by name. Known, and told by the validation of what leaves.
    private static func isOutOfOrder(_ noun: String, _ set: SchemaSet, _ findings: [Finding]) -> Bool {
        set == .v0401 && noun == "GRecipeInformation" && findings.allSatisfy { $0.code == "XSD-CHILD-1" }
    }

    /// An `OtherValue` beside a value that the enumeration lists says nothing. Only production fits into the
    /// production nouns of V0401.
    private static func accidents(_ result: MappingResult, _ set: SchemaSet) -> [String] {
        result.losses.ignoredByAccident.filter {
            !$0.hasSuffix("/@OtherValue") && (set != .v0401 || !$0.hasSuffix("/OperationsType[1]"))
        }
    }
}
