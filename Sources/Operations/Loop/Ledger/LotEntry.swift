import Diagnostics

/// A lot and what is on hand of it, as far as that is known.
package struct LotEntry: Codable, Hashable, Sendable {
    /// As last told; its sub-lots are all that were ever told.
    package internal(set) var lot: MaterialLot
    /// Nil until a message or a production says it; may go below zero, which the books then say.
    package internal(set) var onHand: Quantity?
    /// By the sub-lot's name; only those of which it is known.
    package internal(set) var subLotsOnHand: [String: Quantity] = [:]

    init(lot: MaterialLot) {
        self.lot = lot
    }

    /// Whether it may be used: neither restricted nor closed.
    package var isUsable: Bool {
        let disposition = lot.disposition?.known
        return disposition != .restricted && disposition != .closed
    }

    /// With what a message says: what it leaves out stays, its sub-lots replace those of the same name.
    func updated(by message: MaterialLot, _ findings: inout [Finding]) -> LotEntry {
        var entry = self
        var merged = message
        merged.subLots = lot.subLots
        for subLot in message.subLots {
            let name = subLot.id?.matchingKey ?? ""
            if let index = merged.subLots.firstIndex(where: { $0.id?.matchingKey == name }) {
                merged.subLots[index] = subLot
            } else {
                merged.subLots.append(subLot)
            }
            if let quantity = subLot.quantities.first { entry.subLotsOnHand[name] = quantity }
        }
        merged.definitionID = message.definitionID ?? lot.definitionID
        merged.status = message.status ?? lot.status
        merged.disposition = message.disposition ?? lot.disposition
        merged.location = message.location ?? lot.location
        if merged.descriptions.isEmpty { merged.descriptions = lot.descriptions }
        if merged.properties.isEmpty { merged.properties = lot.properties }
        if merged.quantities.isEmpty { merged.quantities = lot.quantities }
        entry.lot = merged
        if let quantity = message.quantities.first {
            entry.onHand = quantity
        } else if lot.quantities.isEmpty {
            entry.onHand = entry.sumOfSubLots(&findings) ?? onHand
        }
        return entry
    }

    private func sumOfSubLots(_ findings: inout [Finding]) -> Quantity? {
        do throws(QuantityError) {
            return try subLotsOnHand.sorted { $0.key < $1.key }.map(\.value).sum()
        } catch {
            findings.append(
                LoopNote.make(
                    "LOOP-LOT-1", .warning, "MaterialLot \(lot.id?.text ?? "")",
                    "the sub-lots have no common unit, so the amount of the lot is not known"))
            return nil
        }
    }
}

/// What is on hand of a lot or one of its sub-lots after a movement.
package struct Balance: Codable, Hashable, Sendable {
    /// The loop's key of the lot.
    package var lot: String
    package var subLot: String?
    package var onHand: Quantity
}

extension LoopState {
    /// The key of a lot. Lot names are unique in most plants, in some only within a material: a second
    /// material's lot of the same name gets the material's name before its own.
    package func lotKey(lot: Identifier, material: Identifier?) -> String {
        let name = lot.matchingKey
        guard let material = material?.matchingKey, let known = lots[name]?.lot.definitionID?.matchingKey,
            known != material
        else { return name }
        return material + "/" + name
    }

    /// What is on hand of a lot, or of one of its sub-lots; nil when that is not known.
    package func onHand(lot key: String, subLot: Identifier? = nil) -> Quantity? {
        guard let entry = lots[key] else { return nil }
        guard let subLot else { return entry.onHand }
        return entry.subLotsOnHand[subLot.matchingKey]
    }
}
