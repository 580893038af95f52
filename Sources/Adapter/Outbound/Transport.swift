package import Diagnostics
package import Operations

/// The way out to a partner: one request, one outcome, no repetition.
///
/// An implementation puts a request on the wire at most once per call. Repeating is the outbox worker's
/// decision (``RetryRule``), because only the outbox knows whether a repetition is safe.
package protocol Transport: Sendable {
    /// Never throws: whatever goes wrong is one of the three outcomes. Cancelling the task aborts the
    /// transfer; the outcome then says whether the partner may have seen the request.
    func send(_ request: TransportRequest) async -> TransportOutcome
}

/// What is known after one attempt. The three cases are what the outbox's correctness rests on.
package enum TransportOutcome: Sendable, Hashable {
    /// The partner's complete reply was read: status, headers and the whole body. Any status; a 500 is a reply.
    case reply(TransportReply)
    /// It is certain that the partner saw no complete request: the name did not resolve, no connection or no
    /// TLS session came about, or our own policy refused. Sending again cannot duplicate anything.
    case notSent(TransportFault)
    /// The request, or a part of it, went out and no complete reply came back. The partner may have acted on
    /// it or not: the message is UNKNOWN until it has been looked up or repeated where repeating is harmless.
    ///
    /// A reply that was larger than allowed belongs here too, whatever its status: it was not read.
    case ambiguous(TransportFault)
}

/// One HTTP request. Credentials are not in it: the transport adds them from its endpoint's configuration.
package struct TransportRequest: Sendable, Hashable {
    package enum Method: String, Sendable, CaseIterable {
        /// For looking up what became of an ambiguous message.
        case get = "GET"
        case post = "POST"
        case put = "PUT"
    }

    /// Absolute, without userinfo; its scheme, host and port must be those of a configured endpoint.
    package var url: String
    /// The configured endpoint's name; needed only where several endpoints share one origin.
    package var endpoint: String?
    package var method: Method
    /// In the order in which they are written. No credentials, no framing headers: the transport refuses them.
    package var headers: [TransportHeader]
    /// Sent byte for byte; not sent with ``Method/get``.
    package var body: [UInt8]
    package var limits: TransportLimits

    package init(
        url: String, endpoint: String? = nil, method: Method = .post, headers: [TransportHeader] = [],
        body: [UInt8] = [], limits: TransportLimits = TransportLimits()
    ) {
        self.url = url
        self.endpoint = endpoint
        self.method = method
        self.headers = headers
        self.body = body
        self.limits = limits
    }
}

extension TransportRequest: CustomStringConvertible, CustomReflectable {
    /// Without query, header values and body: they can hold what must not reach a log.
    package var description: String { "\(method.rawValue) \(urlForPeople(url)) (\(body.count) bytes)" }

    package var customMirror: Mirror { Mirror(self, children: ["request": description]) }
}

/// A header field; names compare without case.
package struct TransportHeader: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

package struct TransportLimits: Sendable, Hashable {
    /// Name resolution, TCP and TLS together.
    package var connect: Duration
    /// From the start of the transfer to the last byte of the reply; waiting for a free connection is not in it.
    package var total: Duration
    /// Of the reply's body; its headers have a fixed bound of 64 KiB.
    package var replyBytes: Int

    package init(
        connect: Duration = .seconds(10), total: Duration = .seconds(60), replyBytes: Int = 4 << 20
    ) {
        self.connect = connect
        self.total = total
        self.replyBytes = replyBytes
    }
}

package struct TransportReply: Sendable, Hashable {
    /// 200 to 599; informational replies are passed over.
    package var status: Int
    package var headers: [TransportHeader]
    package var body: [UInt8]
    /// The Retry-After header, when there is a readable one.
    package var retryAfter: RetryAfter?

    package init(
        status: Int, headers: [TransportHeader] = [], body: [UInt8] = [], retryAfter: RetryAfter? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.retryAfter = retryAfter
    }

    /// The first field of this name, compared without case.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}

extension TransportReply: CustomStringConvertible, CustomReflectable {
    package var description: String { "status \(status) (\(body.count) bytes)" }

    package var customMirror: Mirror { Mirror(self, children: ["reply": description]) }
}

/// When a partner asks to be called again (RFC 9110, 10.2.3): relative to its reply, or a point in time.
package enum RetryAfter: Sendable, Hashable {
    case delay(Duration)
    case date(Instant)

    /// The wait from `now`; never negative.
    package func wait(from now: Instant) -> Duration {
        switch self {
        case .delay(let delay): max(delay, .zero)
        case .date(let date): .milliseconds(max(0, date.milliseconds - now.milliseconds))
        }
    }
}

/// Why there is no complete reply.
///
/// Holds no secrets: its message names the URL without userinfo, query and fragment.
package struct TransportFault: AdapterError, Hashable {
    /// The raw values are the stable codes.
    package enum Kind: String, Sendable, CaseIterable {
        /// The URL belongs to no configured endpoint, or to several and none was named.
        case destinationNotAllowed = "HTTP-POLICY-1"
        /// The URL cannot be read, or carries userinfo.
        case urlNotAllowed = "HTTP-POLICY-2"
        /// A header name or value cannot be written, or the header belongs to the transport.
        case headerNotAllowed = "HTTP-POLICY-3"
        /// The endpoint's secret could not be resolved.
        case secretMissing = "HTTP-SECRET-1"
        case nameNotResolved = "HTTP-CONNECT-1"
        case notConnected = "HTTP-CONNECT-2"
        /// The TLS handshake failed for another reason than trust.
        case tlsFailed = "HTTP-TLS-1"
        /// The partner's certificate was not accepted.
        case notTrusted = "HTTP-TLS-2"
        /// Our own TLS material (certificate authority file, pin) cannot be used.
        case tlsMaterial = "HTTP-TLS-3"
        case timedOut = "HTTP-TIME-1"
        case connectionLost = "HTTP-REPLY-1"
        case replyIncomplete = "HTTP-REPLY-2"
        case replyTooLarge = "HTTP-REPLY-3"
        case replyNotUnderstood = "HTTP-REPLY-4"
        case cancelled = "HTTP-CANCEL-1"
        /// Memory, sockets or the client library: ours, not the partner's.
        case local = "HTTP-LOCAL-1"
    }

    package var kind: Kind
    package var message: String
    package var advice: String?
    /// The status line, where one had come before the exchange broke off. A hint for people: never proof that
    /// the partner finished.
    package var status: Int?

    package init(_ kind: Kind, _ message: String, advice: String? = nil, status: Int? = nil) {
        self.kind = kind
        self.message = message
        self.advice = advice
        self.status = status
    }

    package var code: Code { Code(rawValue: kind.rawValue) }

    package var exitStatus: ExitStatus { kind.isConfiguration ? .usage : .unreachable }
}

extension TransportFault.Kind {
    /// Whether only a change of settings or of the message can help, so that repeating is pointless.
    package var isConfiguration: Bool {
        switch self {
        case .destinationNotAllowed, .urlNotAllowed, .headerNotAllowed, .secretMissing, .tlsMaterial: true
        case .nameNotResolved, .notConnected, .tlsFailed, .notTrusted, .timedOut, .connectionLost,
            .replyIncomplete, .replyTooLarge, .replyNotUnderstood, .cancelled, .local:
            false
        }
    }
}

/// What the worker does next with a message, given the outcome of one attempt. Pure: time and randomness come in.
package protocol RetryRule: Sendable {
    /// - Parameters:
    ///   - tally: the attempts before this one.
    ///   - outcome: of this attempt.
    ///   - now: when this attempt ended.
    ///   - random: spreads repetitions, so that many senders do not return at the same moment.
    /// - Returns: the step, and the tally with this attempt in it.
    func next(
        after tally: AttemptTally, outcome: TransportOutcome, now: Instant,
        using random: inout some RandomNumberGenerator
    ) -> Redelivery
}

/// The attempts of one message; kept with its outbox row.
package struct AttemptTally: Sendable, Hashable, Codable {
    /// All attempts; drives the backoff.
    package var made: Int
    /// The attempts that count against the limit. An unreachable or busy partner is not the message's fault:
    /// an outage of hours must not park what is queued.
    package var charged: Int

    package init(made: Int = 0, charged: Int = 0) {
        self.made = made
        self.charged = charged
    }
}

/// A step, and the tally to keep with the message.
package struct Redelivery: Sendable, Hashable {
    package var step: NextStep
    package var tally: AttemptTally

    package init(_ step: NextStep, tally: AttemptTally) {
        self.step = step
        self.tally = tally
    }
}

package enum NextStep: Sendable, Hashable {
    /// The partner took it (2xx). Whether it also confirmed it, the reply's body says.
    case delivered
    case retry(at: Instant)
    /// The state is UNKNOWN: find out at the partner before anything is sent again.
    case lookUp
    case park(ParkReason)
}

/// Why a message waits for a person; text a person reads.
package struct ParkReason: Sendable, Hashable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// The partner read it and will not take it, however often it is sent.
        case refused
        /// Settings, credentials or the partner's address are wrong: every message would fail alike.
        case configuration
        case attemptsExhausted
    }

    package var kind: Kind
    /// One sentence without a full stop at its end; no secrets.
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}

/// A URL as it may stand in logs and errors: no userinfo, no query, no fragment, no control characters.
///
/// Works on text that is no valid URL as well, since that is just when errors are written.
package func urlForPeople(_ url: String) -> String {
    var text = Substring(url)
    if let end = text.firstIndex(where: { $0 == "?" || $0 == "#" }) { text = text[..<end] }
    var scheme: Substring = ""
    if let mark = text.firstRange(of: "://") {
        scheme = text[..<mark.upperBound]
        text = text[mark.upperBound...]
    }
    // Everything before the last @ goes, also one inside the path: hiding too much is the safe mistake.
    if let at = text.lastIndex(of: "@") { text = "…" + text[at...] }
    return String(
        (scheme + text).unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "_" : Character($0) })
}
