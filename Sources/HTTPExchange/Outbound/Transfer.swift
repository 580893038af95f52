import Adapter
import CLibCurl
import Foundation

/// One libcurl easy handle at work. Lives on the loop's thread and nowhere else.
final class Transfer {
    let job: TransferJob
    let handle: UnsafeMutableRawPointer

    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutablePointer<CChar>

    private var replyHeaders: [TransportHeader] = []
    private var replyHeaderBytes = 0
    private var replyBody: [UInt8] = []
    private var replyExceeded = false

    /// `CURLINFO_REQUEST_SIZE` when the connection was ready for the first time. What was written before went
    /// to a proxy (CONNECT), not to the partner. Nil as long as no connection was ready.
    private var bytesBeforeRequest: Int64?
    private var repetitionRefused = false
    private var addressRefused = false
    private var socketOpened = false

    /// Bytes of all reply headers together.
    static let replyHeaderLimit = 64 << 10

    /// - Returns: nil when libcurl has no memory for a handle or refuses a setting; nothing has been sent then.
    init?(_ job: TransferJob) {
        guard let handle = clibcurl_easy_init() else { return nil }
        self.job = job
        self.handle = handle
        errorText = .allocate(capacity: clibcurl_error_size)
        errorText.initialize(repeating: 0, count: clibcurl_error_size)
        guard configure() else { return nil }
    }

    deinit {
        clibcurl_easy_cleanup(handle)
        clibcurl_slist_free_all(headerList)
        errorText.deallocate()
    }

    // MARK: Settings

    private func configure() -> Bool {
        var isAccepted = true
        func set(_ option: CURLoption, _ value: Int) {
            isAccepted = clibcurl_set_long(handle, option, value) == CURLE_OK && isAccepted
        }
        func set(_ option: CURLoption, _ value: String) {
            isAccepted = clibcurl_set_string(handle, option, value) == CURLE_OK && isAccepted
        }

        set(CURLOPT_URL, job.url)
        // The scheme was judged with the origin; this closes the door a second time.
        set(CURLOPT_PROTOCOLS_STR, job.endpoint.origin.scheme)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_NOSIGNAL, 1)
        // An empty name also switches the environment's proxies off.
        set(CURLOPT_PROXY, job.endpoint.proxy ?? "")
        set(CURLOPT_NOPROXY, "")
        set(CURLOPT_HTTP_VERSION, clibcurl_http_2_over_tls)
        set(CURLOPT_PIPEWAIT, 0)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, clibcurl_tls_1_2)
        if let file = job.endpoint.certificateAuthorities {
            set(CURLOPT_CAINFO, file)
            isAccepted = clibcurl_set_string(handle, CURLOPT_CAPATH, nil) == CURLE_OK && isAccepted
        }
        if let pin = job.endpoint.pinnedPublicKey { set(CURLOPT_PINNEDPUBLICKEY, pin) }
        set(CURLOPT_CONNECTTIMEOUT_MS, job.limits.connect.wholeMilliseconds)
        set(CURLOPT_TIMEOUT_MS, job.limits.total.wholeMilliseconds)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        // Seconds. Partners close idle connections; an old one that dies under a request makes it ambiguous.
        set(CURLOPT_MAXAGE_CONN, 20)
        set(CURLOPT_USERAGENT, "b2mml-adapter")

        isAccepted = setBody() && setHeaders() && setCallbacks() && isAccepted
        return isAccepted
    }

    private func setBody() -> Bool {
        guard job.method != .get else { return clibcurl_set_long(handle, CURLOPT_HTTPGET, 1) == CURLE_OK }
        // libcurl copies the bytes and writes them behind the headers, in one packet where they fit.
        let isCopied = job.body.withUnsafeBytes { bytes in
            clibcurl_set_off_t(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)) == CURLE_OK
                && withUnsafePointer(to: 0 as UInt8) { nothing in
                    clibcurl_copy_body(handle, bytes.baseAddress ?? UnsafeRawPointer(nothing)) == CURLE_OK
                }
        }
        guard job.method == .put else { return isCopied }
        return isCopied && clibcurl_set_string(handle, CURLOPT_CUSTOMREQUEST, job.method.rawValue) == CURLE_OK
    }

    private func setHeaders() -> Bool {
        // A name with a colon and nothing behind it takes libcurl's own header away.
        var lines = ["Expect:"]
        if !job.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            lines.append("Content-Type:")
        }
        // A name with a semicolon is written with an empty value.
        lines += job.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        if let credential = job.credential { lines.append(credential.reveal()) }
        for line in lines {
            guard let longer = clibcurl_slist_append(headerList, line) else { return false }
            headerList = longer
        }
        return clibcurl_set_list(handle, CURLOPT_HTTPHEADER, headerList) == CURLE_OK
    }

    private func setCallbacks() -> Bool {
        // Unretained: the loop owns the transfer for as long as the handle works.
        let context = Unmanaged.passUnretained(self).toOpaque()
        let settings = [
            clibcurl_set_pointer(handle, CURLOPT_WRITEDATA, context),
            clibcurl_set_pointer(handle, CURLOPT_HEADERDATA, context),
            clibcurl_set_pointer(handle, CURLOPT_PRIVATE, context),
            clibcurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText),
            clibcurl_set_data_function(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
                guard let transfer = Transfer.from(context) else { return 0 }
                return transfer.takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
            },
            clibcurl_set_data_function(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
                guard let transfer = Transfer.from(context) else { return 0 }
                return transfer.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
            },
            clibcurl_set_prerequest(
                handle,
                { context, _, _, _, _ in
                    Transfer.from(context)?.mayBegin() == true
                        ? clibcurl_prerequest_go : clibcurl_prerequest_abort
                }, context),
            clibcurl_set_open_socket(
                handle,
                { context, _, address in
                    guard let transfer = Transfer.from(context), let address else {
                        return clibcurl_no_socket
                    }
                    return transfer.openSocket(address)
                }, context),
        ]
        return settings.allSatisfy { $0 == CURLE_OK }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: Callbacks

    /// Called each time a connection is ready for the request.
    ///
    /// libcurl repeats a request by itself on a new connection when a reused one closes without a reply. The
    /// partner may have acted on the first, so the repetition is refused once a byte of it has been written.
    private func mayBegin() -> Bool {
        guard let before = bytesBeforeRequest else {
            bytesBeforeRequest = requestSize
            return true
        }
        repetitionRefused = requestSize > before || bodySize > 0
        return !repetitionRefused
    }

    /// Called for each address that is tried, after the name was resolved: the address judged is the one
    /// connected to.
    private func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        var count: Int32 = 0
        let bytes = clibcurl_address(address, &count)
        let judged = NetworkAddress(Array(UnsafeBufferPointer(start: bytes, count: Int(count))))
        guard let judged, job.endpoint.addresses.allows(judged) else {
            addressRefused = true
            return clibcurl_no_socket
        }
        socketOpened = true
        return clibcurl_socket(address)
    }

    private func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
        replyHeaderBytes += bytes.count
        guard replyHeaderBytes <= Self.replyHeaderLimit else {
            replyExceeded = true
            return 0
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // A status line begins a new head: the one before was informational.
            replyHeaders.removeAll()
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
            replyHeaders.append(TransportHeader(String(line[..<colon]), value))
        }
        return bytes.count
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard replyBody.count + bytes.count <= job.limits.replyBytes else {
            replyExceeded = true
            return 0
        }
        replyBody.append(contentsOf: bytes)
        return bytes.count
    }

    // MARK: The end

    private var requestSize: Int64 {
        var value = 0
        clibcurl_get_long(handle, CURLINFO_REQUEST_SIZE, &value)
        return Int64(value)
    }

    private var bodySize: Int64 {
        var value: curl_off_t = 0
        clibcurl_get_off_t(handle, CURLINFO_SIZE_UPLOAD_T, &value)
        return Int64(value)
    }

    private var status: Int? {
        var value = 0
        clibcurl_get_long(handle, CURLINFO_RESPONSE_CODE, &value)
        return value > 0 ? value : nil
    }

    private func evidence(_ result: CURLcode) -> ExchangeEvidence {
        let written = bytesBeforeRequest.map { requestSize - $0 } ?? 0
        return ExchangeEvidence(result: result.rawValue, requestBytes: written, bodyBytes: bodySize)
    }

    /// The outcome for libcurl's result.
    func outcome(_ result: CURLcode) -> TransportOutcome {
        if result == CURLE_OK, let status, status >= 200 {
            let retryAfter = replyHeaders.first { $0.name.lowercased() == "retry-after" }
            return .reply(
                TransportReply(
                    status: status, headers: replyHeaders, body: replyBody,
                    retryAfter: retryAfter.flatMap { RetryAfter(headerValue: $0.value) }))
        }
        let evidence = evidence(result == CURLE_OK ? CURLE_WEIRD_SERVER_REPLY : result)
        if addressRefused, !socketOpened, !evidence.requestBegan {
            return .notSent(
                TransportFault(
                    .destinationNotAllowed,
                    "\(urlForPeople(job.url)) leads to a network address that is not allowed for endpoint "
                        + job.endpoint.name,
                    advice: "Add the address to the endpoint's networks if the partner is there."))
        }
        return failure(
            evidence.row.kind, isAmbiguous: evidence.isAmbiguous, detail: detail(result, evidence.row.kind))
    }

    /// The outcome when the loop ends the transfer before libcurl does.
    func cancelled() -> TransportOutcome {
        failure(
            .cancelled, isAmbiguous: evidence(CURLE_ABORTED_BY_CALLBACK).requestBegan,
            detail: "it was cancelled")
    }

    private func failure(_ kind: TransportFault.Kind, isAmbiguous: Bool, detail: String) -> TransportOutcome {
        let advice =
            isAmbiguous ? "Look up at the partner whether it took the message before sending again." : nil
        let target = "\(job.method.rawValue) \(urlForPeople(job.url))"
        let fault = TransportFault(
            kind, "\(target) has no complete reply: \(detail)", advice: advice,
            status: isAmbiguous ? status : nil)
        return isAmbiguous ? .ambiguous(fault) : .notSent(fault)
    }

    private func detail(_ result: CURLcode, _ kind: TransportFault.Kind) -> String {
        if repetitionRefused { return "the connection closed after the request had been written" }
        if replyExceeded {
            return
                "it is larger than \(job.limits.replyBytes) bytes, or its headers than \(Self.replyHeaderLimit)"
        }
        // libcurl's own text has what an operator needs (refused, expired, which name) and no part of the
        // request; it is taken only for the phases before one.
        let specific = String(cString: errorText)
        switch kind {
        case .nameNotResolved, .notConnected, .tlsFailed, .notTrusted, .tlsMaterial:
            if !specific.isEmpty { return specific.filter { !$0.isNewline } }
        default: break
        }
        return String(cString: clibcurl_easy_strerror(result))
    }
}

extension Duration {
    /// At least 1, since 0 means "no limit" to libcurl.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let milliseconds = min(seconds, 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000
        return Int(max(1, milliseconds))
    }
}
