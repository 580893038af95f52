import Adapter
import Operations

/// A non-conformance as the commands print it.
struct NonConformanceRow: Encodable {
    let id, state, lot, reason: String
    let characteristic, detectedBy, disposition, request: String?
    let detectedAt: String
    let possible: [String]
    let steps: [Step]

    struct Step: Encodable {
        let step, at: String
        let by, reason: String?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(step, forKey: .step)
            try container.encode(at, forKey: .at)
            try container.encode(by, forKey: .by)
            try container.encode(reason, forKey: .reason)
        }

        private enum CodingKeys: CodingKey {
            case step, at, by, reason
        }
    }

    init(_ entry: NonConformance, _ clock: PlantTime) {
        id = entry.id
        state = entry.state.rawValue
        lot = entry.lot
        reason = entry.reason
        characteristic = entry.characteristic
        detectedBy = entry.detectedBy?.text
        detectedAt = clock.text(entry.detectedAt)
        disposition = entry.disposition?.rawValue
        request = entry.request
        possible = entry.state.legalSteps.map(\.rawValue)
        steps = entry.history.map {
            Step(step: $0.step.rawValue, at: clock.text($0.at), by: $0.by, reason: $0.reason)
        }
    }

    var text: String {
        var text = "\(id)  \(state)"
        if let disposition { text += " \(disposition)" }
        text += "  lot \(lot): \(reason)"
        if let characteristic { text += " (\(characteristic))" }
        if let request { text += ", request \(request)" }
        if !possible.isEmpty { text += "; possible: \(possible.joined(separator: ", "))" }
        return text
    }

    /// All keys are always there; what is not known is null.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(state, forKey: .state)
        try container.encode(lot, forKey: .lot)
        try container.encode(reason, forKey: .reason)
        try container.encode(characteristic, forKey: .characteristic)
        try container.encode(detectedBy, forKey: .detectedBy)
        try container.encode(detectedAt, forKey: .detectedAt)
        try container.encode(disposition, forKey: .disposition)
        try container.encode(request, forKey: .request)
        try container.encode(possible, forKey: .possible)
        try container.encode(steps, forKey: .steps)
    }

    private enum CodingKeys: CodingKey {
        case id, state, lot, reason, characteristic, detectedBy, detectedAt, disposition, request, possible
        case steps
    }
}
