import Adapter
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
package import Operations
import ServiceLifecycle
import UnixSignals

/// A partner's endpoint on this machine: takes messages over real HTTP, keeps a ledger, answers as a
/// ``SimulatedERP`` says, and fails as a ``FaultPlan`` says. Part of the product, for `demo` and
/// `exchange simulate`. Listens on 127.0.0.1 only.
///
/// | route | |
/// |---|---|
/// | `POST` or `PUT` the settings' path | a message |
/// | `GET /ledger` | the ledger as JSON, keys sorted |
/// | `GET /healthz` | 200 |
package struct EndpointSimulator: Sendable {
    package struct Settings: Sendable, Hashable {
        /// 0 takes a free one.
        package var port: Int
        /// Begins with a slash; taken literally, without the query.
        package var path: String
        /// Bytes of a message; more is answered with 413.
        package var bodyLimit: Int
        /// Headers the ledger shows; credentials are left out whatever stands here.
        package var shownHeaders: Set<String>

        package init(
            port: Int = 0, path: String = "/b2mml", bodyLimit: Int = 64 << 20,
            shownHeaders: Set<String> = ["content-type", "message-id", "user-agent"]
        ) {
            self.port = port
            self.path = path
            self.bodyLimit = bodyLimit
            self.shownHeaders = Set(shownHeaders.map { $0.lowercased() })
        }
    }

    package let settings: Settings
    package let faults: FaultPlan
    package let ledger: Ledger
    private let erp: any SimulatedERP
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - settings: the port and path, and what the ledger shows.
    ///   - erp: what the partner answers.
    ///   - faults: what goes wrong; nothing unless said.
    ///   - ledger: where requests are written.
    ///   - now: stamps the ledger.
    package init(
        _ settings: Settings = Settings(), erp: any SimulatedERP, faults: FaultPlan = FaultPlan(),
        ledger: Ledger = Ledger(), now: @escaping @Sendable () -> Instant = { .wallClock }
    ) {
        self.settings = settings
        self.erp = erp
        self.faults = faults
        self.ledger = ledger
        self.now = now
    }

    /// Serves until the task is cancelled, or the surrounding service group or a signal asks for a graceful
    /// shutdown: then requests under way are answered (delays and stalls are cut short) and it returns.
    ///
    /// - Parameters:
    ///   - stoppingOnSignals: whether SIGTERM and SIGINT shut it down; for the command line.
    ///   - isListening: called once with the port, when connections are accepted.
    /// - Throws: what binding the port threw.
    package func run(
        stoppingOnSignals: Bool = false, isListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws {
        try await group(stoppingOnSignals: stoppingOnSignals, isListening: isListening).run()
    }

    /// Runs the simulator for the time of `body`, which is given its base URL, such as `http://127.0.0.1:40123`.
    package func whileRunning<Result: Sendable>(
        _ body: @Sendable (String) async throws -> Result
    ) async throws -> Result {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let group = group(stoppingOnSignals: false) { port.yield($0) }
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                // Also when binding failed: the wait below must end.
                defer { port.finish() }
                try await group.run()
            }
            var listening = ports.makeAsyncIterator()
            guard let number = await listening.next() else {
                try await tasks.waitForAll()
                throw CancellationError()
            }
            do {
                let result = try await body("http://127.0.0.1:\(number)")
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                return result
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
        }
    }

    private func group(
        stoppingOnSignals: Bool, isListening: @escaping @Sendable (Int) async -> Void
    ) -> ServiceGroup {
        var logger = Logger(label: "simulator")
        logger.logLevel = .critical
        let application = Application(
            responder: CallbackResponder { (request: Request, context: SimulatorContext) in
                await respond(to: request, on: SimulatedConnection(channel: context.channel))
            },
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: settings.port), serverName: "b2mml-simulator"),
            onServerRunning: { channel in await isListening(channel.localAddress?.port ?? 0) },
            logger: logger)
        return ServiceGroup(
            services: [application], gracefulShutdownSignals: stoppingOnSignals ? [.sigterm, .sigint] : [],
            logger: logger)
    }

    // MARK: Routes

    private func respond(to request: Request, on connection: SimulatedConnection) async -> Response {
        switch (request.method, request.uri.path) {
        case (.get, "/healthz"):
            return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "ok\n")))
        case (.get, "/ledger"): return await ledgerAsJSON()
        case (.post, settings.path), (.put, settings.path): return await receive(request, on: connection)
        case (_, settings.path), (_, "/healthz"), (_, "/ledger"): return Response(status: .methodNotAllowed)
        default: return Response(status: .notFound)
        }
    }

    private func ledgerAsJSON() async -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let json = try? await encoder.encode(ledger.entries) else {
            return Response(status: .internalServerError)
        }
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json)))
    }

    /// Read, take, write into the ledger, answer: in this order, so that what was answered is always written.
    private func receive(_ request: Request, on connection: SimulatedConnection) async -> Response {
        let arrival = Arrival(
            number: await ledger.nextNumber(), time: now(),
            connection: await connection.number(in: ledger), request: request,
            shownHeaders: settings.shownHeaders)
        let fault = faults.fault(for: arrival.number)
        if fault == .dropBeforeReading {
            await ledger.write(arrival.refusedEntry(fault: fault))
            return await connection.reset()
        }

        let body: [UInt8]
        do {
            body = try await Array(buffer: request.body.collect(upTo: settings.bodyLimit))
        } catch {
            await ledger.write(arrival.refusedEntry(fault: fault))
            // What was not read cannot be skipped: the connection ends with this answer.
            return Response(status: .contentTooLarge, headers: [.connection: "close"])
        }
        var received = arrival.received(body)
        let key = erp.key(of: received) ?? received.sha256
        var verdict = Ledger.Entry.Verdict.refused
        if fault?.takesRequest ?? true {
            received.repeats = await ledger.take(key, by: arrival.number)
            verdict = received.repeats == nil ? .new : .duplicate
        }
        await ledger.write(arrival.entry(received, key: key, verdict: verdict, fault: fault))
        return await answer(received, verdict: verdict, fault: fault, on: connection)
    }

    private func answer(
        _ request: ReceivedRequest, verdict: Ledger.Entry.Verdict, fault: Fault?,
        on connection: SimulatedConnection
    ) async -> Response {
        let answer = verdict == .refused ? SimulatedAnswer(status: 500) : await erp.answer(to: request)
        switch fault {
        case .none: return Response(answer)
        case .refuse(let retryAfter):
            var response = Response(status: .serviceUnavailable)
            if let retryAfter { response.headers[.retryAfter] = "\(retryAfter.components.seconds)" }
            return response
        case .serverError: return Response(status: .internalServerError)
        case .delay(let time):
            await connection.wait(time)
            return Response(answer)
        case .stall:
            await connection.wait(.seconds(24 * 3600))
            return await connection.close()
        case .commitThenDrop: return await connection.close()
        case .dropBeforeReading, .resetMidReply:
            return Response(answer, body: connection.halfBody(of: answer, thenReset: true))
        case .truncate: return Response(answer, body: connection.halfBody(of: answer, thenReset: false))
        case .trickle(let pause):
            return Response(answer, body: connection.tricklingBody(of: answer, pause: pause))
        }
    }
}

/// The head of a request, before anything is known of its body.
private struct Arrival {
    let number: Int
    let time: Instant
    let connection: Int
    let method: String
    let target: String
    let headers: [TransportHeader]
    let shown: [String: String]

    init(number: Int, time: Instant, connection: Int, request: Request, shownHeaders: Set<String>) {
        self.number = number
        self.time = time
        self.connection = connection
        method = request.method.rawValue
        target = request.head.path ?? ""
        headers = request.headers.map { TransportHeader($0.name.rawName, $0.value) }
        let visible = shownHeaders.subtracting(HeaderRules.credentials)
        shown = headers.reduce(into: [:]) { shown, header in
            let name = header.name.lowercased()
            if visible.contains(name) { shown[name] = header.value }
        }
    }

    func received(_ body: [UInt8]) -> ReceivedRequest {
        let digest = SHA256.hash(data: body).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        return ReceivedRequest(
            number: number, method: method, target: target, headers: headers, body: body,
            sha256: digest.joined())
    }

    func entry(
        _ received: ReceivedRequest, key: String, verdict: Ledger.Entry.Verdict, fault: Fault?
    ) -> Ledger.Entry {
        Ledger.Entry(
            number: number, receivedAt: time, connection: connection, method: method, target: target,
            headers: shown, bytes: received.body.count, sha256: received.sha256, key: key, verdict: verdict,
            repeats: received.repeats, fault: fault?.name)
    }

    /// For a request whose body was not read to its end.
    func refusedEntry(fault: Fault?) -> Ledger.Entry {
        Ledger.Entry(
            number: number, receivedAt: time, connection: connection, method: method, target: target,
            headers: shown, bytes: 0, sha256: nil, key: nil, verdict: .refused, repeats: nil,
            fault: fault?.name)
    }
}

/// Hands the connection to the route, since faults are done to it.
private struct SimulatorContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

extension Response {
    /// The answer with its own body, or with one that misbehaves.
    fileprivate init(_ answer: SimulatedAnswer, body: ResponseBody? = nil) {
        var fields = HTTPFields()
        for header in answer.headers {
            if let name = HTTPField.Name(header.name) {
                fields.append(HTTPField(name: name, value: header.value))
            }
        }
        let status = (200...599).contains(answer.status) ? answer.status : 500
        self.init(
            status: HTTPResponse.Status(code: status), headers: fields,
            body: body ?? ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}

extension Instant {
    /// The time of day of this machine.
    package static var wallClock: Instant {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
