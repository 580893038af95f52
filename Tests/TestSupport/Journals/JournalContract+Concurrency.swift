import Journal
import Operations
import Testing

private typealias Sample = JournalSamples

extension JournalContract {
    static let concurrency = [
        JournalContract("of writers at the same position one wins, the others meet contention and try again")
        { store in
            let lease = try await store.connect().sampleLease()
            let (writers, each) = (4, 15)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<writers {
                    let journal = try await store.connect()
                    group.addTask {
                        for number in 0..<each {
                            try await commitUntilItGoes(journal, lease, "\(writer)/\(number)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let events = try await store.connect().events(of: Sample.site, after: .start, limit: 999)
            #expect(events.map(\.position.rawValue) == (1...Int64(writers * each)).map { $0 })
            #expect(Set(events.map(\.event.type)).count == writers * each)
            for writer in 0..<writers {
                let own = events.map(\.event.type).filter { $0.hasPrefix("\(writer)/") }
                #expect(own == (0..<each).map { "\(writer)/\($0)" })
            }
        },
        JournalContract("two who receive one message: one is first, the other meets contention") { store in
            let lease = try await store.connect().sampleLease()
            let results = try await withThrowingTaskGroup(of: Result<Committed, JournalError>.self) { group in
                for _ in 0..<6 {
                    let journal = try await store.connect()
                    group.addTask {
                        let entry = JournalEntry(under: lease, at: Sample.time(1), inbox: Sample.first("A"))
                        do throws(JournalError) {
                            return .success(try await journal.commit(entry, expecting: .start))
                        } catch {
                            return .failure(error)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let failures = results.compactMap { result in
                if case .failure(let error) = result { error } else { nil }
            }
            #expect(failures == Array(repeating: .contention(.message), count: 5))
            #expect(try await store.connect().messages(in: nil, after: nil, limit: 9).count == 1)
        },
        JournalContract("two who want the same lease: one gets it") { store in
            let tokens = try await withThrowingTaskGroup(of: Int64?.self) { group in
                for number in 0..<6 {
                    let journal = try await store.connect()
                    group.addTask {
                        do throws(JournalError) {
                            return try await journal.acquireLease(
                                of: "s", by: "\(number)", at: Sample.time(0), until: Sample.time(10),
                                replacing: nil
                            ).token
                        } catch {
                            guard case .leaseHeld = error else { throw error }
                            return nil
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(tokens.compactMap { $0 } == [1])
        },
        JournalContract("many who claim never get the same row, nor two rows of a key at once") { store in
            let rows = (0..<60).map { Sample.row("\($0)", key: $0 % 3 == 0 ? nil : "key \($0 % 7)") }
            try await store.connect().enqueue(rows)
            let log = ClaimLog()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<4 {
                    let journal = try await store.connect()
                    group.addTask {
                        var idle = 0
                        while idle < 200, await log.finished < 60 {
                            let claims = try await journal.claim(
                                at: Sample.time(10), limit: 3, by: "\(worker)", until: Sample.time(999))
                            if claims.isEmpty {
                                idle += 1
                                await Task.yield()
                            }
                            await log.began(claims)
                            for claim in claims {
                                await log.ended(claim)
                                _ = try await journal.settle(
                                    claim, as: .delivered(reply: nil), at: Sample.time(11))
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(await log.finished == 60)
            #expect(await log.violations.isEmpty)
            let delivered = try await store.connect().outbox(
                OutboxFilter(state: .delivered), after: nil, limit: 99)
            #expect(delivered.count == 60 && delivered.allSatisfy { $0.attempts == 1 })
        },
    ]

    /// Reads again and commits again for as long as somebody else was faster.
    private static func commitUntilItGoes(
        _ journal: any Journal, _ lease: Lease, _ name: String
    ) async throws {
        var isIn = false
        while !isIn {
            let position = try await journal.position(of: lease.site)
            let entry = JournalEntry(under: lease, at: Sample.time(1), events: [Sample.event(name)])
            do throws(JournalError) {
                _ = try await journal.commit(entry, expecting: position)
                isIn = true
            } catch {
                guard case .contention = error else { throw error }
            }
        }
    }
}

/// Watches what is out at the same time.
private actor ClaimLog {
    private var seen: Set<OutboxID> = []
    private var outKeys: Set<String> = []
    private var lastOfKey: [String: OutboxID] = [:]
    private(set) var finished = 0
    private(set) var violations: [String] = []

    func began(_ claims: [OutboxClaim]) {
        for claim in claims {
            if !seen.insert(claim.row.id).inserted { violations.append("row \(claim.row.id.rawValue) twice") }
            guard let key = claim.row.key else { continue }
            if !outKeys.insert(key).inserted { violations.append("\(key) twice at once") }
            if let last = lastOfKey[key], last >= claim.row.id { violations.append("\(key) out of order") }
            lastOfKey[key] = claim.row.id
        }
    }

    /// Called before the row is settled: from then on the next of its key may go.
    func ended(_ claim: OutboxClaim) {
        if let key = claim.row.key { outKeys.remove(key) }
        finished += 1
    }
}
