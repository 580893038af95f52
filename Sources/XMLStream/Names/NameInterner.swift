/// The names of one reading: those of a shared table, and whatever else turns up.
///
/// A class, because the reader that finds names and the sink that asks for them hold the same one. Not `Sendable`:
/// it lives in one task, as long as its reading.
@usableFromInline
package final class NameInterner {
    package let table: NameTable
    private var extra: [ExpandedName] = []
    private var extraIDs: [ExpandedName: NameID] = [:]

    package init(table: NameTable) {
        self.table = table
    }

    package subscript(_ id: NameID) -> ExpandedName {
        let index = Int(id.rawValue)
        return index < table.count ? table.names[index] : extra[index - table.count]
    }

    /// The ID of a name; a name that the table has not is given the next ID beyond it.
    package func intern(_ name: ExpandedName) -> NameID {
        table[name] ?? addition(name)
    }

    /// The ID of a name in UTF-8; the namespace is empty for a name in none. No `String` for a name of the table.
    package func intern(
        local: UnsafeBufferPointer<UInt8>, namespace: UnsafeBufferPointer<UInt8>
    ) -> NameID {
        table.id(local: local, namespace: namespace)
            ?? addition(
                ExpandedName(
                    String(decoding: namespace, as: UTF8.self), String(decoding: local, as: UTF8.self)))
    }

    private func addition(_ name: ExpandedName) -> NameID {
        if let known = extraIDs[name] { return known }
        let id = NameID(rawValue: Int32(table.count + extra.count))
        extra.append(name)
        extraIDs[name] = id
        return id
    }

    /// The names beyond the table, in the order of their IDs.
    package var additions: [ExpandedName] { extra }
}
