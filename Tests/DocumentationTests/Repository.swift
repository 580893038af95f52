import Foundation
import Testing

/// The package's own files, found from this one.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func path(_ relative: String) -> String {
        root.appending(path: relative).path(percentEncoded: false)
    }

    static func text(_ relative: String) throws -> String {
        try String(contentsOf: root.appending(path: relative), encoding: .utf8)
    }

    static func exists(_ relative: String) -> Bool {
        FileManager.default.fileExists(atPath: path(relative))
    }

    /// Relative paths of the files below a folder, sorted.
    static func files(below folder: String, ending: String) -> [String] {
        let walk = FileManager.default.enumerator(atPath: path(folder))
        return (walk?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(ending) }.sorted()
            .map { "\(folder)/\($0)" }
    }

    /// The folder of the program that was built with these tests.
    static func programFolder() throws -> String {
        let file = try #require(Bundle.main.executableURL)
        var folder = file.deletingLastPathComponent()
        while folder.path != "/" {
            let program = folder.appending(path: "b2mml").path(percentEncoded: false)
            if FileManager.default.isExecutableFile(atPath: program) {
                return folder.path(percentEncoded: false)
            }
            folder.deleteLastPathComponent()
        }
        throw Missing(what: "the program b2mml beside \(file.path)")
    }

    struct Missing: Error, CustomStringConvertible {
        let what: String
        var description: String { "there is no \(what)" }
    }
}
