/// What goes wrong in the simulated plant.
enum PlantFault: String, CaseIterable, Sendable {
    case breakdown = "Breakdowns"
    case jam = "Jams"
    case microStop = "Micro stops"
    case scrapBurst = "Scrap bursts"
    case failedTest = "Failed tests"
    case rejectedLot = "Lots rejected for good"
    case shrinkage = "Lots that hold other than the books say"
    case counterReset = "Counters that began anew"
    case duplicate = "Records sent twice"
    case late = "Records that came late"
    case reordered = "Records out of order"
    case clock = "Records of a clock that is ahead"
    case unknownEquipment = "Records of equipment nobody knows"
    case torn = "Records cut off"
    case cancelled = "Orders cancelled"
    case unmakeable = "Orders for a line that is not there"
    case unreadable = "Schedules that are not valid"
}

/// How often each fault happens.
struct PlantFaultRates: Sendable {
    /// Of a production job.
    var breakdown = 0.025
    var jam = 0.05
    var microStop = 0.2
    var scrapBurst = 0.025
    /// Of a tested lot; of a review of a failed one; of a lot of raw material.
    var failedTest = 0.06
    var rejectedLot = 0.2
    var shrinkage = 0.4
    /// Of a record.
    var duplicate = 0.004
    var late = 0.01
    var reordered = 0.05
    /// Of half an hour.
    var clock = 0.03
    var unknownEquipment = 0.02
    var torn = 0.02
    /// Of a shift.
    var cancelled = 0.3
    var unmakeable = 0.15
    var unreadable = 0.15
}
