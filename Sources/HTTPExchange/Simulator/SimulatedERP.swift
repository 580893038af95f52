package import Adapter

/// What a simulated partner says to a request. The simulator itself knows HTTP and faults, nothing of B2MML.
package protocol SimulatedERP: Sendable {
    /// What makes two requests the same message, such as the BODID; nil when the body has nothing of the kind.
    /// The simulator then takes the body's hash.
    func key(of request: ReceivedRequest) -> String?

    /// Called once for every request that is taken, also for duplicates (`request.repeats` says so); a request
    /// that a fault refuses does not come here.
    func answer(to request: ReceivedRequest) async -> SimulatedAnswer
}

extension SimulatedERP {
    package func key(of request: ReceivedRequest) -> String? { nil }
}

/// Answers each request with what a closure says; keyed by body.
package struct ScriptedERP: SimulatedERP {
    private let script: @Sendable (ReceivedRequest) async -> SimulatedAnswer

    package init(_ script: @escaping @Sendable (ReceivedRequest) async -> SimulatedAnswer) {
        self.script = script
    }

    package func answer(to request: ReceivedRequest) async -> SimulatedAnswer { await script(request) }
}

package struct SimulatedAnswer: Sendable, Hashable {
    /// 200 to 599; anything else is answered as 500.
    package var status: Int
    /// Besides Content-Length and Date, which the server writes.
    package var headers: [TransportHeader]
    package var body: [UInt8]

    package init(status: Int = 200, headers: [TransportHeader] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// A request as the simulated partner sees it.
package struct ReceivedRequest: Sendable, Hashable {
    /// Counted from 1 in order of arrival, over all connections.
    package let number: Int
    package let method: String
    /// With the query.
    package let target: String
    package let headers: [TransportHeader]
    package let body: [UInt8]
    /// Lower-case hexadecimal.
    package let sha256: String
    /// The number of the first request with the same key that was taken; nil for a new message.
    package internal(set) var repeats: Int?

    package init(
        number: Int, method: String, target: String, headers: [TransportHeader], body: [UInt8],
        sha256: String, repeats: Int? = nil
    ) {
        self.number = number
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.sha256 = sha256
        self.repeats = repeats
    }

    /// The first field of this name, compared without case.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}
