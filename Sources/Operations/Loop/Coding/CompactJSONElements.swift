/// The elements of an array, one after the other.
struct CompactJSONElements: UnkeyedDecodingContainer {
    private let json: CompactJSON
    private let end: Int
    private let array: Int
    private var index: Int
    private(set) var currentIndex = 0

    init(json: CompactJSON, array: Int) {
        self.json = json
        self.array = array
        index = array + 1
        end = Int(json.nodes[array].next)
    }

    var codingPath: [any CodingKey] { [] }
    var isAtEnd: Bool { index >= end }
    var count: Int? {
        var count = 0
        var index = array + 1
        while index < end {
            index = Int(json.nodes[index].next)
            count += 1
        }
        return count
    }

    private func value() throws -> CompactJSONDecoder {
        guard !isAtEnd else { throw CompactJSONDecoder.Mismatch.mismatch }
        return CompactJSONDecoder(json, at: index)
    }

    private mutating func advance() {
        index = Int(json.nodes[index].next)
        currentIndex += 1
    }

    mutating func decodeNil() throws -> Bool {
        guard try value().decodeNil() else { return false }
        advance()
        return true
    }

    mutating func decode<Scalar: CompactJSONScalar>(_: Scalar.Type) throws -> Scalar {
        let decoded = try Scalar(compact: value())
        advance()
        return decoded
    }

    mutating func decode<Value: Decodable>(_: Value.Type) throws -> Value {
        let decoded = try Value(from: value())
        advance()
        return decoded
    }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<
        Key
    > {
        let nested = try value().container(keyedBy: type)
        advance()
        return nested
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let nested = try value().unkeyedContainer()
        advance()
        return nested
    }

    mutating func superDecoder() throws -> any Decoder {
        let nested = try value()
        advance()
        return nested
    }
}
