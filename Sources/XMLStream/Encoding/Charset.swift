/// The encodings that are read, by the labels under which they come.
enum Charset {
    /// - Returns: the name for iconv; `UTF-8` needs none. Nil for a label that we do not read.
    static func named(_ label: String) -> String? {
        charsets[label.uppercased()]
    }

    /// Source: IANA character sets, the preferred names and those of their aliases that are in use.
    private static let charsets: [String: String] = {
        var charsets = [
            "UTF-8": "UTF-8", "UTF8": "UTF-8",
            "UTF-16": "UTF-16", "UTF-16LE": "UTF-16LE", "UTF-16BE": "UTF-16BE",
            "US-ASCII": "US-ASCII", "ASCII": "US-ASCII", "LATIN1": "ISO-8859-1",
        ]
        // There is no part 12.
        for part in 1...16 where part != 12 {
            for prefix in ["ISO-8859-", "ISO_8859-", "ISO8859-"] {
                charsets["\(prefix)\(part)"] = "ISO-8859-\(part)"
            }
        }
        for page in 1_250...1_258 {
            for prefix in ["WINDOWS-", "CP"] { charsets["\(prefix)\(page)"] = "CP\(page)" }
        }
        return charsets
    }()
}
