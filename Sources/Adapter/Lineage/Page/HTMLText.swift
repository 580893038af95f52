import Diagnostics

/// Text of documents and mappings as a part of a page: it can be no mark-up, and control characters are shown.
enum HTMLText {
    /// For an element's content, and for an attribute's value between quotation marks.
    static func escape(_ text: String) -> String {
        let shown = text.visible
        guard shown.utf8.contains(where: { entity($0) != nil }) else { return shown }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(shown.utf8.count + 16)
        for byte in shown.utf8 {
            if let entity = entity(byte) { bytes += entity.utf8 } else { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func entity(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
