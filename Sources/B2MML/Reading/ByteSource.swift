/// Bytes that can be read from the beginning more than once: a file, or memory.
package protocol ByteSource {
    /// Hands out the bytes in pieces, in order; stops when `body` answers false.
    ///
    /// - Throws: what `body` throws, or what reading fails with.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Bool) throws
}

/// Bytes in memory, as one piece.
package struct MemoryBytes: ByteSource {
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Bool) throws {
        _ = try bytes.withUnsafeBytes(body)
    }
}
