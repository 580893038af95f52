package import B2MML

/// What a document is translated to.
package enum ConversionTarget: Hashable, Sendable {
    case set(SchemaSet)
    /// The same set, as JSON.
    case json

    package var name: String {
        switch self {
        case .set(let set): set.rawValue
        case .json: "json"
        }
    }

    package init?(_ name: String) {
        if name == "json" {
            self = .json
        } else if let set = SchemaSet(rawValue: name) {
            self = .set(set)
        } else {
            return nil
        }
    }

    package static var names: [String] { SchemaSet.allCases.map(\.rawValue) + ["json"] }
}
