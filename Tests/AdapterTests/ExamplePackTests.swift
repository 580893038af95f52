import Adapter
import B2MML
import Diagnostics
import Foundation
import Mapping
import Testing

/// The examples of all shipped mappings come out as they were recorded; `b2mml map test --record` records them.
@Suite struct ExamplePackTests {
    private static let folder = URL(filePath: "\(Repository.home)/Mappings").standardizedFileURL
        .path(percentEncoded: false)
    private static let library = Repository.library
    private static let mappings = MappingLibrary(folder: folder, schemas: library)

    static var examples: [MappingExample] {
        let names = mappings.entries.map(\.name)
        return names.filter { !$0.hasPrefix("isa95/") }
            .flatMap { MappingExample.of($0, among: names, in: folder) }
    }

    @Test(arguments: examples)
    func anExampleIsAsRecorded(_ example: MappingExample) throws {
        let mapping = try #require(try Self.mappings.mapping(named: example.mapping))
        let test = ExampleTest(ExampleRunner(library: Self.library))
        let result = try test.run(example, mapping, isRecording: false)
        #expect(result.verdict == .passed, "\(result.differences.joined(separator: "\n"))")
    }

    /// Each mapping of a partner has three examples, and they exercise all of it.
    @Test func theExamplesExerciseEveryRule() throws {
        let test = ExampleTest(ExampleRunner(library: Self.library))
        let packs = Self.mappings.entries.map(\.name).filter { !$0.hasPrefix("isa95/") }
        #expect(!packs.isEmpty)
        for name in packs {
            let examples = Self.examples.filter { $0.mapping == name }
            #expect(examples.count >= 3, "\(name)")
            let mapping = try #require(try Self.mappings.mapping(named: name))
            var exercised: Set<Place> = []
            for example in examples {
                exercised.formUnion(try test.run(example, mapping, isRecording: false).exercised)
            }
            let missing = mapping.points.filter { !exercised.contains($0.place) }
            #expect(missing.map(\.place.locator) == [], "\(name)")
        }
    }

    @Test func aDifferenceIsShownLineByLine() {
        #expect(LineDifference(from: "a\nb\nc\n", to: "a\nx\nc\n").text == "    - 2: b\n    + 2: x")
        #expect(LineDifference(from: "a\n", to: "a\n").text == "    only the line ends differ")
    }
}
