package import Diagnostics
package import XMLSchema

/// What a binding has to know beyond the document.
package struct BindingContext: Sendable {
    /// What findings call the document.
    package var source: String?
    /// Places the times that name no offset; nil when nobody knows a zone, and such a time is a finding.
    package var zone: LocalZone?
    /// Where a node of a canonical document came from, for documents that a mapping made: their nodes have no line
    /// of their own. Nil answers, and a nil closure, mean the node itself.
    package var origin: (@Sendable (Node) -> Place?)?

    package init(
        source: String? = nil, zone: LocalZone? = nil, origin: (@Sendable (Node) -> Place?)? = nil
    ) {
        self.source = source
        self.zone = zone
        self.origin = origin
    }
}
