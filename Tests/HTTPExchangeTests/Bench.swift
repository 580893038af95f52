import Adapter
import Foundation
import Testing

@testable import HTTPExchange

/// Proxies in the environment lead nowhere, for every test: a transport that asked them would not connect.
private let proxiesLeadNowhere: Void = {
    for name in ["http_proxy", "https_proxy", "all_proxy"] { setenv(name, "http://127.0.0.1:1", 1) }
}()

/// A transport with one endpoint, and a way to call it.
struct Bench {
    let base: String
    let transport: CurlTransport

    init(
        _ base: String, authentication: Authentication = .none, authorities: String? = nil,
        pin: String? = nil,
        concurrency: Int = 8, environment: [String: String] = [:]
    ) throws {
        proxiesLeadNowhere
        self.base = base
        let endpoint = try Endpoint(
            name: "partner", url: base, allowsPlainHTTP: true, authentication: authentication,
            certificateAuthorities: authorities, pinnedPublicKey: pin, concurrency: concurrency)
        transport = try CurlTransport(endpoints: [endpoint], environment: { environment[$0] })
    }

    func request(
        _ path: String = "/b2mml", method: TransportRequest.Method = .post, headers: [TransportHeader] = [],
        body: String = "<x/>", limits: TransportLimits = .short
    ) -> TransportRequest {
        TransportRequest(
            url: base + path, method: method, headers: headers, body: Array(body.utf8), limits: limits)
    }

    func send(_ body: String = "<x/>", limits: TransportLimits = .short) async -> TransportOutcome {
        await transport.send(request(body: body, limits: limits))
    }
}

extension TransportLimits {
    /// Far longer than loopback needs, so that a slow machine does not change an outcome.
    static let short = TransportLimits(connect: .seconds(20), total: .seconds(20), replyBytes: 1 << 20)
    /// For what never ends by itself.
    static let impatient = TransportLimits(connect: .milliseconds(300), total: .milliseconds(300))
}

extension TransportOutcome {
    var reply: TransportReply? {
        if case .reply(let reply) = self { reply } else { nil }
    }

    var notSent: TransportFault? {
        if case .notSent(let fault) = self { fault } else { nil }
    }

    var ambiguous: TransportFault? {
        if case .ambiguous(let fault) = self { fault } else { nil }
    }
}

/// Answers 200 with this body.
func answering(_ body: String = "", status: Int = 200) -> ScriptedERP {
    ScriptedERP { _ in SimulatedAnswer(status: status, body: Array(body.utf8)) }
}

func fixture(_ path: String) throws -> String {
    let base = try #require(Bundle.module.resourceURL)
    return base.appendingPathComponent("Fixtures").appendingPathComponent(path).path
}
