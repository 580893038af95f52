import Foundation
import Testing

/// Compares a text with a committed file. `RECORD=1` writes the file, and that run fails, so that a person reads the
/// difference before it is committed.
func expectGolden(_ text: String, _ name: String, beside file: String = #filePath) throws {
    let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        Issue.record("\(name) was written; read the difference and run again without RECORD")
        return
    }
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(text == expected, "\(name)")
}
