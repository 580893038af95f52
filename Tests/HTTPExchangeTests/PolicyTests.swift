import Adapter
import Diagnostics
import Foundation
import Testing

@testable import HTTPExchange

/// Whom we speak to and what we write there, decided before a socket is opened.
@Suite(.timeLimit(.minutes(1)))
struct PolicyTests {
    @Test(arguments: [
        ("https://erp.example:8443/b2mml", TransportFault.Kind.destinationNotAllowed),
        ("http://erp.example/b2mml", .destinationNotAllowed),
        ("https://erp.example.evil/b2mml", .destinationNotAllowed),
        ("https://evil/https://erp.example/", .destinationNotAllowed),
        ("https://169.254.169.254/latest", .destinationNotAllowed),
        ("https://[::ffff:127.0.0.1]/", .destinationNotAllowed),
        ("https://user@erp.example/", .urlNotAllowed),
        ("https://user:word@erp.example/", .urlNotAllowed),
        ("https://erp.example@evil/", .urlNotAllowed),
        ("https://erp.example\\@evil/", .urlNotAllowed),
        ("https://erp.example /", .urlNotAllowed),
        ("https://erp.example/\r\nX: y", .urlNotAllowed),
        ("https://erp.example/\0", .urlNotAllowed),
        ("file:///etc/passwd", .urlNotAllowed),
        ("gopher://erp.example/", .urlNotAllowed),
        ("ftp://erp.example/", .urlNotAllowed),
        ("erp.example/b2mml", .urlNotAllowed),
        ("//erp.example/b2mml", .urlNotAllowed),
        ("https://", .urlNotAllowed),
        ("", .urlNotAllowed),
    ])
    func aForeignDestinationIsNotSent(url: String, kind: TransportFault.Kind) async throws {
        let endpoint = try Endpoint(name: "erp", url: "https://erp.example")
        let transport = try CurlTransport(endpoints: [endpoint])
        let fault = await transport.send(TransportRequest(url: url)).notSent
        #expect(fault?.kind == kind)
        #expect(fault?.exitStatus == .usage)
    }

    /// Other spellings of the same origin are the same origin: what is compared is what libcurl connects to.
    @Test(arguments: [
        "https://ERP.example/b2mml", "HTTPS://erp.example:443/b2mml", "https://erp.example/a/../b2mml",
    ])
    func spellingsOfAnOriginAreOne(url: String) throws {
        #expect(try Endpoint(name: "erp", url: "https://erp.example").origin == Destination(url)?.origin)
    }

    @Test(arguments: ["http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/"])
    func numericHostsAreReadAsLibcurlDoes(url: String) {
        #expect(Destination(url)?.origin.host == "127.0.0.1")
    }

    @Test func anEndpointIsNamedWhereTwoShareAnOrigin() async throws {
        let seen = EndpointSimulator(
            erp: ScriptedERP { request in
                SimulatedAnswer(body: Array((request.header("authorization") ?? "none").utf8))
            })
        try await seen.whileRunning { base in
            let reference = try SecretReference("env:TOKEN")
            let transport = try CurlTransport(
                endpoints: [
                    Endpoint(name: "a", url: base, allowsPlainHTTP: true),
                    Endpoint(name: "b", url: base, allowsPlainHTTP: true, authentication: .bearer(reference)),
                ],
                environment: { _ in "t0ken" })
            var request = TransportRequest(url: base + "/b2mml", limits: .short)
            #expect(await transport.send(request).notSent?.kind == .destinationNotAllowed)
            request.endpoint = "c"
            #expect(await transport.send(request).notSent?.kind == .destinationNotAllowed)
            request.endpoint = "a"
            #expect(await transport.send(request).reply?.body == Array("none".utf8))
            request.endpoint = "b"
            #expect(await transport.send(request).reply?.body == Array("Bearer t0ken".utf8))
        }
    }

    @Test func namesOfEndpointsAreUnique() throws {
        let endpoint = try Endpoint(name: "erp", url: "https://erp.example")
        #expect(throws: DuplicateEndpoint(name: "erp")) {
            try CurlTransport(endpoints: [endpoint, endpoint])
        }
    }

    @Test(arguments: [
        ("http://erp.example", EndpointError.Reason.plainHTTP), ("https://erp.example/path", .url),
        ("https://erp.example/?q", .url), ("https://u:p@erp.example", .url), ("ldap://erp.example", .url),
        ("erp.example", .url),
    ])
    func anEndpointIsAnOrigin(url: String, reason: EndpointError.Reason) {
        #expect(throws: EndpointError(reason, endpoint: "erp")) { try Endpoint(name: "erp", url: url) }
    }

    @Test func credentialsOfAnEndpointAreChecked() throws {
        let secret = try SecretReference("env:X")
        #expect(throws: EndpointError(.user, endpoint: "erp")) {
            try Endpoint(
                name: "erp", url: "https://erp.example", authentication: .basic(user: "a:b", password: secret)
            )
        }
        for header in ["X Key", "Host", "content-length", "X\r\nY", ""] {
            #expect(throws: EndpointError(.header, endpoint: "erp")) {
                try Endpoint(
                    name: "erp", url: "https://erp.example",
                    authentication: .header(name: header, value: secret))
            }
        }
    }

    @Test(arguments: [
        TransportHeader("X-Note", "a\r\nX-Evil: 1"), TransportHeader("X-Note", "a\nX-Evil: 1"),
        TransportHeader("X-Note", "a\rX-Evil: 1"), TransportHeader("X-Note", "a\0b"),
        TransportHeader("X-Note", " a"), TransportHeader("X-Note: 1\r\nX-Evil", "1"),
        TransportHeader("X Note", "1"), TransportHeader("X-Note:", "1"), TransportHeader(":path", "/"),
        TransportHeader("", "1"), TransportHeader("Content-Length", "1"), TransportHeader("host", "evil"),
        TransportHeader("Transfer-Encoding", "chunked"), TransportHeader("Authorization", "Bearer x"),
        TransportHeader("Cookie", "a=b"), TransportHeader("X-Api-Key", "mine"),
    ])
    func aHeaderThatIsNotOursToWriteIsNotSent(_ header: TransportHeader) async throws {
        let simulator = EndpointSimulator(erp: answering())
        try await simulator.whileRunning { base in
            let key = try SecretReference("env:KEY")
            let bench = try Bench(
                base, authentication: .header(name: "X-API-Key", value: key), environment: ["KEY": "k"])
            let outcome = await bench.transport.send(bench.request(headers: [header]))
            #expect(outcome.notSent?.kind == .headerNotAllowed)
        }
        #expect(await simulator.ledger.entries.isEmpty)
    }
}
