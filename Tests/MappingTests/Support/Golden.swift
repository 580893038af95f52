import Foundation
import Testing

/// Golden files stand beside their fixtures. `RECORD=1` writes them, and that run fails, so that a person reads the
/// difference before it is committed.
enum Golden {
    static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD"] == "1" }

    static func expect(
        _ actual: String, _ file: URL, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        if isRecording {
            try actual.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(file.lastPathComponent)", sourceLocation: sourceLocation)
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(actual == expected, "\(file.lastPathComponent)", sourceLocation: sourceLocation)
    }

    /// The files of a folder with an ending, by name, sorted.
    static func fixtures(_ folder: String, ending: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: Bench.path(Bench.here.appending(path: "Fixtures/\(folder)")))
        return (names ?? []).filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
            .sorted()
    }
}
