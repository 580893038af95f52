import Adapter
import Foundation

/// A folder that keeps what was refused, each file with the reasons beside it.
struct Quarantine {
    private let folder: URL

    init(folder: String) throws {
        self.folder = URL(filePath: folder, directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        } catch {
            throw FileProblem.unwritable(folder, reason: error.localizedDescription)
        }
    }

    /// Copies the bytes and writes `.error.json`. A file of the same name that is there already is kept: the new one
    /// gets a number.
    func keep(_ delivery: Delivery, _ result: ImportResult) throws {
        var base = delivery.origin == "-" ? "stdin.xml" : URL(filePath: delivery.origin).lastPathComponent
        // What was in gzip has been inflated.
        if delivery.bytes.isCopy, base.lowercased().hasSuffix(".gz") { base.removeLast(3) }
        let target = free(base)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        do {
            try FileManager.default.copyItem(
                atPath: delivery.bytes.path, toPath: target.path(percentEncoded: false))
            try encoder.encode(result).write(
                to: target.appendingPathExtension("error.json"), options: .atomic)
        } catch {
            throw FileProblem.unwritable(
                target.path(percentEncoded: false), reason: error.localizedDescription)
        }
    }

    private func free(_ base: String) -> URL {
        var candidate = folder.appending(path: base)
        var number = 2
        while FileManager.default.fileExists(atPath: candidate.path(percentEncoded: false)) {
            candidate = folder.appending(path: "\(number)-\(base)")
            number += 1
        }
        return candidate
    }
}
