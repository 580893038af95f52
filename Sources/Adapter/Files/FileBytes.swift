package import B2MML
import Foundation

/// A file as a ``ByteSource``: read in pieces, so that memory does not grow with the file.
package struct FileBytes: ByteSource {
    package let path: String
    /// Removes the file when nobody needs its bytes any more.
    private let spool: Spool?

    package init(path: String) {
        self.path = path
        spool = nil
    }

    package init(_ spool: Spool) {
        path = spool.path
        self.spool = spool
    }

    /// Whether the file is a temporary copy.
    package var isCopy: Bool { spool != nil }

    /// - Throws: ``FileProblem``.
    package func open() throws -> FileReader {
        try FileReader(path: path)
    }

    /// The size as it is now.
    ///
    /// - Throws: ``FileProblem``.
    package func size() throws -> Int {
        try open().size()
    }

    /// Exactly the bytes of a range.
    ///
    /// - Throws: ``FileProblem`` when there are fewer, or they cannot be read.
    package func bytes(in range: Range<Int>) throws -> [UInt8] {
        try open().bytes(in: range)
    }
}

/// An open file; closed when it is let go.
package final class FileReader: ByteReader {
    private static let pieceSize = 256 << 10

    private let path: String
    private let descriptor: Int32
    private let piece: UnsafeMutableRawBufferPointer

    init(path: String) throws {
        self.path = path
        descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        piece = .allocate(byteCount: Self.pieceSize, alignment: 16)
        guard descriptor >= 0 else { throw FileProblem(opening: path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        piece.deallocate()
    }

    package func withNextPiece<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result? {
        while true {
            let count = read(descriptor, piece.baseAddress, piece.count)
            if count > 0 { return try body(UnsafeRawBufferPointer(rebasing: piece[..<count])) }
            if count == 0 { return nil }
            guard errno == EINTR else { throw FileProblem(reading: path) }
        }
    }

    /// Moves the place of reading to the end.
    func size() throws -> Int {
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else { throw FileProblem(reading: path) }
        return Int(end)
    }

    func bytes(in range: Range<Int>) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count {
                let target = UnsafeMutableRawPointer(buffer.baseAddress.map { $0 + filled })
                let count = pread(descriptor, target, range.count - filled, off_t(range.lowerBound + filled))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw FileProblem(reading: path) }
                filled += count
            }
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
