import Foundation
import Operations

/// The entries of a snapshot in memory. Used by one thread.
final class MeasuredShelves: ShelfSource, @unchecked Sendable {
    private var shelves: [String: [String: [UInt8]]] = [:]

    var size: Int { shelves.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.count } } }

    func take(_ changes: [ShelfChange]) {
        for change in changes { shelves[change.shelf, default: [:]][change.key] = change.payload }
    }

    func entry(_ key: String, on shelf: String) -> [UInt8]? { shelves[shelf]?[key] }

    func entries(on shelf: String) -> [(key: String, json: [UInt8])] {
        (shelves[shelf] ?? [:]).map { ($0.key, $0.value) }
    }

    func fail(_ error: any Error) { fatalError("\(error)") }
}
