import Adapter
import Operations
import Testing

@testable import HTTPExchange

struct RetryPolicyTests {
    static let now = Instant(milliseconds: 1_700_000_000_000)

    enum Expected: Sendable { case delivered, retry, chargedRetry, lookUp, configuration, refused }

    static let statuses: [(Int, Expected)] = [
        (200, .delivered), (201, .delivered), (202, .delivered), (204, .delivered), (299, .delivered),
        (301, .configuration), (302, .configuration), (304, .configuration), (307, .configuration),
        (400, .refused), (401, .configuration), (403, .configuration), (404, .configuration),
        (405, .configuration), (406, .refused), (407, .configuration), (408, .chargedRetry), (409, .refused),
        (410, .refused), (411, .refused), (412, .refused), (413, .refused), (414, .refused), (415, .refused),
        (421, .chargedRetry), (422, .refused), (425, .retry), (426, .configuration), (429, .retry),
        (431, .refused), (451, .refused), (500, .chargedRetry), (501, .configuration), (502, .chargedRetry),
        (503, .retry), (504, .chargedRetry), (505, .configuration), (507, .chargedRetry),
        (511, .configuration),
        (599, .refused),
    ]

    @Test(arguments: statuses)
    func everyStatusHasItsStep(status: Int, expected: Expected) {
        check(.reply(TransportReply(status: status)), RetryPolicy(), expected)
    }

    @Test(arguments: TransportFault.Kind.allCases)
    func whatWasNotSentIsRepeatedUnlessOnlySettingsHelp(_ kind: TransportFault.Kind) {
        let expected: Expected = kind.isConfiguration ? .configuration : .retry
        check(.notSent(TransportFault(kind, "x")), RetryPolicy(), expected)
    }

    @Test(arguments: TransportFault.Kind.allCases)
    func whatIsAmbiguousIsLookedUpUnlessRepeatingIsHarmless(_ kind: TransportFault.Kind) {
        let outcome = TransportOutcome.ambiguous(TransportFault(kind, "x"))
        check(outcome, RetryPolicy(), .lookUp)
        check(outcome, RetryPolicy(afterNoReply: .resend), .chargedRetry)
    }

    @Test(arguments: [500, 502, 504])
    func aServerErrorIsLookedUpWhereThePartnerKnowsNoDuplicates(status: Int) {
        check(.reply(TransportReply(status: status)), RetryPolicy(afterServerError: .lookUp), .lookUp)
    }

    private func check(_ outcome: TransportOutcome, _ policy: RetryPolicy, _ expected: Expected) {
        var random = SplitMix64(state: 1)
        let before = AttemptTally(made: 3, charged: 2)
        let next = policy.next(after: before, outcome: outcome, now: Self.now, using: &random)
        let charged = expected == .chargedRetry ? 3 : 2
        #expect(next.tally == AttemptTally(made: 4, charged: charged))
        switch (next.step, expected) {
        case (.delivered, .delivered), (.lookUp, .lookUp): break
        case (.retry(let time), .retry), (.retry(let time), .chargedRetry): #expect(time > Self.now)
        case (.park(let reason), .configuration): #expect(reason.kind == .configuration)
        case (.park(let reason), .refused): #expect(reason.kind == .refused)
        default: Issue.record("\(next.step) instead of \(expected)")
        }
    }

    @Test func chargedAttemptsEndInParking() {
        var random = SplitMix64(state: 1)
        var tally = AttemptTally()
        let policy = RetryPolicy(attempts: 3)
        var steps: [NextStep] = []
        for _ in 1...3 {
            let next = policy.next(
                after: tally, outcome: .reply(TransportReply(status: 502)), now: Self.now, using: &random)
            tally = next.tally
            steps.append(next.step)
        }
        for step in steps.dropLast() {
            guard case .retry = step else {
                Issue.record("\(step) before the limit")
                continue
            }
        }
        #expect(
            steps.last
                == .park(
                    ParkReason(.attemptsExhausted, "3 attempts failed, at last: the partner answered 502")))
    }

    /// Eight hours at the cap are about a hundred attempts; none of them is the message's fault.
    @Test func anOutageParksNothing() {
        var random = SplitMix64(state: 1)
        var tally = AttemptTally()
        let refused = TransportOutcome.notSent(TransportFault(.notConnected, "refused"))
        for outcome in Array(repeating: refused, count: 500) + [.reply(TransportReply(status: 503))] {
            let next = RetryPolicy(attempts: 1).next(
                after: tally, outcome: outcome, now: Self.now, using: &random)
            tally = next.tally
            guard case .retry = next.step else {
                Issue.record("\(next.step) after \(tally.made) attempts")
                return
            }
        }
        #expect(tally == AttemptTally(made: 501, charged: 0))
    }

    @Test func theBoundDoublesUpToTheCap() {
        let policy = RetryPolicy(base: .seconds(2), cap: .seconds(60))
        let bounds = [1, 2, 3, 4, 5, 6, 7, 1000, Int.max].map { policy.bound(attempt: $0).components.seconds }
        #expect(bounds == [2, 4, 8, 16, 32, 60, 60, 60, 60])
        #expect(RetryPolicy(base: .zero, cap: .zero).bound(attempt: Int.max) == .zero)
    }

    @Test(arguments: [(1, 2000), (2, 4000), (4, 16_000), (50, 300_000)])
    func jitterFillsTheWholeRange(attempt: Int, bound: Int64) {
        var random = SplitMix64(state: 42)
        let waits = (0..<2000).map { _ in wait(after: attempt - 1, status: 503, retryAfter: nil, &random) }
        #expect(waits.allSatisfy { (0...bound).contains($0) })
        // Evenly spread: with 2,000 draws a quarter holds 500, and a tenth of it more or less is far off.
        for quarter in 0..<4 {
            let low = bound * Int64(quarter) / 4
            let count = waits.count { $0 >= low && $0 < low + bound / 4 }
            #expect((400...600).contains(count))
        }
        var greatest = Greatest()
        #expect(wait(after: attempt - 1, status: 503, retryAfter: nil, &greatest) == bound)
    }

    @Test(
        arguments: [
            (RetryAfter.delay(.seconds(30)), 30_000), (.delay(.seconds(1_000_000)), 3_600_000),
            (.date(Instant(milliseconds: now.milliseconds + 45_000)), 45_000),
            (.date(Instant(milliseconds: now.milliseconds - 45_000)), 0), (.delay(.seconds(-5)), 0),
            (.date(Instant(milliseconds: .max)), 3_600_000),
        ] as [(RetryAfter, Int64)])
    func retryAfterIsHonouredAndCapped(asked: RetryAfter, milliseconds: Int64) {
        var random = SplitMix64(state: 9)
        let waits = (0..<200).map { _ in wait(after: 0, status: 503, retryAfter: asked, &random) }
        #expect(waits.allSatisfy { (milliseconds...milliseconds + 2000).contains($0) })
        #expect(Set(waits).count > 100)
    }

    private func wait(
        after made: Int, status: Int, retryAfter: RetryAfter?, _ random: inout some RandomNumberGenerator
    ) -> Int64 {
        let outcome = TransportOutcome.reply(TransportReply(status: status, retryAfter: retryAfter))
        let next = RetryPolicy().next(
            after: AttemptTally(made: made), outcome: outcome, now: Self.now, using: &random)
        guard case .retry(let time) = next.step else { return -1 }
        return time.milliseconds - Self.now.milliseconds
    }

    @Test(arguments: [
        ("0", RetryAfter.delay(.zero)), ("120", .delay(.seconds(120))),
        ("99999999999999999999", .delay(.seconds(100 * 366 * 86_400))),
        ("Fri, 31 Dec 1999 23:59:59 GMT", .date(Instant(milliseconds: 946_684_799_000))),
        ("Friday, 31-Dec-99 23:59:59 GMT", .date(Instant(milliseconds: 946_684_799_000))),
        ("Fri Dec 31 23:59:59 1999", .date(Instant(milliseconds: 946_684_799_000))),
    ])
    func retryAfterIsRead(text: String, expected: RetryAfter) {
        #expect(RetryAfter(headerValue: text) == expected)
    }

    @Test(arguments: ["", "-1", "1.5", "soon", "+3", "２", "1999-12-31", "20000101T000000Z", "Fri", "Frog"])
    func whatIsNoRetryAfterIsNotRead(_ text: String) {
        #expect(RetryAfter(headerValue: text) == nil)
    }
}

/// Always the greatest value.
private struct Greatest: RandomNumberGenerator {
    mutating func next() -> UInt64 { .max }
}
