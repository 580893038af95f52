package import Diagnostics
import Journal
package import Operations

extension LoopService {
    /// A lot whose holds have changed.
    package struct HeldLot: Sendable, Hashable {
        /// The loop's key of it.
        package var lot: String
        /// Of the holds that it has, in the order in which they came.
        package var reasons: [String]
    }

    /// Holds a lot, or takes one hold back, with all that was made of it.
    ///
    /// - Parameters:
    ///   - lot: its ID.
    ///   - material: where lots of several materials have the same ID.
    ///   - reason: of the hold.
    ///   - releasing: takes the hold of this reason back.
    ///   - person: who says so.
    /// - Returns: the lots whose holds have changed; none when it was so before.
    /// - Throws: ``LoopError`` for a lot or a hold that is not known; ``JournalError``.
    package func hold(
        lot: Identifier, material: Identifier?, reason: String, releasing: Bool, by person: String?
    ) async throws -> Checked<[HeldLot]> {
        try await writer.commit { draft in
            let command: ResourceCommand =
                releasing
                ? .releaseLot(lot, material: material, reason: reason)
                : .holdLot(lot, material: material, reason: reason)
            let decision = try draft.perform(
                Command(
                    .quality, .resourceManagement(command), origin: person.map { Origin(actor: $0) }))
            let findings = try draft.tell(composer)
            let lots = Set(decision.events.compactMap(\.heldLot)).sorted()
            return Checked(
                lots.map { lot in
                    HeldLot(lot: lot, reasons: draft.state.holds[lot]?.map(\.reason) ?? [])
                }, decision.findings + findings)
        }
    }
}

extension Event {
    fileprivate var heldLot: String? {
        switch fact {
        case .lotHeld(let fact): fact.lot
        case .lotReleased(let fact): fact.lot
        default: nil
        }
    }
}
