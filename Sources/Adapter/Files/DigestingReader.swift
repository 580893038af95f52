package import B2MML
import Crypto

/// A reading that makes the SHA-256 of its bytes on the way.
package protocol DigestingReader: ByteReader {
    /// The SHA-256 of all bytes as lower-case hexadecimal digits. Reads to the end what has not been read.
    func digest() throws -> String
}

/// Any source with its SHA-256.
package struct Digested<Source: ByteSource>: ByteSource {
    private let source: Source

    package init(_ source: Source) {
        self.source = source
    }

    package func open() throws -> Reader {
        Reader(try source.open())
    }

    package final class Reader: DigestingReader {
        private let reader: Source.Reader
        private var hash = SHA256()

        fileprivate init(_ reader: Source.Reader) {
            self.reader = reader
        }

        package func withNextPiece<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws
            -> Result?
        {
            try reader.withNextPiece { piece in
                hash.update(bufferPointer: piece)
                return try body(piece)
            }
        }

        package func digest() throws -> String {
            while try withNextPiece({ _ in }) != nil {}
            return ContentHash.text(hash.finalize())
        }
    }
}
