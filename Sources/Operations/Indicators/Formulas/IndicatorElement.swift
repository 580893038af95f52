/// A named number that formulas are made of; the raw value is its symbol in the text of a formula.
///
/// Times are in milliseconds, quantities in one unit of measure. Source: ISO 22400-2 for the symbols without
/// blanks; the others are ours.
package enum IndicatorElement: String, Sendable, Hashable, Codable, CaseIterable {
    // Times of the partition of a work unit.
    case pot = "POT"
    case pdot = "PDOT"
    case pbt = "PBT"
    case apt = "APT"
    case aust = "AUST"
    case aupt = "AUPT"
    case adet = "ADET"
    case adot = "ADOT"
    case apmt = "APMT"
    case aubt = "AUBT"
    case aoet = "AOET"
    /// The part of ADET in stops shorter than the threshold.
    case minorStops = "minor stops"
    /// `APT + AUST`: the time in which a unit can fail.
    case operatingTime = "operating time"
    /// The length of the windows, in unit hours when units are rolled up.
    case calendarTime = "calendar time"
    /// The length of the one window that all share.
    case windowTime = "window"
    /// The median of the times from unit to unit.
    case medianUnitTime = "median unit time"
    // Times of people.
    case apwt = "APWT"
    case apat = "APAT"
    // Quantities.
    case pq = "PQ"
    case gq = "GQ"
    case sq = "SQ"
    case rq = "RQ"
    case psq = "PSQ"
    /// PQ of the first operation of the routing.
    case firstPQ = "PQ(first operation)"
    case epc = "EPC"
    /// Good parts and inspected parts, counted one by one.
    case gp = "GP"
    case ip = "IP"
    case goodAfterRework = "good after rework"
    /// The sum of `PRU * PQ` over products: planned run time of what was produced.
    case plannedRunTime = "sum(PRU*PQ)"
    case cm = "CM"
    case igq = "IGQ"
    case pl = "PL"
    case stl = "STL"
    case ol = "OL"
    case energy = "energy"
    // Requests.
    case onTimeRequests = "on-time requests"
    case dueRequests = "due requests"
    // Complaints.
    case acceptedComplaints = "accepted complaints"
    case deliveredLots = "delivered lots"
    case deliveredUnits = "delivered units"
    /// Accepted complaints whose lot was delivered in the window, whenever they came.
    case complaintsOfDelivered = "complaints of delivered lots"
    // Capability.
    case usl = "USL"
    case lsl = "LSL"
    case mean = "mean"
    case s = "s"
    case meanOfMeans = "mean of means"
    case sHat = "s^"
    // Maintenance.
    case fe = "FE"
    case tbf = "sum(TBF)"
    case ttf = "sum(TTF)"
    case ttr = "sum(TTR)"
    case restoredFailures = "restored failures"
    case openAge = "open age"
    case cmt = "CMT"
    case pmt = "PMT"
    case plannedOrders = "planned work orders"
    case workOrders = "work orders"
    // Inventory.
    case throughput = "throughput"
    /// The integral of the quantity on hand over time, in units times milliseconds.
    case inventoryTime = "integral(inventory)"
    case costOfGoodsSold = "COGS"
    case inventoryValueTime = "integral(inventory value)"
    case wipTime = "integral(WIP)"
    case output = "output"
    case wipValueTime = "integral(WIP value)"
    case recordsWithinTolerance = "records within tolerance"
    case recordsCounted = "records counted"
    case bookQuantity = "sum(book)"
    case absoluteDeviation = "sum(abs(counted-book))"
    /// The number one, for `FE + 1`.
    case one = "1"

    /// What happens to it when windows or units are rolled up.
    package enum RollUp: Sendable { case adds, mustAgree }

    package var rollUp: RollUp {
        switch self {
        case .windowTime, .medianUnitTime, .usl, .lsl, .mean, .s, .meanOfMeans, .sHat, .one: .mustAgree
        default: .adds
        }
    }

    /// The position in ``IndicatorElements``.
    var index: Int { Self.indices[self] ?? 0 }

    private static let indices = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}
