import B2MML

/// What the records of a delivery are read from: the delivery as it came, or what a tolerant reading has made of it.
enum RecordBytes: ByteSource {
    case delivered(FileBytes)
    case normalised(MemoryBytes, count: Int)

    func open() throws -> RecordBytesReader {
        switch self {
        case .delivered(let bytes): .delivered(try bytes.open())
        case .normalised(let bytes, _): .normalised(bytes.open())
        }
    }

    /// - Throws: ``FileProblem``.
    func size() throws -> Int {
        switch self {
        case .delivered(let bytes): try bytes.size()
        case .normalised(_, let count): count
        }
    }
}

enum RecordBytesReader: ByteReader {
    case delivered(FileReader)
    case normalised(MemoryReader)

    func withNextPiece<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result? {
        switch self {
        case .delivered(let reader): try reader.withNextPiece(body)
        case .normalised(let reader): try reader.withNextPiece(body)
        }
    }
}
