extension WhiteSpace {
    /// Whether normalising would change the bytes: mostly not.
    @inline(__always)
    func changes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .preserve: false
        case .replace: bytes.contains { $0 < 0x20 }
        case .collapse: mayCollapse(bytes)
        }
    }

    /// At an end a blank, inside two in a row, or one that is no space.
    private func mayCollapse(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var last: UInt8 = 0x20
        for byte in bytes {
            if byte < 0x20 || byte == 0x20 && last == 0x20 { return true }
            last = byte
        }
        return last == 0x20 && !bytes.isEmpty
    }
}

/// Whether all bytes are blanks: what stands between elements. Eight at a time, since indentation is long.
@inline(__always)
func isAllBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return true }
    let count = bytes.count
    // Mostly a line feed, and then spaces; the last word overlaps the one before.
    var index = bytes[0] == 0x0A ? 1 : 0
    if count &- index >= 8 {
        while index &+ 8 <= count, isSpaces(base + index) { index &+= 8 }
        if index &+ 8 > count, isSpaces(base + (count &- 8)) { return true }
    }
    while index < count {
        guard isBlank(bytes[index]) else { return false }
        index &+= 1
    }
    return true
}

@inline(__always)
private func isSpaces(_ word: UnsafeRawPointer) -> Bool {
    word.loadUnaligned(as: UInt64.self) == 0x2020_2020_2020_2020
}
