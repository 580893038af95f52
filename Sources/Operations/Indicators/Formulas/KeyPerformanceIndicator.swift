/// What is measured, and how: one row of the table of key performance indicators.
///
/// Source: ISO 22400-2 for those that have a `number`; the others are named by plants.
package struct KeyPerformanceIndicator: Hashable, Sendable {
    /// Stable.
    package enum ID: String, Sendable, Hashable, Codable, CaseIterable {
        case workerEfficiency, allocationRatio, throughputRate, allocationEfficiency, utilizationEfficiency
        case oeeIndex, neeIndex, availability, effectiveness, qualityRatio, setupRatio, technicalEfficiency
        case productionProcessRatio, actualToPlannedScrapRatio, firstPassYield, scrapRatio, reworkRatio
        case fallOffRatio, machineCapability, criticalMachineCapability, processCapability
        case criticalProcessCapability, comprehensiveEnergyConsumption, inventoryTurns, finishedGoodsRatio
        case integratedGoodsRatio, productionLossRatio, storageAndTransportationLossRatio, otherLossRatio
        case equipmentLoadRatio, meanTimeBetweenFailures, meanTimeToFailure, meanTimeToRestoration
        case correctiveMaintenanceRatio
        // Not in ISO 22400-2.
        case goodPerCalendarHour, cycleTime, rolledThroughputYield, complaintRate, scheduleAdherence
        case mttfIntervals, openFailureAge, inherentAvailability, plannedMaintenanceRatio
        case stockAccuracy, wipDays
    }

    package enum Trend: String, Sendable, Hashable, Codable { case higherIsBetter, lowerIsBetter }

    package var id: ID
    /// The row of ISO 22400-2; nil when it is not one of its 34.
    package var number: Int?
    package var name: String
    package var domain: DomainKind
    package var trend: Trend
    /// Values above 100 % are wrong rather than good. An effectiveness, an allocation ratio, a load and a scrap
    /// ratio to the plan may exceed it.
    package var isShare: Bool
    /// At least one; the first is the usual one.
    package var variants: [Variant]

    /// One convention of working it out.
    package struct Variant: Hashable, Sendable {
        /// Stable, unique within the indicator, such as `iso` or `nakajima-changeover-in`.
        package var id: String
        package var formula: IndicatorFormula
        package var unit: IndicatorUnit
        /// What a reader of the number should know.
        package var note: String

        init(_ id: String, _ formula: IndicatorFormula, _ unit: IndicatorUnit, _ note: String = "") {
            self.id = id
            self.formula = formula
            self.unit = unit
            self.note = note
        }
    }

    /// Nil when there is no such convention.
    package func variant(_ id: String) -> Variant? {
        variants.first { $0.id == id }
    }

    /// Stable: says which indicator by which convention.
    package func formulaID(_ variant: Variant) -> String {
        "\(number == nil ? "mom" : "iso22400-2"):\(id.rawValue)/\(variant.id)"
    }

    package static subscript(id: ID) -> KeyPerformanceIndicator {
        // Every ID has a row: a test goes through them.
        byID[id] ?? table[0]
    }

    package static let table: [KeyPerformanceIndicator] =
        productionRows + qualityRows + maintenanceRows + inventoryRows

    private static let byID = Dictionary(table.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

    init(
        _ id: ID, _ number: Int?, _ name: String, _ domain: DomainKind, _ trend: Trend,
        isShare: Bool = false, _ variants: [Variant]
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.domain = domain
        self.trend = trend
        self.isShare = isShare
        self.variants = variants
    }
}

/// The unit of a value, and the exact factor from milliseconds and plain ratios to it.
package struct IndicatorUnit: Hashable, Sendable {
    /// `{unit}` stands for the unit of measure of the quantities.
    package var symbol: String
    package var times: Int64
    package var by: Int64

    package static let percent = IndicatorUnit(symbol: "%", times: 100, by: 1)
    package static let partsPerMillion = IndicatorUnit(symbol: "ppm", times: 1_000_000, by: 1)
    package static let plain = IndicatorUnit(symbol: "1", times: 1, by: 1)
    package static let hours = IndicatorUnit(symbol: "h", times: 1, by: 3_600_000)
    package static let perHour = IndicatorUnit(symbol: "{unit}/h", times: 3_600_000, by: 1)
    package static let secondsPerUnit = IndicatorUnit(symbol: "s/{unit}", times: 1, by: 1_000)
    package static let days = IndicatorUnit(symbol: "d", times: 1, by: 86_400_000)
    /// A year has 365 days.
    package static let perYear = IndicatorUnit(symbol: "1/a", times: 365 * 86_400_000, by: 1)
    package static let energyPerUnit = IndicatorUnit(symbol: "energy/{unit}", times: 1, by: 1)
}
