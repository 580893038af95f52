import Operations

/// A snapshot and its entries in memory.
struct MemorySnapshot: SnapshotEntries {
    private struct Address: Hashable {
        var shelf: ExactText
        var key: ExactText
    }

    let snapshot: Snapshot
    private var payloads: [Address: [UInt8]]

    init(_ new: NewSnapshot, at reached: EventPosition, after before: MemorySnapshot?) {
        snapshot = Snapshot(position: reached, formatVersion: new.formatVersion, payload: new.payload)
        payloads = new.continues ? before?.payloads ?? [:] : [:]
        for change in new.changes {
            payloads[Address(shelf: ExactText(change.shelf), key: ExactText(change.key))] = change.payload
        }
    }

    func payload(of key: String, on shelf: String) -> [UInt8]? {
        payloads[Address(shelf: ExactText(shelf), key: ExactText(key))]
    }

    func entries(on shelf: String?) -> [SnapshotEntry] {
        let wanted = shelf.map(ExactText.init)
        return payloads.filter { wanted == nil || $0.key.shelf == wanted }.map { address, payload in
            SnapshotEntry(shelf: address.shelf.text, key: address.key.text, payload: payload)
        }.sorted { left, right in
            left.shelf == right.shelf
                ? left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
                : left.shelf.utf8.lexicographicallyPrecedes(right.shelf.utf8)
        }
    }
}
