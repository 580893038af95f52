extension KeyPerformanceIndicator {
    // ISO 22400-2 speaks of means and prints sums divided by FE + 1.
    private static let printedCount = [IndicatorOperand(.fe), IndicatorOperand(.one)]

    private static func printed(_ sum: IndicatorElement) -> Variant {
        .init(
            "iso-printed", .product([IndicatorRatio([IndicatorOperand(sum)], by: printedCount)]), .hours,
            "Divided by FE + 1, as the standard prints it.")
    }

    private static func share(_ part: IndicatorElement, with other: IndicatorElement) -> IndicatorFormula {
        .product([
            IndicatorRatio([IndicatorOperand(part)], by: [IndicatorOperand(part), IndicatorOperand(other)])
        ])
    }

    /// `MTBF / (MTBF + MTTR)`, multiplied out so that the elements add up.
    private static let inherent = IndicatorRatio(
        [IndicatorOperand(.operatingTime, .restoredFailures)],
        by: [IndicatorOperand(.operatingTime, .restoredFailures), IndicatorOperand(.ttr, .fe)])

    static let maintenanceRows: [KeyPerformanceIndicator] = [
        .init(
            .meanTimeBetweenFailures, 31, "Mean operating time between failures", .maintenance,
            .higherIsBetter,
            [
                .init(
                    "per-failure", .ratio(.operatingTime, .fe), .hours,
                    "Operating time is APT + AUST. Without a failure there is a lower bound only."),
                .init("iso-mean", .ratio(.tbf, .fe), .hours, "The mean of the times between failures."),
                printed(.tbf),
            ]),
        .init(
            .meanTimeToFailure, 32, "Mean time to failure", .maintenance, .higherIsBetter,
            [
                .init("iso-mean", .ratio(.ttf, .fe), .hours, "The mean of the times to failure."),
                printed(.ttf),
            ]),
        .init(
            .meanTimeToRestoration, 33, "Mean time to restoration", .maintenance, .lowerIsBetter,
            [
                .init(
                    "restored", .ratio(.ttr, .restoredFailures), .hours,
                    "From failure to restoration, waiting included; open failures are not in it."),
                printed(.ttr),
            ]),
        .init(
            .correctiveMaintenanceRatio, 34, "Corrective maintenance ratio", .maintenance, .lowerIsBetter,
            isShare: true, [.init("iso", share(.cmt, with: .pmt), .percent)]),
        .init(
            .mttfIntervals, nil, "Mean up-interval", .maintenance, .higherIsBetter,
            [
                .init(
                    "intervals",
                    .product([IndicatorRatio([IndicatorOperand(.operatingTime)], by: printedCount)]),
                    .hours, "A window that begins and ends up has FE + 1 intervals.")
            ]),
        .init(
            .openFailureAge, nil, "Age of open failures", .maintenance, .lowerIsBetter,
            [.init("sum", .element(.openAge), .hours)]),
        .init(
            .inherentAvailability, nil, "Inherent availability", .maintenance, .higherIsBetter, isShare: true,
            [.init("mtbf-mttr", .product([inherent]), .percent, "MTBF / (MTBF + MTTR)")]),
        .init(
            .plannedMaintenanceRatio, nil, "Planned maintenance ratio", .maintenance, .higherIsBetter,
            isShare: true,
            [
                .init("hours", share(.pmt, with: .cmt), .percent),
                .init("count", .ratio(.plannedOrders, .workOrders), .percent),
            ]),
    ]
}
