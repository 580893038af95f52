import Diagnostics
import Foundation
import Testing
import XMLSchema
import XMLStream

@testable import B2MML

/// A site's own files in place of ours: a whole set, or the elements that it adds.
@Suite struct SiteSchemaTests {
    /// A folder of its own for each test.
    private struct Site {
        let folder = FileManager.default.temporaryDirectory.appending(path: "b2mml-\(UUID().uuidString)").path

        func write(_ text: String, to path: String) throws -> String {
            let url = URL(filePath: "\(folder)/\(path)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
            return url.path
        }

        func remove() { try? FileManager.default.removeItem(atPath: folder) }
    }

    private static func xsd(_ namespace: String, _ content: String) -> String {
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="\(namespace)" xmlns:b="\(SchemaSet.v0700.namespace)" \
        targetNamespace="\(namespace)" elementFormDefault="qualified">\(content)</xs:schema>
        """
    }

    private static func library(driver: String? = nil, extensions: String? = nil) throws -> SchemaLibrary {
        try SchemaLibrary(folder: PackageFolder.schemas, driver: driver, extensions: extensions)
    }

    private func judge(_ text: String, _ library: SchemaLibrary, set: SchemaSet? = nil) throws -> Judgement {
        try DocumentReader(library: library).read(MemoryBytes(Array(text.utf8)), source: nil, set: set)
    }

    // MARK: A whole set

    @Test func aDriverIsLoadedInsteadOfOurs() throws {
        let site = Site()
        defer { site.remove() }
        let driver = try site.write(
            Self.xsd(SchemaSet.v0600.namespace, #"<xs:include schemaLocation="../parts/part.xsd"/>"#),
            to: "set/all.xsd")
        _ = try site.write(
            Self.xsd(SchemaSet.v0600.namespace, #"<xs:element name="Site" type="xs:integer"/>"#),
            to: "parts/part.xsd")
        let library = try Self.library(driver: driver)
        #expect(library.available.contains(.v0600))
        #expect(try judge("<Site xmlns='\(SchemaSet.v0600.namespace)'>1</Site>", library).verdict == .valid)
        #expect(try judge("<Site xmlns='\(SchemaSet.v0600.namespace)'>x</Site>", library).verdict == .invalid)
        // Documents of other sets are judged by ours.
        #expect(try library.schema(.v0700).globalElements.count == 705)
        try library.check(.v0600)
        let error = try #require(throws: SchemaError.self) { try library.check(.v0700) }
        #expect(error.code == "SCHEMA-SET-1")
        #expect(error.message.contains("V0700") && error.message.contains(SchemaSet.v0600.namespace))
    }

    @Test func aDriverServesEverySetOfItsNamespace() throws {
        let site = Site()
        defer { site.remove() }
        let driver = try site.write(
            Self.xsd(SchemaSet.v0700.namespace, #"<xs:element name="Site"/>"#), to: "set/all.xsd")
        let library = try Self.library(driver: driver)
        #expect(try library.schema(.v0700) === library.schema(.v0700of2020))
        #expect(try library.schema(.v0700).globalElements.count == 1)
        // The canonical form stays ours.
        #expect(try library.canonical().globalElements.count == 705)
    }

    @Test func theFingerprintCoversWhatWasRead() throws {
        let site = Site()
        defer { site.remove() }
        let entry = Self.xsd(SchemaSet.v0700.namespace, #"<xs:include schemaLocation="part.xsd"/>"#)
        func fingerprint(_ folder: String, _ part: String) throws -> String {
            let driver = try site.write(entry, to: "\(folder)/all.xsd")
            _ = try site.write(Self.xsd(SchemaSet.v0700.namespace, part), to: "\(folder)/part.xsd")
            return try Self.library(driver: driver).fingerprint(of: .v0700)
        }
        let first = try fingerprint("a", #"<xs:element name="Site"/>"#)
        #expect(first.count == 64)
        #expect(try fingerprint("b", #"<xs:element name="Site"/>"#) == first)
        #expect(try fingerprint("c", #"<xs:element name="Sites"/>"#) != first)
        #expect(try PackageFolder.library.fingerprint(of: .v0700) != first)
        let extensions = try site.write(
            Self.xsd(SchemaSet.v0700.extensionNamespace, ""), to: "a/Extensions.xsd")
        let extended = try Self.library(extensions: extensions)
        #expect(try extended.fingerprint(of: .v0700) != PackageFolder.library.fingerprint(of: .v0700))
        #expect(try extended.fingerprint(of: .v0401) == PackageFolder.library.fingerprint(of: .v0401))
    }

    @Test func aDriverOfNoSetIsRefused() throws {
        let site = Site()
        defer { site.remove() }
        let driver = try site.write(Self.xsd("urn:other", ""), to: "set/all.xsd")
        let error = try #require(throws: SchemaError.self) { try Self.library(driver: driver) }
        #expect(error.code == "SCHEMA-SET-1")
        #expect(error.message.contains("urn:other"))
        let missing = try #require(throws: SchemaError.self) {
            try Self.library(driver: "\(site.folder)/none.xsd")
        }
        #expect(missing.code == "SCHEMA-FILE-1")
    }

    @Test(arguments: [
        "../../out.xsd", "/etc/hostname", "http://example.org/a.xsd", "../../../../etc/hostname",
    ])
    func nothingBeyondTheFolderAboveIsRead(_ location: String) throws {
        let site = Site()
        defer { site.remove() }
        _ = try site.write(Self.xsd(SchemaSet.v0700.namespace, ""), to: "out.xsd")
        let driver = try site.write(
            Self.xsd(SchemaSet.v0700.namespace, "<xs:include schemaLocation=\"\(location)\"/>"),
            to: "a/b/all.xsd")
        let library = try Self.library(driver: driver)
        let error = try #require(throws: SchemaError.self) { try library.schema(.v0700) }
        #expect(error.code == "SCHEMA-FILE-1", "\(error)")
        #expect(error.place?.source == driver)
    }

    // MARK: Extensions

    private static let lot = """
        <MaterialLot xmlns="\(SchemaSet.v0700.namespace)"><ID>L</ID>\
        <e:Supplier xmlns:e="\(SchemaSet.v0700.extensionNamespace)">S</e:Supplier></MaterialLot>
        """
    private static let supplier = """
        <xs:group name="MaterialLot"><xs:sequence><xs:element name="Supplier" type="xs:token"/></xs:sequence></xs:group>
        """

    @Test func theGroupsOfASiteReplaceOurs() throws {
        let site = Site()
        defer { site.remove() }
        let extensions = try site.write(
            Self.xsd(SchemaSet.v0700.extensionNamespace, Self.supplier), to: "a/Extensions.xsd")
        #expect(try judge(Self.lot, PackageFolder.library).verdict == .invalid)
        let library = try Self.library(extensions: extensions)
        let judgement = try judge(Self.lot, library)
        #expect(judgement.verdict == .valid, "\(judgement.findings)")
        // Groups that the file leaves out stay empty, and the other sets are not touched.
        #expect(try judge(Self.lot.replacing("Lot", with: "Class"), library).verdict == .invalid)
        #expect(try library.schema(.v0700).globalElements.count == 705)
        #expect(try library.schema(.v0401).globalElements.count == 370)
    }

    /// What a site declares may be of the set's types; where it says to find them does not matter.
    @Test func anExtensionMayUseTheTypesOfTheSet() throws {
        let site = Site()
        defer { site.remove() }
        let extensions = try site.write(
            Self.xsd(
                SchemaSet.v0700.extensionNamespace,
                """
                <xs:import namespace="\(SchemaSet.v0700.namespace)" schemaLocation="B2MML-Common.xsd"/>\
                <xs:include schemaLocation="more.xsd"/>
                """), to: "a/Extensions.xsd")
        _ = try site.write(
            Self.xsd(
                SchemaSet.v0700.extensionNamespace,
                Self.supplier.replacing("xs:token", with: "b:IdentifierType")), to: "a/more.xsd")
        let library = try Self.library(extensions: extensions)
        #expect(try judge(Self.lot.replacing(">S<", with: " schemeID=\"x\">S<"), library).verdict == .valid)
        #expect(try judge(Self.lot.replacing(">S<", with: " scheme=\"x\">S<"), library).verdict == .invalid)
    }

    @Test func extensionsOfNoSetAreRefused() throws {
        let site = Site()
        defer { site.remove() }
        let wrong = try site.write(Self.xsd(SchemaSet.v0700.namespace, ""), to: "a/Extensions.xsd")
        let error = try #require(throws: SchemaError.self) { try Self.library(extensions: wrong) }
        #expect(error.code == "SCHEMA-SET-1")
        let right = try site.write(Self.xsd(SchemaSet.v0401.extensionNamespace, ""), to: "b/Extensions.xsd")
        let library = try Self.library(extensions: right)
        try library.check(.v0401)
        #expect(throws: SchemaError.self) { try library.check(.v0700) }
    }

    @Test func anExtensionThatIsNoGoodIsNamed() throws {
        let site = Site()
        defer { site.remove() }
        let extensions = try site.write(
            Self.xsd(
                SchemaSet.v0700.extensionNamespace, Self.supplier.replacing("xs:token", with: "xs:tokn")),
            to: "a/Extensions.xsd")
        let library = try Self.library(extensions: extensions)
        let error = try #require(throws: SchemaError.self) { try library.schema(.v0700) }
        #expect(error.place?.source == extensions)
    }

    /// A driver and extensions together: the published files with the site's groups.
    @Test func extensionsGoIntoADriver() throws {
        let site = Site()
        defer { site.remove() }
        let extensions = try site.write(
            Self.xsd(SchemaSet.v0700.extensionNamespace, Self.supplier), to: "a/Extensions.xsd")
        let library = try Self.library(
            driver: "\(PackageFolder.schemas)/V0700/B2MML.xsd", extensions: extensions)
        #expect(try judge(Self.lot, library).verdict == .valid)
        let other = try site.write(
            Self.xsd(SchemaSet.v0700.namespace, #"<xs:element name="Site"/>"#), to: "set/all.xsd")
        let without = try Self.library(driver: other, extensions: extensions)
        let error = try #require(throws: SchemaError.self) { try without.schema(.v0700) }
        #expect(error.message.contains("import nothing"))
    }

    // MARK: The published sets

    /// Not part of the package; without them the test says so and passes.
    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: publishedFolder),
            "the published sets are not beside the package"),
        arguments: [
            (SchemaSet.v0401, "driver", 370), (.v0500, "driver", 435), (.v0500, "AllSchemas", 435),
            (.v0600, "driver", 591),
            (.v0600, "AllSchemas", 591), (.v0700, "driver", 705), (.v0700, "AllSchemas", 705),
            (.v0700of2020, "driver", 705), (.v0700of2020, "AllSchemas", 705),
        ])
    func aPublishedSetLoads(_ set: SchemaSet, _ entry: String, _ count: Int) throws {
        let driver = "\(Self.publishedFolder)/\(set.rawValue)/\(entry).xsd"
        let library = try Self.library(driver: driver)
        try library.check(set)
        #expect(try library.schema(set).globalElements.count == count)
    }

    private static let publishedFolder =
        (ProcessInfo.processInfo.environment["B2MML_SHARED"] ?? "\(PackageFolder.schemas)/../../shared")
        + "/mesa"
}
