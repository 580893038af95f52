import Diagnostics
import Journal
import Mapping
import Operations
import Testing

@testable import Adapter

/// Messages that wait for a person.
@Suite struct HeldTests {
    /// 02:30 does not exist on the morning the clocks go forward.
    private static let doubtful = "<EndTime>2026-03-29T02:30:00</EndTime>"

    @Test(arguments: JournalKind.allCases, [true, false])
    func aHeldMessageIsTakenAgainOnceThePersonHasDecided(_ kind: JournalKind, small: Bool) async throws {
        let bench = try Bench(kind)
        bench.settings.zone = "Europe/Berlin"
        bench.settings.recordsPerCommit = 2
        bench.settings.wholeDocumentSize = small ? 1 << 20 : 10
        let orders = (1...7).map { Order(id: "\($0)", header: $0 == 3 ? Self.doubtful : "") }
        let text = Message(orders: orders).xml
        let held = try await bench.take(text)
        #expect(held.outcome == .held && held.exitStatus == .look, "\(held.findings)")
        #expect(try await bench.messages().first?.progress.state == .held)
        #expect(try await bench.state().requests.keys.sorted() == ["1", "2", "4", "5", "6", "7"])
        let still = try await bench.take(text)
        #expect(still.outcome == .held)
        bench.settings.repeatedHour = .later
        let result = try await bench.take(text)
        #expect(result.outcome == .imported && result.exitStatus == .done, "\(result.findings)")
        #expect(
            result.objects.map(\.outcome)
                == [.unchanged, .unchanged, .imported, .unchanged, .unchanged, .unchanged, .unchanged])
        let messages = try await bench.messages()
        #expect(messages.count == 1 && messages.first?.progress.state == .acknowledged)
        #expect(try await bench.take(text).outcome == .duplicate)
        #expect(try await bench.state().requests.count == 7)
    }
}
