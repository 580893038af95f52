/// A lot in the store.
struct PlantLot: Sendable {
    let id: String
    let material: String
    let unit: String
    /// What the books say, which is what was booked, and what is really there.
    var book, truth: Int
    var isOpened = false
}
