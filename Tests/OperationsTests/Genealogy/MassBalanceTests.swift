import Diagnostics
import FoundationEssentials
import Testing

@testable import Operations

@Suite struct MassBalanceTests {
    private let told = Transformation(
        id: "T", .produce, at: .minute(1),
        inputs: [
            LotAmount("A", kg: "100.0"), LotAmount("B", Quantity("2500", "g")),
            LotAmount("RAG", Quantity("3", "EA"), use: .known(.consumable)),
        ],
        outputs: [LotAmount("P", Quantity("400", "EA"), material: "BAR")],
        losses: [Loss(Quantity("1500", "g"), reason: "dust")])

    private let conversions = UnitConversions([
        .init("g", "KG", times: "1", over: "1000"), .init("EA", "KG", times: "0.3", of: "OTHER"),
        .init("EA", "KG", times: "0.25", of: "BAR"), .init("EA", "KG", times: "9"),
    ])

    /// 102.5 in; 400 × 0.25 = 100 and 1.5 out: 1 kg is missing.
    @Test func numbersAreExact() throws {
        let balance = try MassBalance(of: told, conversions: conversions)
        #expect(balance.unit == "KG")
        #expect([balance.inputs, balance.outputs, balance.losses] == ["102.5", "100", "1.5"])
        #expect(balance.difference == "1")
        #expect(!balance.isBalanced)
        #expect(balance.findings.codes == ["GEN-BALANCE-1"])
        #expect(
            balance.findings[0].message
                == "something is missing: inputs 102.5 KG, outputs 100.00 KG, losses 1.5 KG; "
                + "the difference of 1.00 KG is more than 0 KG")
        var pieces = told
        pieces.outputs = [LotAmount("P", kg: "100")]
        let grams = try MassBalance(of: pieces, in: "g", conversions: conversions)
        #expect(grams.difference == "1000")
    }

    @Test(arguments: [("1", "0", true), ("0.999", "0", false), ("0", "0.01", true), ("0", "0.0097", false)])
    func theLargerToleranceCounts(_ absolute: ExactDecimal, _ relative: ExactDecimal, _ isBalanced: Bool)
        throws
    {
        let tolerance = MassBalance.Tolerance(absolute: absolute, relative: relative)
        let balance = try MassBalance(of: told, tolerance: tolerance, conversions: conversions)
        #expect(balance.isBalanced == isBalanced)
        var more = told
        more.losses[0].quantity = Quantity("3.5", "KG")
        let other = try MassBalance(of: more, tolerance: tolerance, conversions: conversions)
        #expect(other.difference == "-1")
        #expect(other.isBalanced == isBalanced)
    }

    @Test func withoutAConversionThereIsNoBalance() throws {
        let balance = try MassBalance(of: told, tolerance: .init(absolute: "1000"))
        #expect(balance.unknown == ["B: 2500 g", "P: 400 EA", "loss: 1500 g"])
        #expect(!balance.isBalanced)
        #expect(balance.findings.codes == ["GEN-BALANCE-2"])
        let huge = ExactDecimal(Int128.max)
        var large = told
        large.inputs = [LotAmount("A", Quantity(huge, "KG")), LotAmount("B", Quantity(huge, "KG"))]
        #expect(throws: DecimalError.overflow) { try MassBalance(of: large, conversions: conversions) }
    }

    @Test func aJobIsBalancedAsOne() throws {
        let balance = try MassBalance(
            of: "Job J",
            [
                Transformation(
                    id: "1", .consume, at: .minute(1), job: "J", inputs: [LotAmount("A", kg: "3")]),
                Transformation(
                    id: "2", .produce, at: .minute(2), job: "J", outputs: [LotAmount("B", kg: "3")]),
            ])
        #expect(balance.isBalanced && balance.findings.isEmpty)
    }

    @Test func conversionsGoBothWaysAndNoFurther() {
        #expect(conversions.convert(Quantity("1.5", "KG"), to: "g") == "1500")
        #expect(conversions.convert(Quantity("1", "KG"), to: "EA", of: "OTHER") == "3.333333333333")
        #expect(conversions.convert(Quantity("500", "g"), to: "EA") == nil)
        #expect(conversions.convert(Quantity("5"), to: nil) == "5")
        #expect(conversions.convert(Quantity("5"), to: "g") == nil)
    }
}

@Suite struct LotLedgerTests {
    @Test func booksAreSumsOfMovements() throws {
        var ledger = LotLedger()
        #expect(ledger.add(Quantity("10.50", "KG"), to: .init("A", at: "X")).isEmpty)
        #expect(ledger.move(Quantity("4.25", "KG"), of: "A ", from: "X ", to: "Y").isEmpty)
        #expect(ledger.add(Quantity("3", "EA"), to: .init("A", at: "X")).isEmpty)
        #expect(ledger.onHand(.init("A", at: "X"), in: "KG").lexicalForm == "6.25")
        #expect(
            ledger.onHand("A").map(\.quantity) == [
                Quantity("6.25", "KG"), Quantity("4.25", "KG"), Quantity("3", "EA"),
            ])
        let negative = ledger.take(Quantity("7", "KG"), from: .init("A", at: "X"))
        #expect(negative.codes == ["GEN-LEDGER-1"])
        #expect(negative[0].message == "the books say -0.75 KG")
        #expect(negative[0].place.path == "MaterialLot A at X")
        #expect(ledger.negatives.map(\.quantity.value) == ["-0.75"])
        #expect(ledger.take(Quantity("1", "KG"), from: .init("NEW")).codes == ["GEN-LEDGER-1"])
        let huge = Quantity(ExactDecimal(Int128.max), "KG")
        _ = ledger.add(huge, to: .init("BIG"))
        #expect(ledger.add(huge, to: .init("BIG")).codes == ["GEN-LEDGER-2"])
        #expect(ledger.onHand(.init("BIG"), in: "KG") == huge.value)
        let json = try JSONEncoder().encode(ledger)
        #expect(try JSONDecoder().decode(LotLedger.self, from: json) == ledger)
    }

    @Test func transformationsMove() {
        var ledger = LotLedger()
        let findings = ledger.record(
            Transformation(
                id: "1", .produce, at: .minute(1),
                inputs: [
                    LotAmount("A", kg: "2", at: "X"), LotAmount("?", nil),
                    LotAmount("C", Quantity("9", "KG"), use: .known(.inventoried)),
                ], outputs: [LotAmount(LotReference("P", subLot: "1"), kg: "2", at: "Y")]))
        #expect(findings.codes == ["GEN-LEDGER-1"])
        #expect(
            ledger.balances.map(\.account) == [
                .init("A", at: "X"), .init(LotReference("P", subLot: "1"), at: "Y"),
            ])
    }
}
