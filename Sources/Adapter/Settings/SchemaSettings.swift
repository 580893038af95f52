/// A site's own schema files; paths are relative to the working folder.
package struct SchemaSettings: Sendable, Hashable {
    /// The entry of a copy of a set, loaded instead of ours for every set of its namespace.
    package var driver: String?
    /// A file of the namespace of a set's extensions, with the site's elements.
    package var extensions: String?

    package init() {}
}
