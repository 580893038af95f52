/// The original bytes of a message, read piece by piece, so that a large file never lies in memory as a whole.
package struct MessageContent: Sendable {
    /// In bytes.
    package let count: Int
    private let piece: @Sendable (Range<Int>) throws -> [UInt8]

    package init(_ bytes: [UInt8]) {
        count = bytes.count
        piece = { Array(bytes[$0]) }
    }

    /// - Parameters:
    ///   - count: The size in bytes.
    ///   - piece: Reads a range within `0..<count`, and exactly that many bytes of it. Called inside the journal's
    ///     transaction, in ascending order; what it throws rolls the transaction back.
    package init(count: Int, piece: @escaping @Sendable (Range<Int>) throws -> [UInt8]) {
        self.count = count
        self.piece = piece
    }

    /// The pieces in order, each of `size` bytes but the last.
    ///
    /// - Throws: ``JournalError/fault(_:)`` when a piece cannot be read or has another length: the spooled file was
    ///   changed or removed under our hands. What `body` throws.
    package func forEachPiece(of size: Int = 256 * 1024, _ body: ([UInt8]) throws -> Void) throws {
        for start in stride(from: 0, to: count, by: size) {
            try body(bytes(in: start..<min(start + size, count)))
        }
    }

    /// All of it at once.
    func bytes() throws(JournalError) -> [UInt8] {
        try bytes(in: 0..<count)
    }

    private func bytes(in range: Range<Int>) throws(JournalError) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try piece(range)
        } catch {
            throw .fault("the content of a message could not be read to its end")
        }
        guard bytes.count == range.count else {
            throw .fault("the content of a message changed while it was read")
        }
        return bytes
    }
}
