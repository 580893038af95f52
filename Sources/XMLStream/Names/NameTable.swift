/// The names that are known before anything is read, such as those of a compiled schema. Immutable and shared.
///
/// It works on flat tables, which may be part of a larger block of memory that somebody else owns: looking a name up
/// needs no `String`, and a table that was loaded needs nothing done to its names until a person is to read them.
///
/// `@unchecked Sendable`: the memory is never written, and `owner` keeps it.
package final class NameTable: @unchecked Sendable {
    /// Bytes of UTF-8 in ``Tables/text``.
    package struct TextRange: BitwiseCopyable, Sendable {
        package let offset: UInt32
        package let count: UInt32

        package init(offset: UInt32, count: UInt32) {
            self.offset = offset
            self.count = count
        }
    }

    /// A name: its namespace as an index into ``Tables/namespaces``, and its local name.
    package struct Row: BitwiseCopyable, Sendable {
        package let namespace: UInt32
        package let local: TextRange
    }

    package struct Tables {
        package let rows: UnsafeBufferPointer<Row>
        package let namespaces: UnsafeBufferPointer<TextRange>
        /// Indices of rows by the hash of the local name, -1 for empty; the count is a power of two, at most half of
        /// them in use.
        package let slots: UnsafeBufferPointer<Int32>
        package let text: UnsafeBufferPointer<UInt8>

        package init(
            rows: UnsafeBufferPointer<Row>, namespaces: UnsafeBufferPointer<TextRange>,
            slots: UnsafeBufferPointer<Int32>, text: UnsafeBufferPointer<UInt8>
        ) {
            self.rows = rows
            self.namespaces = namespaces
            self.slots = slots
            self.text = text
        }
    }

    private final class Texts: Sendable {
        let names: [ExpandedName]

        init(_ names: [ExpandedName]) {
            self.names = names
        }
    }

    private let tables: Tables
    private let owner: any AnyObject & Sendable
    private let texts = LazyReference<Texts>()

    /// A table in the memory of `owner`.
    package init(_ tables: Tables, owner: any AnyObject & Sendable) {
        self.tables = tables
        self.owner = owner
    }

    /// - Parameter names: distinct names; their order gives their IDs, from 0.
    package convenience init(_ names: [ExpandedName]) {
        var text: [UInt8] = []
        let owner = NameTableMemory(FlatNames(names, text: &text), text: text)
        self.init(owner.tables, owner: owner)
    }

    package var count: Int { tables.rows.count }

    /// In the order of their IDs.
    package var names: [ExpandedName] {
        texts.value {
            let namespaces = tables.namespaces.map(text)
            return Texts(tables.rows.map { ExpandedName(namespaces[Int($0.namespace)], text($0.local)) })
        }.names
    }

    package subscript(_ id: NameID) -> ExpandedName { names[Int(id.rawValue)] }

    package subscript(_ name: ExpandedName) -> NameID? {
        var (local, namespace) = (name.local, name.namespace)
        return local.withUTF8 { local in
            namespace.withUTF8 { namespace in id(local: local, namespace: namespace) }
        }
    }

    /// The names with a local name, of whichever namespace.
    package func ids(ofLocal local: String) -> [NameID] {
        var local = local
        return local.withUTF8 { local in
            var found: [NameID] = []
            let mask = tables.slots.count - 1
            var slot = FlatNames.hash(local) & mask
            while tables.slots[slot] >= 0 {
                let index = tables.slots[slot]
                if isText(tables.rows[Int(index)].local, local) { found.append(NameID(rawValue: index)) }
                slot = (slot + 1) & mask
            }
            return found
        }
    }

    /// The ID of a name in UTF-8; the namespace is empty for a name in none.
    package func id(
        local: UnsafeBufferPointer<UInt8>, namespace: UnsafeBufferPointer<UInt8>
    ) -> NameID? {
        let mask = tables.slots.count - 1
        var slot = FlatNames.hash(local) & mask
        while tables.slots[slot] >= 0 {
            let index = tables.slots[slot]
            let row = tables.rows[Int(index)]
            if isText(row.local, local), isText(tables.namespaces[Int(row.namespace)], namespace) {
                return NameID(rawValue: index)
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private func text(_ range: TextRange) -> String {
        let start = Int(range.offset)
        return String(
            decoding: UnsafeBufferPointer(rebasing: tables.text[start..<start + Int(range.count)]),
            as: UTF8.self)
    }

    private func isText(_ range: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard Int(range.count) == bytes.count else { return false }
        let start = Int(range.offset)
        return tables.text[start..<start + bytes.count].elementsEqual(bytes)
    }
}

/// Names as flat tables, for a ``NameTable`` and for the images of schemas.
package struct FlatNames {
    package let rows: [NameTable.Row]
    package let namespaces: [NameTable.TextRange]
    package let slots: [Int32]

    /// Appends the texts to `text`.
    package init(_ names: [ExpandedName], text: inout [UInt8]) {
        func range(_ string: String, _ text: inout [UInt8]) -> NameTable.TextRange {
            let offset = text.count
            text += string.utf8
            return NameTable.TextRange(offset: UInt32(offset), count: UInt32(text.count - offset))
        }
        var known: [String: UInt32] = [:]
        var namespaces: [NameTable.TextRange] = []
        var rows: [NameTable.Row] = []
        for name in names {
            if known[name.namespace] == nil {
                known[name.namespace] = UInt32(namespaces.count)
                namespaces.append(range(name.namespace, &text))
            }
            rows.append(
                NameTable.Row(namespace: known[name.namespace] ?? 0, local: range(name.local, &text)))
        }
        self.rows = rows
        self.namespaces = namespaces
        slots = Self.slots(names)
    }

    private static func slots(_ names: [ExpandedName]) -> [Int32] {
        var count = 4
        while count < names.count * 2 { count *= 2 }
        var slots = [Int32](repeating: -1, count: count)
        for (index, name) in names.enumerated() {
            var local = name.local
            var slot = local.withUTF8(hash) & (count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (count - 1) }
            slots[slot] = Int32(index)
        }
        return slots
    }

    /// FNV-1a, kept to the non-negative numbers.
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in bytes {
            hash = (hash ^ UInt32(byte)) &* 16_777_619
        }
        return Int(hash)
    }
}

/// The memory of a table that is part of nothing larger.
///
/// `@unchecked Sendable`: never written after `init`.
private final class NameTableMemory: @unchecked Sendable {
    let tables: NameTable.Tables

    init(_ names: FlatNames, text: [UInt8]) {
        tables = NameTable.Tables(
            rows: Self.copy(names.rows), namespaces: Self.copy(names.namespaces),
            slots: Self.copy(names.slots),
            text: Self.copy(text))
    }

    deinit {
        tables.rows.deallocate()
        tables.namespaces.deallocate()
        tables.slots.deallocate()
        tables.text.deallocate()
    }

    private static func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeBufferPointer<Element>
    {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = memory.initialize(from: elements)
        return UnsafeBufferPointer(memory)
    }
}
