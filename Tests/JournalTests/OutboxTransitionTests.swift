import Journal
import Operations
import TestSupport
import Testing

/// The state machine alone: every state, with and without an uncertain attempt, against everything that can happen.
@Suite struct OutboxTransitionTests {
    private static let later = JournalSamples.time(100)
    private static let outcomes: [OutboxOutcome] = [
        .delivered(reply: [1]), .failed(retryAt: later, reason: "f"), .unknown(retryAt: later, reason: "u"),
        .absent(retryAt: later, reason: "a"), .rejected(reason: "r", reply: [2]), .parked(reason: "p"),
    ]

    private func row(_ state: OutboxState, isUncertain: Bool, attempts: Int = 1, dueAt: Int64? = 50)
        -> OutboxRow
    {
        OutboxRow(
            id: OutboxID(rawValue: 1), partner: "p", endpoint: "e", key: "k", root: "r", verb: nil, noun: nil,
            bodID: nil, contentHash: "h", size: 1, message: nil, createdAt: JournalSamples.time(0),
            state: state,
            attempts: attempts,
            dueAt: state.isOpen && state != .parked ? dueAt.map(JournalSamples.time) : nil,
            isUncertain: isUncertain, owner: state == .sending ? "w" : nil, lastError: nil, reply: nil,
            changedAt: JournalSamples.time(0))
    }

    private func claim(of row: OutboxRow) -> OutboxClaim {
        OutboxClaim(row, [0], by: "w", until: JournalSamples.time(50))
    }

    @Test(arguments: 0..<6, [true, false])
    func anOutcomeLeadsToItsState(number: Int, isUncertain: Bool) {
        let outcome = Self.outcomes[number]
        var row = row(.sending, isUncertain: isUncertain)
        let (settlement, attempt) = row.settle(claim(of: row), as: outcome, at: JournalSamples.time(9))
        #expect(settlement == .settled && !attempt.isLate && attempt.at == JournalSamples.time(9))
        let expected: (OutboxState, isUncertain: Bool) =
            switch outcome {
            case .delivered: (.delivered, false)
            case .failed: isUncertain ? (.unknown, true) : (.pending, false)
            case .unknown: (.unknown, true)
            case .absent: (.pending, false)
            case .rejected: (.rejected, false)
            case .parked: (.parked, isUncertain)
            }
        #expect(row.state == expected.0 && row.isUncertain == expected.isUncertain)
        #expect(row.dueAt == (row.state == .pending || row.state == .unknown ? Self.later : nil))
        #expect(row.owner == nil && row.changedAt == JournalSamples.time(9))
    }

    @Test(arguments: OutboxState.allCases, 0..<6)
    func aLateOutcomeChangesNothing(state: OutboxState, number: Int) {
        var row = row(state, isUncertain: false, attempts: 2)
        let before = row
        let claim = claim(of: self.row(.sending, isUncertain: false, attempts: 1))
        let (settlement, attempt) = row.settle(claim, as: Self.outcomes[number], at: JournalSamples.time(9))
        #expect(settlement == .late && attempt.isLate && attempt.attempt == 1)
        #expect(row == before)
    }

    @Test(arguments: OutboxState.allCases, OutboxIntervention.allCases)
    func aPersonMayDoWhatTheStateAllows(state: OutboxState, intervention: OutboxIntervention) {
        for (now, isUncertain) in [(49, false), (49, true), (50, false), (50, true)] as [(Int64, Bool)] {
            var row = row(state, isUncertain: isUncertain)
            let before = row
            let attempt = row.intervene(intervention, by: "Ada", because: "b", at: JournalSamples.time(now))
            let isAllowed =
                switch state {
                case .pending, .unknown: true
                case .parked: intervention != .park
                case .sending: now >= 50
                case .delivered, .rejected, .abandoned: false
                }
            #expect((attempt != nil) == isAllowed)
            guard isAllowed else {
                #expect(row == before)
                continue
            }
            let mayHaveArrived = isUncertain || state == .sending
            #expect(row.isUncertain == mayHaveArrived && row.owner == nil)
            let expected: OutboxState =
                switch intervention {
                case .retry: mayHaveArrived ? .unknown : .pending
                case .park: .parked
                case .abandon: .abandoned
                }
            #expect(row.state == expected)
            #expect(row.dueAt == (intervention == .retry ? JournalSamples.time(now) : nil))
        }
    }

    @Test(arguments: [OutboxState.pending, .unknown, .sending])
    func aClaimOfARowThatWasBeingSentIsUncertain(state: OutboxState) {
        var row = row(state, isUncertain: state == .unknown)
        let lost = row.claim(by: "x", at: JournalSamples.time(60), until: JournalSamples.time(90))
        #expect((lost != nil) == (state == .sending))
        #expect(
            lost?.result == (state == .sending ? .expired : nil) && lost?.actor == (lost == nil ? nil : "w"))
        #expect(row.state == .sending && row.attempts == 2 && row.owner == "x")
        #expect(row.dueAt == JournalSamples.time(90))
        #expect(row.isUncertain == (state != .pending))
    }

    @Test(arguments: OutboxState.allCases)
    func onlyOpenRowsAreDue(state: OutboxState) {
        let row = row(state, isUncertain: false)
        #expect(!row.isDue(at: JournalSamples.time(49)))
        #expect(row.isDue(at: JournalSamples.time(50)) == [.pending, .sending, .unknown].contains(state))
    }
}
