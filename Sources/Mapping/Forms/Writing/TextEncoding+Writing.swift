extension TextEncoding {
    /// Nil where a character is none of the encoding.
    func bytes(of text: String) -> [UInt8]? {
        guard self != .utf8 else { return Array(text.utf8) }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = byte(of: scalar) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private func byte(of scalar: Unicode.Scalar) -> UInt8? {
        self == .windows1252 ? Windows1252.byte(scalar) : UInt8(exactly: scalar.value)
    }
}
