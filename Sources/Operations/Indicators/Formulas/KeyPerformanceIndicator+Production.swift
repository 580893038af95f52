extension KeyPerformanceIndicator {
    private static let availabilityRatio = IndicatorRatio(.apt, by: .pbt)
    private static let effectivenessRatio = IndicatorRatio(.plannedRunTime, by: .apt)
    private static let quality = IndicatorRatio(.gq, by: .pq)

    // Nakajima counts minor stops as a loss of performance; planned changeovers may be left out of the
    // loading time.
    private static let operating = [IndicatorOperand(.apt), IndicatorOperand(.minorStops)]
    private static let loading = [IndicatorOperand(.pbt)]
    private static let loadingWithoutChangeover = [
        IndicatorOperand(.pbt), IndicatorOperand(.aust, times: -1),
    ]
    private static let performance = IndicatorRatio([IndicatorOperand(.plannedRunTime)], by: operating)

    private static func nakajima(_ loading: [IndicatorOperand]) -> IndicatorRatio {
        IndicatorRatio(operating, by: loading)
    }

    private static let changeoverIn = "nakajima-changeover-in"
    private static let changeoverOut = "nakajima-changeover-out"

    static let productionRows: [KeyPerformanceIndicator] = [
        .init(
            .workerEfficiency, 1, "Worker efficiency", .production, .higherIsBetter, isShare: true,
            [.init("iso", .ratio(.apwt, .apat), .percent)]),
        .init(
            .allocationRatio, 2, "Allocation ratio", .production, .higherIsBetter,
            [.init("iso", .ratio(.aubt, .aoet), .percent, "Exceeds 100 % where orders overlap.")]),
        .init(
            .throughputRate, 3, "Throughput rate", .production, .higherIsBetter,
            [.init("iso", .ratio(.pq, .aoet), .perHour)]),
        .init(
            .allocationEfficiency, 4, "Allocation efficiency", .production, .higherIsBetter, isShare: true,
            [.init("iso", .ratio(.aubt, .pbt), .percent)]),
        .init(
            .utilizationEfficiency, 5, "Utilization efficiency", .production, .higherIsBetter, isShare: true,
            [.init("iso", .ratio(.apt, .aubt), .percent)]),
        .init(
            .oeeIndex, 6, "OEE index", .production, .higherIsBetter,
            [
                .init("iso", .product([availabilityRatio, effectivenessRatio, quality]), .percent),
                .init(
                    changeoverIn, .product([nakajima(loading), performance, quality]), .percent,
                    "Changeover is a loss of availability, minor stops are one of performance."),
                .init(
                    changeoverOut, .product([nakajima(loadingWithoutChangeover), performance, quality]),
                    .percent, "Changeover is not in the loading time."),
            ]),
        .init(
            .neeIndex, 7, "NEE index", .production, .higherIsBetter,
            [
                .init(
                    "iso", .product([IndicatorRatio(.aupt, by: .pbt), effectivenessRatio, quality]), .percent)
            ]),
        .init(
            .availability, 8, "Availability", .production, .higherIsBetter, isShare: true,
            [
                .init("iso", .product([availabilityRatio]), .percent),
                .init(changeoverIn, .product([nakajima(loading)]), .percent),
                .init(changeoverOut, .product([nakajima(loadingWithoutChangeover)]), .percent),
            ]),
        .init(
            .effectiveness, 9, "Effectiveness", .production, .higherIsBetter,
            [
                .init("iso", .product([effectivenessRatio]), .percent),
                .init(changeoverIn, .product([performance]), .percent),
                .init(changeoverOut, .product([performance]), .percent),
            ]),
        .init(
            .setupRatio, 11, "Setup ratio", .production, .lowerIsBetter, isShare: true,
            [.init("iso", .ratio(.aust, .aupt), .percent)]),
        .init(
            .technicalEfficiency, 12, "Technical efficiency", .production, .higherIsBetter, isShare: true,
            [
                .init(
                    "iso",
                    .product([
                        IndicatorRatio(
                            [IndicatorOperand(.apt)], by: [IndicatorOperand(.apt), IndicatorOperand(.adet)])
                    ]), .percent)
            ]),
        .init(
            .productionProcessRatio, 13, "Production process ratio", .production, .higherIsBetter,
            [.init("iso", .ratio(.apt, .aoet), .percent)]),
        .init(
            .comprehensiveEnergyConsumption, 23, "Comprehensive energy consumption", .production,
            .lowerIsBetter,
            [.init("iso", .ratio(.energy, .pq), .energyPerUnit, "In the unit of energy that was given.")]),
        .init(
            .equipmentLoadRatio, 30, "Equipment load ratio", .production, .higherIsBetter,
            [
                .init("rated", .ratio(.pq, .epc), .percent, "EPC is the rated capacity."),
                .init("maximum", .ratio(.pq, .epc), .percent, "EPC is the maximum capacity."),
            ]),
        .init(
            .goodPerCalendarHour, nil, "Good quantity per calendar hour", .production, .higherIsBetter,
            [.init("calendar", .ratio(.gq, .calendarTime), .perHour, "Per hour of each unit.")]),
        .init(
            .cycleTime, nil, "Cycle time", .production, .lowerIsBetter,
            [
                .init("apt", .ratio(.apt, .pq), .secondsPerUnit),
                .init("aoet", .ratio(.aoet, .pq), .secondsPerUnit),
                .init(
                    "unit-to-unit", .element(.medianUnitTime), .secondsPerUnit, "The median of unit times."),
            ]),
        .init(
            .scheduleAdherence, nil, "Schedule adherence", .production, .higherIsBetter, isShare: true,
            [.init("requests", .ratio(.onTimeRequests, .dueRequests), .percent)]),
    ]
}
