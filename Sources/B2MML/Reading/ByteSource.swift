/// Bytes that can be read from the beginning more than once: a file, or memory.
package protocol ByteSource: Sendable {
    associatedtype Reader: ByteReader

    /// Starts at the first byte.
    func open() throws -> Reader
}

/// One reading of a ``ByteSource``.
package protocol ByteReader {
    /// Hands out the next piece; the bytes are valid only during the call.
    ///
    /// - Returns: what `body` answers; nil at the end.
    func withNextPiece<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result?
}

extension ByteSource {
    /// Hands out all pieces in order; stops when `body` answers false.
    package func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Bool) throws {
        let reader = try open()
        while try reader.withNextPiece(body) ?? false {}
    }
}

/// Bytes in memory, as one piece.
package struct MemoryBytes: ByteSource {
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package func open() -> MemoryReader {
        MemoryReader(bytes)
    }
}

package final class MemoryReader: ByteReader {
    private let bytes: [UInt8]
    private var isRead = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package func withNextPiece<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result?
    {
        guard !isRead else { return nil }
        isRead = true
        return try bytes.withUnsafeBytes(body)
    }
}
