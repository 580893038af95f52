import Adapter
import CLibCurl
import Operations

extension RetryAfter {
    /// Reads seconds or an HTTP date in any of its three forms (RFC 9110, 5.6.7); nil for anything else.
    init?(headerValue: String) {
        if !headerValue.isEmpty, headerValue.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            // More digits than fit are a very long time, not an unreadable header.
            self = .delay(.seconds(min(Int64(headerValue) ?? .max, Self.longest)))
            return
        }
        // curl_getdate also reads forms that are no HTTP date; each of those begins with a weekday.
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        guard weekdays.contains(String(headerValue.prefix(3))) else { return nil }
        let seconds = clibcurl_getdate(headerValue, nil)
        guard seconds >= 0 else { return nil }
        self = .date(Instant(milliseconds: Int64(seconds) * 1000))
    }

    /// Seconds: 100 years.
    private static let longest: Int64 = 100 * 366 * 86_400
}
