import Foundation
import GRDB
import Journal
import Operations

/// Reads the columns of a row in the order in which the statement names them.
///
/// A value that does not fit throws: a file that was changed by hand must not end the process.
struct RowReader {
    private let row: Row
    private var index = 0

    init(_ row: Row) {
        self.row = row
    }

    mutating func next<Value: DatabaseValueConvertible>(_ type: Value.Type = Value.self) throws -> Value {
        guard index < row.count else { throw UnreadableRow() }
        defer { index += 1 }
        return try row.decode(type, atIndex: index)
    }

    mutating func instant() throws -> Instant {
        Instant(milliseconds: try next())
    }

    mutating func optionalInstant() throws -> Instant? {
        try next(Int64?.self).map(Instant.init(milliseconds:))
    }

    mutating func bytes() throws -> [UInt8] {
        Array(try next(Data.self))
    }

    /// A text that is kept as bytes.
    mutating func utf8() throws -> String {
        String(decoding: try next(Data.self), as: UTF8.self)
    }

    mutating func optionalBytes() throws -> [UInt8]? {
        try next(Data?.self).map(Array.init)
    }

    mutating func optionalMessage() throws -> MessageID? {
        try next(Int64?.self).map(MessageID.init(rawValue:))
    }

    /// A word of one of our lists.
    mutating func word<Value: RawRepresentable<String>>(_ type: Value.Type = Value.self) throws -> Value {
        guard let value = type.init(rawValue: try next()) else { throw UnreadableRow() }
        return value
    }

    mutating func optionalWord<Value: RawRepresentable<String>>(
        _ type: Value.Type = Value.self
    ) throws -> Value? {
        guard let text = try next(String?.self) else { return nil }
        guard let value = type.init(rawValue: text) else { throw UnreadableRow() }
        return value
    }

    mutating func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(try next(String.self).utf8))
    }
}

/// A row holds what this program never writes.
struct UnreadableRow: Error {}
