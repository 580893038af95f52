/// Source: XSD 1.0 Part 1, 3.10 Wildcards.
package struct Wildcard: Hashable, Sendable {
    package enum Namespaces: Hashable, Sendable {
        case any
        /// `##other`: any but this one, and not none.
        case other(than: String)
        /// The empty name stands for no namespace (`##local`).
        case listed(Set<String>)
    }

    package enum ProcessContents: String, Hashable, Sendable {
        case skip, lax, strict
    }

    package let namespaces: Namespaces
    package let processContents: ProcessContents

    /// Whether some namespace is admitted by both.
    func overlaps(_ other: Wildcard) -> Bool {
        switch (namespaces, other.namespaces) {
        case (.listed(let names), _): names.contains(where: other.admits)
        case (_, .listed(let names)): names.contains(where: admits)
        case (.any, _), (_, .any), (.other, .other): true
        }
    }

    func admits(_ namespace: String) -> Bool {
        switch namespaces {
        case .any: true
        case .other(let own): namespace != own && !namespace.isEmpty
        case .listed(let names): names.contains(namespace)
        }
    }
}
