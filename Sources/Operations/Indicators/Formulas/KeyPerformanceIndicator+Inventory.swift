extension KeyPerformanceIndicator {
    // The average is an integral over time, so throughput / average = throughput * window / integral.
    private static let turnsInWindow = IndicatorRatio(
        [IndicatorOperand(.throughput, .windowTime)], by: [IndicatorOperand(.inventoryTime)])
    private static let absolute = IndicatorRatio(
        [IndicatorOperand(.bookQuantity), IndicatorOperand(.absoluteDeviation, times: -1)],
        by: [IndicatorOperand(.bookQuantity)])

    static let inventoryRows: [KeyPerformanceIndicator] = [
        .init(
            .inventoryTurns, 24, "Inventory turns", .inventory, .higherIsBetter,
            [
                .init("iso", .product([turnsInWindow]), .plain, "In the window; the average is over time."),
                .init("annual", .ratio(.throughput, .inventoryTime), .perYear),
                .init(
                    "annual-cost", .ratio(.costOfGoodsSold, .inventoryValueTime), .perYear,
                    "Cost of goods sold by inventory value."),
            ]),
        .init(
            .finishedGoodsRatio, 25, "Finished goods ratio", .inventory, .higherIsBetter, isShare: true,
            [.init("iso", .ratio(.gq, .cm), .percent)]),
        .init(
            .integratedGoodsRatio, 26, "Integrated goods ratio", .inventory, .higherIsBetter, isShare: true,
            [.init("iso", .ratio(.igq, .cm), .percent)]),
        .init(
            .productionLossRatio, 27, "Production loss ratio", .inventory, .lowerIsBetter, isShare: true,
            [.init("iso", .ratio(.pl, .cm), .percent)]),
        .init(
            .storageAndTransportationLossRatio, 28, "Storage and transportation loss ratio", .inventory,
            .lowerIsBetter, isShare: true, [.init("iso", .ratio(.stl, .cm), .percent)]),
        .init(
            .otherLossRatio, 29, "Other loss ratio", .inventory, .lowerIsBetter, isShare: true,
            [.init("iso", .ratio(.ol, .cm), .percent)]),
        .init(
            .stockAccuracy, nil, "Stock accuracy", .inventory, .higherIsBetter, isShare: true,
            [
                .init(
                    "records", .ratio(.recordsWithinTolerance, .recordsCounted), .percent,
                    "Records within the tolerance of their class."),
                .init(
                    "absolute", .product([absolute]), .percent,
                    "Surplus and shortage are both deviations; they do not cancel."),
            ]),
        .init(
            .wipDays, nil, "Work in process days", .inventory, .lowerIsBetter,
            [
                .init(
                    "quantity", .ratio(.wipTime, .output), .days,
                    "By Little's law the mean flow time."),
                .init("value", .ratio(.wipValueTime, .costOfGoodsSold), .days),
            ]),
    ]
}
