/// A namespace name and a local name. The namespace is empty for a name in no namespace.
///
/// Source: Namespaces in XML 1.0, section 2.1.
package struct ExpandedName: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let namespace: String
    package let local: String

    package init(_ namespace: String, _ local: String) {
        self.namespace = namespace
        self.local = local
    }

    package var description: String {
        namespace.isEmpty ? local : "{\(namespace)}\(local)"
    }

    package static func < (left: ExpandedName, right: ExpandedName) -> Bool {
        (left.namespace, left.local) < (right.namespace, right.local)
    }
}
