import Crypto
import Foundation

/// The bytes of a file as they are. Also of one that can be read only once, such as a pipe.
final class FilePieces: PieceProducer {
    private let path: String
    private let descriptor: Int32
    private var hash = SHA256()
    /// The first bytes, read ahead to find out what they are, as far as they have not been produced.
    private var head: [UInt8] = []

    /// - Throws: ``FileProblem``.
    init(path: String) throws {
        self.path = path
        descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileProblem(opening: path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Looks at the first bytes before any are produced.
    ///
    /// - Returns: so many, or fewer when the file is shorter.
    func peek(_ count: Int) throws -> [UInt8] {
        head = try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        return head
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let known = min(head.count, buffer.count)
        buffer.copyBytes(from: head[..<known])
        head.removeFirst(known)
        return known + (try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[known...])))
    }

    func account(for piece: UnsafeRawBufferPointer) {
        hash.update(bufferPointer: piece)
    }

    func digest() throws -> String {
        let rest = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 16)
        defer { rest.deallocate() }
        while true {
            let count = try fill(rest)
            if count == 0 { break }
            account(for: UnsafeRawBufferPointer(rebasing: rest[..<count]))
        }
        return ContentHash.text(hash.finalize())
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = Foundation.read(
                descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileProblem(reading: path) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}
