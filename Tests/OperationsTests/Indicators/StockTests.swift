import Diagnostics
import Testing

@testable import Operations

@Suite struct StockTests {
    private func integral(
        _ movements: [(Int, ExactDecimal)], initial: ExactDecimal = .zero, _ start: Int, _ end: Int,
        issues: Bool = true
    ) throws -> Checked<StockIntegral> {
        let movements = movements.enumerated().map { index, movement in
            StockMovement(
                event: EventNumber(index), at: .minute(movement.0), movement.1,
                isIssue: issues && movement.1.isNegative)
        }
        return try StockIntegral.of(
            movements.reversed() + movements, initial: initial, window: try interval(start, end))
    }

    /// 100 for 9 of 10 days, then 0: the average is 90, and not the 50 of opening and closing.
    @Test func theAverageIsOverTime() throws {
        let day = 1_440
        let stock = try integral([(9 * day, "-100")], initial: 100, 0, 10 * day).value
        #expect(stock.average == 90 && stock.opening == 100 && stock.closing == .zero)
        #expect(stock.throughput == 100)
        let turns = KPI[.inventoryTurns].value(of: stock.elements(unit: "EA"), try .shift())
        #expect(turns.value == "1.111111")
        let annual = KPI[.inventoryTurns].variant("annual")
        // 100 in 10 days at 90: 100 / 90 * 365 / 10
        #expect(
            KPI[.inventoryTurns].value(annual, of: stock.elements(unit: "EA"), try .shift()).value
                == "40.555556")
    }

    @Test func whatWasBeforeTheWindowIsTheOpening() throws {
        let stock = try integral([(-10, 40), (-5, "-15"), (50, 5), (100, 99)], 0, 100).value
        #expect(stock.opening == 25 && stock.closing == 30 && stock.average == "27.5")
        #expect(stock.throughput == .zero && stock.evidence == .events([2]))
    }

    @Test func aStockBelowNothingIsNoticed() throws {
        let stock = try integral([(10, "-3")], 0, 20)
        #expect(stock.findings.map(\.code) == [IndicatorNote.negativeStock])
        #expect(stock.value.average == "-1.5")
    }

    @Test func anEmptyWindowHasNoAverage() throws {
        let stock = try integral([(10, 3)], 20, 20).value
        #expect(stock.average == nil && stock.closing == 3)
        let turns = KPI[.inventoryTurns].value(of: stock.elements(unit: nil), try .shift())
        #expect(turns.value == nil)
    }

    @Test func tooManyDigitsAreThrown() throws {
        let large = try ExactDecimal(coefficient: .max, scale: 0)
        #expect(throws: DecimalError.overflow) { try integral([(10, large)], 0, 20) }
    }

    @Test(arguments: 0..<30) func theIntegralIsThatOfEveryMinute(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let movements = (0..<30).map { _ in
            (
                Int.random(in: -100...500, using: &generator),
                ExactDecimal(Int.random(in: -9...9, using: &generator))
            )
        }
        let (start, end) = (
            Int.random(in: 0...200, using: &generator), Int.random(in: 201...400, using: &generator)
        )
        let stock = try integral(movements, initial: 50, start, end).value
        var sum = ExactDecimal.zero
        for minute in start..<end {
            let level = try movements.filter { $0.0 <= minute }.reduce(ExactDecimal(50)) {
                try $0.adding($1.1)
            }
            sum = try sum.adding(level.multiplied(by: 60_000))
        }
        #expect(stock.integral == sum)
    }

    /// Little's law: when the window begins and ends empty, work in process by daily output is the mean time
    /// from start to end of the lots.
    @Test(arguments: 0..<20) func workInProcessIsTheMeanFlowTime(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let lots = (0..<40).map { _ in
            let start = Int.random(in: 1...4_000, using: &generator)
            return (start, start + Int.random(in: 1...3_000, using: &generator))
        }
        let stock = try integral(
            lots.flatMap { [($0.0, ExactDecimal(1)), ($0.1, ExactDecimal(-1))] }, 0, 8_640
        ).value
        #expect(stock.opening == .zero && stock.closing == .zero)
        let value = KPI[.wipDays].value(
            of: stock.workInProcess(output: ExactDecimal(lots.count), unit: "EA"), try .shift())
        let total = lots.reduce(0) { $0 + $1.1 - $1.0 }
        let mean = try ExactDecimal(total).divided(
            by: ExactDecimal(lots.count * 1_440), scale: 6, rounding: .halfToEven)
        #expect(value.value == mean && value.unit == "d")
    }

    @Test(arguments: [
        (StockCount.Class.a, "1010", true), (.a, "1010.1", false), (.b, "970", true), (.b, "969", false),
        (.c, "1050", true), (.c, "1051", false),
    ]) func theToleranceIsThatOfTheClass(_ class: StockCount.Class, _ counted: String, _ allowed: Bool) throws
    {
        let count = StockCount(
            event: 1, `class`, book: 1_000, counted: ExactDecimal(stringLiteral: counted))
        #expect(try StockTolerance().allows(count) == allowed)
    }
}
