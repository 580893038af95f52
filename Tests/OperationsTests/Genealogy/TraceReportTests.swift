import FoundationEssentials
import Testing

@testable import Operations

@Suite struct TraceReportTests {
    @Test func bothTreesAreDrawnOnce() throws {
        let graph = try LotGraph([
            Transformation(
                id: "R", .receive, at: .minute(0),
                outputs: [LotAmount("RAW", Quantity("10", "KG"), material: "SUGAR")]),
            .produce("1", [LotAmount("RAW", kg: "4")], [LotAmount("A", kg: "4")], at: 10, job: "J1"),
            .produce("2", [LotAmount("RAW", kg: "6")], [LotAmount("B", kg: "6")], at: 20, job: "J2"),
            .produce(
                "3", [LotAmount("A", kg: "4"), LotAmount("B", kg: "6")], [LotAmount("MIX", kg: "10")], at: 30,
                job: "J3"),
            .produce("4", [LotAmount("MIX", kg: "5")], [LotAmount("END", kg: "5")], at: 40),
        ])
        let report = try graph.report(on: "MIX")
        #expect(
            report.lines == [
                "MIX", "  made from", "    A, 4 KG, produce by job J3 at 2026-08-25T06:30:00Z",
                "      RAW (SUGAR), 4 KG [10 KG of it], produce by job J1 at 2026-08-25T06:10:00Z",
                "    B, 6 KG, produce by job J3 at 2026-08-25T06:30:00Z",
                "      RAW (SUGAR), 6 KG [10 KG of it], produce by job J2 at 2026-08-25T06:20:00Z, see above",
                "  went into", "    END, 5 KG, produce at 2026-08-25T06:40:00Z",
            ])
        let json = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(TraceReport.self, from: json) == report)
        let short = try graph.report(on: "MIX", limit: 1)
        #expect(short.omitted == 3)
        #expect(short.lines.last == "  and 3 more")
        #expect(try graph.report(on: "END").lines.last == "  went into nothing that is known")
    }

    private func lot(_ name: String) -> LotReference { LotReference(Identifier(name)) }

    /// Each lot that is reached has its branches once, however many ways there are: 2^40 here.
    @Test func sharedLotsAreDrawnOnce() throws {
        var graph = LotGraph()
        for level in 0..<40 {
            for side in 0..<2 {
                try graph.append(
                    .produce(
                        Identifier("\(level).\(side)"),
                        [LotAmount(lot("\(level)a"), kg: "1"), LotAmount(lot("\(level)b"), kg: "1")],
                        [LotAmount(lot("\(level + 1)" + (side == 0 ? "a" : "b")), kg: "1")]))
            }
        }
        let report = try graph.report(on: "40a")
        #expect(report.madeFrom.filter { !$0.isShownBefore }.count == 80 - 1 + 1)
        #expect(report.madeFrom.count == 2 + 4 * 39)
        #expect(try graph.between("0a", "40a").ways == 1 << 39)
    }

    @Test func longChainsAreNoDeepRecursion() throws {
        var graph = LotGraph()
        for number in 0..<5_000 {
            try graph.append(
                .produce(
                    Identifier("\(number)"), [LotAmount(LotReference(Identifier("L\(number)")), kg: "1")],
                    [LotAmount(LotReference(Identifier("L\(number + 1)")), kg: "1")]))
        }
        let report = try graph.report(on: "L0", limit: 30_000)
        #expect(report.wentInto.count == 5_000)
        #expect(report.wentInto.last?.attributed == Quantity("1", "KG"))
        #expect(report.lines.count == 5_003)
    }
}
