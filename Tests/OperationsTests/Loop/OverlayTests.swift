import Testing

@testable import Operations

/// What maintenance calls the states of its requests and jobs.
@Suite struct OverlayTests {
    private static let situations = JobState.allCases.flatMap { state in
        (Gate.allCases.map(Optional.some) + [nil]).flatMap { gate in
            [false, true].flatMap { isPlanned in
                [false, true].map {
                    StateOverlay.Situation(state, gate: gate, isPlanned: isPlanned, isTested: $0)
                }
            }
        }
    }

    @Test func everySituationHasAWordAndEveryWordASituation() throws {
        let overlay = try #require(DomainKind.maintenance.profile.overlay)
        let words = Self.situations.map { overlay.word(for: $0) }
        #expect(!words.contains(nil))
        #expect(Set(words.compactMap { $0 }) == Set(overlay.jobs.map(\.word)))
        #expect(
            overlay.jobs.map(\.word).sorted()
                == [
                    "Cancelled", "Closed", "InProgress", "Interrupted", "Planned", "Released", "Scheduled",
                    "TechnicallyComplete", "Tested", "WaitingParts", "WaitingPermit",
                ])
        for state in KnownRequestState.allCases { #expect(overlay.word(for: state) != nil) }
    }

    @Test(arguments: [
        (StateOverlay.Situation(.notAllowedWaiting), "Planned"),
        (StateOverlay.Situation(.notAllowedWaiting, isPlanned: true), "Scheduled"),
        (StateOverlay.Situation(.allowedWaiting, gate: .material, isPlanned: true), "WaitingParts"),
        (StateOverlay.Situation(.allowedWaiting, gate: .equipmentState, isPlanned: true), "WaitingPermit"),
        (StateOverlay.Situation(.allowedWaiting, gate: .predecessor, isPlanned: true), "Released"),
        (StateOverlay.Situation(.held, isPlanned: true), "Interrupted"),
        (StateOverlay.Situation(.completed, isPlanned: true), "TechnicallyComplete"),
        (StateOverlay.Situation(.completed, isPlanned: true, isTested: true), "Tested"),
    ]) func wordsAreThoseOfTheTable(_ situation: StateOverlay.Situation, _ word: String) {
        #expect(DomainKind.maintenance.profile.overlay?.word(for: situation) == word)
    }

    /// A belt is changed; the part is short at first, and quality looks at it afterwards.
    @Test func aWorkOrderGoesItsWay() throws {
        var settings = LoopSettings()
        settings.rules = EventRuleSet([
            EventRule(
                id: "qualify",
                trigger: EventRule.Trigger(type: ResponseReady.typeName, domain: .maintenance),
                actions: [
                    .request(
                        EventRule.RequestTemplate(
                            domain: .quality, definition: "QA-QUALIFY", subject: .equipment))
                ])
        ])
        var plant = Plant(settings: settings, domain: .maintenance)
        let belt = { (amount: ExactDecimal) in
            MaterialLot(id: "B1", definitionID: "BELT", quantities: [Quantity(amount, "EA")])
        }
        try plant.does(.resourceManagement(.storeMaterialLot(belt("0"))))
        var request = Orders.route("WO", [("Change", "LINE-1", 60)])
        request.segments[0].materials = [
            MaterialRequirement(
                definitionIDs: ["BELT"], lotIDs: ["B1"], use: .known(.materialConsumed),
                quantities: [Quantity("1", "EA")])
        ]
        try plant.imports(request)
        let words = { (plant: Plant) in
            [plant.state.requestWord("WO"), plant.state.jobs["WO/Change"].map(plant.state.word)]
        }
        #expect(words(plant) == ["Submitted", "WaitingParts"])
        try plant.does(.resourceManagement(.storeMaterialLot(belt("3"))))
        #expect(words(plant) == ["Submitted", "Planned"])
        try plant.does(.detailedScheduling(.sequence(from: nil)))
        #expect(words(plant) == ["Reviewed", "Scheduled"])
        try plant.does(.dispatching(.dispatch(workCentre: nil, until: nil)))
        #expect(words(plant) == ["Accepted", "Released"])
        try plant.records(.start, job: "WO/Change", at: 5)
        #expect(words(plant) == ["Accepted", "InProgress"])
        try plant.records(.complete, job: "WO/Change", at: 50)
        #expect(words(plant) == ["Accepted", "TechnicallyComplete"])

        let check = try #require(plant.state.requests.values.first { $0.domain == .quality })
        plant.domain = .quality
        try plant.plans(at: 55)
        try plant.records(.start, job: check.jobs[0], at: 60)
        #expect(words(plant) == ["Accepted", "TechnicallyComplete"])
        try plant.records(.complete, job: check.jobs[0], at: 70)
        #expect(words(plant) == ["Accepted", "Tested"])
        try plant.does(
            .executionManagement(.perform(.close, job: "WO/Change", at: .minute(80), reason: nil)), at: 80)
        #expect(words(plant) == ["Accepted", "Closed"])
    }

    @Test func otherDomainsSpeakB2MML() throws {
        var plant = Plant()
        try plant.imports(Orders.route("R", [("Fill", "LINE-1", 60)]))
        #expect(try plant.state.word(for: plant.job("R/Fill")) == "Waiting")
        #expect(plant.state.requestWord("R") == "Released")
        #expect(plant.state.requestWord("X") == nil)
    }
}
