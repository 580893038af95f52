import Foundation

/// A temporary file. Removed when the last user lets go of it.
package final class TemporaryFile: Sendable {
    package let path: String

    fileprivate init(_ path: String) {
        self.path = path
    }

    deinit {
        unlink(path)
    }
}

/// Writes a temporary file piece by piece.
final class TemporaryOutput {
    let file: TemporaryFile
    private var path: String { file.path }
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private static let size = 1 << 18

    /// - Throws: ``FileProblem/unwritable(_:reason:)`` when the temporary folder takes no more.
    init() throws {
        let folder = FileManager.default.temporaryDirectory.path(percentEncoded: false)
        let path = "\(folder)/b2mml-\(UUID().uuidString).part"
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileProblem.unwritable(path, reason: FileProblem.reason()) }
        file = TemporaryFile(path)
        buffer.reserveCapacity(Self.size)
    }

    deinit {
        close(descriptor)
    }

    func append(_ bytes: [UInt8]) throws {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.size { try flush() }
    }

    /// Everything is in the file after this.
    func flush() throws {
        try buffer.withUnsafeBytes { try Spool.write($0, to: descriptor, path: path) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// What it holds, from its beginning.
    func forEachPiece(_ body: ([UInt8]) throws -> Void) throws {
        try flush()
        var piece = [UInt8](repeating: 0, count: Self.size)
        var offset: off_t = 0
        while true {
            let count = pread(descriptor, &piece, piece.count, offset)
            guard count >= 0 || errno == EINTR else {
                throw FileProblem.unreadable(path, reason: FileProblem.reason())
            }
            if count == 0 { return }
            guard count > 0 else { continue }
            try body(Array(piece[..<count]))
            offset += off_t(count)
        }
    }
}
