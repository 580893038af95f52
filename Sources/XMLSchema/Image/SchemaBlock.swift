import XMLStream

/// The memory of a compiled schema: a header and flat sections, one after the other. Never written after it was made.
///
/// This is the boundary of XMLSchema's unsafe memory: a block owns its bytes, ``Rows`` and the validator point into it,
/// and both hold the block. Whoever makes a block has made sure that every index in it is within its table: the
/// compiler by construction, ``SchemaImage`` by the checksum over a block that the compiler made.
///
/// `@unchecked Sendable`: immutable after `init`.
final class SchemaBlock: @unchecked Sendable {
    /// One table each. Their order is part of the image's format: a new one goes to the end.
    enum Section: Int, CaseIterable {
        /// ``NameTable/Row``, its hash slots, its namespaces, and the bytes of all texts.
        case nameRows, nameSlots, namespaceRows, text
        /// By `NameID`: the global element declaration, -1 for none.
        case globals
        case elements, types, attributes, states, transitions
        /// The hot part of the simple types, and the hash slots of their enumerations.
        case values, enumerationSlots
        /// What a ``WordWriter`` has written: the texts' places among all texts, and the words.
        case texts, words
        /// What the keeper of an image has put there; empty in a schema that was just compiled.
        case origin
    }

    let bytes: UnsafeRawBufferPointer

    /// Takes the ownership of memory from `UnsafeMutableRawPointer.allocate`.
    init(owning bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    deinit {
        bytes.deallocate()
    }

    func rows<Row: BitwiseCopyable>(_ section: Section, of type: Row.Type) -> Rows<Row> {
        Rows(table(section, of: type), owner: self)
    }

    func start<Row: BitwiseCopyable>(of section: Section, as type: Row.Type) -> UnsafePointer<Row> {
        let table = table(section, of: type)
        guard let base = table.baseAddress else { preconditionFailure("a block has a header") }
        return base
    }

    /// Calls `body` with a copy of the whole block in which one section is another; it must be the last one.
    func withSection<Result>(
        _ section: Section, _ content: [UInt8], _ body: (UnsafeMutableRawBufferPointer) -> Result
    ) -> Result {
        typealias Layout = SchemaBlockLayout
        let start = Layout.range(of: section, in: bytes).lowerBound
        precondition(section == Section.allCases.last)
        let size = Layout.aligned(start + content.count)
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: Layout.alignment)
        defer { copy.deallocate() }
        copy.initializeMemory(as: UInt8.self, repeating: 0)
        copy.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<start]))
        UnsafeMutableRawBufferPointer(rebasing: copy[start...]).copyBytes(from: content)
        let entry = Layout.headerSize + section.rawValue * 16
        copy.storeBytes(of: UInt64(content.count), toByteOffset: entry + 8, as: UInt64.self)
        return body(copy)
    }

    /// The parts that have names and words, made of their words.
    func components() -> SchemaComponents {
        let all = table(.text, of: UInt8.self)
        let texts = table(.texts, of: NameTable.TextRange.self).map { range in
            let start = Int(range.offset)
            return String(
                decoding: UnsafeBufferPointer(rebasing: all[start..<start + Int(range.count)]), as: UTF8.self)
        }
        var reader = WordReader(table(.words, of: Int32.self), texts: texts)
        return SchemaComponents(from: &reader)
    }

    var names: NameTable {
        NameTable(
            NameTable.Tables(
                rows: table(.nameRows, of: NameTable.Row.self),
                namespaces: table(.namespaceRows, of: NameTable.TextRange.self),
                slots: table(.nameSlots, of: Int32.self), text: table(.text, of: UInt8.self)),
            owner: self)
    }

    private func table<Row: BitwiseCopyable>(_ section: Section, of type: Row.Type) -> UnsafeBufferPointer<
        Row
    > {
        let range = SchemaBlockLayout.range(of: section, in: bytes)
        return UnsafeRawBufferPointer(rebasing: bytes[range]).bindMemory(to: type)
    }
}

/// Where the parts of a block are. All numbers are in the machine's byte order.
enum SchemaBlockLayout {
    static let alignment = 16
    static let headerSize = 64
    static let tableSize = SchemaBlock.Section.allCases.count * 16

    static func aligned(_ size: Int) -> Int {
        (size + alignment - 1) / alignment * alignment
    }

    static func range(of section: SchemaBlock.Section, in bytes: UnsafeRawBufferPointer) -> Range<Int> {
        let entry = headerSize + section.rawValue * 16
        let start = Int(bytes.load(fromByteOffset: entry, as: UInt64.self))
        return start..<start + Int(bytes.load(fromByteOffset: entry + 8, as: UInt64.self))
    }
}

/// Puts a block together, section by section.
struct SchemaBlockBuilder {
    private var sections = [[UInt8]](repeating: [], count: SchemaBlock.Section.allCases.count)

    /// The rows have no padding: every byte of a block is written on purpose.
    mutating func put<Row: BitwiseCopyable>(_ rows: [Row], as section: SchemaBlock.Section) {
        sections[section.rawValue] = rows.withUnsafeBytes { Array($0) }
    }

    func finish() -> SchemaBlock {
        typealias Layout = SchemaBlockLayout
        let begin = Layout.aligned(Layout.headerSize + Layout.tableSize)
        let size = sections.reduce(begin) { $0 + Layout.aligned($1.count) }
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: Layout.alignment)
        memory.initializeMemory(as: UInt8.self, repeating: 0)
        var offset = begin
        for (index, section) in sections.enumerated() {
            let entry = Layout.headerSize + index * 16
            memory.storeBytes(of: UInt64(offset), toByteOffset: entry, as: UInt64.self)
            memory.storeBytes(of: UInt64(section.count), toByteOffset: entry + 8, as: UInt64.self)
            UnsafeMutableRawBufferPointer(rebasing: memory[offset...]).copyBytes(from: section)
            offset += Layout.aligned(section.count)
        }
        return SchemaBlock(owning: UnsafeRawBufferPointer(memory))
    }
}
