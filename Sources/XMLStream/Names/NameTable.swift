/// The names that are known before anything is read, such as those of a compiled schema. Immutable and shared.
package final class NameTable: Sendable {
    package let names: [ExpandedName]
    private let ids: [ExpandedName: NameID]

    /// - Parameter names: distinct names; their order gives their IDs, from 0.
    package init(_ names: [ExpandedName]) {
        self.names = names
        var ids: [ExpandedName: NameID] = [:]
        ids.reserveCapacity(names.count)
        for (index, name) in names.enumerated() {
            ids[name] = NameID(rawValue: Int32(index))
        }
        self.ids = ids
    }

    package var count: Int { names.count }

    package subscript(_ name: ExpandedName) -> NameID? { ids[name] }

    package subscript(_ id: NameID) -> ExpandedName { names[Int(id.rawValue)] }
}
