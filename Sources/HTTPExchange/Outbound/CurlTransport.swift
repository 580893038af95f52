package import Adapter
import Foundation
import Synchronization

/// Delivery over HTTP/1.1 and HTTP/2 with libcurl, to configured endpoints only.
///
/// What it holds to: certificates are checked and TLS is at least 1.2; redirects are replies, not followed; no
/// proxy but the endpoint's; no cookies; `Expect: 100-continue` is not used; at most one request per call, also
/// where libcurl would repeat it on a new connection by itself; connections are reused.
///
/// The transfers run on a thread of their own and end with the last copy of the value: those still running are
/// cancelled then.
package struct CurlTransport: Transport {
    private let endpoints: [Endpoint]
    private let environment: @Sendable (String) -> String?
    private let loop: TransferLoop
    private let ids = TransferIDs()

    /// - Parameters:
    ///   - endpoints: all that may be connected to.
    ///   - concurrency: transfers at one time over all endpoints; each endpoint has its own limit besides.
    ///   - environment: for `env:` secrets; the process's environment unless a test says otherwise.
    /// - Throws: ``EndpointError`` is thrown by the endpoints themselves; here ``DuplicateEndpoint`` when two
    ///   have the same name.
    package init(
        endpoints: [Endpoint], concurrency: Int = 32,
        environment: @escaping @Sendable (String) -> String? = { ProcessInfo.processInfo.environment[$0] }
    ) throws(DuplicateEndpoint) {
        var names: Set<String> = []
        for endpoint in endpoints where !names.insert(endpoint.name).inserted {
            throw DuplicateEndpoint(name: endpoint.name)
        }
        self.endpoints = endpoints
        self.environment = environment
        loop = TransferLoop(concurrency: concurrency)
    }

    package func send(_ request: TransportRequest) async -> TransportOutcome {
        let destination: Destination
        let endpoint: Endpoint
        let credential: Secret?
        do throws(TransportFault) {
            (destination, endpoint) = try judge(request)
            credential = try self.credential(of: endpoint)
        } catch {
            return .notSent(error)
        }
        guard !Task.isCancelled else { return .notSent(.cancelledBeforeStart) }
        let id = ids.next()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.start(
                    TransferJob(
                        id: id, endpoint: endpoint, url: destination.url, method: request.method,
                        headers: request.headers, credential: credential, body: request.body,
                        limits: request.limits, complete: { continuation.resume(returning: $0) }))
                // The handler below may have run before there was anything to cancel.
                if Task.isCancelled { loop.cancel(id) }
            }
        } onCancel: {
            loop.cancel(id)
        }
    }

    /// Everything that can be refused without a socket.
    private func judge(_ request: TransportRequest) throws(TransportFault) -> (Destination, Endpoint) {
        let shown = urlForPeople(request.url)
        guard let destination = Destination(request.url) else {
            throw TransportFault(
                .urlNotAllowed, "\(shown) is no http or https URL without a user",
                advice: "Credentials belong to the endpoint's authentication, as references.")
        }
        let candidates = endpoints.filter { endpoint in
            endpoint.origin == destination.origin && (request.endpoint ?? endpoint.name) == endpoint.name
        }
        guard let endpoint = candidates.first, candidates.count == 1 else {
            let count = candidates.isEmpty ? "no" : "more than one"
            throw TransportFault(
                .destinationNotAllowed, "\(shown) belongs to \(count) configured endpoint",
                advice: candidates.isEmpty
                    ? "Add the scheme, host and port to the partner's endpoint." : "Name the endpoint.")
        }
        if let objection = HeaderRules.objection(to: request.headers, endpoint: endpoint) {
            throw TransportFault(.headerNotAllowed, "the request to \(shown) was not sent: \(objection)")
        }
        return (destination, endpoint)
    }

    private func credential(of endpoint: Endpoint) throws(TransportFault) -> Secret? {
        do throws(SecretError) {
            return try endpoint.authentication.headerLine(environment: environment)
        } catch {
            throw TransportFault(
                .secretMissing, "no request can be sent to endpoint \(endpoint.name): \(error.message)",
                advice: error.advice)
        }
    }
}

/// Numbers transfers, so that one can be cancelled from another thread.
private final class TransferIDs: Sendable {
    private let last = Atomic<UInt64>(0)

    func next() -> UInt64 { last.add(1, ordering: .relaxed).newValue }
}
