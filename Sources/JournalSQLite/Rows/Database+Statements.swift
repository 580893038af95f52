import Foundation
import GRDB

/// A value for a statement, in its place.
typealias Argument = (any DatabaseValueConvertible & Sendable)?

extension Database {
    /// Runs a statement that is prepared once per connection.
    func run(_ sql: String, _ arguments: [Argument] = []) throws {
        try cachedStatement(sql: sql).execute(arguments: StatementArguments(values(arguments)))
    }

    /// All rows of a statement, read in order.
    func rows<Value>(
        _ sql: String, _ arguments: [Argument] = [], _ read: (inout RowReader) throws -> Value
    ) throws -> [Value] {
        let cursor = try Row.fetchCursor(
            cachedStatement(sql: sql), arguments: StatementArguments(values(arguments)))
        var values: [Value] = []
        while let row = try cursor.next() {
            var reader = RowReader(row)
            values.append(try read(&reader))
        }
        return values
    }

    /// The first row of a statement.
    func row<Value>(
        _ sql: String, _ arguments: [Argument] = [], _ read: (inout RowReader) throws -> Value
    ) throws -> Value? {
        guard
            let row = try Row.fetchOne(
                cachedStatement(sql: sql), arguments: StatementArguments(values(arguments)))
        else { return nil }
        var reader = RowReader(row)
        return try read(&reader)
    }
}

private func values(_ arguments: [Argument]) -> [(any DatabaseValueConvertible)?] {
    arguments.map { $0 }
}

/// The text of a value as it is kept: keys sorted, so that equal values have equal texts.
func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// The conditions of a listing, joined by AND.
struct Conditions {
    private var terms: [String] = []
    private(set) var arguments: [Argument] = []

    /// Adds `term`, with one `?`, unless there is no value for it.
    mutating func add(_ term: String, _ argument: Argument) {
        guard let argument else { return }
        terms.append(term)
        arguments.append(argument)
    }

    /// ` WHERE …`, or nothing.
    var sql: String {
        terms.isEmpty ? "" : " WHERE " + terms.joined(separator: " AND ")
    }
}
