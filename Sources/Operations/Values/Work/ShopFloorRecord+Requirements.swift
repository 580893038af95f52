extension ShopFloorRecord {
    /// What every record has to say.
    package static let requirements: [Field] = [.source, .sequence, .at, .kind]

    /// What every reader of JSON takes exactly.
    package static let highestSequence = 1 << 53
}

extension ShopFloorRecord.Kind {
    private typealias Field = ShopFloorRecord.Field

    /// What a record of this kind has to say besides: at least one field of each group.
    package var requirements: [[ShopFloorRecord.Field]] {
        let job: [Field] = [.job, .request, .equipment]
        return switch self {
        case .start, .hold, .resume, .pause, .complete, .abort: [job]
        case .consumed, .produced, .scrapped: [job, [.quantity]]
        case .parameter: [job, [.parameter], [.value, .quantity]]
        case .equipmentState: [[.equipment], [.value]]
        case .counter: [[.equipment], [.parameter], [.quantity]]
        case .tested: [[.lot], [.parameter], [.value]]
        case .counted: [[.lot], [.quantity]]
        case .moved: [[.lot], [.value]]
        }
    }

    /// The words that its `value` may be; nil for any text.
    package var words: [String]? {
        switch self {
        case .equipmentState: ["down", "up"]
        case .tested: LotTested.Verdict.allCases.map(\.rawValue)
        case .start, .hold, .resume, .pause, .complete, .abort, .consumed, .produced, .scrapped, .parameter,
            .counter, .counted, .moved:
            nil
        }
    }
}
