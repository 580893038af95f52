import Adapter
import Operations

/// The shipped samples: a paint shop's schedule of one day, and what its machines reported.
struct DemoSamples {
    private let folder: String

    init(_ installation: Installation) {
        folder = "\(installation.mappings)/demo/examples/paint-shop"
    }

    var schedule: String { "\(folder)/schedule.xml" }
    var shopFloor: String { "\(folder)/shop-floor.jsonl" }
    var settings: String { "\(folder)/b2mml.yaml" }

    /// The day the samples are about, in the plant's zone: half past five in the morning, before the first shift, and
    /// two in the afternoon, after it.
    static let morning = "2026-03-02T05:30:00+01:00"
    static let afternoon = "2026-03-02T14:00:00+01:00"
    /// The first shift.
    static let shiftStart = "2026-03-02T06:00:00+01:00"
}
