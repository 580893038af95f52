package import B2MML

/// What a document is read as.
package enum ConversionSource: Hashable, Sendable {
    case set(SchemaSet)
    /// By its name: what that one translates from.
    case mapping(String)

    package init(_ name: String) {
        self = SchemaSet(rawValue: name).map { .set($0) } ?? .mapping(name)
    }
}

/// What a document is translated to.
package enum ConversionTarget: Hashable, Sendable {
    case set(SchemaSet)
    /// The same set, as JSON.
    case json
    /// By its name: what that one translates to.
    case mapping(String)

    package var name: String {
        switch self {
        case .set(let set): set.rawValue
        case .json: "json"
        case .mapping(let name): name
        }
    }

    package init(_ name: String) {
        if name == "json" {
            self = .json
        } else if let set = SchemaSet(rawValue: name) {
            self = .set(set)
        } else {
            self = .mapping(name)
        }
    }
}
