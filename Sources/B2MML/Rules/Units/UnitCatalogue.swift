package import Diagnostics
import Foundation
import Synchronization

/// The codes of UN/ECE Recommendation 20, and other ways to write them that people are known to use.
///
/// The codes of packages of Recommendation 21 are part of the list, with an X before them.
package final class UnitCatalogue: Sendable {
    /// The table as it is in the file.
    private let table: [UInt8]
    /// Where the line of a code begins, by the code's bytes; a power of two, 0 for none.
    private let slots: [(code: UInt32, start: Int32)]
    package let count: Int
    /// Codes by what is written instead of them, folded.
    private let aliases: [String: String]
    /// Codes by all else that is understood, folded: made when something is met that is no code.
    private let others = Mutex<[String: String]?>(nil)

    /// What a text is as a unit.
    package enum Meaning: Hashable, Sendable {
        case code
        /// Not a code; this one is meant.
        case alias(of: String)
        case unknown
    }

    /// - Parameters:
    ///   - codes: a line each: code, tab, name.
    ///   - aliases: a line each: what is written, tab, code, tab, a remark. Case is ignored.
    /// - Throws: ``UnitTableError`` for a line that is no such line, and for an alias of an unknown code.
    package init(codes: String, aliases: String) throws(UnitTableError) {
        table = Array(codes.utf8)
        (slots, count) = try Self.index(table)
        var known: [String: String] = [:]
        for (line, cells) in Self.rows(aliases) {
            guard cells.count >= 2, Self.start(of: cells[1], slots) != nil else {
                throw UnitTableError(
                    Self.aliasesFile, line, "another spelling, and a code of \(Self.codesFile)")
            }
            known[Self.folded(cells[0])] = cells[1]
        }
        self.aliases = known
    }

    /// Below the folder of the schema sets.
    package static let codesFile = "Units/rec20.tsv"
    package static let aliasesFile = "Units/aliases.tsv"

    /// - Parameter folder: that of the schema sets.
    /// - Throws: ``UnitTableError`` when a table is not there or cannot be used.
    package convenience init(folder: String) throws(UnitTableError) {
        try self.init(
            codes: try Self.text(Self.codesFile, in: folder),
            aliases: try Self.text(Self.aliasesFile, in: folder))
    }

    private static func text(_ file: String, in folder: String) throws(UnitTableError) -> String {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(file)") else {
            throw UnitTableError(file, nil, "a table of units that can be read")
        }
        return String(decoding: data, as: UTF8.self)
    }

    // MARK: The table

    private static func packed(_ code: some Sequence<UInt8>) -> UInt32 {
        code.reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func slot(of code: UInt32, in count: Int) -> Int {
        Int(truncatingIfNeeded: (UInt64(code) &* 0x9E37_79B9_7F4A_7C15) >> 40) & (count - 1)
    }

    /// Codes have at most three characters. Nothing is copied: the table is read at every start.
    private static func index(_ table: [UInt8]) throws(UnitTableError)
        -> (slots: [(code: UInt32, start: Int32)], count: Int)
    {
        var slots = [(code: UInt32, start: Int32)](repeating: (0, 0), count: 8_192)
        var count = 0
        var line = 1
        var start = 0
        while start < table.count {
            let end = table[start...].firstIndex(of: 0x0A) ?? table.count
            if line > 1, end > start {
                guard let tab = table[start..<end].firstIndex(of: 0x09), 1...3 ~= tab - start, tab + 1 < end,
                    count < slots.count / 2
                else {
                    throw UnitTableError(codesFile, line, "a code of at most three characters, and a name")
                }
                let code = packed(table[start..<tab])
                var slot = slot(of: code, in: slots.count)
                while slots[slot].code != 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = (code, Int32(truncatingIfNeeded: start))
                count += 1
            }
            line += 1
            start = end + 1
        }
        return (slots, count)
    }

    private static func start(of code: String, _ slots: [(code: UInt32, start: Int32)]) -> Int? {
        guard 1...3 ~= code.utf8.count else { return nil }
        let wanted = packed(code.utf8)
        var slot = slot(of: wanted, in: slots.count)
        while slots[slot].code != 0 {
            if slots[slot].code == wanted { return Int(slots[slot].start) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The name of a code; nil for what is no code.
    package func name(of code: String) -> String? {
        Self.start(of: code, slots).map { cells(at: $0).name }
    }

    private func cells(at start: Int) -> (code: String, name: String) {
        let tab = table[start...].firstIndex(of: 0x09) ?? table.count
        let name = table[tab...].dropFirst().prefix { $0 != 0x0A && $0 != 0x09 }
        return (String(decoding: table[start..<tab], as: UTF8.self), String(decoding: name, as: UTF8.self))
    }

    // MARK: Other spellings

    /// The lines that are not comments, without the head.
    private static func rows(_ text: String) -> [(line: Int, cells: [String])] {
        text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated().dropFirst()
            .filter { !$0.element.isEmpty && $0.element.first != 0x23 }
            .map { line in
                (line.offset + 1, line.element.split(separator: 0x09).map { String(Substring($0)) })
            }
    }

    /// In small letters, without what stands in brackets and the plural of the first word; blanks are single. Names of
    /// the list are in British spelling.
    private static func folded(_ name: String) -> String {
        var name = name
        if let folded = name.withUTF8({ $0.allSatisfy { $0 < 0x80 } ? fold($0) : nil }) { return folded }
        name = name.lowercased()
        return name.withUTF8(fold)
    }

    /// Small letters of ASCII; others stay as they are.
    private static func fold(_ name: UnsafeBufferPointer<UInt8>) -> String {
        var folded: [UInt8] = []
        folded.reserveCapacity(32)
        var isFirst = true
        var pending = false
        func endFirst() {
            // The bytes of a word of more than three.
            if isFirst, folded.count > 3, folded.last == UInt8(ascii: "s") { folded.removeLast() }
        }
        for byte in name {
            // What a unit is of stands in brackets behind some names: second [unit of time].
            if byte == UInt8(ascii: "[") { break }
            if byte == UInt8(ascii: " ") {
                pending = !folded.isEmpty
                continue
            }
            if pending {
                endFirst()
                isFirst = false
                folded.append(UInt8(ascii: " "))
                pending = false
            }
            folded.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
        endFirst()
        return String(decoding: folded, as: UTF8.self)
    }

    private static func british(_ text: String) -> String {
        text.replacingOccurrences(of: "liter", with: "litre").replacingOccurrences(of: "meter", with: "metre")
    }

    private var understood: [String: String] {
        others.withLock { others in
            if let others { return others }
            var all: [String: String] = [:]
            let rows = slots.filter { $0.code != 0 }.map { cells(at: Int($0.start)) }
            var names: Set<String> = []
            var ambiguous: Set<String> = []
            for (code, name) in rows {
                let folded = Self.folded(name)
                if !names.insert(folded).inserted { ambiguous.insert(folded) }
                all[folded] = code
            }
            // A second may be one of time or of an angle: which is meant is not guessed.
            for name in ambiguous { all[name] = nil }
            for (code, _) in rows { all[code.lowercased()] = code }
            all.merge(aliases) { $1 }
            others = all
            return all
        }
    }

    package func meaning(of text: String) -> Meaning {
        if Self.start(of: text, slots) != nil { return .code }
        let folded = Self.folded(text)
        if let code = aliases[text.lowercased()] ?? aliases[folded] { return .alias(of: code) }
        let understood = understood
        let code = understood[text.lowercased()] ?? understood[folded] ?? understood[Self.british(folded)]
        return code.map(Meaning.alias) ?? .unknown
    }

    /// The code that is nearest to a text by its spelling, or by that of its name.
    package func nearest(to text: String) -> String? {
        let folded = Self.folded(text)
        // Short words are near to too many.
        guard 5...60 ~= folded.utf8.count else { return nil }
        let understood = understood
        return nearestName(to: folded, among: understood.keys.sorted()).flatMap { understood[$0] }
    }
}

/// A table of units that cannot be used: a fault of the installation.
package struct UnitTableError: AdapterError {
    package let code: Code = "UNITS-TABLE-1"
    package let message: String
    package let place: Place?
    package let advice: String? = "Install the tables that came with the program again, or correct the line."
    package let exitStatus = ExitStatus.usage

    init(_ file: String, _ line: Int?, _ wanted: String) {
        message = "There should be \(wanted)"
        place = Place(source: file, line: line)
    }
}
