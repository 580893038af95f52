/// Decodes one value of a ``CompactJSON``. It does not say why something cannot be decoded: Foundation does.
///
/// It refuses some of what Foundation takes, such as `1.0` for an `Int`. A type that tries one form after the
/// other must therefore not take a decimal number for anything else when it is not an integer. Dates, data and
/// URLs, for which Foundation has forms of its own, are in no event.
struct CompactJSONDecoder: Decoder, SingleValueDecodingContainer {
    let json: CompactJSON
    let index: Int

    /// Not what was asked for, whatever it is.
    enum Mismatch: Error {
        case mismatch
    }

    init(_ json: CompactJSON, at index: Int = 0) {
        self.json = json
        self.index = index
    }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    var kind: CompactJSON.Kind { json.nodes[index].kind }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard kind == .object else { throw Mismatch.mismatch }
        return KeyedDecodingContainer(CompactJSONMembers<Key>(json: json, object: index))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard kind == .array else { throw Mismatch.mismatch }
        return CompactJSONElements(json: json, array: index)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { kind == .null }

    func decode<Scalar: CompactJSONScalar>(_: Scalar.Type) throws -> Scalar { try Scalar(compact: self) }

    func decode<Value: Decodable>(_: Value.Type) throws -> Value { try Value(from: self) }
}
