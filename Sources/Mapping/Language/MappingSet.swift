package import B2MML

/// What a mapping translates from or to: a published set, or the canonical form.
package enum MappingSet: Hashable, Sendable {
    case published(SchemaSet)
    /// V0700 under the relaxed overlay.
    case canonical

    package init?(_ name: String) {
        if name == "canonical" {
            self = .canonical
        } else if let set = SchemaSet(rawValue: name) {
            self = .published(set)
        } else {
            return nil
        }
    }

    package var name: String {
        switch self {
        case .published(let set): set.rawValue
        case .canonical: "canonical"
        }
    }

    package var namespace: String {
        switch self {
        case .published(let set): set.namespace
        case .canonical: SchemaSet.v0700.namespace
        }
    }

    package static var names: [String] { SchemaSet.allCases.map(\.rawValue) + ["canonical"] }

    /// Whether all that the set requires has to be there: nothing is derived for a form that is only used inside.
    var isStrict: Bool { self != .canonical }
}

/// One noun of one set.
package struct MappingEnd: Hashable, Sendable, CustomStringConvertible {
    package let set: MappingSet
    package let noun: String

    package init(_ set: MappingSet, _ noun: String) {
        self.set = set
        self.noun = noun
    }

    package var description: String { "\(set.name) \(noun)" }
}
