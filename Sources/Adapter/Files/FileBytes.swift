import B2MML
import Foundation

/// A file as a ``ByteSource``: read in pieces, so that memory does not grow with the file.
package struct FileBytes: ByteSource, Sendable {
    package let path: String
    private static let pieceSize = 256 << 10

    package init(path: String) {
        self.path = path
    }

    /// - Throws: ``FileProblem``, and whatever `body` throws.
    package func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Bool) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileProblem(opening: path) }
        defer { close(descriptor) }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 16)
        defer { piece.deallocate() }
        while true {
            let count = read(descriptor, piece.baseAddress, piece.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileProblem(reading: path)
            }
            if count == 0 { return }
            if try !body(UnsafeRawBufferPointer(rebasing: piece[..<count])) { return }
        }
    }
}

extension FileProblem {
    /// From `errno`, after a file could not be opened.
    init(opening path: String) {
        self = errno == ENOENT || errno == ENOTDIR ? .missing(path) : .unreadable(path, reason: Self.reason())
    }

    /// From `errno`, after a file could not be read.
    init(reading path: String) {
        self = errno == EISDIR ? .folder(path) : .unreadable(path, reason: Self.reason())
    }

    static func reason() -> String {
        String(cString: strerror(errno))
    }
}
