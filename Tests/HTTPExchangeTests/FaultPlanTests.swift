import Testing

@testable import HTTPExchange

struct FaultPlanTests {
    @Test func theFirstScriptThatNamesTheRequestCounts() {
        let plan = FaultPlan([
            FaultPlan.Scripted(2...3, .commitThenDrop), FaultPlan.Scripted(3...4, .truncate),
        ])
        #expect(
            (1...5).map { plan.fault(for: $0) } == [nil, .commitThenDrop, .commitThenDrop, .truncate, nil])
    }

    @Test func aShareIsAFunctionOfSeedAndNumber() {
        let plan = FaultPlan(
            share: FaultPlan.Share(perMille: 100, of: [.commitThenDrop, .resetMidReply], seed: 7))
        let forward = (1...10_000).map { plan.fault(for: $0) }
        let backward = (1...10_000).reversed().map { plan.fault(for: $0) }
        #expect(forward == backward.reversed())
        #expect((900...1100).contains(forward.count { $0 != nil }))
        #expect((400...600).contains(forward.count { $0 == .commitThenDrop }))
        var other = plan
        other.share?.seed = 8
        #expect(forward != (1...10_000).map { other.fault(for: $0) })
        other.share?.perMille = 0
        #expect((1...1000).allSatisfy { other.fault(for: $0) == nil })
        other.share?.perMille = 1000
        #expect((1...1000).allSatisfy { other.fault(for: $0) != nil })
    }

    @Test func aPlanIsReadFromText() throws {
        let text =
            "drop@4, refuse:2s@1-3, refuse@9, delay:250ms@5-, error-after-commit@8, drop|reset|error~10%#7"
        let plan = try FaultPlan(parsing: text)
        #expect(
            plan
                == FaultPlan(
                    [
                        FaultPlan.Scripted(4...4, .commitThenDrop),
                        FaultPlan.Scripted(1...3, .refuse(retryAfter: .seconds(2))),
                        FaultPlan.Scripted(9...9, .refuse(retryAfter: nil)),
                        FaultPlan.Scripted(5...Int.max, .delay(.milliseconds(250))),
                        FaultPlan.Scripted(8...8, .serverError(afterCommit: true)),
                    ],
                    share: FaultPlan.Share(
                        perMille: 100,
                        of: [.commitThenDrop, .resetMidReply, .serverError(afterCommit: false)],
                        seed: 7)))
        #expect(try FaultPlan(parsing: "") == FaultPlan())
    }

    static let all: [Fault] = [
        .refuse(retryAfter: nil), .serverError(afterCommit: false), .serverError(afterCommit: true), .stall,
        .commitThenDrop, .dropBeforeReading, .resetMidReply, .truncate,
    ]

    @Test(arguments: all)
    func everyFaultIsReadByItsName(_ fault: Fault) throws {
        #expect(try FaultPlan(parsing: "\(fault.name)@1").fault(for: 1) == fault)
    }

    @Test(arguments: [
        "drop", "drop@", "drop@0", "drop@3-2", "drop@x", "drops@1", "drop:1s@1", "delay@1", "delay:1@1",
        "delay:-1s@1", "trickle@1", "drop~10", "drop~101%", "~10%", "drop~1%#x", "drop~1%,reset~1%", "@1",
    ])
    func aPlanThatCannotBeReadIsNamed(_ text: String) {
        let error = #expect(throws: FaultPlanError.self) { try FaultPlan(parsing: text) }
        #expect(error.map { text.contains($0.part) } == true)
    }
}
