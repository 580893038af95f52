import Adapter
import Foundation
import Journal
import Operations

extension PlantSummary {
    /// From so many days on, the plant has made enough to learn from, and enough to see what came of it.
    private static let learned = 5
    private static let verified = 7

    var expectations: [PlantExpectation] {
        let seen = matrix.cells.count { $0.evidence > 0 }
        let wrong = made(.unknownEquipment) + made(.torn)
        let unexpected = tally.intakes.filter {
            $0.document.isUnreadable != ($0.outcome == .refused)
        }
        var expectations = [
            PlantExpectation("all 32 cells have evidence (\(seen))", seen == 32),
            PlantExpectation(
                "the floor's records are taken, but for \(wrong) that are wrong",
                tally.records[.refused] ?? 0 == wrong),
            PlantExpectation(
                "the business's documents are taken, but for \(made(.unreadable)) that are not valid",
                unexpected.isEmpty),
            PlantExpectation(
                "every fault was seen, but for books nobody has compared yet and the order of records",
                isEveryFaultSeen),
            PlantExpectation(
                "the business has confirmed every message", tally.undelivered.isEmpty && tally.delivered > 0),
            PlantExpectation("the journal read from its beginning gives the same loop", isReplayed),
        ]
        if days >= Self.learned { expectations.append(learning) }
        if days >= Self.verified { expectations.append(improvement) }
        return expectations
    }

    private func made(_ fault: PlantFault) -> Int { injected[fault] ?? 0 }

    private var slow: [FeedbackProposal] {
        standards.filter { $0.target.object == "PAINT-WHITE" && $0.target.part == "20" }
    }

    private var learning: PlantExpectation {
        PlantExpectation(
            "the slow step's standard was proposed anew and approved, and no other step's",
            slow.contains { $0.effect != nil } && standards.count == slow.count)
    }

    private var improvement: PlantExpectation {
        let change = changes.first
        let isBetter =
            if let before = change?.before, let after = change?.after {
                after.ofLength < before.ofLength
            } else {
                false
            }
        return PlantExpectation(
            "the change was verified, and promises are better than before it",
            isBetter && slow.contains { $0.state == .verified })
    }
}
