import Adapter
import Diagnostics
import Foundation

/// Where the demonstration leaves its files: a folder that is new or empty.
struct DemoFolder {
    let path: String

    init(_ named: String?) throws {
        path =
            named
            ?? FileManager.default.temporaryDirectory.appending(
                path: "b2mml-demo-\(UUID().uuidString.prefix(8))"
            )
            .path(percentEncoded: false)
        guard !FileManager.default.fileExists(atPath: journal) else {
            throw UsageFault(
                "DEMO-FOLDER-1", "\(path) holds the journal of an earlier demonstration",
                advice: "Name a new folder, or remove that one.")
        }
    }

    /// Makes a folder in it.
    func makeFolder(_ name: String) throws {
        do {
            try FileManager.default.createDirectory(
                at: URL(filePath: path).appending(path: name), withIntermediateDirectories: true)
        } catch {
            throw FileProblem.unwritable("\(path)/\(name)", reason: error.localizedDescription)
        }
    }

    var journal: String { "\(path)/journal.sqlite" }
    var report: String { "\(path)/report.txt" }

    func write(_ bytes: [UInt8], to name: String) throws {
        let target = "\(path)/\(name)"
        do {
            try Data(bytes).write(to: URL(filePath: target), options: .atomic)
        } catch {
            throw FileProblem.unwritable(target, reason: error.localizedDescription)
        }
    }
}
