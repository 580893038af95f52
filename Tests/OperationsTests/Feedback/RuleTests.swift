import Testing

@testable import Operations

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Rules R1b to R12: each speaks where the table says so, and says why not elsewhere.
@Suite struct RuleTests {
    private static let hour: Int64 = 3_600_000
    private static let now = at(10_000)

    private static func at(_ hours: Int64) -> Instant { Instant(milliseconds: hours * hour) }
    private static func minutes(_ minutes: Int64) -> TimeSpan { TimeSpan(milliseconds: minutes * 60_000) }
    private static func number(_ text: String) -> ExactDecimal { (try? ExactDecimal(parsing: text)) ?? .zero }

    private static func outcomes<Observations: FeedbackObservations>(
        _ observations: Observations, _ rule: FeedbackRule? = nil
    ) throws -> [FeedbackOutcome] {
        let rule = try #require(rule ?? FeedbackRule.delivered(Observations.rule))
        let outcomes = try observations.evaluate(rule, asOf: now)
        // All of it can be kept, and coding changes nothing.
        let coded = try JSONEncoder().encode(observations)
        #expect(try JSONDecoder().decode(Observations.self, from: coded) == observations)
        let kept = try JSONEncoder().encode(outcomes)
        #expect(try JSONDecoder().decode([FeedbackOutcome].self, from: kept) == outcomes)
        return outcomes
    }

    private static func outcome(_ observations: some FeedbackObservations, _ rule: FeedbackRule? = nil) throws
        -> FeedbackOutcome
    {
        try #require(try outcomes(observations, rule).first)
    }

    // MARK: - R1b

    private static func changeover(
        _ own: [Int64], others: [Int64] = [], current: Int64? = 20
    ) throws -> FeedbackOutcome {
        let setups = (own.map { ("E1", $0) } + others.map { ("E2", $0) }).enumerated().map { index, setup in
            SetupObservation(
                id: "S\(index)", at: at(Int64(index)), fromFamily: "A", toFamily: "B", equipment: setup.0,
                duration: minutes(setup.1))
        }
        let cell = ChangeoverObservations.Cell(
            fromFamily: "A", toFamily: "B", equipment: "E1", current: current.map(minutes))
        return try outcome(ChangeoverObservations(network: "N", cells: [cell], setups: setups))
    }

    @Test func changeoverTimes() throws {
        // By hand: 30 - 10 * 0.7^5 = 28.3193 min.
        let draft = try #require(try Self.changeover([30, 30, 30, 30, 30]).draft)
        #expect(draft.proposed == .duration(TimeSpan(milliseconds: 1_699_158)))
        #expect(draft.messages.map(\.name) == ["ChangeResourceRelationshipNetwork"])
        #expect(try Self.changeover([30, 30, 30, 30]).silence?.failed?.guard == .minimalCount)
        // Too few of its own: the mean of the two families, 2 * 30 and 3 * 25.
        let family = try #require(try Self.changeover([30, 30], others: [25, 25, 25]).draft)
        #expect(family.proposed == .duration(Self.minutes(27)))
        // 20 to 21.66 is below 10 %; 10 to 11.66 below two minutes.
        #expect(try Self.changeover([22, 22, 22, 22, 22]).silence?.failed?.guard == .minimalChange)
        let small = try Self.changeover([12, 12, 12, 12, 12], current: 10).silence?.failed
        #expect(small?.guard == .minimalAbsoluteChange && small?.unit == "min")
        let fresh = try #require(try Self.changeover([12, 12, 12, 12, 12], current: nil).draft)
        #expect(fresh.proposed == .duration(Self.minutes(12)) && fresh.current == .nothing)
    }

    // MARK: - R2

    private static func availability(
        _ shifts: [Int64], planned: String = "0.85", completeness: Double = 1
    ) throws -> FeedbackOutcome {
        try outcome(
            AvailabilityObservations(
                target: FeedbackTarget(.availability, .production, "UNIT"), planned: number(planned),
                shifts: shifts.enumerated().map { index, worked in
                    ShiftObservation(
                        id: "S\(index)", at: at(Int64(index) * 8), event: index,
                        productionTime: minutes(worked), busyTime: minutes(400), completeness: completeness)
                }))
    }

    @Test func availabilities() throws {
        let shifts = (0..<20).map { Int64(300 + ($0 % 5 - 2) * 10) }
        let draft = try #require(try Self.availability(shifts).draft)
        // By hand: (20 * 300 + 5 * 400 * 0.85) / (25 * 400) = 0.77.
        #expect(draft.proposed == .number(Self.number("0.77"), unit: "1"))
        #expect(draft.evidence.interval?.contains(0.75) == true)
        #expect(draft.evidence.interval?.contains(0.85) == false)
        let sync = draft.messages.filter { $0.release == .v0700 }
        #expect(sync.map(\.name) == ["SyncOperationsCapability", "SyncOperationsCapability"])
        #expect(sync.map { $0.fields.last?.text } == ["0.7700", "0.2300"])
        #expect(sync.first?.fields.first { $0.path.hasSuffix("ConfidenceFactor") }?.text == "0.9")
        #expect(draft.messages.contains { $0.name == "SyncProductionCapability" })
        // Only the last 20 count.
        let more = try #require(try Self.availability([10, 10] + shifts).draft)
        #expect(more.evidence.count == 20 && more.proposed == draft.proposed)
        #expect(try Self.availability(Array(shifts.dropLast())).silence?.failed?.guard == .window)
        #expect(
            try Self.availability(shifts, planned: "0.77").silence?.failed?.guard == .minimalAbsoluteChange)
        #expect(
            try Self.availability(shifts, completeness: 0.9).silence?.failed?.guard == .minimalCompleteness)
        // One terrible shift in twenty: 4.75 points off, but the interval reaches the plan.
        let unlucky = [Int64](repeating: 340, count: 18) + [0, 300]
        #expect(try Self.availability(unlucky).silence?.failed?.guard == .intervalExcludesCurrent)
        let wrong = try Self.availability(shifts + [500]).draft
        #expect(wrong?.evidence.excluded == [Exclusion(observation: "S20", reason: .impossible)])
    }

    // MARK: - R3

    private static func scrap(_ jobs: [(Int, Int)], route: [String] = ["0.02", "0.05"]) throws
        -> FeedbackOutcome
    {
        try outcome(
            ScrapObservations(
                target: FeedbackTarget(.scrapFactor, .production, "BILL", part: "ITEM"),
                route: route.map(number), position: 1, orderQuantity: 1_000.exact,
                jobs: jobs.enumerated().map { index, job in
                    YieldObservation(
                        id: "J\(index)", at: at(Int64(index)), produced: job.0.exact, scrapped: job.1.exact)
                }))
    }

    @Test func scrapFactors() throws {
        let draft = try #require(try Self.scrap([(200, 20), (200, 24)]).draft)
        // By hand: 44.5 / 401 = 0.11097; 1 000 / (0.98 * 0.889) = 1 147.8.
        #expect(draft.proposed == .number(Self.number("0.111"), unit: "1"))
        #expect(draft.predictedEffect?.before == 1_075 && draft.predictedEffect?.after == 1_148)
        #expect(draft.messages.first { $0.release == .v0700 }?.fields.last?.text == "1148")
        #expect(draft.evidence.interval?.method == "Wilson")
        // Enough scrap although few were made; enough made although little scrap.
        #expect(try Self.scrap([(60, 12)]).draft != nil)
        #expect(try Self.scrap([(400, 1)]).draft != nil)
        #expect(try Self.scrap([(200, 1)]).silence?.failed?.guard == .minimalProduced)
        #expect(try Self.scrap([(300, 16)]).silence?.failed?.guard == .intervalExcludesCurrent)
        #expect(try Self.scrap([(400, 44), (10, 11)]).draft?.evidence.excluded.first?.reason == .impossible)
        #expect(try Self.scrap([(400, 44)], route: ["0.02"]).silence?.failed?.guard == .estimable)
    }

    /// Against the definition: the smallest whole number whose yield reaches the order.
    @Test(arguments: 0..<50 as Range<UInt64>) func releaseQuantities(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let factors = (0..<4).map { _ in Int.random(in: 0...3_000, using: &generator) }
        let order = Int.random(in: 0...5_000, using: &generator)
        let decimals = try factors.map { try ExactDecimal(coefficient: Int128($0), scale: 4) }
        let quantity = try #require(ReleaseQuantity(order: order.exact, scrapFactors: decimals))
        // order * 10^16 <= release * Π (10^4 - s), in whole numbers.
        let rolled = factors.reduce(Int128(1)) { $0 * Int128(10_000 - $1) }
        let needed = Int128(order) * 10_000_000_000_000_000
        let release = try #require(Int(quantity.release.lexicalForm))
        #expect(Int128(release) * rolled >= needed)
        #expect(release == 0 || Int128(release - 1) * rolled < needed)
    }

    @Test func releaseQuantityRefusesNonsense() {
        #expect(ReleaseQuantity(order: 5.exact, scrapFactors: [.one]) == nil)
        #expect(ReleaseQuantity(order: 5.exact, scrapFactors: [(-1).exact]) == nil)
        #expect(ReleaseQuantity(order: (-5).exact, scrapFactors: []) == nil)
    }

    // MARK: - R4 and R12

    private static let relations = [
        LotRelation(parent: "RAW", child: "RAW/1", kind: .subLot),
        LotRelation(parent: "RAW/1", child: "PART", kind: .madeFrom),
        LotRelation(parent: "PART", child: "PART/1", kind: .subLot),
        LotRelation(parent: "PART/1", child: "GOOD", kind: .madeFrom),
        LotRelation(parent: "RAW", child: "SIBLING", kind: .madeFrom),
        LotRelation(parent: "OTHER", child: "GOOD2", kind: .madeFrom),
        // A cycle, as bad data has them.
        LotRelation(parent: "GOOD", child: "RAW/1", kind: .madeFrom),
    ]

    @Test func lotHoldActsAtOnce() throws {
        let jobs = JobState.allCases.map { LotJob(job: $0.rawValue, state: $0, lots: ["PART/1", "X"]) }
        let hold = LotHoldObservation(
            lot: "RAW", domain: .quality, reason: "contaminated", at: Self.at(1), event: 7,
            relations: Self.relations, jobs: jobs + [LotJob(job: "FREE", state: .running, lots: ["OTHER"])],
            whereabouts: [
                LotWhereabouts(lot: "GOOD", place: .shipped), LotWhereabouts(lot: "OTHER", place: .inStock),
            ])
        let action = try #require(try Self.outcome(hold).immediate)
        #expect(action.heldLots == ["GOOD", "PART", "PART/1", "RAW", "RAW/1", "SIBLING"])
        #expect(action.whereabouts.map(\.lot) == ["GOOD"])
        #expect(action.reschedules && !action.jobs.contains { $0.job == "FREE" })
        // The commands are legal one after the other, and end where the lot is not used.
        for job in jobs {
            let commands = action.jobs.first { $0.job == job.job }?.commands ?? []
            var state = job.state
            for command in commands { state = try #require(state.after(command)) }
            let expected: JobState =
                job.state.isEnded ? job.state : job.state.isNotStarted ? .notAllowedWaiting : .held
            #expect(state == expected)
        }
        let disposition = action.messages.filter { $0.name == "SyncMaterialLot" && $0.release == .v0700 }
        #expect(disposition.map { $0.fields.first?.text } == action.heldLots)
        #expect(disposition.allSatisfy { $0.fields.last?.text == "Restricted" })
        #expect(action.messages.contains { $0.name == "NotifyOperationsEvent" })
        let again = try #require(try Self.outcome(hold).immediate)
        #expect(action == again)
    }

    @Test func aSubLotDoesNotHoldItsLot() throws {
        let hold = LotHoldObservation(
            lot: "PART/1", domain: .quality, reason: "broken", at: Self.at(1), reach: .direct,
            relations: Self.relations.dropLast(1))
        let action = try #require(try Self.outcome(hold).immediate)
        #expect(action.heldLots == ["GOOD", "PART/1"] && action.partlyHeldLots == ["PART"])
        #expect(!action.reschedules)
    }

    /// The closure against one that adds lots until nothing is added any more.
    @Test(arguments: 0..<40 as Range<UInt64>) func reachAgainstBruteForce(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let relations = (0..<30).map { _ in
            LotRelation(
                parent: "L\(Int.random(in: 0..<20, using: &generator))",
                child: "L\(Int.random(in: 0..<20, using: &generator))",
                kind: Bool.random(using: &generator) ? .subLot : .madeFrom)
        }
        var held: Set = ["L0"]
        while true {
            let more = held.union(relations.filter { held.contains($0.parent) }.map(\.child))
            if more == held { break }
            held = more
        }
        #expect(RelatedLots(relations, lots: ["L0"]).held(["L0"], .transitive) == held.sorted())
    }

    @Test func complaints() throws {
        var complaint = ComplaintObservation(
            complaint: "C1", status: .accepted, lot: "PART", reason: "crack", at: Self.at(1),
            relations: Array(Self.relations.dropLast(1)), retainedSamples: ["SIBLING", "GOOD", "OTHER"])
        let action = try #require(try Self.outcome(complaint).immediate)
        #expect(action.heldLots == ["GOOD", "PART", "PART/1"])
        #expect(action.work.map(\.subject) == ["GOOD"])
        // A step back, to the sub-lot and then to all that came out of the lot it is of.
        var rule = FeedbackRule.complaint
        rule.settings = [GuardSetting(.backwardSteps, 1)]
        let wide = try #require(try Self.outcome(complaint, rule).immediate)
        #expect(wide.heldLots == ["GOOD", "PART", "PART/1", "RAW/1"])
        for status in [ComplaintObservation.Status.open, .rejected, .duplicate] {
            complaint.status = status
            #expect(try Self.outcome(complaint).silence?.failed?.guard == .accepted)
        }
    }

    // MARK: - R5

    private static func lives(
        _ hours: [Int64], censored: [Int64] = [], interval: Int64, costs: (Double, Double)
    ) throws
        -> FeedbackOutcome
    {
        let all = hours.map { ($0, true) } + censored.map { ($0, false) }
        return try outcome(
            AssetLifeObservations(
                target: FeedbackTarget(.maintenanceInterval, .maintenance, "PUMP", part: "SEAL"),
                interval: TimeSpan(milliseconds: interval * hour), plannedCost: costs.0,
                unplannedCost: costs.1, lastReplacement: at(0), hoursPerDay: 0.5,
                lives: all.enumerated().map { index, life in
                    AssetLife(
                        id: "A\(index)", at: at(Int64(index)),
                        age: TimeSpan(milliseconds: life.0 * hour), failed: life.1)
                }))
    }

    @Test func maintenanceIntervals() throws {
        let failures: [Int64] = [420, 560, 610, 700, 790, 810, 905]
        let censored: [Int64] = [400, 500, 900, 950, 1_000]
        let draft = try #require(
            try Self.lives(failures, censored: censored, interval: 900, costs: (1, 10)).draft)
        // beta 3.889, eta 899.3 (see WeibullTests); the best age by a scan over all minutes.
        let life = try #require(WeibullLife(beta: 3.8892366195538, eta: 899.3022628421226))
        let policy = try #require(AgeReplacement(life: life, planned: 1, unplanned: 10))
        let rates = (100...900).map { policy.costRate(at: Double($0)) }
        let coarse = try #require(rates.indices.min { rates[$0] < rates[$1] }) + 100
        let minutes = Array((coarse - 1) * 60...(coarse + 1) * 60)
        let fine = minutes.map { policy.costRate(at: Double($0) / 60) }
        let scan = minutes[try #require(fine.indices.min { fine[$0] < fine[$1] })]
        guard case .duration(let value) = draft.proposed else {
            Issue.record("not a duration")
            return
        }
        #expect(abs(value.minutes - Double(scan)) <= 1)
        #expect(
            draft.messages.map(\.name) == ["ChangeOperationsDefinition", "ProcessMaintenanceInformation"])
        // Half an hour a day from day 0 on: the age in half hours is the date in days.
        let date = try #require(draft.messages[1].fields.last)
        #expect(date.path.hasSuffix("RequestedCompletionDate"))
        let days = Double(try ZonedTime(parsing: date.text).instant.milliseconds) / 86_400_000
        #expect(abs(days - Double(scan) / 30) < 0.05)
        let best = value.milliseconds / Self.hour
        #expect(
            try Self.lives(failures, censored: censored, interval: best + 20, costs: (1, 10)).silence?.failed?
                .guard
                == .minimalChange)
        #expect(
            try Self.lives(Array(failures.prefix(5)), interval: 900, costs: (1, 10)).silence?.failed?.guard
                == .minimalCount)
        // Failures that hardly cost more: another age, but it saves too little.
        let flat = try Self.lives(failures, censored: censored, interval: 828, costs: (1, 2)).outcomeGuard
        #expect(flat == .minimalSaving)
    }

    @Test func noAgeWithoutWear() throws {
        let failures: [Int64] = [3, 250, 900, 40, 1_300, 610, 2_200]
        let run = try #require(
            try Self.lives(failures, censored: [100, 1_000], interval: 200, costs: (1, 2)).draft)
        #expect(run.proposed == .strategy(.runToFailure))
        #expect((run.predictedEffect?.after ?? 1) <= (run.predictedEffect?.before ?? 0))
        // The bound is below 1 though the estimate is above, and the age saves money by that estimate.
        let unsure = try #require(
            try Self.lives([100, 300, 350, 420, 800, 2_000], interval: 300, costs: (1, 50)).draft)
        #expect(unsure.proposed == .strategy(.conditionBased) && unsure.predictedEffect == nil)
    }

    // MARK: - R6

    private static func discrepancy(
        _ trigger: StockDiscrepancy.Trigger, _ itemClass: StockDiscrepancy.ItemClass = .b,
        lastCount: Int64? = nil, counts: Int = 0
    ) throws -> FeedbackGuard? {
        let outcome = try outcome(
            StockDiscrepancy(
                item: "ITEM", location: "BIN", itemClass: itemClass, trigger: trigger, at: at(100), event: 4,
                lastCount: lastCount.map(at), countsInShift: counts))
        if let draft = outcome.draft {
            #expect(draft.messages.map(\.name) == ["ProcessOperationsSchedule", "SyncMaterialLot"])
            #expect(draft.messages[0].fields.contains { $0.text == "Inventoried" })
        }
        return outcome.outcomeGuard
    }

    @Test func discrepancies() throws {
        #expect(try Self.discrepancy(.bookNegative(book: (-1).exact)) == nil)
        #expect(try Self.discrepancy(.bookNegative(book: .zero)) == .minimalAbsoluteChange)
        #expect(try Self.discrepancy(.consumptionExceedsLot(consumed: 11.exact, lot: 10.exact)) == nil)
        #expect(try Self.discrepancy(.pickShort(asked: 5.exact, picked: 4.exact)) == nil)
        #expect(try Self.discrepancy(.pickShort(asked: 5.exact, picked: 5.exact)) == .minimalAbsoluteChange)
        #expect(try Self.discrepancy(.locationMismatch(expected: "A", found: "B")) == nil)
        let off = StockDiscrepancy.Trigger.backflushDiffers(book: 100.exact, counted: 97.exact)
        #expect(try Self.discrepancy(off, .a) == nil)
        #expect(try Self.discrepancy(off, .b) == .tolerance)
        #expect(try Self.discrepancy(.backflushDiffers(book: 100.exact, counted: 94.exact), .c) == nil)
        #expect(try Self.discrepancy(.backflushDiffers(book: .zero, counted: 1.exact), .c) == nil)
        #expect(try Self.discrepancy(.pickShort(asked: 5.exact, picked: 1.exact), lastCount: 77) == .debounce)
        #expect(try Self.discrepancy(.pickShort(asked: 5.exact, picked: 1.exact), lastCount: 76) == nil)
        #expect(
            try Self.discrepancy(.pickShort(asked: 5.exact, picked: 1.exact), counts: 10) == .maximalPerShift)
    }

    @Test func adjustments() throws {
        let rule = FeedbackRule.stockDiscrepancy
        func adjust(_ counted: Int, _ itemClass: StockDiscrepancy.ItemClass) throws
            -> StockDiscrepancy.Adjustment
        {
            try StockDiscrepancy.adjustment(
                book: 100.exact, counted: counted.exact, itemClass: itemClass, rule: rule)
        }
        #expect(try adjust(100, .a) == .none)
        #expect(try adjust(97, .b) == .post((-3).exact))
        #expect(try adjust(97, .a) == .needsApproval((-3).exact))
        #expect(try adjust(106, .c) == .needsApproval(6.exact))
    }

    // MARK: - R7

    private static func inspection(
        _ verdicts: String, level: SamplingLevel = .normal, means: [Double] = []
    ) throws -> FeedbackOutcome {
        let plans: [SamplingLevel: SamplingPlan] = [
            .reduced: SamplingPlan(sampleSize: 2),
            .normal: SamplingPlan(sampleSize: 5, recurrence: 100.exact),
            .tightened: SamplingPlan(sampleSize: 8, recurrence: 50.exact),
        ]
        return try outcome(
            InspectionObservations(
                target: FeedbackTarget(.sampling, .quality, "TEST"), level: level, plans: plans,
                chart: means.isEmpty ? nil : .init(centre: 0, sigma: 1),
                lots: verdicts.enumerated().map { index, verdict in
                    LotInspection(
                        id: "L\(index)", at: at(Int64(index)), event: index, accepted: verdict == "a",
                        mean: means.indices.contains(index) ? means[index] : nil)
                }))
    }

    @Test func samplingLevels() throws {
        let tightened = try #require(try Self.inspection("arara").draft)
        #expect(
            tightened.proposed == .sampling(.tightened, SamplingPlan(sampleSize: 8, recurrence: 50.exact)))
        #expect(tightened.evidence.events == EventRange(first: 0, last: 3))
        #expect(tightened.messages[0].fields.map(\.text) == ["TEST", "8", "50"])
        #expect(try Self.inspection("araaaa").outcomeGuard == .levelChange)
        #expect(try Self.inspection("aaaaa", level: .tightened).draft?.proposed.text == "5")
        #expect(try Self.inspection("aaaaaaaaaa").draft?.proposed.text == "2")
        #expect(try Self.inspection("aaaaaaaaa").outcomeGuard == .levelChange)
        // All accepted, but one subgroup is beyond three sigma: tightened at once.
        let chart = try #require(try Self.inspection("aaaa", means: [0, 1, -1, 3.1]).draft)
        #expect(chart.proposed.text == "8")
        #expect(chart.evidence.statistics.contains { $0.name == "broken rule of Nelson" && $0.value == 1 })
    }

    // MARK: - R8

    private static func defects(_ windows: [(Int, Int)], _ counts: [(String, Int)]) throws -> FeedbackOutcome
    {
        try outcome(
            DefectObservations(
                target: FeedbackTarget(.definitionReview, .quality, "DEF"), targetYield: number("0.95"),
                windows: windows.enumerated().map { index, window in
                    DefectWindow(
                        id: "W\(index)", at: at(Int64(index)), goodParts: window.0.exact,
                        inspectedParts: window.1.exact,
                        defects: index == 0 ? counts.map { DefectCount($0.0, $0.1) } : [])
                }))
    }

    @Test func defectParetos() throws {
        let low = [(90, 100), (94, 100), (93, 100)]
        let draft = try #require(try Self.defects(low, [("BURR", 15), ("DENT", 10), ("HOLE", 5)]).draft)
        #expect(draft.proposed.text?.contains("BURR") == true && draft.proposed.magnitude == nil)
        #expect(draft.messages.map(\.name) == ["ProcessOperationsSchedule", "SyncWorkAlert"])
        #expect(try Self.defects(low, [("BURR", 29)]).outcomeGuard == .minimalCount)
        #expect(try Self.defects(low, [("BURR", 12), ("DENT", 10), ("HOLE", 8)]).outcomeGuard == .dominance)
        #expect(
            try Self.defects([(90, 100), (95, 100), (93, 100)], [("BURR", 30)]).outcomeGuard
                == .windowsBelowTarget)
    }

    // MARK: - R9

    private static func repairs(_ minutes: [Int64], planned: Int64 = 60, waits: Int = 0, point: Int = 1)
        throws
        -> [FeedbackOutcome]
    {
        try outcomes(
            RepairObservations(
                plans: [.init(definition: "WO", failureMode: "LEAK", duration: Self.minutes(planned))],
                spares: [
                    .init(
                        material: "SEAL", reorderPoint: point, leadTime: TimeSpan(milliseconds: 1_000 * hour))
                ],
                watchedFrom: at(0),
                repairs: minutes.enumerated().map { index, duration in
                    RepairObservation(
                        id: "R\(index)", at: at(Int64(index) * 100), failureMode: "LEAK",
                        timeToRestore: Self.minutes(duration), spare: "SEAL", spareQuantity: 4,
                        waitForSpare: Self.minutes(index < waits ? 30 : 0))
                }))
    }

    @Test func repairTimes() throws {
        let long = try Self.repairs([80, 95, 500, 100, 90], waits: 1)
        let plan = try #require(long[0].draft)
        #expect(plan.proposed == .duration(Self.minutes(95)))
        #expect(plan.messages.map(\.name) == ["ChangeOperationsDefinition"])
        // 20 pieces in 10 000 h, 2 in a lead time: 95 % of Poisson(2) needs 5 (SciPy: 5.0).
        let spare = try #require(long[1].draft)
        #expect(spare.proposed == .number(5.exact, unit: "pieces"))
        #expect(spare.messages.map(\.name) == ["ChangeMaterialDefinition", "ChangeMaterialDefinition"])
        #expect(abs((spare.predictedEffect?.before ?? 0) - 0.40600584970983794) < 1e-9)
        #expect(
            try Self.repairs([80, 95, 500, 100], waits: 1).map(\.outcomeGuard) == [
                .minimalCount, .minimalCount,
            ])
        let fine = try Self.repairs([60, 61, 65, 50, 66])
        #expect(fine.map(\.outcomeGuard) == [.minimalChange, .delayedRepairs])
        #expect(
            try Self.repairs([60, 61, 65, 50, 66], waits: 2, point: 5)[1].outcomeGuard
                == .minimalAbsoluteChange)
    }

    // MARK: - R10

    private static func starts(
        _ slips: [Int64], priorities: [Int] = [], horizon: Int64 = 600, due: Int64? = nil,
        every hours: Int64 = 10
    ) throws -> [FeedbackOutcome] {
        try outcomes(
            StartObservations(
                unit: "UNIT", queueAllowance: minutes(30), priorityWeight: .one,
                frozenHorizon: minutes(horizon),
                starts: slips.enumerated().map { index, slip in
                    let planned = at(Int64(index) * hours)
                    return StartObservation(
                        id: "R\(index)", at: planned + minutes(slip), plannedStart: planned, available: at(0),
                        priority: priorities.indices.contains(index) ? priorities[index] : 0,
                        due: due.map { planned + minutes($0) }, expectedEnd: planned + minutes(slip + 100))
                }))
    }

    @Test func schedulingParameters() throws {
        let slips: [Int64] = [10, 20, 25, 30, 20, 20, 15, 60, 20, 20]
        let late = try Self.starts(slips, due: 125)
        #expect(late[0].draft?.proposed == .duration(Self.minutes(50)))
        // 30 and 60 minutes of slip end after the due time; the messages are for these two.
        let messages = late[0].draft?.messages ?? []
        #expect(messages.map { $0.fields[0].text } == ["R3", "R3", "R7", "R7"])
        #expect(Set(messages.map(\.name)) == ["RespondOperationsSchedule", "RespondProductionSchedule"])
        #expect(messages.first?.fields.last?.text == "1970-01-02T08:10:00Z")
        // Without priorities nothing was started the wrong way round, nor the right way.
        #expect(late[1].outcomeGuard == .minimalCount && late[2].outcomeGuard == .minimalAbsoluteChange)
        #expect(
            try Self.starts(Array(slips.dropLast())).map(\.outcomeGuard) == [
                .minimalCount, .minimalCount, .minimalCount,
            ])
        // A breakdown makes a whole shift late.
        #expect(try Self.starts(slips, every: 2)[0].outcomeGuard == .minimalSpan)
        let calm = try Self.starts([Int64](repeating: 2, count: 10))
        #expect(calm[0].outcomeGuard == .minimalAbsoluteChange)
        // The least urgent always went first.
        let rude = try Self.starts(slips, priorities: Array(0..<10))
        #expect(rude[1].draft?.proposed == .number(Self.number("1.25"), unit: "1"))
        #expect(try Self.starts(slips, priorities: Array((0..<10).reversed()))[1].outcomeGuard == .breaches)
        // Nine in ten slip by 33 minutes or less: a tenth of the way from 30 to 60. Upwards to a quarter.
        let ten: [Int64] = [10, -20, 25, -30, 20, -20, 15, -60, 20, -20]
        let both = ten + ten + ten
        #expect(try Self.starts(both, horizon: 15)[2].draft?.proposed == .duration(Self.minutes(45)))
        #expect(try Self.starts(both, horizon: 30)[2].outcomeGuard == .minimalAbsoluteChange)
        // What slips one way is a matter of the allowance.
        #expect(try Self.starts(slips, horizon: 15)[2].outcomeGuard == .minimalAbsoluteChange)
    }

    // MARK: - R11

    private static func queues(_ averages: [Int], cap: Int = 20, inForce: Int? = nil) throws
        -> FeedbackOutcome
    {
        try outcome(
            WorkInProcessObservations(
                unit: "PAINT", upstreamUnit: "PRESS", cap: cap.exact, inForce: inForce?.exact,
                shifts: averages.enumerated().map { index, average in
                    WorkInProcessShift(id: "S\(index)", at: at(Int64(index)), average: average.exact)
                }))
    }

    private static func cap(_ number: Int) -> FeedbackValue { .number(number.exact, unit: "job orders") }

    @Test func workInProcess() throws {
        let draft = try #require(try Self.queues([5, 21, 25, 22]).draft)
        #expect(draft.proposed == Self.cap(20) && draft.current == .task("no cap"))
        #expect(draft.target.object == "PRESS" && draft.target.part == "PAINT")
        #expect(draft.messages.map(\.name) == ["SyncWorkAlert"])
        #expect(
            draft.messages.first?.fields.map(\.text)
                == ["PRESS starts no more work for PAINT while 20 job orders or more wait there"])
        #expect(try Self.queues([21, 20, 22]).outcomeGuard == .aboveCap)
        #expect(try Self.queues([30, 30]).outcomeGuard == .aboveCap)
    }

    @Test func aGateOfWorkInProcessIsLifted() throws {
        let draft = try #require(try Self.queues([19, 20, 18], inForce: 20).draft)
        #expect(draft.proposed == .task("no cap") && draft.current == Self.cap(20))
        #expect(try Self.queues([19, 21, 18], inForce: 20).outcomeGuard == .aboveCap)
        #expect(try Self.queues([21, 21, 21], inForce: 20).outcomeGuard == .aboveCap)
    }

    @Test func aGateOfWorkInProcessFollowsTheSettings() throws {
        let draft = try #require(try Self.queues([19, 20, 18], cap: 10, inForce: 20).draft)
        #expect(draft.proposed == Self.cap(10) && draft.current == Self.cap(20))
        #expect(try Self.queues([19, 10, 18], cap: 10, inForce: 20).outcomeGuard == .aboveCap)
        #expect(try Self.queues([19, 20, 18], cap: 30, inForce: 20).draft?.proposed == .task("no cap"))
    }

    // MARK: - All rules

    @Test func everyRuleIsDelivered() {
        #expect(FeedbackRule.delivered.map(\.id) == FeedbackRule.ID.allCases)
        for rule in FeedbackRule.delivered {
            #expect(Set(rule.settings.map(\.guard)).count == rule.settings.count)
            #expect(!rule.domains.isEmpty && !rule.targets.isEmpty && !rule.messages.isEmpty)
        }
    }

    @Test func aRuleJudgesItsOwnObservations() throws {
        let jobs = StandardTimeObservations(
            target: StandardTimeTests.target, standard: Self.minutes(1), jobs: [])
        #expect(throws: FeedbackError.otherRule(rule: .scrap, expected: .standardTime)) {
            try jobs.evaluate(.scrap, asOf: Self.now)
        }
        var poor = FeedbackRule.standardTime
        poor.settings = []
        #expect(throws: FeedbackError.settingMissing(rule: .standardTime, guard: .checkpoints)) {
            try jobs.evaluate(poor, asOf: Self.now)
        }
    }
}

extension FeedbackOutcome {
    /// The guard that did not hold; nil when the rule spoke.
    fileprivate var outcomeGuard: FeedbackGuard? { silence?.failed?.guard }
}

extension Int {
    fileprivate var exact: ExactDecimal { ExactDecimal(self) }
}
