#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The only user of a JSON library in this target.
enum JSONText {
    static func encode(
        _ value: some Encodable, what: String, _ information: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(EventCodingError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.userInfo = information
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value))
        } catch {
            throw .malformed(type: what, reason: reason(error))
        }
    }

    static func decode<Value: Decodable>(
        _: Value.Type, from bytes: [UInt8], what: String,
        _ information: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(EventCodingError) -> Value {
        // Who is told something asks Foundation's decoder for it, and for its coding path.
        if information.isEmpty, let json = CompactJSON(bytes),
            let value = try? Value(from: CompactJSONDecoder(json))
        {
            return value
        }
        let decoder = JSONDecoder()
        decoder.userInfo = information
        do {
            return try decoder.decode(Value.self, from: Data(bytes))
        } catch {
            throw .malformed(type: what, reason: reason(error))
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        switch error {
        case .keyNotFound(let key, _): return "\(key.stringValue) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }
}
