import Adapter
import CLibCurl

/// What libcurl reports at the end of a transfer without a complete reply, and what that means.
///
/// **The rule.** As soon as one byte of the request has been written, the outcome is ambiguous, whatever the
/// code says: `COULDNT_CONNECT` can end a transfer whose request had already gone out on an older connection.
/// Without a written byte it is certain that nothing was seen, except for the codes of ``Row/impliesRequest``,
/// which cannot happen before a request; there the count is not believed. Codes that are not in the table are
/// treated like those.
struct ExchangeEvidence: Hashable {
    /// A CURLcode.
    var result: UInt32
    /// `CURLINFO_REQUEST_SIZE`: bytes of request lines, headers, and what of the body was written with them.
    var requestBytes: Int64
    /// `CURLINFO_SIZE_UPLOAD_T`: bytes of the body.
    var bodyBytes: Int64

    var requestBegan: Bool { requestBytes > 0 || bodyBytes > 0 }

    struct Row: Hashable {
        let kind: TransportFault.Kind
        /// Whether the code says by itself that a request had been written.
        var impliesRequest = false
    }

    /// One row for each CURLcode that an HTTP transfer can end with, in libcurl's order.
    static let table: [UInt32: Row] = [
        // The URL's scheme was judged before; what is left is a reply without a status line (HTTP/0.9).
        CURLE_UNSUPPORTED_PROTOCOL.rawValue: Row(kind: .replyNotUnderstood),
        CURLE_FAILED_INIT.rawValue: Row(kind: .local),
        CURLE_URL_MALFORMAT.rawValue: Row(kind: .urlNotAllowed),
        CURLE_NOT_BUILT_IN.rawValue: Row(kind: .local),
        CURLE_COULDNT_RESOLVE_PROXY.rawValue: Row(kind: .nameNotResolved),
        CURLE_COULDNT_RESOLVE_HOST.rawValue: Row(kind: .nameNotResolved),
        CURLE_COULDNT_CONNECT.rawValue: Row(kind: .notConnected),
        CURLE_WEIRD_SERVER_REPLY.rawValue: Row(kind: .replyNotUnderstood, impliesRequest: true),
        CURLE_HTTP2.rawValue: Row(kind: .connectionLost),
        CURLE_PARTIAL_FILE.rawValue: Row(kind: .replyIncomplete, impliesRequest: true),
        CURLE_WRITE_ERROR.rawValue: Row(kind: .replyTooLarge, impliesRequest: true),
        CURLE_UPLOAD_FAILED.rawValue: Row(kind: .connectionLost, impliesRequest: true),
        CURLE_READ_ERROR.rawValue: Row(kind: .local),
        CURLE_OUT_OF_MEMORY.rawValue: Row(kind: .local),
        CURLE_OPERATION_TIMEDOUT.rawValue: Row(kind: .timedOut),
        CURLE_SSL_CONNECT_ERROR.rawValue: Row(kind: .tlsFailed),
        CURLE_ABORTED_BY_CALLBACK.rawValue: Row(kind: .connectionLost),
        CURLE_BAD_FUNCTION_ARGUMENT.rawValue: Row(kind: .local),
        CURLE_INTERFACE_FAILED.rawValue: Row(kind: .notConnected),
        CURLE_TOO_MANY_REDIRECTS.rawValue: Row(kind: .replyNotUnderstood, impliesRequest: true),
        CURLE_GOT_NOTHING.rawValue: Row(kind: .connectionLost, impliesRequest: true),
        CURLE_SEND_ERROR.rawValue: Row(kind: .connectionLost),
        CURLE_RECV_ERROR.rawValue: Row(kind: .connectionLost),
        CURLE_SSL_CERTPROBLEM.rawValue: Row(kind: .tlsMaterial),
        CURLE_SSL_CIPHER.rawValue: Row(kind: .tlsFailed),
        CURLE_PEER_FAILED_VERIFICATION.rawValue: Row(kind: .notTrusted),
        CURLE_BAD_CONTENT_ENCODING.rawValue: Row(kind: .replyNotUnderstood, impliesRequest: true),
        CURLE_FILESIZE_EXCEEDED.rawValue: Row(kind: .replyTooLarge, impliesRequest: true),
        CURLE_SEND_FAIL_REWIND.rawValue: Row(kind: .connectionLost, impliesRequest: true),
        CURLE_SSL_ENGINE_INITFAILED.rawValue: Row(kind: .local),
        CURLE_SSL_CACERT_BADFILE.rawValue: Row(kind: .tlsMaterial),
        CURLE_SSL_SHUTDOWN_FAILED.rawValue: Row(kind: .tlsFailed),
        CURLE_SSL_CRL_BADFILE.rawValue: Row(kind: .tlsMaterial),
        CURLE_SSL_ISSUER_ERROR.rawValue: Row(kind: .notTrusted),
        CURLE_NO_CONNECTION_AVAILABLE.rawValue: Row(kind: .local),
        CURLE_SSL_PINNEDPUBKEYNOTMATCH.rawValue: Row(kind: .notTrusted),
        CURLE_SSL_INVALIDCERTSTATUS.rawValue: Row(kind: .notTrusted),
        CURLE_HTTP2_STREAM.rawValue: Row(kind: .connectionLost),
        CURLE_AUTH_ERROR.rawValue: Row(kind: .local),
        CURLE_PROXY.rawValue: Row(kind: .notConnected),
        CURLE_SSL_CLIENTCERT.rawValue: Row(kind: .tlsMaterial),
        CURLE_UNRECOVERABLE_POLL.rawValue: Row(kind: .local),
    ]

    /// For codes that are not in the table.
    static let unknown = Row(kind: .replyNotUnderstood, impliesRequest: true)

    var row: Row { Self.table[result] ?? Self.unknown }

    var isAmbiguous: Bool { requestBegan || row.impliesRequest }
}
