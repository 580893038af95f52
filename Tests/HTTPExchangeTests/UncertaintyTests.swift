import Adapter
import Diagnostics
import Foundation
import Testing

@testable import HTTPExchange

/// Exchanges that break off: whether the partner may have seen the request.
@Suite(.timeLimit(.minutes(2)))
struct UncertaintyTests {
    struct Breakage: Sendable, CustomTestStringConvertible {
        let fault: Fault
        let kinds: Set<TransportFault.Kind>
        let taken: Ledger.Entry.Verdict
        var limits = TransportLimits.short

        var testDescription: String { fault.name }
    }

    static let breakages = [
        Breakage(fault: .commitThenDrop, kinds: [.connectionLost], taken: .new),
        Breakage(fault: .dropBeforeReading, kinds: [.connectionLost], taken: .refused),
        // Whether the reset overtakes the bytes before it is up to the kernel.
        Breakage(fault: .resetMidReply, kinds: [.connectionLost, .replyIncomplete], taken: .new),
        Breakage(fault: .truncate, kinds: [.replyIncomplete], taken: .new),
        Breakage(fault: .stall, kinds: [.timedOut], taken: .new, limits: .impatient),
        Breakage(
            fault: .trickle(pause: .milliseconds(100)), kinds: [.timedOut], taken: .new, limits: .impatient),
        Breakage(fault: .delay(.seconds(3600)), kinds: [.timedOut], taken: .new, limits: .impatient),
    ]

    /// On a fresh connection, and on one that has already carried a request: there libcurl would repeat the
    /// request by itself, and a ledger with one more entry would show it.
    @Test(arguments: breakages, [1, 2, 4])
    func aBrokenExchangeIsAmbiguousAndIsNotRepeated(_ breakage: Breakage, request number: Int) async throws {
        let faults = FaultPlan([FaultPlan.Scripted(number...number, breakage.fault)])
        let simulator = EndpointSimulator(erp: answering(String(repeating: "r", count: 40)), faults: faults)
        try await simulator.whileRunning { base in
            let bench = try Bench(base)
            for before in 1..<number { #expect(await bench.send("before \(before)").reply?.status == 200) }
            let fault = try #require(await bench.send("broken", limits: breakage.limits).ambiguous)
            #expect(breakage.kinds.contains(fault.kind))
            #expect(fault.advice != nil)
            #expect(await bench.send("after").reply?.status == 200)
        }
        let entries = await simulator.ledger.entries
        try #require(entries.count == number + 1)
        #expect(entries[number - 1].verdict == breakage.taken)
        #expect(Set(entries.prefix(number).map(\.connection)).count == 1)
    }

    @Test(arguments: [TransportRequest.Method.get, .post, .put])
    func requestsWithoutABodyAreNotRepeatedEither(_ method: TransportRequest.Method) async throws {
        let peer = try RawPeer()
        let ok = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
        // One connection, two requests, one reply; a repetition would find nobody to accept it and time out.
        peer.answerRequests([ok, nil])
        let bench = try Bench(peer.base)
        let limits = TransportLimits(connect: .seconds(5), total: .seconds(5))
        let request = bench.request(method: method, body: "", limits: limits)
        #expect(await bench.transport.send(request).reply?.status == 200)
        #expect(await bench.transport.send(request).ambiguous?.kind == .connectionLost)
    }

    @Test(arguments: [
        ("HELLO\r\n", TransportFault.Kind.replyNotUnderstood),
        ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", .replyIncomplete),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", .replyIncomplete),
        ("HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 70_000))\r\n\r\n", .replyTooLarge),
        ("", .connectionLost),
    ])
    func aReplyThatIsNoneIsAmbiguous(bytes: String, kind: TransportFault.Kind) async throws {
        let peer = try RawPeer()
        peer.answerOnce(with: Array(bytes.utf8))
        let outcome = try await Bench(peer.base).send()
        #expect(outcome.ambiguous?.kind == kind)
    }

    @Test func aReplyBeyondTheLimitIsAmbiguousAndSaysItsStatus() async throws {
        try await EndpointSimulator(erp: answering(String(repeating: "r", count: 5000))).whileRunning {
            base in
            let bench = try Bench(base)
            let exact = TransportLimits(replyBytes: 5000)
            #expect(await bench.send(limits: exact).reply?.body.count == 5000)
            let tight = TransportLimits(replyBytes: 4999)
            let fault = try #require(await bench.send(limits: tight).ambiguous)
            #expect(fault.kind == .replyTooLarge)
            #expect(fault.status == 200)
        }
    }

    @Test func aClosedPortIsNotSent() async throws {
        let base = try RawPeer().base
        let fault = try #require(try await Bench(base).send().notSent)
        #expect(fault.kind == .notConnected)
        #expect(fault.description.contains("127.0.0.1"))
    }

    @Test func aNameThatDoesNotResolveIsNotSent() async throws {
        // RFC 6761: names under .invalid never resolve.
        #expect(try await Bench("http://partner.invalid:9").send().notSent?.kind == .nameNotResolved)
    }

    /// The connection stands, but TLS does not come about: nothing of the request has left.
    @Test func aSilentTLSPeerIsNotSent() async throws {
        let peer = try RawPeer()
        let fault = try await Bench("https://127.0.0.1:\(peer.port)").send(limits: .impatient).notSent
        #expect(fault?.kind == .timedOut)
    }

    @Test func aPeerWithoutTLSIsNotSent() async throws {
        let simulator = EndpointSimulator(erp: answering())
        try await simulator.whileRunning { base in
            let secure = base.replacing("http://", with: "https://")
            let bench = try Bench(secure)
            #expect(await bench.send().notSent?.kind == .tlsFailed)
        }
        #expect(await simulator.ledger.entries.isEmpty)
    }

    /// The same silence without TLS: the request was written into the connection.
    @Test func aSilentPeerIsAmbiguous() async throws {
        let peer = try RawPeer()
        #expect(try await Bench(peer.base).send(limits: .impatient).ambiguous?.kind == .timedOut)
    }

    @Test func cancellingARunningTransferIsAmbiguous() async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let erp = ScriptedERP { _ in
            arrival.yield()
            return SimulatedAnswer()
        }
        let faults = FaultPlan([FaultPlan.Scripted(1...1, .stall)])
        try await EndpointSimulator(erp: erp, faults: faults).whileRunning { base in
            let bench = try Bench(base)
            let sending = Task { await bench.send() }
            for await _ in arrivals { break }
            sending.cancel()
            #expect(await sending.value.ambiguous?.kind == .cancelled)
            #expect(await bench.send().reply?.status == 200)
        }
    }

    @Test func cancellingAWaitingTransferIsNotSent() async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let erp = ScriptedERP { _ in
            arrival.yield()
            return SimulatedAnswer()
        }
        let faults = FaultPlan([FaultPlan.Scripted(1...1, .stall)])
        let simulator = EndpointSimulator(erp: erp, faults: faults)
        try await simulator.whileRunning { base in
            let bench = try Bench(base, concurrency: 1)
            let first = Task { await bench.send("first") }
            for await _ in arrivals { break }
            let second = Task { await bench.send("second") }
            second.cancel()
            #expect(await second.value.notSent?.kind == .cancelled)
            first.cancel()
            #expect(await first.value.ambiguous?.kind == .cancelled)
        }
        #expect(await simulator.ledger.entries.count == 1)
    }
}
