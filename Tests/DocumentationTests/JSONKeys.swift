import Foundation

/// The keys of a JSON object.
struct JSONKeys {
    let names: Set<String>
    private let object: [String: Any]

    init(_ text: String) throws {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        guard let object = value as? [String: Any] else {
            throw Repository.Missing(what: "object in \(text)")
        }
        self.object = object
        names = Set(object.keys)
    }

    /// Nil for a line that is no JSON object.
    init?(line: String) {
        guard let keys = try? JSONKeys(line) else { return nil }
        self = keys
    }

    /// The keys of each object in the array of this name.
    func names(in array: String) -> [Set<String>] {
        (object[array] as? [[String: Any]] ?? []).map { Set($0.keys) }
    }
}
