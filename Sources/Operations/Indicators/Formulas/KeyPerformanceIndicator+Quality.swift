extension KeyPerformanceIndicator {
    /// `(USL - LSL) / (6 * deviation)`
    private static func capability(_ deviation: IndicatorElement) -> IndicatorFormula {
        .product([
            IndicatorRatio(
                [IndicatorOperand(.usl), IndicatorOperand(.lsl, times: -1)],
                by: [IndicatorOperand(deviation, times: 6)])
        ])
    }

    /// `min((USL - mean) / (3 * deviation); (mean - LSL) / (3 * deviation))`
    private static func critical(_ mean: IndicatorElement, _ deviation: IndicatorElement) -> IndicatorFormula
    {
        let half = [IndicatorOperand(deviation, times: 3)]
        return .minimum([
            IndicatorRatio([IndicatorOperand(.usl), IndicatorOperand(mean, times: -1)], by: half),
            IndicatorRatio([IndicatorOperand(mean), IndicatorOperand(.lsl, times: -1)], by: half),
        ])
    }

    private static let estimatedYield = IndicatorRatio(
        [IndicatorOperand(.gq), IndicatorOperand(.goodAfterRework, times: -1)], by: [IndicatorOperand(.pq)])

    static let qualityRows: [KeyPerformanceIndicator] = [
        .init(
            .qualityRatio, 10, "Quality ratio", .quality, .higherIsBetter, isShare: true,
            [.init("iso", .ratio(.gq, .pq), .percent)]),
        .init(
            .actualToPlannedScrapRatio, 14, "Actual to planned scrap ratio", .quality, .lowerIsBetter,
            [.init("iso", .ratio(.sq, .psq), .percent, "Below 100 % is wanted.")]),
        .init(
            .firstPassYield, 15, "First pass yield", .quality, .higherIsBetter, isShare: true,
            [
                .init("iso", .ratio(.gp, .ip), .percent, "Good at the first inspection, part by part."),
                .init(
                    "estimated", .product([estimatedYield]), .percent,
                    "Estimated from quantities, since the parts have no serial numbers."),
            ]),
        .init(
            .scrapRatio, 16, "Scrap ratio", .quality, .lowerIsBetter, isShare: true,
            [.init("iso", .ratio(.sq, .pq), .percent)]),
        .init(
            .reworkRatio, 17, "Rework ratio", .quality, .lowerIsBetter, isShare: true,
            [.init("iso", .ratio(.rq, .pq), .percent)]),
        .init(
            .fallOffRatio, 18, "Fall off ratio", .quality, .lowerIsBetter, isShare: true,
            [.init("iso", .ratio(.sq, .firstPQ), .percent, "PQ is that of the first operation.")]),
        .init(
            .machineCapability, 19, "Machine capability index Cm", .quality, .higherIsBetter,
            [.init("iso", capability(.s), .plain)]),
        .init(
            .criticalMachineCapability, 20, "Critical machine capability index Cmk", .quality,
            .higherIsBetter, [.init("iso", critical(.mean, .s), .plain)]),
        .init(
            .processCapability, 21, "Process capability index Cp", .quality, .higherIsBetter,
            [.init("iso", capability(.sHat), .plain, "s^ is mean range / d2 within subgroups.")]),
        .init(
            .criticalProcessCapability, 22, "Critical process capability index Cpk", .quality,
            .higherIsBetter,
            [.init("iso", critical(.meanOfMeans, .sHat), .plain, "s^ is mean range / d2 within subgroups.")]),
        .init(
            .rolledThroughputYield, nil, "Rolled throughput yield", .quality, .higherIsBetter, isShare: true,
            [
                .init("iso", .chain(IndicatorRatio(.gp, by: .ip)), .percent),
                .init("estimated", .chain(estimatedYield), .percent),
            ]),
        .init(
            .complaintRate, nil, "Complaint rate", .quality, .lowerIsBetter,
            [
                .init(
                    "received-per-lot", .ratio(.acceptedComplaints, .deliveredLots), .percent,
                    "Complaints received and lots delivered in the window."),
                .init(
                    "received-per-unit", .ratio(.acceptedComplaints, .deliveredUnits), .partsPerMillion,
                    "Complaints received and units delivered in the window."),
                .init(
                    "by-delivery-per-lot", .ratio(.complaintsOfDelivered, .deliveredLots), .percent,
                    "Complaints by the delivery date of their lot: it may still rise."),
                .init(
                    "by-delivery-per-unit", .ratio(.complaintsOfDelivered, .deliveredUnits),
                    .partsPerMillion, "Complaints by the delivery date of their lot: it may still rise."),
            ]),
    ]
}
