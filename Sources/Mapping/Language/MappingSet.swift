package import B2MML

/// What a mapping translates from or to: a published set, the canonical form, or a form that is no B2MML.
package enum MappingSet: Hashable, Sendable {
    case published(SchemaSet)
    /// V0700 under the relaxed overlay.
    case canonical
    case foreign(ForeignFormat)

    package init?(_ name: String) {
        if name == "canonical" {
            self = .canonical
        } else if let set = SchemaSet(rawValue: name) {
            self = .published(set)
        } else if let format = ForeignFormat(rawValue: name) {
            self = .foreign(format)
        } else {
            return nil
        }
    }

    package var name: String {
        switch self {
        case .published(let set): set.rawValue
        case .canonical: "canonical"
        case .foreign(let format): format.rawValue
        }
    }

    /// Nil for a form that is no B2MML.
    package var namespace: String? {
        switch self {
        case .published(let set): set.namespace
        case .canonical: SchemaSet.v0700.namespace
        case .foreign: nil
        }
    }

    /// What `set` may be.
    static var sets: [String] { SchemaSet.allCases.map(\.rawValue) + ["canonical"] }

    package static var names: [String] { sets + ForeignFormat.allCases.map(\.rawValue) }

    /// Whether all that the set requires has to be there: nothing is derived for a form that is only used inside.
    var isStrict: Bool { self != .canonical }
}

/// One noun of one set, or a form that is no B2MML.
package struct MappingEnd: Hashable, Sendable, CustomStringConvertible {
    package let set: MappingSet
    /// Empty for a form that is no B2MML: which one it is, only its mapping knows.
    package let noun: String

    package init(_ set: MappingSet, _ noun: String) {
        self.set = set
        self.noun = noun
    }

    package var description: String { noun.isEmpty ? set.name : "\(set.name) \(noun)" }
}
