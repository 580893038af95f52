package import B2MML
import Crypto

/// SHA-256 as lower-case hexadecimal digits.
package enum ContentHash {
    package static func of(_ bytes: some ByteSource) throws -> String {
        var hash = SHA256()
        try bytes.forEachPiece { piece in
            hash.update(bufferPointer: piece)
            return true
        }
        return text(hash.finalize())
    }

    package static func of(_ bytes: [UInt8]) -> String {
        text(SHA256.hash(data: bytes))
    }

    static func text(_ digest: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
