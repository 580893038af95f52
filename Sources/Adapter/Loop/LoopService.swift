package import Diagnostics
import Foundation
package import Journal
package import Operations

/// Works the loop from outside of messages: plans, dispatches, and takes what the shop floor reports.
package struct LoopService {
    let writer: SiteWriter
    let composer: OutboundComposer
    /// Records that are committed together.
    private static let batch = 100
    /// How far ahead shifts are laid out.
    private static let horizon: Int64 = 90 * 86_400_000

    package init(writer: SiteWriter, composer: OutboundComposer) {
        self.writer = writer
        self.composer = composer
    }

    package struct Run: Sendable {
        package var events = 0
        package var planned = 0
        package var dispatched = 0
        package var findings: [Finding] = []

        package init() {}
    }

    /// Plans everything that has not begun and gives it to the work centres. Before, proposals expire that nobody
    /// decided in time, the rules look at what was seen since the last run, owners are asked who could not be reached
    /// when a proposal was approved, and gauges are looked at whose calibration is due; afterwards it is said which jobs
    /// begin soon.
    ///
    /// - Parameter domains: whose open work is dispatched.
    /// - Returns: what changed.
    /// - Throws: ``JournalError``, ``LoopError``.
    package func run(domains: [DomainKind] = DomainKind.allCases) async throws -> Run {
        try await writer.commit { draft in
            var run = Run()
            try setCalendar(draft)
            run.findings += try draft.perform(
                Command(.production, .performanceAnalysis(.expireProposals))
            ).findings
            run.findings += try draft.perform(Command(.production, .performanceAnalysis(.review))).findings
            draft.remindOfProposals()
            run.findings += try draft.perform(
                Command(.quality, .resourceManagement(.checkCalibrations))
            ).findings
            // Of all domains at once: they share equipment.
            let plan = try draft.perform(Command(.production, .detailedScheduling(.sequence(from: nil))))
            run.planned += plan.events.plannedJobs
            run.findings += plan.findings
            for domain in domains
            where draft.state.openJobs.contains(where: { draft.state.jobs[$0]?.plan.domain == domain }) {
                let dispatch = try draft.perform(
                    Command(domain, .dispatching(.dispatch(workCentre: nil, until: nil))))
                run.dispatched += dispatch.events.dispatchedJobs
                run.findings += dispatch.findings
            }
            let soon = writer.settings.loop.dueSoon
            if soon.milliseconds > 0 {
                let command = DispatchingCommand.announce(within: soon)
                run.findings += try draft.perform(Command(.production, .dispatching(command))).findings
            }
            run.findings += try draft.tell(composer)
            run.events = draft.eventCount
            return run
        }
    }

    /// Makes the performance message of a completed request once more, as a new message with its own BODID.
    ///
    /// - Parameters:
    ///   - request: its key, which is its ID unless two partners or domains use the same.
    ///   - person: who asks for it.
    /// - Returns: how many messages were made, and why not.
    /// - Throws: ``LoopError`` when the request is not known or not complete; ``JournalError``.
    package func resend(request: String, by person: String) async throws -> Checked<Int> {
        try await writer.commit { draft in
            guard let domain = draft.state.requests[request]?.domain else {
                throw LoopError.unknownRequest(request)
            }
            let origin = Origin(partner: draft.state.requests[request]?.partner, actor: person)
            _ = try draft.perform(Command(domain, .tracking(.report(request: request)), origin: origin))
            let findings = try draft.tell(composer)
            return Checked(draft.outbox.count, findings)
        }
    }

    /// Approves a proposal or rejects it.
    ///
    /// - Parameters:
    ///   - id: of the proposal, whole.
    ///   - approve: or reject, with a reason.
    ///   - person: who decides.
    ///   - reason: why it is rejected.
    /// - Returns: the proposal as it is then, and what should be looked at.
    /// - Throws: ``LoopError`` when it is refused; ``JournalError``.
    package func decide(proposal id: String, approve: Bool, by person: String, reason: String?) async throws
        -> Checked<FeedbackProposal?>
    {
        try await writer.commit { draft in
            let domain = draft.state.register[id]?.draft.domain ?? .production
            let decision = try draft.perform(
                Command(
                    domain,
                    .performanceAnalysis(
                        .decideProposal(id: id, approve: approve, by: person, reason: reason)),
                    origin: Origin(actor: person)))
            let findings = try draft.tell(composer)
            return Checked(draft.state.register[id], decision.findings + findings)
        }
    }

    /// Looks for what is recalled and holds what can be held of it, with the jobs that would use it, at once.
    ///
    /// - Parameters:
    ///   - predicate: what is recalled.
    ///   - reason: by which each lot is released again.
    /// - Returns: the set as it was before, with what contradicts in the records, and how many lots are held that
    ///   were not.
    /// - Throws: ``GenealogyError`` for a lot that no record names; ``LoopError``; ``JournalError``.
    package func hold(recalled predicate: RecallPredicate, reason: String) async throws
        -> (recall: Checked<RecallSet>, held: Int)
    {
        try await writer.commit { draft in
            let recall = try draft.state.recall(predicate)
            var held = 0
            for lot in recall.value.toHold {
                let decision = try draft.perform(
                    Command(
                        .quality, .resourceManagement(.holdLot(lot.lot, material: nil, reason: reason))))
                held += decision.events.count { if case .lotHeld = $0.fact { true } else { false } }
            }
            let findings = try draft.tell(composer)
            return (Checked(recall.value, recall.findings + findings), held)
        }
    }

    /// The site's shifts as working intervals, told to the loop only when they are others than it knows.
    private func setCalendar(_ draft: Draft) throws {
        let shifts = writer.settings.calendar.shifts
        guard !shifts.isEmpty else { return }
        let calendar = ShiftCalendar(shifts: shifts, zone: writer.settings.zone)
        guard calendar.differs(from: draft.state.calendar, at: draft.now) else { return }
        let until = Instant(milliseconds: draft.now.milliseconds + Self.horizon)
        let resolved = calendar.resolved(from: draft.now, until: until)
        _ = try draft.perform(Command(.production, .resourceManagement(.setCalendar(resolved))))
    }
}

// MARK: - Shop-floor records

extension LoopService {
    /// What became of one record.
    package struct RecordResult: Sendable {
        package enum Outcome: String, Sendable, Encodable, CaseIterable {
            case recorded, duplicate, refused
        }

        /// Of the input, from 1.
        package var line: Int
        package var sequence: Int?
        package var outcome: Outcome
        package var events: Int
        package var findings: [Finding]
    }

    /// Takes JSON lines in. A line that cannot be taken is reported, and the next one is looked at.
    ///
    /// - Parameters:
    ///   - lines: one record a line; empty lines are passed over.
    ///   - source: what findings call the input.
    /// - Returns: one result for each line that is not empty.
    /// - Throws: ``JournalError``; what was committed before stays, and a repeated record changes nothing.
    package func record(lines: [String], source: String) async throws -> [RecordResult] {
        var results: [RecordResult] = []
        let numbered = lines.enumerated().filter { !$0.element.allSatisfy(\.isWhitespace) }
        for start in stride(from: 0, to: numbered.count, by: Self.batch) {
            let batch = numbered[start..<min(start + Self.batch, numbered.count)]
            results += try await writer.commit { draft in
                var taken = batch.map { take($0.element, line: $0.offset + 1, source: source, draft) }
                taken[taken.count - 1].findings += try draft.tell(composer)
                return taken
            }
        }
        return results
    }

    private func take(_ text: String, line: Int, source: String, _ draft: Draft) -> RecordResult {
        let place = Place(source: source, line: line)
        var result = RecordResult(line: line, outcome: .refused, events: 0, findings: [])
        let record: ShopFloorRecord
        do throws(EventCodingError) {
            record = try ShopFloorRecord(json: Array(text.utf8))
        } catch {
            result.findings = [
                Finding(
                    "RECORD-FORM-1", .error, at: place, error.message,
                    advice: "One JSON object a line, with source, sequence, at and kind.")
            ]
            return result
        }
        result.sequence = record.sequence
        do throws(LoopError) {
            let domain = draft.state.domain(of: record) ?? DomainKind(of: record.kind) ?? .production
            let decision = try draft.perform(Command(domain, .dataCollection(.record(record))))
            result.outcome = decision.outcome == .duplicate ? .duplicate : .recorded
            result.events = decision.events.count
            result.findings = decision.findings.map { $0.ofLoop(at: place) }
        } catch {
            result.findings = [error.finding.ofLoop(at: place)]
        }
        return result
    }
}

extension LoopState {
    /// The domain of the job that a record is about; nil when it names none that is known.
    fileprivate func domain(of record: ShopFloorRecord) -> DomainKind? {
        if let job = record.job { return jobs[job]?.plan.domain }
        return record.request.flatMap { requests[$0]?.domain }
    }
}

extension [Event] {
    fileprivate var plannedJobs: Int {
        reduce(0) { count, event in
            if case .scheduleRevised(let fact) = event.fact { count + fact.changes.count } else { count }
        }
    }

    fileprivate var dispatchedJobs: Int {
        reduce(0) { count, event in
            if case .jobDispatched = event.fact { count + 1 } else { count }
        }
    }
}

extension LoopService.RecordResult: Encodable {
    private enum Key: String, CodingKey {
        case line, sequence, outcome, events, findings
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(line, forKey: .line)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(events, forKey: .events)
        try container.encode(findings.map(FlatFinding.init), forKey: .findings)
    }
}
