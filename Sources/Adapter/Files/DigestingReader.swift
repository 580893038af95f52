package import B2MML
import Crypto

/// A source whose SHA-256 is made while it is read.
package protocol DigestedSource: ByteSource where Reader: DigestingReader {
    /// The SHA-256 of the bytes as they are stored, in a reading of its own.
    func digest() throws -> String
}

package protocol DigestingReader: ByteReader {
    /// The SHA-256 of all bytes as they are stored, in lower-case hexadecimal digits. Ends the reading: what has not
    /// been read is not handed out any more.
    func digest() throws -> String
}

/// Any source with its SHA-256.
package struct Digested<Source: ByteSource>: DigestedSource {
    private let source: Source

    package init(_ source: Source) {
        self.source = source
    }

    package func open() throws -> Reader {
        Reader(try source.open())
    }

    package func digest() throws -> String {
        try ContentHash.of(source)
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
