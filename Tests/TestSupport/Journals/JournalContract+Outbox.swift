import Journal
import Operations
import Testing

private typealias Sample = JournalSamples

extension Journal {
    fileprivate func claim(_ now: Int64, limit: Int = 99, by owner: String = "w") async throws
        -> [OutboxClaim]
    {
        try await claim(at: Sample.time(now), limit: limit, by: owner, until: Sample.time(now + 50))
    }

    /// The texts of what is claimed.
    fileprivate func claimTexts(_ now: Int64, limit: Int = 99) async throws -> [String] {
        try await claim(now, limit: limit).map { String(decoding: $0.bytes, as: UTF8.self) }
    }
}

extension JournalContract {
    static let outbox = [
        JournalContract("what is longest due goes first, and no more than asked for") { store in
            let journal = try await store.connect()
            try await journal.enqueue([
                Sample.row("c", dueAt: 30), Sample.row("a", dueAt: 10), Sample.row("d", dueAt: 30),
                Sample.row("b", key: "k", dueAt: 20), Sample.row("e", key: "l", dueAt: 41),
            ])
            #expect(try await journal.claimTexts(9).isEmpty)
            #expect(try await journal.claimTexts(40, limit: 0).isEmpty)
            #expect(try await journal.claimTexts(40, limit: 3) == ["a", "b", "c"])
            #expect(try await journal.claimTexts(40) == ["d"])
            #expect(try await journal.claimTexts(41) == ["e"])
            #expect(try await journal.openOutbox() == [.sending: 5])
        },
        JournalContract("one key goes out in order, keys beside each other") { store in
            let journal = try await store.connect()
            try await journal.enqueue([
                Sample.row("k1", key: "k"), Sample.row("k2", key: "k", dueAt: 1), Sample.row("l1", key: "l"),
                Sample.row("other k", key: "k", partner: "zeta"), Sample.row("free 1"), Sample.row("free 2"),
            ])
            #expect(try await journal.claimTexts(5).isEmpty)
            let claims = try await journal.claim(10)
            #expect(claims.map(\.row.id.rawValue) == [1, 3, 4, 5, 6])
            #expect(try await journal.claim(10).isEmpty)
            #expect(
                try await journal.settle(claims[0], as: .delivered(reply: [9]), at: Sample.time(11))
                    == .settled)
            #expect(try await journal.claimTexts(11) == ["k2"])
            try await journal.enqueue([Sample.row("k3", key: "k")])
            #expect(try await journal.claimTexts(12).isEmpty)
            let row = try #require(try await journal.outbox(OutboxFilter(), after: nil, limit: 1).first)
            #expect(row.state == .delivered && row.reply == [9] && row.dueAt == nil && row.owner == nil)
        },
        JournalContract("each outcome leads to its state, and every attempt is kept") { store in
            let journal = try await store.connect()
            let later = Sample.time(100)
            let cases: [(OutboxOutcome, OutboxState, due: Int64?)] = [
                (.failed(retryAt: later, reason: "refused connection"), .pending, 100),
                (.unknown(retryAt: later, reason: "no answer"), .unknown, 100),
                (.failed(retryAt: later, reason: "refused connection"), .unknown, 100),
                (.absent(retryAt: later, reason: "looked up"), .pending, 100),
                (.failed(retryAt: later, reason: "refused connection"), .pending, 100),
                (.rejected(reason: "closed order", reply: [4]), .rejected, nil),
            ]
            let id = try await journal.enqueue([Sample.row("a", key: "k")])[0]
            for (number, (outcome, state, due)) in cases.enumerated() {
                let claim = try #require(try await journal.claim(100).first)
                #expect(claim.row.attempts == number + 1)
                #expect(claim.mayHaveArrived == (number == 2 || number == 3))
                #expect(try await journal.settle(claim, as: outcome, at: Sample.time(101)) == .settled)
                let row = try #require(try await journal.outbox(OutboxFilter(), after: nil, limit: 1).first)
                #expect(row.state == state && row.dueAt == due.map(Sample.time))
                #expect(row.lastError != nil && row.owner == nil)
            }
            let attempts = try await journal.attempts(of: id)
            #expect(attempts.map(\.result) == [.failed, .unknown, .failed, .absent, .failed, .rejected])
            #expect(attempts.map(\.attempt) == Array(1...6))
            #expect(attempts.map(\.actor) == Array(repeating: "w", count: 6))
            #expect(attempts.last?.reason == "closed order")
            #expect(try await journal.openOutbox().isEmpty)
        },
        JournalContract("a claim that ran out is handed out again as uncertain, with the same bytes") {
            store in
            let journal = try await store.connect()
            let id = try await journal.enqueue([Sample.row("a", key: "k"), Sample.row("b", key: "k")])[0]
            let lost = try #require(try await journal.claim(10, by: "crashed").first)
            #expect(!lost.mayHaveArrived)
            #expect(try await journal.claim(59).isEmpty)
            let again = try #require(try await store.connect().claim(60, by: "next").first)
            #expect(again.row.id == id && again.mayHaveArrived && again.bytes == lost.bytes)
            #expect(try await journal.claim(61).isEmpty)
            let before = try await journal.outbox(OutboxFilter(), after: nil, limit: 1)
            let late = try await journal.settle(lost, as: .delivered(reply: nil), at: Sample.time(62))
            #expect(late == .late)
            #expect(try await journal.outbox(OutboxFilter(), after: nil, limit: 1) == before)
            #expect(
                try await journal.settle(again, as: .delivered(reply: nil), at: Sample.time(63)) == .settled)
            #expect(try await journal.settle(again, as: .delivered(reply: nil), at: Sample.time(64)) == .late)
            let attempts = try await journal.attempts(of: id)
            #expect(attempts.map(\.result) == [.expired, .delivered, .delivered, .delivered])
            #expect(attempts.map(\.isLate) == [false, true, false, true])
            #expect(attempts.map(\.actor) == ["crashed", "crashed", "next", "next"])
            #expect(try await journal.claimTexts(65) == ["b"])
        },
        JournalContract("a claim that ran out but was not taken is still good") { store in
            let journal = try await store.connect()
            try await journal.enqueue([Sample.row("a")])
            let claim = try #require(try await journal.claim(10).first)
            #expect(
                try await journal.settle(claim, as: .delivered(reply: nil), at: Sample.time(999)) == .settled)
            #expect(try await journal.claim(1000).isEmpty)
        },
        JournalContract("a parked row keeps its key waiting until a person decides") { store in
            let journal = try await store.connect()
            let ids = try await journal.enqueue([
                Sample.row("a", key: "k"), Sample.row("b", key: "k"), Sample.row("c", key: "l"),
            ])
            let claims = try await journal.claim(10)
            _ = try await journal.settle(claims[0], as: .parked(reason: "poison"), at: Sample.time(11))
            _ = try await journal.settle(claims[1], as: .delivered(reply: nil), at: Sample.time(11))
            #expect(try await journal.claim(1_000_000).isEmpty)
            #expect(try await journal.openOutbox() == [.parked: 1, .pending: 1])
            func intervene(_ what: OutboxIntervention, _ id: OutboxID, at now: Int64) async throws -> Bool {
                try await journal.intervene(what, in: id, by: "Ada", because: "looked", at: Sample.time(now))
            }
            #expect(try await !intervene(.park, ids[0], at: 20))
            #expect(try await intervene(.retry, ids[0], at: 20))
            let again = try #require(try await journal.claim(20).first)
            #expect(again.row.id == ids[0] && !again.mayHaveArrived)
            _ = try await journal.settle(
                again, as: .unknown(retryAt: Sample.time(30), reason: "cut"), at: Sample.time(21))
            #expect(try await intervene(.park, ids[0], at: 22))
            #expect(try await journal.claim(100).isEmpty)
            #expect(try await intervene(.retry, ids[0], at: 100))
            #expect(try await journal.outbox(OutboxFilter(state: .unknown), after: nil, limit: 9).count == 1)
            #expect(try await intervene(.abandon, ids[0], at: 101))
            #expect(try await journal.claimTexts(102) == ["b"])
            #expect(
                try await journal.attempts(of: ids[0]).map(\.result)
                    == [.parked, .retryAsked, .unknown, .parkAsked, .retryAsked, .abandonAsked])
            #expect(try await journal.attempts(of: ids[0]).last?.actor == "Ada")
        },
        JournalContract("a person cannot touch what is on its way or done, but what a crashed worker left") {
            store in
            let journal = try await store.connect()
            let ids = try await journal.enqueue([Sample.row("a", key: "k"), Sample.row("b", key: "k")])
            let claim = try #require(try await journal.claim(10).first)
            func intervene(_ what: OutboxIntervention, _ id: OutboxID, at now: Int64) async throws -> Bool {
                try await journal.intervene(what, in: id, by: "Ada", because: "", at: Sample.time(now))
            }
            for what in OutboxIntervention.allCases {
                #expect(try await !intervene(what, ids[0], at: 59))
                #expect(try await !intervene(what, OutboxID(rawValue: 77), at: 59))
            }
            #expect(try await intervene(.park, ids[0], at: 60))
            #expect(try await journal.settle(claim, as: .delivered(reply: nil), at: Sample.time(61)) == .late)
            #expect(try await intervene(.retry, ids[0], at: 62))
            let again = try #require(try await journal.claim(62).first)
            #expect(again.mayHaveArrived)
            _ = try await journal.settle(again, as: .delivered(reply: nil), at: Sample.time(63))
            for what in OutboxIntervention.allCases {
                #expect(try await !intervene(what, ids[0], at: 999))
            }
            #expect(try await intervene(.park, ids[1], at: 64))
            #expect(try await journal.claim(999).isEmpty)
        },
        JournalContract("outgoing messages are listed by state, partner, key and BODID, in pages") { store in
            let journal = try await store.connect()
            try await journal.enqueue([
                Sample.row("a", key: "k", bodID: "1"), Sample.row("b", key: "k", partner: "zeta", bodID: "1"),
                Sample.row("c", bodID: "2"), Sample.row("d", key: "l"), Sample.row(""),
            ])
            _ = try await journal.claim(10, limit: 1)
            func list(_ filter: OutboxFilter, after: Int64? = nil, limit: Int = 99) async throws -> [Int64] {
                try await journal.outbox(filter, after: after.map(OutboxID.init(rawValue:)), limit: limit)
                    .map(\.id.rawValue)
            }
            #expect(try await list(OutboxFilter()) == [1, 2, 3, 4, 5])
            #expect(try await list(OutboxFilter(), after: 2, limit: 2) == [3, 4])
            #expect(try await list(OutboxFilter(state: .sending)) == [1])
            #expect(try await list(OutboxFilter(state: .pending), after: 3) == [4, 5])
            #expect(try await list(OutboxFilter(partner: "zeta")) == [2])
            #expect(try await list(OutboxFilter(key: "k")) == [1, 2])
            #expect(try await list(OutboxFilter(partner: Sample.partner, bodID: "1")) == [1])
            #expect(try await list(OutboxFilter(), limit: 0).isEmpty)
            #expect(try await journal.content(of: OutboxID(rawValue: 5)) == [])
        },
    ]
}
