import Diagnostics
import Testing

@testable import Operations

@Suite struct FormulaTests {
    /// One calculation by hand.
    struct Row: Sendable, CustomTestStringConvertible {
        var id: KPI.ID
        var variant = "iso"
        /// Minutes.
        var times: [IndicatorElement: Int64] = [:]
        var numbers: [IndicatorElement: ExactDecimal] = [:]
        var value: String
        var unit = "%"

        var testDescription: String { "\(id)/\(variant)" }
    }

    /// The shift of T-ISO-1: POT 480, PDOT 30, ADOT 20, AUST 35, ADET 40, so that PBT = 450, APT = 355,
    /// AUPT = 390, AUBT = 430 and AOET, with 20 of waiting, 450. PQ 310 = 300 good + 4 rework + 6 scrap of one
    /// minute each; the rest is made up so that the division can be done on paper.
    static let rows: [Row] = [
        // 420 / 450
        .init(id: .workerEfficiency, times: [.apwt: 420, .apat: 450], value: "93.333333"),
        // 430 / 450
        .init(id: .allocationRatio, times: [.aubt: 430, .aoet: 450], value: "95.555556"),
        // 310 in 7.5 h
        .init(
            id: .throughputRate, times: [.aoet: 450], numbers: [.pq: "310"], value: "41.333333",
            unit: "unit/h"),
        .init(id: .allocationEfficiency, times: [.aubt: 430, .pbt: 450], value: "95.555556"),
        // 355 / 430
        .init(id: .utilizationEfficiency, times: [.apt: 355, .aubt: 430], value: "82.558140"),
        // 300 / 450
        .init(
            id: .oeeIndex, times: [.apt: 355, .pbt: 450, .plannedRunTime: 310],
            numbers: [.gq: "300", .pq: "310"], value: "66.666667"),
        // 390 * 300 / (450 * 355)
        .init(
            id: .neeIndex, times: [.aupt: 390, .apt: 355, .pbt: 450, .plannedRunTime: 310],
            numbers: [.gq: "300", .pq: "310"], value: "73.239437"),
        .init(id: .availability, times: [.apt: 355, .pbt: 450], value: "78.888889"),
        .init(id: .effectiveness, times: [.apt: 355, .plannedRunTime: 310], value: "87.323944"),
        .init(id: .qualityRatio, numbers: [.gq: "300", .pq: "310"], value: "96.774194"),
        .init(id: .setupRatio, times: [.aust: 35, .aupt: 390], value: "8.974359"),
        // 355 / (355 + 40)
        .init(id: .technicalEfficiency, times: [.apt: 355, .adet: 40], value: "89.873418"),
        .init(id: .productionProcessRatio, times: [.apt: 355, .aoet: 450], value: "78.888889"),
        .init(id: .actualToPlannedScrapRatio, numbers: [.sq: "6", .psq: "8"], value: "75.000000"),
        .init(id: .firstPassYield, numbers: [.gp: "95", .ip: "100"], value: "95.000000"),
        .init(id: .scrapRatio, numbers: [.sq: "6", .pq: "310"], value: "1.935484"),
        .init(id: .reworkRatio, numbers: [.rq: "4", .pq: "310"], value: "1.290323"),
        // 6 of the 320 that the first operation made
        .init(id: .fallOffRatio, numbers: [.sq: "6", .firstPQ: "320"], value: "1.875000"),
        // 1.2 / 0.6
        .init(
            id: .machineCapability, numbers: [.usl: "10.6", .lsl: "9.4", .s: "0.1"], value: "2.000000",
            unit: "1"),
        // min(0.5 / 0.3; 0.7 / 0.3)
        .init(
            id: .criticalMachineCapability,
            numbers: [.usl: "10.6", .lsl: "9.4", .mean: "10.1", .s: "0.1"], value: "1.666667", unit: "1"),
        // 1.2 / 0.48
        .init(
            id: .processCapability, numbers: [.usl: "10.6", .lsl: "9.4", .sHat: "0.08"], value: "2.500000",
            unit: "1"),
        // min(0.8 / 0.24; 0.4 / 0.24)
        .init(
            id: .criticalProcessCapability,
            numbers: [.usl: "10.6", .lsl: "9.4", .meanOfMeans: "9.8", .sHat: "0.08"], value: "1.666667",
            unit: "1"),
        .init(
            id: .comprehensiveEnergyConsumption, numbers: [.energy: "930", .pq: "310"], value: "3.000000",
            unit: "energy/unit"),
        // 600 went through in 30 days (43 200 min), with 200 on hand on average
        .init(
            id: .inventoryTurns, times: [.windowTime: 43_200, .inventoryTime: 200 * 43_200],
            numbers: [.throughput: "600"], value: "3.000000", unit: "1"),
        // Of 320: 288 integrated, 16 lost in production, 10 in storage and transport, 6 otherwise: together 100 %.
        .init(id: .finishedGoodsRatio, numbers: [.gq: "300", .cm: "320"], value: "93.750000"),
        .init(id: .integratedGoodsRatio, numbers: [.igq: "288", .cm: "320"], value: "90.000000"),
        .init(id: .productionLossRatio, numbers: [.pl: "16", .cm: "320"], value: "5.000000"),
        .init(
            id: .storageAndTransportationLossRatio, numbers: [.stl: "10", .cm: "320"], value: "3.125000"),
        .init(id: .otherLossRatio, numbers: [.ol: "6", .cm: "320"], value: "1.875000"),
        .init(
            id: .equipmentLoadRatio, variant: "rated", numbers: [.pq: "310", .epc: "400"], value: "77.500000"),
        // Times between failures of 40, 50, 60 and 90 h: 240 / 4, and / 5 as printed
        .init(
            id: .meanTimeBetweenFailures, variant: "iso-mean", times: [.tbf: 240 * 60], numbers: [.fe: "4"],
            value: "60.000000", unit: "h"),
        .init(
            id: .meanTimeBetweenFailures, variant: "iso-printed", times: [.tbf: 240 * 60],
            numbers: [.fe: "4"], value: "48.000000", unit: "h"),
        .init(
            id: .meanTimeBetweenFailures, variant: "per-failure", times: [.operatingTime: 230 * 60],
            numbers: [.fe: "4"], value: "57.500000", unit: "h"),
        .init(
            id: .meanTimeToFailure, variant: "iso-mean", times: [.ttf: 228 * 60], numbers: [.fe: "4"],
            value: "57.000000", unit: "h"),
        .init(
            id: .meanTimeToFailure, variant: "iso-printed", times: [.ttf: 228 * 60], numbers: [.fe: "4"],
            value: "45.600000", unit: "h"),
        .init(
            id: .meanTimeToRestoration, variant: "restored", times: [.ttr: 12 * 60],
            numbers: [.restoredFailures: "4"], value: "3.000000", unit: "h"),
        .init(
            id: .meanTimeToRestoration, variant: "iso-printed", times: [.ttr: 12 * 60], numbers: [.fe: "4"],
            value: "2.400000", unit: "h"),
        .init(
            id: .correctiveMaintenanceRatio, times: [.cmt: 300, .pmt: 900], value: "25.000000"),
        // Not in ISO 22400-2.
        .init(
            id: .goodPerCalendarHour, variant: "calendar", times: [.calendarTime: 480],
            numbers: [.gq: "300"], value: "37.500000", unit: "unit/h"),
        // 355 min = 21 300 s for 310
        .init(
            id: .cycleTime, variant: "apt", times: [.apt: 355], numbers: [.pq: "310"], value: "68.709677",
            unit: "s/unit"),
        .init(
            id: .cycleTime, variant: "aoet", times: [.aoet: 450], numbers: [.pq: "310"], value: "87.096774",
            unit: "s/unit"),
        .init(
            id: .cycleTime, variant: "unit-to-unit", numbers: [.medianUnitTime: "66500"], value: "66.500000",
            unit: "s/unit"),
        // 300 good, 10 of them after rework, of 310
        .init(
            id: .firstPassYield, variant: "estimated",
            numbers: [.gq: "300", .goodAfterRework: "10", .pq: "310"], value: "93.548387"),
        .init(
            id: .complaintRate, variant: "received-per-lot",
            numbers: [.acceptedComplaints: "3", .deliveredLots: "120"], value: "2.500000"),
        .init(
            id: .complaintRate, variant: "received-per-unit",
            numbers: [.acceptedComplaints: "3", .deliveredUnits: "60000"], value: "50.000000", unit: "ppm"),
        .init(
            id: .complaintRate, variant: "by-delivery-per-lot",
            numbers: [.complaintsOfDelivered: "6", .deliveredLots: "120"], value: "5.000000"),
        .init(
            id: .complaintRate, variant: "by-delivery-per-unit",
            numbers: [.complaintsOfDelivered: "6", .deliveredUnits: "60000"], value: "100.000000", unit: "ppm"
        ),
        .init(
            id: .scheduleAdherence, variant: "requests",
            numbers: [.onTimeRequests: "18", .dueRequests: "20"], value: "90.000000"),
        // 12 h for three, and one open since 2 h
        .init(
            id: .openFailureAge, variant: "sum", times: [.openAge: 120], value: "2.000000", unit: "h"),
        // MTBF = 297 / 3 = 99 h, MTTR = 2 / 2 = 1 h
        .init(
            id: .inherentAvailability, variant: "mtbf-mttr", times: [.operatingTime: 297 * 60, .ttr: 120],
            numbers: [.fe: "3", .restoredFailures: "2"], value: "99.000000"),
        .init(
            id: .plannedMaintenanceRatio, variant: "hours", times: [.cmt: 300, .pmt: 900], value: "75.000000"),
        .init(
            id: .plannedMaintenanceRatio, variant: "count",
            numbers: [.plannedOrders: "8", .workOrders: "10"], value: "80.000000"),
        // 600 in 30 of 365 days at 200 on average: 3 * 365 / 30
        .init(
            id: .inventoryTurns, variant: "annual", times: [.inventoryTime: 200 * 43_200],
            numbers: [.throughput: "600"], value: "36.500000", unit: "1/a"),
        .init(
            id: .inventoryTurns, variant: "annual-cost", times: [.inventoryValueTime: 5_000 * 43_200],
            numbers: [.costOfGoodsSold: "6000"], value: "14.600000", unit: "1/a"),
        // 50 on average over two days, 20 a day: 2.5 days
        .init(
            id: .wipDays, variant: "quantity", times: [.wipTime: 50 * 2_880], numbers: [.output: "40"],
            value: "2.500000", unit: "d"),
        .init(
            id: .wipDays, variant: "value", times: [.wipValueTime: 900 * 2_880],
            numbers: [.costOfGoodsSold: "300"], value: "6.000000", unit: "d"),
        .init(
            id: .stockAccuracy, variant: "records",
            numbers: [.recordsWithinTolerance: "485", .recordsCounted: "500"], value: "97.000000"),
        .init(
            id: .stockAccuracy, variant: "absolute",
            numbers: [.bookQuantity: "200", .absoluteDeviation: "10"],
            value: "95.000000"),
        .init(
            id: .mttfIntervals, variant: "intervals", times: [.operatingTime: 278 * 60], numbers: [.fe: "4"],
            value: "55.600000", unit: "h"),
        // 90 % of 80 %; one step only has its own yield: see rolledThroughputYield()
        .init(
            id: .rolledThroughputYield, numbers: [.gp: "72", .ip: "100"], value: "72.000000"),
        .init(
            id: .rolledThroughputYield, variant: "estimated",
            numbers: [.gq: "80", .goodAfterRework: "8", .pq: "100"], value: "72.000000"),
        // Nakajima: 10 of the 40 of ADET are minor stops: (355 + 10) / 450, 310 / 365
        .init(
            id: .availability, variant: "nakajima-changeover-in",
            times: [.apt: 355, .minorStops: 10, .pbt: 450], value: "81.111111"),
        .init(
            id: .effectiveness, variant: "nakajima-changeover-in",
            times: [.apt: 355, .minorStops: 10, .plannedRunTime: 310], value: "84.931507"),
        .init(
            id: .effectiveness, variant: "nakajima-changeover-out",
            times: [.apt: 355, .minorStops: 10, .plannedRunTime: 310], value: "84.931507"),
        .init(
            id: .oeeIndex, variant: "nakajima-changeover-in",
            times: [.apt: 355, .minorStops: 10, .pbt: 450, .plannedRunTime: 310],
            numbers: [.gq: "300", .pq: "310"], value: "66.666667"),
        // Without the changeover of 35: 365 / 415, and 300 / 415
        .init(
            id: .availability, variant: "nakajima-changeover-out",
            times: [.apt: 355, .minorStops: 10, .pbt: 450, .aust: 35], value: "87.951807"),
        .init(
            id: .oeeIndex, variant: "nakajima-changeover-out",
            times: [.apt: 355, .minorStops: 10, .pbt: 450, .aust: 35, .plannedRunTime: 310],
            numbers: [.gq: "300", .pq: "310"], value: "72.289157"),
        .init(
            id: .equipmentLoadRatio, variant: "maximum", numbers: [.pq: "310", .epc: "500"],
            value: "62.000000"),
    ]

    @Test(arguments: rows) func isAsOnPaper(_ row: Row) throws {
        let kpi = KPI[row.id]
        let variant = try #require(kpi.variant(row.variant))
        let value = kpi.value(variant, of: .minutes(row.times, row.numbers), try .shift())
        #expect(kpi.id == row.id)
        #expect(value.value?.lexicalForm == row.value)
        #expect(value.unit == row.unit)
        #expect(value.formula.hasSuffix(":\(row.id.rawValue)/\(row.variant)"))
        #expect(value.numerator != nil && value.denominator != nil)
    }

    /// A formula without any one of its elements has no value, and says which one.
    @Test(arguments: rows) func withoutAnElementThereIsNoValue(_ row: Row) throws {
        let kpi = KPI[row.id]
        let variant = try #require(kpi.variant(row.variant))
        for element in variant.formula.elements.subtracting([.one]) {
            var elements = IndicatorElements.minutes(row.times, row.numbers)
            elements[element] = nil
            let value = kpi.value(variant, of: elements, try .shift())
            #expect(value.value == nil && value.numerator == nil)
            #expect(
                value.findings.contains {
                    $0.code == IndicatorNote.elementMissing && $0.message.hasPrefix(element.rawValue)
                })
        }
    }

    @Test(arguments: rows) func aZeroDenominatorIsUndefined(_ row: Row) throws {
        let kpi = KPI[row.id]
        let variant = try #require(kpi.variant(row.variant))
        var elements = IndicatorElements.minutes(row.times, row.numbers)
        for operand in variant.formula.ratios.flatMap(\.denominator) {
            for element in operand.elements { elements[element] = .zero }
        }
        let value = kpi.value(variant, of: elements, try .shift())
        if variant.formula.ratios.contains(where: { $0.denominator.contains { $0.elements == [.one] } }) {
            #expect(value.denominator == 1)
        } else {
            #expect(value.value == nil)
            #expect(value.denominator == .zero)
        }
    }

    @Test func everyFormulaIsCalculatedByHand() {
        let table = KPI.table.flatMap { kpi in kpi.variants.map { "\(kpi.id)/\($0.id)" } }
        #expect(Set(table).count == table.count)
        #expect(Set(table) == Set(Self.rows.map(\.testDescription)))
    }

    @Test func allThirtyFourRowsOfTheStandardAreThere() {
        #expect(KPI.table.compactMap(\.number).sorted() == Array(1...34))
        #expect(Set(KPI.table.map(\.id)) == Set(KPI.ID.allCases))
        #expect(KPI.table.count == KPI.ID.allCases.count)
        let names = ["Worker efficiency", "OEE index", "Corrective maintenance ratio"]
        #expect([1, 6, 34].map { number in KPI.table.first { $0.number == number }?.name } == names)
    }

    @Test(arguments: [
        (KPI.ID.oeeIndex, "iso", "(APT / PBT) * (sum(PRU*PQ) / APT) * (GQ / PQ)"),
        (
            .oeeIndex, "nakajima-changeover-out",
            "((APT + minor stops) / (PBT - AUST)) * (sum(PRU*PQ) / (APT + minor stops)) * (GQ / PQ)"
        ),
        (
            .criticalProcessCapability, "iso",
            "min((USL - mean of means) / (3 * s^); (mean of means - LSL) / (3 * s^))"
        ),
        (.meanTimeToRestoration, "iso-printed", "sum(TTR) / (FE + 1)"),
        (.technicalEfficiency, "iso", "APT / (APT + ADET)"),
        (.rolledThroughputYield, "iso", "product over the steps of (GP / IP)"),
    ]) func aFormulaIsReadable(_ id: KPI.ID, _ variant: String, _ text: String) {
        #expect(KPI[id].variant(variant)?.formula.description == text)
    }

    @Test func rolledThroughputYield() throws {
        let steps = [("90", "100"), ("80", "100"), ("95", "100")].map {
            IndicatorElements([
                .gp: ExactDecimal(stringLiteral: $0.0), .ip: ExactDecimal(stringLiteral: $0.1),
            ])
        }
        let value = KPI[.rolledThroughputYield].value(ofSteps: steps, try .shift())
        #expect(value.value == "68.4")
        let none = KPI[.rolledThroughputYield].value(ofSteps: [], try .shift())
        #expect(none.value == nil)
    }

    // MARK: Conventions

    @Test func nothingProducedInPlannedTimeIsAnIndexOfZero() throws {
        let elements = IndicatorElements.minutes(
            [.apt: 0, .pbt: 450, .plannedRunTime: 0], [.gq: "0", .pq: "0"])
        #expect(KPI[.oeeIndex].value(of: elements, try .shift()).value == .zero)
        #expect(KPI[.availability].value(of: elements, try .shift()).value == .zero)
        #expect(KPI[.effectiveness].value(of: elements, try .shift()).value == nil)
        #expect(KPI[.qualityRatio].value(of: elements, try .shift()).value == nil)
    }

    @Test func producingWithoutTimeIsNoticed() throws {
        let elements = IndicatorElements.minutes(
            [.apt: 0, .pbt: 450, .plannedRunTime: 10], [.gq: "10", .pq: "10"])
        let oee = KPI[.oeeIndex].value(of: elements, try .shift())
        #expect(oee.value == .zero && oee.findings.codes == ["KPI-STANDARD-2"])
        let effectiveness = KPI[.effectiveness].value(of: elements, try .shift())
        #expect(effectiveness.value == nil && effectiveness.findings.codes == ["KPI-STANDARD-2"])
    }

    @Test func nothingIsClamped() throws {
        let elements = IndicatorElements.minutes([.apt: 100, .plannedRunTime: 130])
        let value = KPI[.effectiveness].value(of: elements, try .shift())
        #expect(value.value == 130)
        #expect(value.findings.map(\.code) == [IndicatorNote.standardTimeSuspect])
        let share = KPI[.availability].value(of: .minutes([.apt: 110, .pbt: 100]), try .shift())
        #expect(share.value == 110 && share.findings.map(\.code) == [IndicatorNote.outsideRange])
    }

    /// PRU * GQ / PBT for one product, whatever the numbers are.
    @Test(arguments: 0..<200) func theIndexOfOneProductIsItsGoodTimeByBusyTime(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let apt = Int64.random(in: 1...40_000_000, using: &generator)
        let pbt = apt + Int64.random(in: 0...10_000_000, using: &generator)
        let good = Int64.random(in: 0...5_000, using: &generator)
        let produced = good + Int64.random(in: 1...100, using: &generator)
        let unit = Int64.random(in: 1...9_000, using: &generator)
        let elements = IndicatorElements([
            .apt: ExactDecimal(apt), .pbt: ExactDecimal(pbt), .gq: ExactDecimal(good),
            .pq: ExactDecimal(produced), .plannedRunTime: ExactDecimal(unit * produced),
        ])
        let identity = try ExactDecimal(unit * good * 100).divided(
            by: ExactDecimal(pbt), scale: 6, rounding: .halfToEven)
        for variant in ["iso", "nakajima-changeover-in"] {
            var elements = elements
            elements[.minorStops] = .zero
            let value = KPI[.oeeIndex].value(KPI[.oeeIndex].variant(variant), of: elements, try .shift())
            #expect(value.value == identity)
        }
    }

    @Test func unitsThatCannotBeAddedSpoilQuantitiesOnly() throws {
        let elements =
            IndicatorElements([.pq: "1", .gq: "1", .apt: "5", .pbt: "10"], unit: .one("EA"))
            + IndicatorElements([.pq: "1", .gq: "1", .apt: "5", .pbt: "10"], unit: .one("KG"))
        let quality = KPI[.qualityRatio].value(of: elements, try .shift())
        #expect(quality.value == nil && quality.findings.map(\.code) == [IndicatorNote.mixedUnits])
        #expect(KPI[.availability].value(of: elements, try .shift()).value == 50)
    }

    // MARK: Rolling up

    @Test func aRollUpAddsElementsAndNotRatios() throws {
        let context = try IndicatorContext.shift()
        let kpi = KPI[.oeeIndex]
        let first = kpi.value(
            of: .minutes([.apt: 90, .pbt: 100, .plannedRunTime: 80], [.gq: "80", .pq: "80"]), context)
        let second = kpi.value(
            of: .minutes([.apt: 100, .pbt: 300, .plannedRunTime: 40], [.gq: "20", .pq: "40"]), context)
        let line = try #require(
            IndicatorValue.rollUp([first, second], scope: "LINE", window: context.window))
        // A = 190 / 400, E = 120 / 190, Q = 100 / 120
        #expect(line.value == 25)
        #expect(line.scope == "LINE")
        #expect(IndicatorValue.rollUp([second, first], scope: "LINE", window: context.window) == line)
    }

    @Test func thereIsNoRollUpOfWhatDoesNotAddUp() throws {
        let context = try IndicatorContext.shift()
        let cp = KPI[.processCapability].value(
            of: IndicatorElements([.usl: "2", .lsl: "1", .sHat: "0.1"]), context)
        #expect(IndicatorValue.rollUp([cp, cp], scope: "X", window: context.window) == nil)
        let quality = KPI[.qualityRatio].value(of: IndicatorElements([.gq: "1", .pq: "2"]), context)
        #expect(IndicatorValue.rollUp([cp, quality], scope: "X", window: context.window) == nil)
        #expect(IndicatorValue.rollUp([quality], scope: "X", window: context.window)?.value == 50)
        #expect(IndicatorValue.rollUp([], scope: "X", window: context.window) == nil)
    }

    @Test func tooManyDigitsAreNoValue() throws {
        let large = try ExactDecimal(coefficient: .max, scale: 0)
        let sum = IndicatorElements([.gq: large, .pq: "1"]) + IndicatorElements([.gq: large, .pq: "1"])
        let value = KPI[.qualityRatio].value(of: sum, try .shift())
        #expect(value.value == nil && value.findings.map(\.code) == [IndicatorNote.notExact])
        let product = KPI[.qualityRatio].value(of: IndicatorElements([.gq: large, .pq: "1"]), try .shift())
        #expect(product.value == nil && product.findings.map(\.code) == [IndicatorNote.notExact])
    }
}

extension ExactDecimal: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int64) {
        self.init(value)
    }
}
