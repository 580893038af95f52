import Foundation
import Synchronization

/// How shelves take part in the coding of a state: as the number of their entries, which go elsewhere one by one.
///
/// Coded without one of the two, a shelf is the dictionary or the array that it looks like.
enum ShelfCoding {
    /// Where changed entries go while a state is coded.
    final class Changes: Sendable {
        private let changes = Mutex<[ShelfChange]>([])

        func add(_ change: ShelfChange) { changes.withLock { $0.append(change) } }

        var all: [ShelfChange] { changes.withLock { $0 } }
    }

    static let changes = CodingUserInfoKey(rawValue: "shelf-changes")
    static let source = CodingUserInfoKey(rawValue: "shelf-source")

    static func changes(of encoder: any Encoder) -> Changes? {
        changes.flatMap { encoder.userInfo[$0] as? Changes }
    }

    static func source(of decoder: any Decoder) -> (any ShelfSource)? {
        source.flatMap { decoder.userInfo[$0] as? any ShelfSource }
    }

    /// The way to a shelf: its name.
    static func name(_ path: [any CodingKey]) -> String {
        path.map(\.stringValue).joined(separator: "/")
    }

    /// A key as it is kept. Two texts are one key to a state when Swift finds them equal, however their letters are
    /// composed; where entries are kept, texts are compared byte by byte.
    static func kept(_ key: String) -> String {
        key.utf8.allSatisfy { $0 < 0x80 } ? key : key.precomposedStringWithCanonicalMapping
    }

    static func decode<Value: Decodable>(_ json: [UInt8], of shelf: String) throws(EventCodingError) -> Value
    {
        try JSONText.decode(Value.self, from: json, what: "snapshot entry of \(shelf)")
    }

    static func encode(_ value: some Encodable, of shelf: String) throws(EventCodingError) -> [UInt8] {
        try JSONText.encode(value, what: "snapshot entry of \(shelf)")
    }
}
