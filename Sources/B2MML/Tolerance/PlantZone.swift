/// The zone that a local time takes, and from where it is.
package struct PlantZone: Sendable, Hashable {
    /// IANA name.
    package let name: String
    /// Such as `partner erp` or `site`.
    package let origin: String

    package init(name: String, origin: String) {
        self.name = name
        self.origin = origin
    }
}
