/// What was on hand of a lot from an instant on.
package struct StockLevel: Codable, Hashable, Sendable {
    /// The number of the event that changed it.
    package var event: Int
    package var at: Instant
    package var onHand: Quantity
}

extension LoopState {
    /// Keeps what is on hand of a lot now; nothing where nobody knows.
    mutating func note(stockOf lot: String, at instant: Instant) {
        guard let onHand = onHand(lot: lot, subLot: nil) else { return }
        guard stock.last(of: lot)?.onHand != onHand else { return }
        stock.append(StockLevel(event: eventCount, at: instant, onHand: onHand), to: lot)
    }
}
