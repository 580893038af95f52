/// An element that may occur any number of times: absent in the coded form when there is none.
///
/// Keeps events short, and lets a later version add a repeated element without migrating the older events.
@propertyWrapper
package struct Repeated<Element> {
    package var wrappedValue: [Element]

    package init(wrappedValue: [Element]) {
        self.wrappedValue = wrappedValue
    }
}

extension Repeated: Sendable where Element: Sendable {}
extension Repeated: Equatable where Element: Equatable {}
extension Repeated: Hashable where Element: Hashable {}

extension Repeated: Encodable where Element: Encodable {
    package func encode(to encoder: any Encoder) throws {
        try wrappedValue.encode(to: encoder)
    }
}

extension Repeated: Decodable where Element: Decodable {
    package init(from decoder: any Decoder) throws {
        wrappedValue = try [Element](from: decoder)
    }
}

extension KeyedDecodingContainer {
    package func decode<Element: Decodable>(_: Repeated<Element>.Type, forKey key: Key) throws
        -> Repeated<Element>
    {
        Repeated(wrappedValue: try decodeIfPresent([Element].self, forKey: key) ?? [])
    }
}

extension KeyedEncodingContainer {
    package mutating func encode<Element: Encodable>(_ value: Repeated<Element>, forKey key: Key) throws {
        if !value.wrappedValue.isEmpty { try encode(value.wrappedValue, forKey: key) }
    }
}
