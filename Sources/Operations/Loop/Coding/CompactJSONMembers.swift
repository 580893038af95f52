/// The members of an object.
struct CompactJSONMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let json: CompactJSON
    let object: Int
    /// Its names, when it may have many: they are looked for one after the other, which is slow from the start each time.
    private let names: [Int]

    init(json: CompactJSON, object: Int) {
        (self.json, self.object) = (json, object)
        names = json.names(ofLarge: object)
    }

    var codingPath: [any CodingKey] { [] }

    var allKeys: [Key] {
        var keys: [Key] = []
        var index = object + 1
        let end = Int(json.nodes[object].next)
        while index < end {
            if let key = Key(stringValue: json.text(index)) { keys.append(key) }
            index = Int(json.nodes[index + 1].next)
        }
        return keys
    }

    private func find(_ key: Key) -> CompactJSONDecoder? {
        let found =
            names.isEmpty
            ? json.member(key.stringValue, of: object) : json.member(key.stringValue, among: names)
        return found.map { CompactJSONDecoder(json, at: $0) }
    }

    private func value(_ key: Key) throws -> CompactJSONDecoder {
        guard let found = find(key) else { throw CompactJSONDecoder.Mismatch.mismatch }
        return found
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try value(key).decodeNil() }

    func decode<Scalar: CompactJSONScalar>(_: Scalar.Type, forKey key: Key) throws -> Scalar {
        try Scalar(compact: value(key))
    }

    func decode<Value: Decodable>(_: Value.Type, forKey key: Key) throws -> Value {
        try Value(from: value(key))
    }

    func decodeIfPresent<Scalar: CompactJSONScalar>(_: Scalar.Type, forKey key: Key) throws -> Scalar? {
        guard let found = find(key), !found.decodeNil() else { return nil }
        return try Scalar(compact: found)
    }

    func decodeIfPresent<Value: Decodable>(_: Value.Type, forKey key: Key) throws -> Value? {
        guard let found = find(key), !found.decodeNil() else { return nil }
        return try Value(from: found)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws
        -> KeyedDecodingContainer<Nested>
    {
        try value(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try value(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { throw CompactJSONDecoder.Mismatch.mismatch }

    func superDecoder(forKey key: Key) throws -> any Decoder { try value(key) }
}
