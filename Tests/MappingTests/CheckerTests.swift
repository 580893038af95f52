import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing

/// Every finding code of the checker has a mapping that fails with it.
@Suite struct CheckerTests {
    static let folder = Bench.here.appending(path: "Fixtures/Checker")

    @Test(arguments: Golden.fixtures("Checker", ending: ".yaml"))
    func aBadMappingIsExplained(_ name: String) throws {
        let installed = name == "MAP-SET-2" ? try Self.schemas(without: "V0500") : nil
        defer { if let installed { try? FileManager.default.removeItem(at: installed) } }
        let schemas = installed.map { SchemaLibrary(folder: Bench.path($0)) } ?? Bench.schemas
        let compiler = MappingCompiler(folder: Bench.path(Self.folder), schemas: schemas)
        let checked = compiler.compile("\(name).yaml")
        let report = checked.findings.map(\.description).joined(separator: "\n") + "\n"
        try Golden.expect(report, Self.folder.appending(path: "\(name).findings.txt"))
        #expect(checked.findings.contains { $0.code.rawValue == name })
        #expect((checked.value == nil) == checked.findings.hasErrors)
    }

    /// A folder of schemas that lacks a set; whoever asks for it removes it.
    private static func schemas(without set: String) throws -> URL {
        let whole = Bench.root.appending(path: "Schemas")
        let folder = FileManager.default.temporaryDirectory.appending(path: "schemas-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: Bench.path(whole)) where name != set {
            try FileManager.default.createSymbolicLink(
                at: folder.appending(path: name), withDestinationURL: whole.appending(path: name))
        }
        return folder
    }

    /// The codes are read out of the sources, so that a new one without a fixture is noticed.
    @Test func everyCodeHasAFixture() throws {
        let sources = Bench.root.appending(path: "Sources/Mapping")
        let files = FileManager.default.enumerator(atPath: Bench.path(sources))
        var codes: Set<String> = []
        for case let file as String in try #require(files)
        where file.hasSuffix(".swift") && !file.hasPrefix("Binding/") {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            for match in text.matches(of: /"(MAP-[A-Z]+-[0-9]+)"/) { codes.insert(String(match.1)) }
        }
        let fixtures = Set(
            Golden.fixtures("Checker", ending: ".yaml") + Golden.fixtures("Runs", ending: ".yaml"))
        let missing = codes.subtracting(fixtures).sorted()
        // The name of a file, an unknown zone of a context and a missing table of units are not in a fixture: each has
        // a test of its own.
        #expect(missing == ["MAP-FUNCTION-7", "MAP-NAME-1", "MAP-RUN-9"])
    }

    @Test func aMappingIsCalledByItsPath() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mapping-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let good = Self.folder.appending(path: "MAP-TABLE-5.yaml")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "parts"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Self.folder.appending(path: "parts/units.csv"), to: folder.appending(path: "parts/units.csv"))
        try FileManager.default.copyItem(at: good, to: folder.appending(path: "other.yaml"))
        let library = MappingLibrary(folder: Bench.path(folder), schemas: Bench.schemas)
        #expect(library.entries.isEmpty && library.paths == ["other.yaml"])
        let checked = library.check("other.yaml")
        #expect(checked.value == nil)
        #expect(checked.findings.map(\.code) == ["MAP-TABLE-5", "MAP-UNREAD-1", "MAP-NAME-1"])
    }
}
