/// A published set of B2MML and BatchML schemas.
///
/// The two dialects of V0700 share a namespace: a document of that namespace may satisfy one, the other or both.
package enum SchemaSet: String, Sendable, Codable, CaseIterable, Hashable {
    case v0401 = "V0401"
    case v0500 = "V0500"
    case v0600 = "V0600"
    /// 7.0.1, the dialect of the canonical form.
    case v0700 = "V0700"
    /// 7.00.00 of 2020.
    case v0700of2020 = "V0700-2020"

    package var namespace: String {
        switch self {
        case .v0401: "http://www.wbf.org/xml/B2MML-V0401"
        case .v0500: "http://www.wbf.org/xml/B2MML-V05"
        case .v0600: "http://www.mesa.org/xml/B2MML-V0600"
        case .v0700, .v0700of2020: "http://www.mesa.org/xml/B2MML"
        }
    }

    /// Of the elements that a site adds.
    package var extensionNamespace: String { namespace + "-AllExtensions" }

    /// The other dialect of the same namespace; nil for a set that is alone in its own.
    package var otherDialect: SchemaSet? {
        Self.sets(of: namespace).first { $0 != self }
    }

    /// The sets of a namespace, the preferred one first; empty for a namespace that is none of B2MML's.
    package static func sets(of namespace: String) -> [SchemaSet] {
        allCases.filter { $0.namespace == namespace }
    }
}
