import Adapter
import Crypto
import Foundation
import Synchronization
import Testing

@testable import HTTPExchange

/// Complete exchanges over loopback sockets.
@Suite(.timeLimit(.minutes(2)))
struct DeliveryTests {
    @Test(arguments: [(200, ""), (200, "<ConfirmBOD/>"), (202, ""), (204, "")])
    func aReplyIsReadWhole(status: Int, body: String) async throws {
        let simulator = EndpointSimulator(erp: answering(body, status: status))
        try await simulator.whileRunning { base in
            let reply = try #require(try await Bench(base).send().reply)
            #expect(reply.status == status)
            #expect(reply.body == Array(body.utf8))
            #expect(reply.header("DATE") != nil)
        }
        let entry = try #require(await simulator.ledger.entries.first)
        #expect(entry.verdict == .new)
        #expect(entry.bytes == 4)
    }

    @Test(arguments: [400, 401, 403, 404, 409, 410, 413, 415, 422, 500, 503])
    func aRefusalIsAReply(status: Int) async throws {
        try await EndpointSimulator(erp: answering("no", status: status)).whileRunning { base in
            let reply = try #require(try await Bench(base).send().reply)
            #expect(reply.status == status)
            #expect(reply.body == Array("no".utf8))
        }
    }

    @Test func bytesArriveAsTheyWere() async throws {
        var random = SplitMix64(state: 7)
        let body = (0..<(1 << 20)).map { _ in UInt8.random(in: 0...255, using: &random) }
        let digest = SHA256.hash(data: body).map { String(format: "%02x", $0) }.joined()
        let received = Mutex<[UInt8]>([])
        let erp = ScriptedERP { request in
            received.withLock { $0 = request.body }
            return SimulatedAnswer(body: request.body)
        }
        let simulator = EndpointSimulator(erp: erp)
        try await simulator.whileRunning { base in
            let bench = try Bench(base)
            var request = bench.request()
            request.body = body
            let reply = try #require(await bench.transport.send(request).reply)
            #expect(reply.body == body)
        }
        #expect(received.withLock { $0 } == body)
        #expect(await simulator.ledger.entries.map(\.sha256) == [digest])
    }

    @Test func methodsHeadersAndEmptyBodiesArrive() async throws {
        let seen = Mutex<[ReceivedRequest]>([])
        let erp = ScriptedERP { request in
            seen.withLock { $0.append(request) }
            return SimulatedAnswer()
        }
        try await EndpointSimulator(erp: erp).whileRunning { base in
            let bench = try Bench(base)
            let headers = [
                TransportHeader("Content-Type", "application/xml"), TransportHeader("Message-ID", "m 1; ä"),
                TransportHeader("X-Empty", ""),
            ]
            for request in [
                bench.request(method: .put, headers: headers), bench.request("/b2mml?a=b&c", body: ""),
                bench.request("/healthz", method: .get),
            ] {
                #expect(await bench.transport.send(request).reply?.status == 200)
            }
        }
        let requests = seen.withLock { $0 }
        try #require(requests.count == 2)
        #expect(requests[0].method == "PUT")
        #expect(requests[0].header("content-type") == "application/xml")
        #expect(requests[0].header("message-id") == "m 1; ä")
        #expect(requests[0].header("x-empty") == "")
        #expect(requests[0].header("expect") == nil)
        #expect(requests[1].target == "/b2mml?a=b&c")
        #expect(requests[1].body == [])
        #expect(requests[1].header("content-length") == "0")
        // libcurl's own default would call it a form.
        #expect(requests[1].header("content-type") == nil)
    }

    @Test func aLargeBodyIsSentWithoutWaitingForPermission() async throws {
        let simulator = EndpointSimulator(
            EndpointSimulator.Settings(shownHeaders: ["expect", "content-length"]), erp: answering())
        try await simulator.whileRunning { base in
            let bench = try Bench(base)
            #expect(await bench.send(String(repeating: "x", count: 3 << 20)).reply?.status == 200)
        }
        #expect(await simulator.ledger.entries.first?.headers == ["content-length": "\(3 << 20)"])
    }

    @Test func connectionsAreReused() async throws {
        let simulator = EndpointSimulator(erp: answering("ok"))
        try await simulator.whileRunning { base in
            let bench = try Bench(base)
            for number in 1...5 { #expect(await bench.send("\(number)").reply?.status == 200) }
        }
        #expect(await simulator.ledger.entries.map(\.connection) == [1, 1, 1, 1, 1])
    }

    @Test func aRedirectIsAReplyAndIsNotFollowed() async throws {
        let erp = ScriptedERP { _ in
            SimulatedAnswer(status: 307, headers: [TransportHeader("Location", "/b2mml?again")])
        }
        let simulator = EndpointSimulator(erp: erp)
        try await simulator.whileRunning { base in
            let reply = try #require(try await Bench(base).send().reply)
            #expect(reply.status == 307)
            #expect(reply.header("location") == "/b2mml?again")
        }
        #expect(await simulator.ledger.entries.count == 1)
    }

    @Test func retryAfterIsExposed() async throws {
        let faults = FaultPlan([FaultPlan.Scripted(1...2, .refuse(retryAfter: .seconds(7)))])
        let simulator = EndpointSimulator(erp: answering(), faults: faults)
        try await simulator.whileRunning { base in
            let bench = try Bench(base)
            for _ in 1...2 {
                let reply = try #require(await bench.send().reply)
                #expect(reply.status == 503)
                #expect(reply.retryAfter == .delay(.seconds(7)))
            }
            #expect(await bench.send().reply?.status == 200)
        }
        // What was refused was not taken: the third is the message's first delivery.
        #expect(await simulator.ledger.entries.map(\.verdict) == [.refused, .refused, .new])
    }

    @Test func informationalRepliesArePassedOver() async throws {
        let peer = try RawPeer()
        peer.answerOnce(
            with: Array(
                "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                    .utf8))
        let reply = try #require(try await Bench(peer.base).send().reply)
        #expect(reply.status == 200)
        #expect(reply.headers == [TransportHeader("Content-Length", "2")])
    }

    /// All eight places of the endpoint are taken at once, and never nine.
    @Test func concurrentSendsAreBounded() async throws {
        let gauge = Gauge(gathering: 8)
        let erp = ScriptedERP { request in
            await gauge.enter()
            for _ in 0..<10 { await Task.yield() }
            await gauge.leave()
            return SimulatedAnswer(body: request.body)
        }
        let simulator = EndpointSimulator(erp: erp)
        try await simulator.whileRunning { base in
            let bench = try Bench(base, concurrency: 8)
            let mistaken = await withTaskGroup(of: Bool.self) { tasks in
                for number in 1...200 {
                    tasks.addTask {
                        await bench.send("message \(number)").reply?.body != Array("message \(number)".utf8)
                    }
                }
                return await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(mistaken == 0)
        }
        #expect(await gauge.highest == 8)
        let entries = await simulator.ledger.entries
        #expect(entries.count == 200)
        #expect(Set(entries.map(\.key)).count == 200)
        #expect(Set(entries.map(\.connection)).count <= 8)
    }
}

/// Counts who is inside; the first ones wait until a whole group is.
private actor Gauge {
    private(set) var highest = 0
    private var inside = 0
    private var missing: Int
    private var gathered: [CheckedContinuation<Void, Never>] = []

    init(gathering count: Int) { missing = count }

    func enter() async {
        inside += 1
        highest = max(highest, inside)
        guard missing > 0 else { return }
        missing -= 1
        if missing == 0 {
            for waiting in gathered { waiting.resume() }
            gathered = []
        } else {
            await withCheckedContinuation { gathered.append($0) }
        }
    }

    func leave() { inside -= 1 }
}
