import Foundation

/// Standard input, kept in a temporary file so that it can be read twice. Removed when the last user lets go of it.
package final class Spool: Sendable {
    package let path: String

    /// Reads standard input to its end.
    ///
    /// - Throws: ``FileProblem/unwritable(_:reason:)`` when the temporary folder takes no more.
    package init() throws {
        let folder = FileManager.default.temporaryDirectory.path(percentEncoded: false)
        path = "\(folder)/b2mml-\(UUID().uuidString).xml"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileProblem.unwritable(path, reason: FileProblem.reason()) }
        defer { close(descriptor) }
        while true {
            let piece = FileHandle.standardInput.readData(ofLength: 256 << 10)
            if piece.isEmpty { return }
            try Self.write(piece, to: descriptor, path: path)
        }
    }

    deinit {
        unlink(path)
    }

    private static func write(_ piece: Data, to descriptor: Int32, path: String) throws {
        try piece.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Foundation.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                guard count >= 0 || errno == EINTR else {
                    throw FileProblem.unwritable(path, reason: FileProblem.reason())
                }
                rest = rest.dropFirst(max(count, 0))
            }
        }
    }
}
