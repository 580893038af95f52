import Foundation

/// A document kept in a temporary file, so that it can be read more than once. Removed when the last user lets go of it.
package final class Spool: Sendable {
    package let path: String

    /// Reads standard input to its end.
    ///
    /// - Throws: ``FileProblem/unwritable(_:reason:)`` when the temporary folder takes no more.
    package convenience init() throws {
        try self.init { write in
            while true {
                let piece = FileHandle.standardInput.readData(ofLength: 256 << 10)
                if piece.isEmpty { return }
                try piece.withUnsafeBytes(write)
            }
        }
    }

    /// What a gzip file holds.
    ///
    /// - Throws: ``GzipProblem``, ``FileProblem``.
    package convenience init(inflating file: DocumentFile) throws {
        try self.init { write in
            let reader = try file.open()
            while try reader.withNextPiece(write) != nil {}
        }
    }

    /// A copy of bytes.
    ///
    /// - Throws: ``FileProblem/unwritable(_:reason:)`` when the temporary folder takes no more.
    convenience init(_ bytes: [UInt8]) throws {
        try self.init { write in try bytes.withUnsafeBytes(write) }
    }

    private init(_ fill: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path(percentEncoded: false)
        path = "\(folder)/b2mml-\(UUID().uuidString).xml"
        let path = path
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileProblem.unwritable(path, reason: FileProblem.reason()) }
        defer { close(descriptor) }
        do {
            try fill { try Self.write($0, to: descriptor, path: path) }
        } catch {
            unlink(path)
            throw error
        }
    }

    deinit {
        unlink(path)
    }

    /// All of it, also where the system takes less at once.
    ///
    /// - Throws: ``FileProblem/unwritable(_:reason:)``.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws {
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
