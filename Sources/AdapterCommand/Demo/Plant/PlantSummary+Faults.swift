import Adapter
import Journal
import Operations

extension PlantSummary {
    var faults: [String] {
        let rows = PlantFault.allCases.map { fault in
            let answer = answer(to: fault)
            return [fault.rawValue, "\(injected[fault] ?? 0)", "\(answer.count)", answer.what]
        }
        return PlantTable([["What went wrong", "made", "seen", "as"]] + rows).lines
    }

    /// In how many cases the loop has seen a fault, and as what.
    private func answer(to fault: PlantFault) -> (count: Int, what: String) {
        switch fault {
        case .breakdown: (stops("breakdown") + stops("failure"), "unplanned stops")
        case .jam: (stops("jam"), "unplanned stops")
        case .microStop: (stops("micro stop"), "unplanned stops")
        case .scrapBurst: (requests(of: "scrap-burst"), "holds with a tightened inspection")
        case .failedTest: (requests(of: "failed-inspection"), "holds with a review")
        case .rejectedLot: (heldForGood, "lots still held")
        case .shrinkage: (differences, "counts that differ from the books")
        case .counterReset: (code("LOOP-RECORD-8"), "LOOP-RECORD-8")
        case .duplicate: (tally.records[.duplicate] ?? 0, "records known already")
        case .late, .reordered: (code("LOOP-RECORD-2"), "LOOP-RECORD-2, for both kinds and what was refused")
        case .clock: (code("LOOP-RECORD-3"), "LOOP-RECORD-3")
        case .unknownEquipment: (tally.refused("LOOP-REFUSED-11"), "LOOP-REFUSED-11")
        case .torn: (tally.refused("RECORD-FORM-1"), "RECORD-FORM-1")
        case .cancelled: (cancelledRequests, "requests cancelled")
        case .unmakeable: (waiting, "requests that wait in vain")
        case .unreadable: (tally.intakes.count { $0.outcome == .refused }, "documents refused")
        }
    }

    /// Of what the loop must see each time, whether it did.
    var isEveryFaultSeen: Bool {
        let fuzzy: Set<PlantFault> = [.shrinkage, .late, .reordered]
        return PlantFault.allCases.allSatisfy {
            fuzzy.contains($0) || answer(to: $0).count == injected[$0] ?? 0
        }
    }

    private func code(_ code: String) -> Int { tally.codes[code] ?? 0 }

    private func stops(_ reason: String) -> Int {
        state.workCentres.values.reduce(0) { $0 + $1.stops.count { $0.reason == reason } }
    }

    /// What a rule has asked for.
    private func requests(of rule: String) -> Int {
        state.requests.values.count { $0.cause?.rules.last == rule }
    }

    private var heldForGood: Int {
        state.holds.values.count { $0.contains { $0.reason == "failed inspection" } }
    }

    private var differences: Int {
        state.counts.count { count in count.book.map { $0.value != count.counted.value } ?? false }
    }

    private var cancelledRequests: Int {
        cancelled.count { state.requestState($0) == .known(.cancelled) }
    }

    private var waiting: Int {
        unmakeable.count { state.requests[$0] != nil && state.requestState($0) != .known(.completed) }
    }
}
