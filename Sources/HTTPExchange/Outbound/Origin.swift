import CLibCurl
import Foundation

/// Scheme, host and port (RFC 6454): the part of a URL that decides who is spoken to.
///
/// Read with libcurl's own parser and compared in its normal form, so that what is judged is what is connected
/// to: `http://2130706433/` is 127.0.0.1 here as there.
package struct Origin: Sendable, Hashable {
    package let scheme: String
    /// Lower case; an IPv6 address in brackets.
    package let host: String
    package let port: Int
}

extension Origin: CustomStringConvertible {
    package var description: String { "\(scheme)://\(host):\(port)" }
}

/// A URL that libcurl has read: its origin, and the normal form that is handed to the transfer.
struct Destination: Hashable {
    let origin: Origin
    let url: String
    /// Begins with a slash.
    let path: String
    let hasQuery: Bool

    /// Nil for what is no absolute http or https URL, and for one with userinfo.
    init?(_ text: String) {
        guard !text.contains("\0"), text.contains("://"), let handle = clibcurl_url() else { return nil }
        defer { clibcurl_url_cleanup(handle) }
        guard clibcurl_url_set(handle, CURLUPART_URL, text, clibcurl_url_disallow_user) == CURLUE_OK else {
            return nil
        }

        func part(_ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
            var bytes: UnsafeMutablePointer<CChar>?
            guard clibcurl_url_get(handle, part, &bytes, flags) == CURLUE_OK, let bytes else { return nil }
            defer { clibcurl_free(bytes) }
            return String(validatingCString: bytes)
        }
        guard let scheme = part(CURLUPART_SCHEME)?.lowercased(), scheme == "http" || scheme == "https",
            let host = part(CURLUPART_HOST)?.lowercased(), !host.isEmpty,
            let port = part(CURLUPART_PORT, clibcurl_url_default_port).flatMap({ Int($0) }), port > 0,
            let path = part(CURLUPART_PATH), let url = part(CURLUPART_URL)
        else { return nil }
        origin = Origin(scheme: scheme, host: host, port: port)
        self.url = url
        self.path = path
        hasQuery = part(CURLUPART_QUERY) != nil
    }
}
