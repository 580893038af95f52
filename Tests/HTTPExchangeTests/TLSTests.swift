import Adapter
import Foundation
import Hummingbird
import HummingbirdHTTP2
import Logging
import NIOSSL
import ServiceLifecycle
import Testing

@testable import HTTPExchange

/// Against a server with the certificate of `Fixtures/TLS`, which is for the name localhost alone.
@Suite(.timeLimit(.minutes(1)))
struct TLSTests {
    static let pin = "sha256//Uam9nAdzsxBq5ilsFiBnkYRqhWQk9bihkIOFs1wFsWQ="

    @Test func aTrustedPartnerIsSpokenToInHTTP2() async throws {
        try await withTLSServer { port in
            let bench = try Bench(
                "https://localhost:\(port)", authorities: try fixture("TLS/authority.pem"), pin: Self.pin)
            for number in 1...3 {
                let reply = try #require(await bench.send("\(number)").reply)
                #expect(String(decoding: reply.body, as: UTF8.self) == "HTTP2 \(number)")
            }
        }
    }

    @Test(arguments: ["authority", "name", "pin", "file"])
    func aPartnerThatIsNotTrustedSeesNothing(_ flaw: String) async throws {
        try await withTLSServer { port in
            let host = flaw == "name" ? "127.0.0.1" : "localhost"
            let authorities =
                flaw == "authority" ? nil : try fixture("TLS/\(flaw == "file" ? "none" : "authority").pem")
            let pin = flaw == "pin" ? "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" : nil
            let bench = try Bench("https://\(host):\(port)", authorities: authorities, pin: pin)
            let fault = try #require(await bench.send().notSent)
            #expect(fault.kind == (flaw == "file" ? .tlsMaterial : .notTrusted))
        }
    }
}

private struct ChannelContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let isStream: Bool

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        isStream = String(describing: type(of: source.channel)).contains("HTTP2")
    }
}

/// Answers with the protocol and the body of the request.
private func withTLSServer(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
    let chain = try NIOSSLCertificate.fromPEMFile(fixture("TLS/localhost.pem"))
    let key = try NIOSSLPrivateKey(file: fixture("TLS/localhost.key"), format: .pem)
    let tls = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
        responder: CallbackResponder { (request: Request, context: ChannelContext) in
            let body = try await request.body.collect(upTo: 1024)
            let text = "\(context.isStream ? "HTTP2" : "HTTP1") \(String(buffer: body))"
            return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        },
        server: try .http2Upgrade(tlsConfiguration: tls),
        configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
        logger: Logger(label: "tls", factory: { _ in SwiftLogNoOpLogHandler() }))
    let group = ServiceGroup(services: [application], logger: application.logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { port.finish() }
            try await group.run()
        }
        let number = try #require(await ports.first { _ in true })
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(number)) } catch { outcome = .failure(error) }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        try outcome.get()
    }
}
