import Diagnostics

/// A document whose XML declaration names another encoding than UTF-8, although all of its bytes are UTF-8.
struct EncodingLabel {
    private let label: String
    private let column: Int
    /// The document with the right label; all that follows the declaration stays where it is, when the label is at
    /// least as long as the right one.
    let bytes: [UInt8]

    /// - Returns: nil when there is no such label, or the bytes are not UTF-8.
    init?(_ content: [UInt8]) {
        let mark: [UInt8] = content.starts(with: [0xEF, 0xBB, 0xBF]) ? [0xEF, 0xBB, 0xBF] : []
        let head = content[mark.count...].prefix(1_024)
        guard head.starts(with: "<?xml".utf8), let end = head.firstRange(of: "?>".utf8)?.lowerBound,
            let text = String(validating: head[..<end], as: UTF8.self),
            let match = text.firstMatch(of: /encoding\s*=\s*(["'])([A-Za-z0-9._-]*)["']/),
            String(validating: content, as: UTF8.self) != nil
        else { return nil }
        let label = match.output.2
        let before = text[..<label.startIndex].utf8.count
        let quote = match.output.1
        let padding = String(repeating: " ", count: max(0, label.utf8.count - 5))
        let after = text[text.index(after: label.endIndex)...]
        self.label = String(label)
        column = text[..<label.startIndex].count + 1
        let declaration = "\(text.prefix(before))UTF-8\(quote)\(padding)\(after)"
        bytes = mark + Array(declaration.utf8) + content[end...]
    }

    func deviation(_ source: String?, _ profile: Profile) -> Deviation {
        Deviation(
            kind: .encodingLabel, severity: profile[.encodingLabel].severity,
            place: Place(source: source, line: 1, column: column),
            message: "the XML declaration says \"\(label)\", and the bytes are UTF-8", found: label,
            assumed: "UTF-8")
    }
}
