import Diagnostics
import Foundation
import Testing

@testable import Adapter

@Suite struct InputsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in [
            "b.xml", "a.XML", "a/2.xml", "a/1.xml.gz", "a/b/3.xml", "a-b.xml", "a.txt", ".hidden.xml",
            ".folder/x.xml", "c.d/x.xml", "empty/readme", "z[1].xml",
        ] {
            let path = URL(filePath: "\(folder.path)/\(name)")
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: path)
        }
    }

    private func short(_ elements: some Sequence<Inputs.Element>) -> [String] {
        elements.map { element in
            switch element {
            case .document(let path): path.replacing("\(folder.path)/", with: "")
            case .problem(let problem): problem.code.rawValue
            }
        }
    }

    private func inputs(_ names: String...) -> [String] {
        short(Inputs(names.map { $0 == "-" ? $0 : "\(folder.path)/\($0)" }))
    }

    /// As if all paths were sorted by their bytes.
    @Test func aFolderIsWalkedInTheOrderOfItsPaths() {
        let found = inputs("")
        let expected = [
            "a-b.xml", "a.XML", "a/1.xml.gz", "a/2.xml", "a/b/3.xml", "b.xml", "c.d/x.xml", "z[1].xml",
        ]
        #expect(found.map { $0.replacing("//", with: "/") } == expected)
        #expect(expected == expected.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test func whatIsNamedComesInItsOrder() {
        #expect(
            inputs("b.xml", "-", "a", "a.txt") == [
                "b.xml", "-", "a/1.xml.gz", "a/2.xml", "a/b/3.xml", "a.txt",
            ])
        #expect(inputs("b.xml", "b.xml") == ["b.xml", "b.xml"])
    }

    @Test func whatCannotBeUsedIsSaidAtItsPlace() {
        #expect(
            inputs("none.xml", "b.xml", "empty", "a.XML") == [
                "FILE-MISSING-1", "b.xml", "FILE-FOLDER-2", "a.XML",
            ])
    }

    @Test func patternsThatNoShellHasExpandedAreExpanded() {
        #expect(inputs("*.xml") == ["a-b.xml", "b.xml", "z[1].xml"])
        #expect(inputs("a/?.xml*") == ["a/1.xml.gz", "a/2.xml"])
        #expect(inputs("[ab].[Xx]*") == ["a.XML", "b.xml"])
        #expect(inputs("c*") == ["c.d/x.xml"])
        #expect(inputs("*.json") == ["FILE-PATTERN-1"])
        #expect(inputs("e*") == ["FILE-FOLDER-2"])
    }

    /// A file may be called like a pattern.
    @Test func aNameThatExistsIsNoPattern() {
        #expect(inputs("z[1].xml") == ["z[1].xml"])
    }

    @Test func linksAreFollowedToFilesOnly() throws {
        let manager = FileManager.default
        let home = folder.path
        try manager.createSymbolicLink(atPath: "\(home)/c.d/file.xml", withDestinationPath: "\(home)/b.xml")
        try manager.createSymbolicLink(atPath: "\(home)/c.d/loop.xml", withDestinationPath: "\(home)/c.d")
        try manager.createSymbolicLink(atPath: "\(home)/c.d/nothing.xml", withDestinationPath: "\(home)/no")
        #expect(mkfifo("\(home)/c.d/pipe.xml", 0o600) == 0)
        #expect(inputs("c.d") == ["c.d/file.xml", "c.d/x.xml"])
    }
}
