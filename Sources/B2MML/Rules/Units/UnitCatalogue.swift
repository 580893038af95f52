package import Diagnostics
import Foundation

/// The codes of UN/ECE Recommendation 20, and other ways to write them that people are known to use.
///
/// The codes of packages of Recommendation 21 are part of the list, with an X before them.
package struct UnitCatalogue: Sendable {
    /// Names by code.
    package let codes: [String: String]
    /// Codes by what is written instead of them: in small letters, in British spelling.
    private let others: [String: String]

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
        var names: [String: String] = [:]
        var others: [String: String] = [:]
        for (line, cells) in Self.rows(codes) {
            guard cells.count >= 2 else { throw UnitTableError(Self.codesFile, line, "a code and a name") }
            names[cells[0]] = cells[1]
        }
        for (code, name) in names {
            let folded = Self.folded(name)
            // Of two codes with one name the one that sorts first, so that every run says the same.
            others[folded] = min(code, others[folded] ?? code)
        }
        for code in names.keys { others[code.lowercased()] = code }
        for (line, cells) in Self.rows(aliases) {
            guard cells.count >= 2, names[cells[1]] != nil else {
                throw UnitTableError(
                    Self.aliasesFile, line, "another spelling, and a code of \(Self.codesFile)")
            }
            others[Self.folded(cells[0])] = cells[1]
        }
        self.codes = names
        self.others = others
    }

    /// Below the folder of the schema sets.
    package static let codesFile = "Units/rec20.tsv"
    package static let aliasesFile = "Units/aliases.tsv"

    /// - Parameter folder: that of the schema sets.
    /// - Throws: ``UnitTableError`` when a table is not there or cannot be used.
    package init(folder: String) throws(UnitTableError) {
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

    /// The lines that are not comments, without the head.
    private static func rows(_ text: String) -> [(line: Int, cells: [String])] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().dropFirst()
            .filter { !$0.element.isEmpty && !$0.element.hasPrefix("#") }
            .map { ($0.offset + 1, $0.element.split(separator: "\t").map(String.init)) }
    }

    /// In small letters, in British spelling, without the plural of the first word.
    private static func folded(_ name: String) -> String {
        var text = name.lowercased()
        for (american, british) in [("liter", "litre"), ("meter", "metre")] {
            text = text.replacingOccurrences(of: american, with: british)
        }
        // What a unit is of stands in brackets behind some names: second [unit of time].
        text = String(text.prefix { $0 != "[" })
        var words = text.split(separator: " ").map(String.init)
        if let first = words.first, first.count > 3, first.hasSuffix("s") { words[0].removeLast() }
        return words.joined(separator: " ")
    }

    package func meaning(of text: String) -> Meaning {
        if codes[text] != nil { return .code }
        if let code = others[text.lowercased()] ?? others[Self.folded(text)] { return .alias(of: code) }
        return .unknown
    }

    /// The code that is nearest to a text by its spelling, or by that of its name.
    package func nearest(to text: String) -> String? {
        let folded = Self.folded(text)
        // Short words are near to too many.
        guard 5...60 ~= folded.utf8.count, let near = nearestName(to: folded, among: others.keys.sorted())
        else {
            return nil
        }
        return others[near]
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
