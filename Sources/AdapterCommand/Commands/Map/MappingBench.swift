import Adapter
import ArgumentParser
import B2MML
import Diagnostics
import Foundation
import Mapping

/// What the commands of the bench work with.
struct MappingBench {
    let folder: String
    let schemas: SchemaLibrary
    let library: MappingLibrary

    /// - Parameter folder: of the mappings; nil for that of the installation.
    /// - Throws: ``UsageFault`` when there is no mapping in it.
    init(folder: String? = nil) throws {
        let installation = try Installation()
        self.folder = folder ?? installation.mappings
        schemas = SchemaLibrary(folder: installation.schemas, images: .standard())
        library = MappingLibrary(folder: self.folder, schemas: schemas)
        guard !library.paths.isEmpty else {
            throw UsageFault(
                "MAP-FILE-2", "there is no mapping below \(self.folder)",
                advice: "Set B2MML_HOME to the folder that holds Schemas and Mappings.")
        }
    }

    /// Mappings by their names, or those of a folder; all when none is named.
    ///
    /// - Throws: ``UsageFault`` for a name that is none.
    func mappings(_ names: [String]) throws -> [MappingLibrary.Entry] {
        let paths = library.entries.map { "\($0.name).yaml" }
        let chosen = Set(try MappingPaths(folder).choose(names, among: paths))
        return library.entries.filter { chosen.contains("\($0.name).yaml") }
    }

    func examples(of mapping: String) -> [MappingExample] {
        MappingExample.of(mapping, among: library.entries.map(\.name), in: folder)
    }

    /// Runs a mapping on its examples, and there and back where its folder asks for that.
    ///
    /// - Parameters:
    ///   - entry: the mapping.
    ///   - isRecording: whether what comes out is written as what should.
    /// - Returns: none where there is nothing to run it on.
    /// - Throws: ``WrongMapping`` when something is wrong with it, and what reading and writing files throws.
    func test(_ entry: MappingLibrary.Entry, isRecording: Bool) throws -> [ExampleTest.Result] {
        let trips = RoundTripTest(library: schemas, mappings: library)
        let examples = examples(of: entry.name)
        guard !examples.isEmpty || trips.isAsked(of: entry.name, in: folder),
            let mapping = try compiled(entry)
        else { return [] }
        let test = ExampleTest(ExampleRunner(library: schemas))
        let results = try examples.map { try test.run($0, mapping, isRecording: isRecording) }
        return try results + [trips.run(mapping, in: folder, isRecording: isRecording)].compactMap(\.self)
    }

    /// - Throws: ``WrongMapping`` when something is wrong with it.
    func compiled(_ entry: MappingLibrary.Entry) throws -> CompiledMapping? {
        try library.mapping(named: entry.name)
    }

    /// A sample.
    ///
    /// - Throws: ``FileProblem`` when it cannot be read.
    static func bytes(of path: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try DocumentFile(path: path).forEachPiece { piece in
            bytes.append(contentsOf: piece)
            return true
        }
        return bytes
    }
}
