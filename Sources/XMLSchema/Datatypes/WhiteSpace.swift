/// Source: XSD 1.0 Part 2, 4.3.6 whiteSpace.
package enum WhiteSpace: UInt8, Sendable, Comparable, BitwiseCopyable {
    case preserve, replace, collapse

    package static func < (left: WhiteSpace, right: WhiteSpace) -> Bool {
        left.rawValue < right.rawValue
    }

    /// Normalises in place and answers the new count; never longer than before.
    package func normalise(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
        switch self {
        case .preserve: return bytes.count
        case .replace:
            for index in bytes.indices where isBlank(bytes[index]) {
                bytes[index] = 0x20
            }
            return bytes.count
        case .collapse: return collapse(bytes)
        }
    }

    func normalised(_ text: String) -> String {
        var bytes = Array(text.utf8)
        let count = bytes.withUnsafeMutableBufferPointer { normalise($0) }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private func collapse(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var end = 0
        var pendingBlank = false
        for byte in bytes {
            if isBlank(byte) {
                pendingBlank = end > 0
            } else {
                if pendingBlank {
                    bytes[end] = 0x20
                    end += 1
                    pendingBlank = false
                }
                bytes[end] = byte
                end += 1
            }
        }
        return end
    }
}

/// Space, tab, line feed, carriage return: production S of XML 1.0.
@inline(__always)
func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}
