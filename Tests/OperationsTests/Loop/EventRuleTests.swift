import Diagnostics
import Testing

@testable import Operations

/// A production event asks for quality and maintenance work, once, and never runs away.
@Suite struct EventRuleTests {
    private static func stopRule(
        _ repetition: EventRule.Repetition = EventRule.Repetition(), depth: Int = 4
    ) -> EventRule {
        EventRule(
            id: "stop", summary: "A breakdown asks for a sample and an inspection.",
            trigger: EventRule.Trigger(
                type: EquipmentStateChanged.typeName, domain: .production,
                conditions: [
                    EventCondition("state", .equal, ["up"]),
                    EventCondition("minutes", .greaterOrEqual, ["10"]),
                    EventCondition("reason", .oneOf, ["breakdown", "jam"]),
                ], equipment: "LINE-*"),
            actions: [
                .request(
                    EventRule.RequestTemplate(
                        domain: .quality, definition: "QA-RESTART", subject: .lot,
                        quantity: Quantity("5", "EA"), due: .minutes(30), duration: .minutes(10))),
                .request(
                    EventRule.RequestTemplate(
                        domain: .maintenance, definition: "CM-INSPECT", subject: .equipment, priority: "2")),
            ], repetition: repetition, maximalDepth: depth)
    }

    private func plant(_ rules: EventRule...) throws -> Plant {
        var settings = LoopSettings()
        settings.rules = EventRuleSet(rules)
        var plant = Plant(settings: settings)
        try plant.imports(Orders.route("R", [("Fill", "LINE-3", 60)], due: 600))
        try plant.plans()
        try plant.does(.dispatching(.dispatch(workCentre: nil, until: nil)))
        try plant.records(.start, job: "R/Fill", at: 1)
        try plant.records(.produced, job: "R/Fill", at: 2, lot: "L1", quantity: "1", unit: "EA")
        return plant
    }

    private func stop(_ plant: inout Plant, from: Int, to: Int, reason: String = "breakdown") throws
        -> Decision
    {
        try plant.records(.equipmentState, at: from, equipment: "LINE-3", value: "down", reason: reason)
        return try plant.records(.equipmentState, at: to, equipment: "LINE-3", value: "up", reason: reason)
    }

    @Test func aBreakdownAsksForASampleAndAWorkOrder() throws {
        var plant = try plant(Self.stopRule())
        let decision = try stop(&plant, from: 10, to: 20)
        #expect(decision.findings.filter { $0.severity > .note }.isEmpty)
        let requests = plant.state.requests.values.filter { $0.cause != nil }.sorted {
            $0.arrival < $1.arrival
        }
        #expect(requests.map(\.domain) == [.quality, .maintenance])
        let sample = try #require(requests.first)
        #expect(sample.request.segments[0].materials[0].lotIDs == ["L1"])
        #expect(sample.request.endTime?.instant == .minute(50))
        #expect(sample.jobs.compactMap { plant.state.jobs[$0]?.plan.workCentre.name } == ["LINE-3"])
        let order = try #require(requests.last)
        #expect(order.request.segments[0].physicalAssets[0].assetIDs == ["LINE-3"])

        // The chain leads back to the event, by its number among all.
        let number = try #require(sample.cause?.event)
        #expect(plant.events[number - 1].typeName == EquipmentStateChanged.typeName)
        #expect(sample.cause?.rules == ["stop"])
        #expect(sample.cause?.correlation == number)
        #expect(
            sample.request.segments[0].parameters[0].values[0].text == sample.cause?.command)
    }

    @Test(arguments: [(10, 19, "breakdown"), (10, 30, "starved")])
    func whatItDoesNotWantItDoesNotAnswer(_ from: Int, _ to: Int, _ reason: String) throws {
        var plant = try plant(Self.stopRule())
        _ = try stop(&plant, from: from, to: to, reason: reason)
        #expect(plant.state.requests.count == 1)
        #expect(!plant.events.contains { $0.typeName == RuleFired.typeName })
    }

    @Test func theSameEventsMakeTheSameNames() throws {
        var (first, second) = (try plant(Self.stopRule()), try plant(Self.stopRule()))
        _ = try stop(&first, from: 10, to: 20)
        _ = try stop(&second, from: 10, to: 20)
        #expect(first.state.requests.keys.sorted() == second.state.requests.keys.sorted())
        let names = first.state.requests.values.compactMap(\.cause?.command)
        #expect(Set(names).count == 2)
    }

    @Test func whatIsTheSameIsAnsweredOnce() throws {
        let once = EventRule.Repetition(key: ["equipment"], window: .minutes(120))
        var plant = try plant(Self.stopRule(once))
        _ = try stop(&plant, from: 10, to: 20)
        _ = try stop(&plant, from: 30, to: 45)
        #expect(plant.state.requests.count == 3)
        #expect(suppressed(plant) == [.repeated])
        _ = try stop(&plant, from: 200, to: 215)
        #expect(plant.state.requests.count == 5)
    }

    @Test func aRuleThatFiresTooOftenIsToldSo() throws {
        let limited = EventRule.Repetition(limit: 2, period: .minutes(60))
        var plant = try plant(Self.stopRule(limited))
        for start in [10, 22, 34] {
            let decision = try stop(&plant, from: start, to: start + 10)
            #expect(decision.findings.contains { $0.code == "LOOP-RULE-1" } == (start == 34))
        }
        #expect(suppressed(plant) == [.limit])
    }

    /// An accepted request asks for the next one: without guards it would never end.
    private static func step(_ from: String, _ to: String, depth: Int) -> EventRule {
        EventRule(
            id: "from-\(from)",
            trigger: EventRule.Trigger(
                type: RequestAccepted.typeName, conditions: [EventCondition("definition", .equal, [from])]),
            actions: [
                .request(
                    EventRule.RequestTemplate(domain: .production, definition: to, subject: .equipment))
            ], maximalDepth: depth)
    }

    private func begin(_ rules: [EventRule]) throws -> Plant {
        var settings = LoopSettings()
        settings.rules = EventRuleSet(rules)
        var plant = Plant(settings: settings)
        var request = Orders.route("R", [("Fill", "LINE-3", 60)], due: 600)
        request.operationsDefinitionID = "1"
        try plant.imports(request)
        return plant
    }

    @Test(arguments: [1, 3]) func aChainEndsAtItsDepth(_ depth: Int) throws {
        let plant = try begin((1...5).map { Self.step("\($0)", "\($0 + 1)", depth: depth) })
        #expect(plant.state.requests.count == 1 + depth)
        #expect(suppressed(plant) == [.depth])
        let longest = plant.state.requests.values.compactMap(\.cause).map(\.rules.count).max()
        #expect(longest == depth)
        let roots = Set(plant.state.requests.values.compactMap(\.cause).map(\.correlation))
        #expect(roots.count == 1)
    }

    @Test func aRuleDoesNotAnswerItself() throws {
        let plant = try begin([Self.step("1", "2", depth: 9), Self.step("2", "1", depth: 9)])
        #expect(plant.state.requests.count == 3)
        #expect(suppressed(plant) == [.descendant])
    }

    @Test func aRuleWithoutWhatItIsAboutIsToldSo() throws {
        var settings = LoopSettings()
        settings.rules = EventRuleSet([Self.stopRule()])
        var plant = Plant(settings: settings)
        let decision = try stop(&plant, from: 10, to: 25)
        // No job runs there, so there is no lot to sample; the inspection is asked for all the same.
        #expect(decision.findings.contains { $0.code == "LOOP-RULE-1" && $0.message.contains("no lot") })
        #expect(plant.state.requests.values.map(\.domain) == [.maintenance])
    }

    @Test func aFailedTestHoldsTheLot() throws {
        let rule = EventRule(
            id: "fail-hold",
            trigger: EventRule.Trigger(
                type: LotTested.typeName, conditions: [EventCondition("verdict", .equal, ["fail"])]),
            actions: [.hold(reason: "inspection failed")])
        var plant = try plant(rule)
        try plant.records(.tested, at: 5, lot: "L1", parameter: "seal", value: "fail")
        #expect(plant.state.holds["L1"] == [LotHold(reason: "inspection failed", origin: nil)])
    }

    @Test func whatRulesDidIsReplayed() throws {
        var plant = try plant(Self.stopRule(EventRule.Repetition(key: ["equipment"])))
        _ = try stop(&plant, from: 10, to: 20)
        _ = try stop(&plant, from: 30, to: 45)
        var replayed = ActivityLoop()
        for event in plant.events { replayed.apply(try Event(event.encoded())) }
        #expect(replayed.state == plant.state)
    }

    @Test(arguments: [
        (EventCondition("minutes", .greaterOrEqual, ["10"]), "10.0", true),
        (EventCondition("minutes", .greater, ["10"]), "10.0", false),
        (EventCondition("minutes", .less, ["9"]), "10", false),
        (EventCondition("minutes", .less, ["9"]), "many", false),
        (EventCondition("reason", .oneOf, ["jam", "007"]), "7", true),
        (EventCondition("reason", .notEqual, ["jam"]), nil, true),
        (EventCondition("reason", .equal, ["jam"]), nil, false),
    ]) func conditionsCompareExactly(_ condition: EventCondition, _ value: String?, _ expected: Bool) {
        #expect(condition.holds(of: value) == expected)
    }

    private func suppressed(_ plant: Plant) -> [RuleSuppressed.Cause] {
        plant.events.compactMap { event in
            if case .ruleSuppressed(let fact) = event.fact { fact.cause } else { nil }
        }
    }
}
