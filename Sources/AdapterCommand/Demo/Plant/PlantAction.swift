import Operations

/// Something that is going to happen at a unit.
struct PlantAction: Sendable {
    var second: Int
    /// Its sequence is given when it is sent.
    var record: ShopFloorRecord
    /// Whether the unit is free afterwards.
    var ends = false
    /// Whether everybody looks at the job lists again.
    var isUrgent = false
    /// What goes wrong with it.
    var fault: PlantFault?
}
