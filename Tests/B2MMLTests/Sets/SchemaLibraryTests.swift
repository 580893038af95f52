import B2MML
import Testing
import XMLSchema
import XMLStream

@Suite struct SchemaLibraryTests {
    @Test(arguments: [
        (SchemaSet.v0401, 370), (.v0500, 435), (.v0600, 591), (.v0700, 705), (.v0700of2020, 705),
    ])
    func theSetsOfThePackageHaveAllTheirElements(_ set: SchemaSet, _ count: Int) throws {
        let schema = try PackageFolder.library.schema(set)
        #expect(schema.globalElements.count == count)
        #expect(schema.globalElements.allSatisfy { schema.names[$0].namespace == set.namespace })
        #expect(try PackageFolder.library.schema(set) === schema)
    }

    @Test func onlySetsThatAreThereAreAvailable() {
        #expect(PackageFolder.library.available == SchemaSet.allCases)
        #expect(SchemaLibrary(folder: "/nowhere").available.isEmpty)
    }

    @Test func aMissingSetIsAnError() throws {
        let error = try #require(throws: SchemaError.self) {
            try SchemaLibrary(folder: "/nowhere").schema(.v0401)
        }
        #expect(error.message.contains("B2MML.xsd"))
        #expect(throws: SchemaError.self) { try SchemaLibrary(folder: "/nowhere").canonical() }
    }

    /// A misspelt line of the overlay would do nothing, silently.
    @Test func everyLineOfTheOverlayRelaxesSomething() throws {
        let text = String(
            decoding: try FolderSchemaFiles(folder: PackageFolder.schemas).read(
                SchemaLibrary.overlayPath), as: UTF8.self)
        let entries = SchemaOverlay(text: text).optional
        let strict = try PackageFolder.library.schema(.v0700)
        let canonical = try PackageFolder.library.canonical()
        #expect(entries.count > 20)
        for entry in entries {
            #expect(try minimum(entry, in: strict) ?? 0 > 0, "\(entry)")
            #expect(try minimum(entry, in: canonical) == 0, "\(entry)")
        }
    }

    private func minimum(_ entry: SchemaOverlay.Entry, in schema: Schema) throws -> Int? {
        let name = ExpandedName(SchemaSet.v0700.namespace, entry.type)
        let type = try #require(schema.type(named: name), "\(entry.type)")
        let child = schema.contentModel(of: type)?.children.first {
            schema.names[$0.name].local == entry.child
        }
        return child?.occurrence.min
    }

    @Test(arguments: ["../V0700/B2MML.xsd", "/etc/hostname", "none.xsd", "../../Package.swift"])
    func nothingOutsideOfTheFolderIsRead(_ path: String) {
        let files = FolderSchemaFiles(folder: PackageFolder.schemas + "/V0401")
        #expect(throws: (any Error).self) { try files.read(path) }
    }

    @Test func theFingerprintIsOfTheSet() throws {
        let old = try PackageFolder.library.fingerprint(of: .v0401)
        #expect(old.count == 64)
        #expect(try PackageFolder.library.fingerprint(of: .v0401) == old)
        #expect(try PackageFolder.library.fingerprint(of: .v0700) != old)
    }
}
