import Adapter

/// What may stand in a request's header (RFC 9110, 5.1 and 5.5), and whose header it is.
enum HeaderRules {
    /// The transport's: a second opinion on framing is how requests are smuggled.
    static let framing: Set<String> = [
        "connection", "content-length", "expect", "host", "http2-settings", "keep-alive", "proxy-connection",
        "te", "trailer", "transfer-encoding", "upgrade",
    ]
    /// The endpoint's: credentials come from its configuration, never with a message.
    static let credentials: Set<String> = ["authorization", "cookie", "proxy-authorization"]

    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(isTokenByte)
    }

    /// Without control characters (a line break would begin a header of the sender's choice) and without blanks
    /// at the ends, which would not arrive.
    static func isValue(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) } && !isBlank(text.utf8.first)
            && !isBlank(text.utf8.last)
    }

    /// The first thing wrong with these headers; its message names the header, never the value.
    static func objection(to headers: [TransportHeader], endpoint: Endpoint) -> String? {
        var reserved = framing.union(credentials)
        if case .header(let name, _) = endpoint.authentication { reserved.insert(name.lowercased()) }
        for header in headers {
            guard isName(header.name) else { return "a header name holds characters that are not allowed" }
            if reserved.contains(header.name.lowercased()) {
                return "the header \(header.name) is written by the transport alone"
            }
            guard isValue(header.value) else {
                return "the value of header \(header.name) holds a line break, another control character, "
                    + "or blanks at its ends"
            }
        }
        return nil
    }

    private static func isBlank(_ byte: UInt8?) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
