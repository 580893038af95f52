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

    func admits(_ namespace: String) -> Bool {
        switch namespaces {
        case .any: true
        case .other(let own): namespace != own && !namespace.isEmpty
        case .listed(let names): names.contains(namespace)
        }
    }
}
