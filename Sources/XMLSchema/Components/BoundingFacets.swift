/// The facets that bound length, digits and order, narrowed over all steps of derivation.
///
/// Source: XSD 1.0 Part 2, 4.3.
package struct BoundingFacets: Hashable, Sendable {
    /// One end of the value space. `text` is the facet's value, normalised as the type says.
    package struct Limit: Hashable, Sendable {
        package enum Kind: UInt8, CaseIterable, Sendable {
            case minInclusive, minExclusive, maxInclusive, maxExclusive

            package var facet: String {
                switch self {
                case .minInclusive: "minInclusive"
                case .minExclusive: "minExclusive"
                case .maxInclusive: "maxInclusive"
                case .maxExclusive: "maxExclusive"
                }
            }

            /// What the limit asks of a value, before the limit itself.
            package var words: String {
                switch self {
                case .minInclusive: "at least"
                case .minExclusive: "more than"
                case .maxInclusive: "at most"
                case .maxExclusive: "less than"
                }
            }
        }

        package let kind: Kind
        package let text: String

        package init(kind: Kind, text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// Characters; octets of binary types. Equal to `maxLength` under the facet length.
    package var minLength: Int32 = 0
    /// -1 for any.
    package var maxLength: Int32 = -1
    /// -1 for any.
    package var totalDigits: Int32 = -1
    /// -1 for any.
    package var fractionDigits: Int32 = -1
    /// At most one of each end.
    package var limits: [Limit] = []

    package init() {}
}
