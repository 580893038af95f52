package import Operations

extension MemoryJournal {
    func enqueue(_ new: [NewOutboxRow], message: MessageID?, at now: Instant) -> [OutboxID] {
        new.map { row in
            let id = OutboxID(rawValue: Int64(rows.count) + 1)
            rows.append(row.row(id, for: message, at: now))
            rowContents.append(row.bytes)
            return id
        }
    }

    package func claim(at now: Instant, limit: Int, by owner: String, until: Instant) -> [OutboxClaim] {
        let due = firstOfTheirKeys().filter { rows[$0].isDue(at: now) }
            .sorted { (rows[$0].dueAt ?? now, $0) < (rows[$1].dueAt ?? now, $1) }
        return due.prefix(max(0, limit)).map { index in
            let lost = rows[index].claim(by: owner, at: now, until: until)
            if let lost { attempts[rows[index].id, default: []].append(lost) }
            return OutboxClaim(rows[index], rowContents[index], by: owner, until: until)
        }
    }

    /// The indexes of the open rows that wait for no other.
    private func firstOfTheirKeys() -> [Int] {
        var seen: Set<[ExactText]> = []
        return rows.indices.filter { index in
            guard rows[index].state.isOpen else { return false }
            guard let key = rows[index].key else { return true }
            return seen.insert([ExactText(rows[index].partner), ExactText(key)]).inserted
        }
    }

    package func settle(
        _ claim: OutboxClaim, as outcome: OutboxOutcome, at now: Instant
    ) throws(JournalError) -> Settlement {
        guard let index = index(of: claim.row.id) else {
            throw .fault("a claim names a row that is not in the outbox")
        }
        let (settlement, attempt) = rows[index].settle(claim, as: outcome, at: now)
        attempts[claim.row.id, default: []].append(attempt)
        return settlement
    }

    package func intervene(
        _ intervention: OutboxIntervention, in row: OutboxID, by person: String, because reason: String,
        at now: Instant
    ) -> Bool {
        guard let index = index(of: row),
            let attempt = rows[index].intervene(intervention, by: person, because: reason, at: now)
        else { return false }
        attempts[row, default: []].append(attempt)
        return true
    }

    package func outbox(_ filter: OutboxFilter, after id: OutboxID?, limit: Int) -> [OutboxRow] {
        page(rows, limit) { row in
            (id.map { row.id > $0 } ?? true)
                && (filter.state.map { row.state == $0 } ?? true)
                && matches(row.partner, filter.partner)
                && matches(row.key, filter.key)
                && matches(row.bodID, filter.bodID)
        }
    }

    private func matches(_ text: String?, _ wanted: String?) -> Bool {
        wanted == nil || text.map(ExactText.init) == wanted.map(ExactText.init)
    }

    package func content(of row: OutboxID) -> [UInt8]? {
        index(of: row).map { rowContents[$0] }
    }

    package func attempts(of row: OutboxID) -> [OutboxAttempt] {
        attempts[row] ?? []
    }

    package func openOutbox() -> [OutboxState: Int] {
        rows.filter(\.state.isOpen).reduce(into: [:]) { $0[$1.state, default: 0] += 1 }
    }

    private func index(of row: OutboxID) -> Int? {
        let index = Int(row.rawValue) - 1
        return rows.indices.contains(index) ? index : nil
    }
}
