import B2MML
import Foundation
import Testing
import XMLSchema
import XMLStream

/// Our own sets say what the published ones say: no component more, none less, none other.
@Suite struct SchemaFactsTests {
    private static let catalog = SchemaCatalog(folder: PackageFolder.schemas)

    private func facts(_ set: SchemaSet) throws -> [String] {
        SchemaFacts(try Self.catalog.outline(of: set), namespace: set.namespace).rows
    }

    /// Row by row with the facts that were taken from the published files.
    @Test(
        .enabled(if: PackageFolder.facts != nil, "the facts are not beside the package"),
        arguments: SchemaSet.allCases)
    func everyComponentIsAsPublished(_ set: SchemaSet) throws {
        let folder = try #require(PackageFolder.facts)
        let text = try String(
            contentsOf: folder.appending(path: "facts-\(set.rawValue).tsv"), encoding: .utf8)
        let published = text.split(separator: "\n").dropFirst().map(String.init)
        let ours = try facts(set)
        let missing = Set(published).subtracting(ours).sorted()
        let extra = Set(ours).subtracting(published).sorted()
        print("\(set.rawValue): \(ours.count) rows, \(missing.count) missing, \(extra.count) extra")
        #expect(missing.isEmpty, "\(missing.prefix(5))")
        #expect(extra.isEmpty, "\(extra.prefix(5))")
        #expect(ours.count == published.count && published.count > 3_000)
    }

    struct Contents: Sendable, CustomTestStringConvertible {
        let set: SchemaSet
        let elements: Int
        let types: Int
        let transactions: Int
        let enumerations: Int
        let values: Int
        /// Over the sorted rows of ``SchemaFacts``.
        let digest: UInt64
        var testDescription: String { self.set.rawValue }
    }

    /// The digests were taken when the test above found no difference.
    static let contents = [
        Contents(
            set: .v0401, elements: 370, types: 594, transactions: 227, enumerations: 36, values: 270,
            digest: 0xe85b_d511_af70_4163),
        Contents(
            set: .v0500, elements: 435, types: 778, transactions: 283, enumerations: 42, values: 338,
            digest: 0x7518_6e6d_deb1_a670),
        Contents(
            set: .v0600, elements: 591, types: 970, transactions: 419, enumerations: 47, values: 400,
            digest: 0x2b20_d33c_ce9a_5307),
        Contents(
            set: .v0700, elements: 705, types: 973, transactions: 519, enumerations: 61, values: 605,
            digest: 0x84d5_3140_5613_711a),
        Contents(
            set: .v0700of2020, elements: 705, types: 973, transactions: 519, enumerations: 61, values: 602,
            digest: 0x2975_d651_2133_30b8),
    ]

    @Test(arguments: contents) func theSetsAreWhole(_ expected: Contents) throws {
        let summary = try Self.catalog.summary(of: expected.set)
        #expect(summary.elements == expected.elements)
        #expect(summary.types == expected.types)
        #expect(summary.transactions == expected.transactions)
        #expect(summary.enumerations == expected.enumerations)
        #expect(summary.values == expected.values)
        #expect(summary.namespace == expected.set.namespace && summary.files > 17)
        let rows = try facts(expected.set).sorted().joined(separator: "\n")
        // FNV-1a.
        let digest = rows.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        #expect(digest == expected.digest, "\(String(digest, radix: 16))")
    }

    /// What the outline reads is what is compiled.
    @Test(arguments: SchemaSet.allCases) func theCompiledSetHasTheSameComponents(_ set: SchemaSet) throws {
        let schema = try PackageFolder.library.schema(set)
        let outline = try Self.catalog.outline(of: set)
        #expect(schema.globalElements.map { schema.names[$0].local } == outline.elements.map(\.name))
        for type in outline.types {
            let name = try #require(type.name)
            let id = try #require(schema.type(named: name), "\(name)")
            // A name that occurs twice in a model is listed once.
            var children: [String] = []
            for child in outline.children(of: type.parts) where !children.contains(child.name) {
                children.append(child.name)
            }
            let compiled = schema.contentModel(of: id)?.children.map { schema.names[$0.name].local } ?? []
            #expect(compiled == children, "\(name)")
        }
    }

    @Test func everyFileOfASetIsReached() throws {
        for set in SchemaSet.allCases {
            let entry = "\(PackageFolder.schemas)/\(set.rawValue)/\(SchemaLibrary.entryFile)"
            let text = try String(contentsOfFile: entry, encoding: .utf8)
            let names = try FileManager.default.contentsOfDirectory(
                atPath: "\(PackageFolder.schemas)/\(set.rawValue)")
            for name in names where name.hasSuffix(".xsd") && name != SchemaLibrary.entryFile {
                #expect(text.contains("schemaLocation=\"\(name)\""), "\(set.rawValue)/\(name)")
            }
        }
    }
}
