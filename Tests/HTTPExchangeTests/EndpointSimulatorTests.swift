import Adapter
import Foundation
import Operations
import Testing

@testable import HTTPExchange

@Suite(.timeLimit(.minutes(1)))
struct EndpointSimulatorTests {
    @Test func theLedgerTellsNewFromDuplicate() async throws {
        struct Keyed: SimulatedERP {
            func key(of request: ReceivedRequest) -> String? { request.header("Message-ID") }
            func answer(to request: ReceivedRequest) async -> SimulatedAnswer {
                SimulatedAnswer(status: request.repeats == nil ? 201 : 208)
            }
        }
        let simulator = EndpointSimulator(erp: Keyed(), now: { Instant(milliseconds: 5) })
        let statuses = try await simulator.whileRunning { base in
            let bench = try Bench(base)
            var statuses: [Int?] = []
            for (key, body) in [("a", "abc"), ("b", "abc"), ("a", "other"), (nil, "abc"), (nil, "abc")] {
                let headers = key.map { [TransportHeader("Message-ID", $0)] } ?? []
                statuses.append(
                    await bench.transport.send(bench.request(headers: headers, body: body)).reply?.status)
            }
            return statuses
        }
        #expect(statuses == [201, 201, 208, 201, 208])
        let entries = await simulator.ledger.entries
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(entries.map(\.number) == [1, 2, 3, 4, 5])
        #expect(entries.map(\.key) == ["a", "b", "a", hash, hash])
        #expect(entries.map(\.verdict) == [.new, .new, .duplicate, .new, .duplicate])
        #expect(entries.map(\.repeats) == [nil, nil, 1, nil, 4])
        #expect(entries.first?.sha256 == hash)
        #expect(entries.first?.receivedAt == Instant(milliseconds: 5))
        #expect(entries.first?.headers["message-id"] == "a")
        #expect(await simulator.ledger.deliveries == ["a": 2, "b": 1, hash: 2])
    }

    @Test func theLedgerIsServedAsJSON() async throws {
        let simulator = EndpointSimulator(
            erp: answering(), faults: FaultPlan([FaultPlan.Scripted(1...1, .serverError(afterCommit: true))]))
        let json = try await simulator.whileRunning { base in
            let bench = try Bench(base)
            #expect(await bench.send().reply?.status == 500)
            #expect(await bench.send().reply?.status == 200)
            let reply = try #require(await bench.transport.send(bench.request("/ledger", method: .get)).reply)
            #expect(reply.header("content-type") == "application/json")
            return Data(reply.body)
        }
        let entries = try JSONDecoder().decode([Ledger.Entry].self, from: json)
        #expect(entries == (await simulator.ledger.entries))
        #expect(entries.map(\.fault) == ["error-after-commit", nil])
        #expect(entries.map(\.verdict) == [.new, .duplicate])
    }

    @Test(arguments: [
        ("/healthz", TransportRequest.Method.get, 200), ("/erp/in", .post, 200), ("/erp/in?x", .put, 200),
        ("/erp/in", .get, 405), ("/b2mml", .post, 404), ("/erp/in/", .post, 404), ("/ledger", .post, 405),
    ])
    func routes(path: String, method: TransportRequest.Method, status: Int) async throws {
        let simulator = EndpointSimulator(EndpointSimulator.Settings(path: "/erp/in"), erp: answering())
        try await simulator.whileRunning { base in
            let bench = try Bench(base)
            let outcome = await bench.transport.send(bench.request(path, method: method))
            #expect(outcome.reply?.status == status)
        }
    }

    @Test func aBodyBeyondTheLimitIsNotTaken() async throws {
        let simulator = EndpointSimulator(EndpointSimulator.Settings(bodyLimit: 4), erp: answering())
        try await simulator.whileRunning { base in
            let bench = try Bench(base)
            #expect(await bench.send("1234").reply?.status == 200)
            #expect(await bench.send("12345").reply?.status == 413)
        }
        let entries = await simulator.ledger.entries
        #expect(entries.map(\.verdict) == [.new, .refused])
        #expect(entries.map(\.bytes) == [4, 0])
    }

    /// What the plan says of a fault is what the ledger and a repetition show.
    @Test(arguments: FaultPlanTests.all.filter { $0 != .stall })
    func aFaultTakesTheRequestOrDoesNot(_ fault: Fault) async throws {
        let simulator = EndpointSimulator(
            erp: answering("answer"), faults: FaultPlan([FaultPlan.Scripted(1...1, fault)]))
        try await simulator.whileRunning { base in
            let bench = try Bench(base)
            #expect(await bench.send().reply?.status != 200)
            #expect(await bench.send().reply?.status == 200)
        }
        let entries = await simulator.ledger.entries
        let expected: [Ledger.Entry.Verdict] = fault.takesRequest ? [.new, .duplicate] : [.refused, .new]
        #expect(entries.map(\.verdict) == expected)
        #expect(entries.map(\.fault) == [fault.name, nil])
    }

    @Test func aPortThatIsTakenIsAnError() async throws {
        let peer = try RawPeer()
        let simulator = EndpointSimulator(EndpointSimulator.Settings(port: peer.port), erp: answering())
        await #expect(throws: (any Error).self) { try await simulator.whileRunning { _ in } }
    }

    @Test func itStopsWithItsTask() async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let simulator = EndpointSimulator(erp: answering())
        let running = Task { try await simulator.run { port.yield($0) } }
        let number = try #require(await ports.first { _ in true })
        let bench = try Bench("http://127.0.0.1:\(number)")
        #expect(await bench.send().reply?.status == 200)
        running.cancel()
        _ = await running.result
        #expect(await bench.send().reply == nil)
    }
}
