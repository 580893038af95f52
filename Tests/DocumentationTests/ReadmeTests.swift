import Foundation
import Testing

/// What stands in the README and cannot be run from a test as it is.
@Suite struct ReadmeTests {
    private let readme: Article

    init() throws {
        readme = try Article("README.md")
    }

    private func shell(_ section: String) throws -> [String] {
        try #require(readme.blocks.first { $0.language == "sh" && $0.section == section }).lines
    }

    /// `.ci/run` reads the second one from here.
    @Test func startAndTestAreOneCommandEach() throws {
        #expect(try shell("Five minutes") == [".ci/packages && swift run b2mml demo"])
        #expect(try shell("Test") == [".ci/packages && swift test"])
    }

    /// The commands below Install, on the program as it was built for the tests.
    @Test func theInstalledProgramFindsItsData() throws {
        let lines = try shell("Install")
        #expect(lines.first == "swift build -c release --static-swift-stdlib --product b2mml")
        let prefix = FileManager.default.temporaryDirectory.appending(path: "prefix-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: prefix) }
        let program = try Repository.programFolder()
        let install = lines.dropFirst().map { $0.replacing(".build/release", with: program) }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [
            "-ec",
            (install + [
                "cd \"$PREFIX\"",
                "bin/b2mml validate share/b2mml/Mappings/demo/examples/paint-shop/schedule.xml",
            ]).joined(separator: "\n"),
        ]
        process.currentDirectoryURL = Repository.root
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("B2MML_") }
        environment["PREFIX"] = prefix.path(percentEncoded: false)
        process.environment = environment
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    /// The tree below "Where things are": every path exists, and every folder of the sources is in it.
    @Test func theTreeIsTheTree() throws {
        let tree = try #require(
            readme.blocks.first { $0.language == "text" && $0.section == "Where things are" })
        var parents: [String] = []
        var paths: Set<String> = []
        for line in tree.lines {
            let depth = line.prefix { $0 == " " }.count / 2
            let name = try #require(line.split(separator: " ").first)
            parents = Array(parents.prefix(depth)) + [name.hasSuffix("/") ? String(name) : "\(name)"]
            let path = parents.joined()
            paths.insert(path)
            #expect(Repository.exists(path), "\(path)")
        }
        for folder in try FileManager.default.contentsOfDirectory(atPath: Repository.path("Sources")) {
            #expect(paths.contains("Sources/\(folder)/"), "\(folder)")
        }
    }

    @Test func theAcknowledgementIsThere() {
        let sentence =
            "The Business To Manufacturing Markup Language (B2MML) is used courtesy of MESA International."
        #expect(readme.text.contains(sentence))
    }
}
