package import Diagnostics
import Foundation
package import XMLSchema

/// What the sets of a `Schemas` folder contain, for people: read from the files as they are written, never compiled.
package struct SchemaCatalog: Sendable {
    /// Below the folder: the spellings of the published sets that look like mistakes.
    package static let errataPath = "errata.tsv"
    /// Below the folder: where the two dialects of V0700 differ.
    package static let differencesPath = "V0700-2020/differences.tsv"

    private let folder: String

    /// - Parameter folder: holds a folder for each set.
    package init(folder: String) {
        self.folder = folder
    }

    /// The sets that the folder holds, in the order of their publication.
    package var available: [SchemaSet] { SchemaLibrary(folder: folder).available }

    /// - Throws: ``SchemaError`` when the set is not there or is no schema.
    package func outline(of set: SchemaSet) throws(SchemaError) -> SchemaOutline {
        try SchemaOutline.load(
            SchemaLibrary.entryFile, from: FolderSchemaFiles(folder: "\(folder)/\(set.rawValue)"))
    }

    /// - Throws: ``SchemaError`` when the set is not there or is no schema.
    package func summary(of set: SchemaSet) throws(SchemaError) -> SchemaSummary {
        let fingerprint = try SchemaLibrary(folder: folder).fingerprint(of: set)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(set.rawValue)")) ?? []
        return SchemaSummary(
            set, try outline(of: set), files: names.count { $0.hasSuffix(".xsd") }, fingerprint: fingerprint)
    }

    /// What a name or a path stands for, in one set or in the newest that has it (7.0.1 before all others).
    ///
    /// - Parameters:
    ///   - name: as ``SchemaBrowser/trees(of:depth:)`` takes it.
    ///   - depth: levels of children.
    ///   - set: nil for the newest that has the name.
    /// - Returns: the trees.
    /// - Throws: ``UnknownName``; ``SchemaError`` when a set is not there or is no schema.
    package func trees(of name: String, depth: Int, in set: SchemaSet?) throws -> [[SchemaRow]] {
        if let set { return try SchemaBrowser(set, try outline(of: set)).trees(of: name, depth: depth) }
        var first: UnknownName?
        let preferred =
            available.filter { $0 != .v0700of2020 }.reversed() + available.filter { $0 == .v0700of2020 }
        for candidate in preferred {
            let browser = SchemaBrowser(candidate, try outline(of: candidate))
            do throws(UnknownName) {
                return try browser.trees(of: name, depth: depth)
            } catch {
                first = first ?? error
            }
        }
        throw first ?? UnknownName(set: .v0700, name: name, above: nil, nearest: nil)
    }

    /// - Throws: ``SchemaDataError`` when the table is missing or a row of it is wrong.
    package func errata() throws(SchemaDataError) -> [Erratum] {
        try rows(Self.errataPath).map { (row) throws(SchemaDataError) in try Erratum(row) }
    }

    /// - Throws: ``SchemaDataError`` when the table is missing or a row of it is wrong.
    package func differences() throws(SchemaDataError) -> [DialectDifference] {
        try rows(Self.differencesPath).map { (row) throws(SchemaDataError) in try DialectDifference(row) }
    }

    private func rows(_ path: String) throws(SchemaDataError) -> [TableRow] {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else {
            throw .unreadable("\(folder)/\(path)")
        }
        return TableRow.rows(of: String(decoding: data, as: UTF8.self), source: "\(folder)/\(path)")
    }
}

/// One row of a table of ours: tab-separated, the first line names the columns, lines with `#` are comments.
package struct TableRow: Sendable {
    package let fields: [String]
    package let place: Place

    static func rows(of text: String, source: String) -> [TableRow] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        return lines.filter { !$1.isEmpty && !$1.hasPrefix("#") }.dropFirst().map { number, line in
            TableRow(
                fields: line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init),
                place: Place(source: source, line: number + 1))
        }
    }

    /// The fields of the row, of which there are so many.
    func fields(_ count: Int) throws(SchemaDataError) -> [String] {
        guard fields.count == count else { throw .wrong("\(count) columns, not \(fields.count)", at: place) }
        return fields
    }
}

/// A table that belongs to the schemas cannot be read.
package enum SchemaDataError: AdapterError {
    case unreadable(String)
    /// What the row should have.
    case wrong(String, at: Place)

    package var code: Code {
        switch self {
        case .unreadable: "SCHEMA-DATA-1"
        case .wrong: "SCHEMA-DATA-2"
        }
    }

    package var message: String {
        switch self {
        case .unreadable(let path): "the table \(path) cannot be read"
        case .wrong(let wanted, _): "the row is wrong: it should have \(wanted)"
        }
    }

    package var place: Place? {
        if case .wrong(_, let place) = self { place } else { nil }
    }

    package var advice: String? { "Install the Schemas folder of this release again." }
    package var exitStatus: ExitStatus { .usage }
}
