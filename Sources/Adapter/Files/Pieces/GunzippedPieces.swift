import CZlib

/// The document in a gzip file, of one member or of several one behind the other.
///
/// Source: RFC 1952.
final class GunzippedPieces: PieceProducer {
    static let magic: [UInt8] = [0x1F, 0x8B, 0x08]

    private let path: String
    private let limits: GzipLimits
    private let file: FilePieces
    private let input: UnsafeMutableRawBufferPointer
    /// zlib keeps its address.
    private let stream: UnsafeMutablePointer<z_stream>
    private var isWithinMember = true
    private var isFileAtEnd = false
    private var read = 0
    private var produced = 0
    /// Thrown when the bytes before it have been handed on.
    private var problem: GzipProblem?

    /// - Throws: ``GzipProblem`` when zlib cannot be started.
    init(_ file: FilePieces, path: String, limits: GzipLimits) throws {
        self.file = file
        self.path = path
        self.limits = limits
        input = .allocate(byteCount: 64 << 10, alignment: 16)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard czlib_start_gunzip(stream) == Z_OK else {
            throw GzipProblem.damaged(path, reason: "zlib could not be started")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count, problem == nil {
            try refill()
            if isWithinMember {
                filled += inflate(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            } else if !startMember() {
                break
            }
        }
        if filled == 0, let problem { throw problem }
        return filled
    }

    /// The file was accounted for when it was read.
    func account(for piece: UnsafeRawBufferPointer) {}

    func digest() throws -> String { try file.digest() }

    private func refill() throws {
        guard stream.pointee.avail_in == 0, !isFileAtEnd else { return }
        let count = try file.fill(input)
        file.account(for: UnsafeRawBufferPointer(rebasing: input[..<count]))
        isFileAtEnd = count < input.count
        read += count
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(count)
    }

    private func inflate(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if stream.pointee.avail_in == 0 {
            problem = .truncated(path)
            return 0
        }
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(buffer.count)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        let count = buffer.count - Int(stream.pointee.avail_out)
        produced += count
        switch status {
        case Z_OK, Z_BUF_ERROR:
            break
        case Z_STREAM_END:
            isWithinMember = false
        default:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "it is not what it says to be"
            problem = .damaged(path, reason: reason)
        }
        keepLimits()
        return count
    }

    /// - Returns: false at the end of the file.
    private func startMember() -> Bool {
        // Some writers fill up a block of the medium.
        while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
            stream.pointee.next_in += 1
            stream.pointee.avail_in -= 1
        }
        if stream.pointee.avail_in == 0 { return !isFileAtEnd }
        if stream.pointee.next_in.pointee == Self.magic[0], inflateReset(stream) == Z_OK {
            isWithinMember = true
        } else {
            problem = .damaged(path, reason: "other bytes follow behind its end")
        }
        return true
    }

    private func keepLimits() {
        guard problem == nil else { return }
        if produced > limits.size {
            problem = .tooLarge(path, limit: limits.size)
        } else if produced > limits.harmless, produced / max(read, 1) >= limits.ratio {
            problem = .ratio(path, limit: limits.ratio)
        }
    }
}
